//! A certification as a row: what a search lists and a harvest writes as columns.

use certifinfo_ext::codes::CodeError;
use certifinfo_ext::prelude::*;
use certifinfo_ext::sdk::types;

use crate::lang::Lang;
use crate::output::{Column, Row, Words};

/// A search item or a full certification, with its JSON as received.
pub(crate) struct Record<'a> {
    view: &'a dyn CertificationView,
    /// Sessions and bodies are in the full certification alone.
    full: Option<&'a types::Certification>,
    raw: &'a str,
}

impl<'a> Record<'a> {
    pub(crate) fn item(item: &'a types::CertificationRecherche, raw: &'a str) -> Self {
        Self {
            view: item,
            full: None,
            raw,
        }
    }

    pub(crate) fn full(certification: &'a types::Certification, raw: &'a str) -> Self {
        Self {
            view: certification,
            full: Some(certification),
            raw,
        }
    }
}

impl Row for Record<'_> {
    /// The names are the service's own.
    const COLUMNS: &'static [Column] = &[
        Column::new("certifinfo_code", Lang::code),
        Column::new("niveau_europeen_code", Lang::level),
        Column::new("certifinfo_intitule", Lang::title),
        Column::new("rncp_code", Lang::rncp),
        Column::new("rs_code", Lang::rs),
        Column::wide("type_diplome_libelle", Lang::genre),
        Column::wide("etat_libelle", Lang::state),
        Column::wide("scolarite_code", Lang::cfd),
        Column::wide("rome", Lang::rome),
        Column::wide("nsf", Lang::nsf),
        Column::wide("formacode", Lang::formacode),
        Column::wide("acc_fi", Lang::initial_training),
        Column::wide("acc_ca", Lang::apprenticeship),
        Column::wide("acc_fc", Lang::continuing_training),
        Column::wide("acc_cp", Lang::professionalisation),
        Column::wide("acc_vae", Lang::vae),
        Column::wide("acc_ind", Lang::individual),
        Column::wide("annee_premiere_session", Lang::first_session),
        Column::wide("annee_derniere_session", Lang::last_session),
        Column::wide("date_maj", Lang::updated),
        Column::wide("certificateurs", Lang::bodies),
        Column::wide("valideurs", Lang::validating_bodies),
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
            self.full
                .map(|full| one(full.premiere_session()))
                .unwrap_or_default(),
            self.full
                .map(|full| one(full.derniere_session()))
                .unwrap_or_default(),
            one(view.date_maj().map(|day| day.map(|day| words.day(day)))),
            names(
                self.full
                    .iter()
                    .flat_map(|full| full.certificateurs())
                    .map(|body| body.nom),
            ),
            names(
                self.full
                    .iter()
                    .flat_map(|full| full.valideurs())
                    .map(|body| body.nom),
            ),
        ]
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        Ok(self.raw.to_owned())
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
