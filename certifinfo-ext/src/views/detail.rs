//! What only a full certification tells.

use certifinfo_sdk::types;
use serde_json::Value;

use super::enregistrement::{self, Enregistrement};
use super::{CertificationView, read};
use crate::codes::{CfdCode, CodeError, Ideo2Code, SiseCode};

/// What a full certification tells beyond what a search item does.
pub trait CertificationDetail: CertificationView {
    /// Its registrations in the RNCP and the RS, present and past: RNCP first, and within a
    /// register the present list (`rncp`) before the history (`rncp_historique`). A sheet that both
    /// name stands once; where they contradict each other the present list is believed, except that
    /// a last day is taken from whichever tells it.
    fn enregistrements(&self) -> Vec<Enregistrement<'_>>;

    /// The code in the higher education's SISE nomenclature (`code_sise`).
    ///
    /// # Errors
    ///
    /// It is malformed.
    fn sise(&self) -> Result<Option<SiseCode>, CodeError>;

    /// The Onisep's identifiers (`ideo2_code`): the open-data export joins several with a comma.
    fn ideo2(&self) -> Vec<Result<Ideo2Code, CodeError>>;

    /// The codes formation diplôme that it had before (`scolarite_code_historique`). No source
    /// tells the form of the elements: texts, numbers and objects with a `code` are read.
    fn scolarites_anterieures(&self) -> Vec<Result<CfdCode, CodeError>>;
}

impl CertificationDetail for types::Certification {
    fn enregistrements(&self) -> Vec<Enregistrement<'_>> {
        enregistrement::all(self)
    }

    fn sise(&self) -> Result<Option<SiseCode>, CodeError> {
        read::code(self.code_sise.as_deref())
    }

    fn ideo2(&self) -> Vec<Result<Ideo2Code, CodeError>> {
        read::each(self.ideo2_code.as_deref().into_iter())
    }

    fn scolarites_anterieures(&self) -> Vec<Result<CfdCode, CodeError>> {
        let texts: Vec<String> = read::list(&self.scolarite_code_historique)
            .iter()
            .map(|element| match element.get("code").unwrap_or(element) {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            })
            .collect();
        read::each(texts.iter().map(String::as_str))
    }
}
