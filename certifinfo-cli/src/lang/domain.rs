//! What a certification, its validity and a malformed code are called, in English and French.

use certifinfo_ext::ErrorKind;
use certifinfo_ext::codes::{CodeError, CodeErrorKind};
use certifinfo_ext::lineage::{Current, CurrentFiche, LimitReached, Node};
use certifinfo_ext::mirror::MirrorErrorKind;
use certifinfo_ext::views::{Motif, Validite};

use super::Lang;
use crate::failure::Kind;

impl Lang {
    /// Whether it is in force, since or until when, and the reason.
    pub(crate) fn validite(self, validite: Validite) -> String {
        let (state, motif) = (self.state_of(validite), self.motif(validite.motif()));
        match validite {
            Validite::Ended {
                since: Some(day), ..
            } => format!("{state} {} ({motif})", self.since(self.day(day))),
            _ => format!("{state} ({motif})"),
        }
    }

    /// The state alone.
    pub(crate) fn state_of(self, validite: Validite) -> &'static str {
        match validite {
            Validite::Active(_) => self.in_force(),
            Validite::Ended { .. } => self.ended(),
            _ => self.unknown(),
        }
    }

    fn motif(self, motif: Motif) -> String {
        match motif {
            Motif::Etat(etat) => match etat.label() {
                Some(label) => self.etat(etat, label),
                None => self.etat_unknown(etat),
            },
            Motif::Enregistrement { fiche, fin } => {
                let fiche =
                    fiche.map_or_else(|| self.a_sheet().to_owned(), |fiche| fiche.to_string());
                match fin {
                    Some(fin) => format!("{fiche} {}", self.until(self.day(fin))),
                    None => format!("{fiche}, {}", self.no_last_day()),
                }
            }
            Motif::DerniereSession(annee) => self.last_session_in(annee),
            _ => self.nothing_said().to_owned(),
        }
    }

    /// A certification on one line: code, title, sheets, validity.
    pub(crate) fn node(self, node: &Node) -> String {
        let mut text = node.subject().to_string();
        if let Some(title) = node.intitule() {
            text = format!("{text} {title}");
        }
        let fiches: Vec<_> = node.fiches().iter().map(ToString::to_string).collect();
        if !fiches.is_empty() {
            text = format!("{text} [{}]", fiches.join(", "));
        }
        self.pair(text, self.node_state(node))
    }

    /// The validity of a certification, or why nothing is known of it.
    pub(crate) fn node_state(self, node: &Node) -> String {
        if node.is_missing() {
            self.missing().to_owned()
        } else if node.is_unfetched() {
            self.unfetched().to_owned()
        } else {
            self.validite(node.validite())
        }
    }

    /// What takes the place of a certification: a line for it, and one for each node of every
    /// path to what replaces it.
    pub(crate) fn current(self, current: &Current) -> String {
        let paths = current.paths();
        let first = paths.first().and_then(|path| path.first());
        let mut text = first.map(|node| self.node(node)).unwrap_or_default();
        let said = match current {
            Current::Replaced(_) => self.replaced_by_one(),
            Current::Ambiguous(_) => self.replaced_by_several(),
            Current::Ended(_) => self.replaced_by_none(),
            // Of the certification itself, its own line says it.
            _ if paths.iter().all(|path| path.len() < 2) => "",
            Current::Missing(_) => self.replaced_by_missing(),
            _ => self.replaced_by_unknown(),
        };
        if !said.is_empty() {
            text = format!("{text}\n  {said}");
        }
        for path in paths {
            for (depth, node) in path.iter().enumerate().skip(1) {
                text = format!(
                    "{text}\n{:indent$}-> {}",
                    "",
                    self.node(node),
                    indent = 2 * depth
                );
            }
        }
        text
    }

    /// The same for a sheet, and for each certification that it covers.
    pub(crate) fn current_fiche(self, current: &CurrentFiche) -> String {
        let all = current.certifications();
        let state = self.covered(self.validite(current.validite()), all.len());
        let mut text = self.pair(current.fiche(), state);
        let by: Vec<_> = current
            .replaced_by()
            .iter()
            .map(ToString::to_string)
            .collect();
        if !by.is_empty() {
            text = format!(
                "{text}; {}",
                self.pair(self.replaced_by().to_lowercase(), by.join(", "))
            );
        }
        for (_, current) in all {
            text = format!("{text}\n{}", self.current(current));
        }
        text
    }

    /// A limit that a graph reached.
    pub(crate) fn limit(self, limit: LimitReached) -> String {
        match limit {
            LimitReached::Depth(depth) => self.stopped_after_depth(depth),
            LimitReached::Requests(requests) => self.stopped_after_requests(requests),
            other => other.to_string(),
        }
    }

    /// A failure in one French sentence, before its own text; in English its own text says it.
    pub(crate) fn failure(self, kind: Kind) -> Option<&'static str> {
        if self == Self::En {
            return None;
        }
        Some(match kind {
            Kind::Service(kind) => match kind {
                ErrorKind::Unauthorized => {
                    "le service refuse le jeton. Le support du producteur (Réseau des Carif-Oref) en \
                     envoie un par courriel ; mettez-le dans CERTIFINFO_TOKEN."
                }
                ErrorKind::NotFound => "le service ne connaît pas cette adresse ou ce code.",
                ErrorKind::Rejected => "le service refuse la demande : voyez son message.",
                ErrorKind::RateLimited => "trop de demandes : attendez avant de recommencer.",
                ErrorKind::Server => "le service est en panne : revenez plus tard.",
                ErrorKind::Transport => {
                    "le service n'a pas pu être joint : vérifiez le réseau, le serveur mandataire \
                     (HTTPS_PROXY) et l'adresse ; `certifinfo doctor` aide à trouver."
                }
                ErrorKind::Decode => "la réponse du service n'est pas celle attendue.",
                ErrorKind::Stalled => {
                    "les réponses du service se contredisent : recommencez plus tard."
                }
                ErrorKind::InvalidCode => "un code est mal formé.",
                ErrorKind::Config => "un réglage est à corriger ; rien n'a été envoyé.",
                _ => return None,
            },
            Kind::Mirror(kind) => match kind {
                MirrorErrorKind::NotAMirror => "ce fichier n'est pas un miroir.",
                MirrorErrorKind::Corrupt => {
                    "le miroir est abîmé : restaurez une copie, ou déplacez-le et remplissez-en un \
                     autre."
                }
                MirrorErrorKind::Busy => {
                    "un autre programme utilise le miroir : recommencez quand il a fini."
                }
                MirrorErrorKind::NewerVersion => {
                    "ce miroir vient d'une version plus récente de ce programme."
                }
                MirrorErrorKind::Unanswerable => {
                    "le miroir n'a pas de quoi répondre : interrogez le service, ou retirez cette \
                     condition."
                }
                MirrorErrorKind::Full => "le disque est plein.",
                MirrorErrorKind::Denied => {
                    "le miroir ne peut pas être ouvert : vérifiez le chemin et les droits."
                }
                _ => return None,
            },
        })
    }

    /// What is wrong with a code.
    pub(crate) fn code_error(self, error: &CodeError) -> String {
        if self == Self::En {
            return error.to_string();
        }
        let problem = match error.kind() {
            CodeErrorKind::Empty => "rien n'est donné".to_owned(),
            CodeErrorKind::Absent => "ce mot signale une valeur absente".to_owned(),
            CodeErrorKind::Length => "trop court ou trop long".to_owned(),
            CodeErrorKind::BadChar { position } | CodeErrorKind::WrongLetter { position } => {
                let place = error
                    .input()
                    .get(..position)
                    .map_or(position, |s| s.chars().count());
                format!("le caractère n° {} ne convient pas", place + 1)
            }
            CodeErrorKind::Zero => "le numéro est zéro".to_owned(),
            CodeErrorKind::LeadingZero => "un zéro est de trop devant le numéro".to_owned(),
            CodeErrorKind::WrongPrefix => "le préfixe manque, ou c'en est un autre".to_owned(),
            CodeErrorKind::WrongKind => "c'est un code d'une autre sorte".to_owned(),
            CodeErrorKind::WrongRegister => "c'est un numéro de l'autre répertoire".to_owned(),
            CodeErrorKind::WrongAddress => "c'est l'adresse d'une autre page".to_owned(),
            CodeErrorKind::Ambiguous { numero } => {
                format!("ce peut être RNCP{numero} ou RS{numero} : écrivez le préfixe")
            }
            CodeErrorKind::UnknownEntry { .. } => "il n'est dans aucune table publiée".to_owned(),
            CodeErrorKind::OutOfRange => "le numéro est hors des bornes".to_owned(),
            CodeErrorKind::Calendar => "ce jour n'existe pas".to_owned(),
            _ => return error.to_string(),
        };
        let expected = error.expected();
        let kind = match expected.name {
            "certif_info" => "Certif Info",
            "rncp" => "RNCP",
            "rs" => "RS",
            "fiche" => "RNCP ou RS",
            other => other,
        };
        let more = if error.is_shortened() { "…" } else { "" };
        let input = crate::output::one_line(error.input());
        format!(
            "« {input}{more} » n'est pas un code {kind} : {problem} (exemple : {})",
            expected.example
        )
    }
}
