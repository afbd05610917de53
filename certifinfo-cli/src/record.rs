//! A certification as a row: what a search lists and a harvest writes as columns.

use certifinfo_ext::codes::CodeError;
use certifinfo_ext::prelude::*;

use crate::lang::Lang;
use crate::output::{Column, Row, Words};

/// A search item or a full certification, with its JSON as it came.
pub(crate) struct Record<'a> {
    view: &'a dyn CertificationView,
    raw: &'a str,
}

impl<'a> Record<'a> {
    pub(crate) fn new(view: &'a dyn CertificationView, raw: &'a str) -> Self {
        Self { view, raw }
    }
}

impl Row for Record<'_> {
    /// The names are the service's own.
    const COLUMNS: &'static [Column] = &[
        column("certifinfo_code", Lang::code, true),
        column("niveau_europeen_code", Lang::level, true),
        column("certifinfo_intitule", Lang::title, true),
        column("rncp_code", Lang::rncp, true),
        column("rs_code", Lang::rs, true),
        column("type_diplome_libelle", Lang::genre, false),
        column("etat_libelle", Lang::state, false),
        column("scolarite_code", Lang::cfd, false),
        column("rome", Lang::rome, false),
        column("nsf", Lang::nsf, false),
        column("formacode", Lang::formacode, false),
        column("acc_fi", Lang::initial_training, false),
        column("acc_ca", Lang::apprenticeship, false),
        column("acc_fc", Lang::continuing_training, false),
        column("acc_cp", Lang::professionalisation, false),
        column("acc_vae", Lang::vae, false),
        column("acc_ind", Lang::individual, false),
        column("annee_premiere_session", Lang::first_session, false),
        column("annee_derniere_session", Lang::last_session, false),
        column("date_maj", Lang::updated, false),
        column("certificateurs", Lang::bodies, false),
        column("valideurs", Lang::validating_bodies, false),
    ];

    fn cells(&self, words: Words) -> Vec<String> {
        let view = self.view;
        let acces = |acces| match words {
            Words::People(lang) => lang.accessibilite(view.acces(acces)).to_owned(),
            Words::Programs => match view.acces(acces) {
                Accessibilite::Oui => "true".to_owned(),
                Accessibilite::Non => "false".to_owned(),
                _ => String::new(),
            },
        };
        let label = |genre: certifinfo_ext::codes::TypeDiplome| {
            genre
                .label()
                .map_or_else(|| genre.to_string(), str::to_owned)
        };
        vec![
            one(view.code().map(Some)),
            one(view.niveau()),
            view.intitule().unwrap_or_default().to_owned(),
            several(view.rncp()),
            several(view.rs()),
            one(view.type_diplome().map(|genre| genre.map(label))),
            one(view.etat().map(|etat| {
                etat.map(|etat| etat.label().map_or_else(|| etat.to_string(), str::to_owned))
            })),
            one(view.scolarite()),
            several(view.rome().into_iter().map(|rome| rome.code)),
            several(view.nsf().into_iter().map(|nsf| nsf.code)),
            several(
                view.formacodes()
                    .into_iter()
                    .map(|formacode| formacode.code),
            ),
            acces(Acces::FormationInitiale),
            acces(Acces::Apprentissage),
            acces(Acces::FormationContinue),
            acces(Acces::ContratProfessionnalisation),
            acces(Acces::Vae),
            acces(Acces::DemandeIndividuelle),
            one(view.premiere_session()),
            one(view.derniere_session()),
            one(view.date_maj().map(|day| {
                day.map(|day| match words {
                    Words::People(lang) => lang.day(day),
                    Words::Programs => day.to_string(),
                })
            })),
            names(view.certificateurs().into_iter().map(|body| body.nom)),
            names(view.valideurs().into_iter().map(|body| body.nom)),
        ]
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        Ok(self.raw.to_owned())
    }
}

const fn column(key: &'static str, heading: fn(Lang) -> &'static str, in_table: bool) -> Column {
    Column {
        key,
        heading,
        in_table,
    }
}

/// A code; nothing for none, a question mark for what cannot be read (its JSON has it).
pub(crate) fn one<T: ToString>(code: Result<Option<T>, CodeError>) -> String {
    match code {
        Ok(code) => code.map(|code| code.to_string()).unwrap_or_default(),
        Err(_) => "?".to_owned(),
    }
}

/// Codes, with a blank between them: none holds one.
fn several<T: ToString>(codes: impl IntoIterator<Item = Result<T, CodeError>>) -> String {
    let codes = codes.into_iter().map(|code| one(code.map(Some)));
    codes.collect::<Vec<_>>().join(" ")
}

/// Names, with a bar between them: they hold commas.
fn names<'a>(names: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let names: Vec<_> = names.into_iter().flatten().collect();
    names.join(" | ")
}
