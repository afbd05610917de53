//! Every sentence that advisers read, in English and French: the only home of both.

mod domain;

use std::env;

use certifinfo_ext::codes::Accessibilite;
use certifinfo_ext::jiff::civil::Date;
use clap::ValueEnum;

/// A language of tables and messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// English
    En,
    /// Français
    Fr,
}

impl Lang {
    /// The language that the environment asks for: French, or English for every other.
    pub(crate) fn of_environment() -> Self {
        Self::of(|name| env::var(name).ok())
    }

    fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let mut set = names.iter().filter_map(|name| variable(name));
        match set.find(|value| !value.is_empty()) {
            Some(value) if value.to_ascii_lowercase().starts_with("fr") => Self::Fr,
            _ => Self::En,
        }
    }

    /// A day: as French people write it, or as ISO.
    pub(crate) fn day(self, day: Date) -> String {
        match self {
            Self::En => day.to_string(),
            Self::Fr => day.strftime("%d/%m/%Y").to_string(),
        }
    }

    pub(crate) fn accessibilite(self, value: Accessibilite) -> &'static str {
        match value {
            Accessibilite::Oui => self.yes(),
            Accessibilite::Non => self.no(),
            _ => self.not_stated(),
        }
    }
}

/// One method per sentence: English, then French.
macro_rules! sentences {
    ($($name:ident: $english:literal, $french:literal;)*) => {
        impl Lang {
            $(pub(crate) fn $name(self) -> &'static str {
                match self {
                    Self::En => $english,
                    Self::Fr => $french,
                }
            })*
        }
    };
}

/// One method per sentence with values in it: English, then French.
macro_rules! sentences_with {
    ($($name:ident($($value:ident),*): $english:literal, $french:literal;)*) => {
        impl Lang {
            $(pub(crate) fn $name(self, $($value: impl std::fmt::Display),*) -> String {
                match self {
                    Self::En => format!($english),
                    Self::Fr => format!($french),
                }
            })*
        }
    };
}

sentences! {
    error: "error", "erreur";
    error_mark: "error:", "erreur :";
    yes: "yes", "oui";
    no: "no", "non";
    not_stated: "not stated", "non précisé";

    code: "Code", "Code";
    title: "Title", "Intitulé";
    input: "Input", "Saisi";
    remark: "Remark", "Remarque";
    judged_on: "On", "Au";
    last_day: "Last day", "Dernier jour";
    level: "Level", "Niveau";
    genre: "Type", "Type";
    sheet: "Sheet", "Fiche";
    state: "State", "État";
    first_session: "First session", "Première session";
    last_session: "Last session", "Dernière session";
    updated: "Updated", "Mise à jour";
    bodies: "Certified by", "Certificateurs";
    validating_bodies: "Validated by", "Valideurs";
    open_to: "Open to", "Accès";
    cfd: "CFD", "CFD";
    rncp: "RNCP", "RNCP";
    rs: "RS", "RS";
    rome: "ROME", "ROME";
    nsf: "NSF", "NSF";
    formacode: "Formacode", "Formacode";
    replaces: "Replaces", "Remplace";
    replaced_by: "Replaced by", "Remplacée par";
    initial_training: "Formation initiale", "Formation initiale";
    continuing_training: "Formation continue", "Formation continue";
    apprenticeship: "Apprentissage", "Apprentissage";
    professionalisation: "Contrat de professionnalisation", "Contrat de professionnalisation";
    vae: "VAE", "VAE";
    individual: "Demande individuelle", "Demande individuelle";

    real_api_needs_token:
        "a demonstration with a few dozen certifications; set CERTIFINFO_TOKEN for the real API",
        "une démonstration de quelques dizaines de certifications ; CERTIFINFO_TOKEN donne accès à l'API réelle";
    again: "see above", "voir plus haut";
    asked_for: "asked for", "demandée";
    replaced_by_one: "it is replaced by:", "elle est remplacée par :";
    replaced_by_several: "several may replace it, and none is chosen here:",
        "plusieurs peuvent la remplacer, et aucune n'est choisie ici :";
    replaced_by_none: "nothing in force replaces it", "rien en vigueur ne la remplace";
    replaced_by_missing: "what replaces it is not known to this source:",
        "ce qui la remplace est inconnu de cette source :";
    replaced_by_unknown: "it is not known whether what replaces it is in force:",
        "rien ne dit si ce qui la remplace est en vigueur :";
    known_from_mirror: "not known to the service, but to the mirror",
        "inconnue du service, mais connue du miroir";
    never_filled: "nothing in it yet", "encore vide";
    seen_on: "Seen on", "Vu le";
    change: "Change", "Changement";
    field: "Field", "Champ";
    before: "From", "Avant";
    after: "To", "Après";
    appeared: "appeared", "apparue";
    changed: "changed", "modifiée";
    replaced: "replaced", "remplacée";
    disappeared: "disappeared", "disparue";
    check: "Check", "Contrôle";
    detail: "Detail", "Détail";
    fact: "Fact", "Donnée";
    value: "Value", "Valeur";
    in_force: "in force", "en vigueur";
    ended: "ended", "terminée";
    unknown: "unknown", "inconnu";
    missing: "not found", "introuvable";
    invalid: "invalid", "invalide";
    unfetched: "not requested", "non demandée";
    a_sheet: "a registration", "un enregistrement";
    no_last_day: "no last day given", "sans dernier jour connu";
    nothing_said: "no known état, no registration", "ni état connu ni enregistrement";
}

sentences_with! {
    source(place): "source: {place}", "source : {place}";
    mirror(file, age): "mirror {file} ({age})", "miroir {file} ({age})";
    refreshed_on(day): "refreshed on {day}", "mis à jour le {day}";
    export_of(day): "open-data export of {day}", "export open data du {day}";
    sandbox(url): "embedded sandbox ({url})", "bac à sable intégré ({url})";
    not_found(subject): "{subject} is not known to this source", "{subject} est inconnu de cette source";
    some_of(shown, total): "{shown} of {total}; --limit {total} shows them all",
        "{shown} sur {total} ; --limit {total} les affiche toutes";
    changes(count): "{count} change(s)", "{count} changement(s)";
    found(shown): "{shown} found", "{shown} résultat(s)";
    not_all_answered(done, total, why): "some codes were not answered ({done} of {total} lines written): {why}",
        "tous les codes n'ont pas pu être vérifiés ({done} lignes écrites sur {total}) : {why}";
    bare_number(code): "read as a Certif Info code; --kind rncp reads it as RNCP{code}",
        "lu comme un code Certif Info ; --kind rncp le lit comme RNCP{code}";
    left_out(why): "left out: {why}", "laissée de côté : {why}";
    covers(fiche, count): "{fiche} covers {count} certifications", "{fiche} couvre {count} certifications";
    lineage_of(subject, day): "{subject} on {day}: what it replaced and what replaces it",
        "{subject} au {day} : ce qu'elle a remplacé et ce qui la remplace";
    stopped_after_depth(depth): "stopped {depth} replacements away from the start; there is more",
        "arrêt à {depth} remplacements du départ ; il y en a d'autres";
    stopped_after_requests(requests): "stopped after {requests} requests; there is more",
        "arrêt après {requests} requêtes ; il y en a d'autres";
    unreadable_link(code, why): "a link of {code} cannot be followed: {why}",
        "un lien de {code} ne peut pas être suivi : {why}";
    covered(state, count): "{state}; {count} certification(s)", "{state} ; {count} certification(s)";
    pair(name, value): "{name}: {value}", "{name} : {value}";
    on_day(day): "On {day}:", "Au {day} :";
    on(day): "On {day}", "Au {day}";
    etat(etat, label): "état {etat}: {label}", "état {etat} : {label}";
    etat_unknown(etat): "état {etat}, whose meaning is not known", "état {etat}, dont le sens n'est pas connu";
    since(day): "since {day}", "depuis le {day}";
    until(day): "until {day}", "jusqu'au {day}";
    last_session_in(year): "last session in {year}", "dernière session en {year}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environment_gives_the_language() {
        let of = |set: &[(&str, &str)]| {
            Lang::of(|name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[("LANG", "fr_FR.UTF-8")]), Lang::Fr);
        assert_eq!(of(&[("LANG", "fr")]), Lang::Fr);
        assert_eq!(of(&[("LANG", "en_GB.UTF-8")]), Lang::En);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]), Lang::En);
        assert_eq!(
            of(&[("LC_ALL", ""), ("LC_MESSAGES", "fr_BE"), ("LANG", "C")]),
            Lang::Fr
        );
        assert_eq!(of(&[]), Lang::En);
    }
}
