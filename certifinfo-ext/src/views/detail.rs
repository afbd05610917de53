//! `CertificationDetail`: the views that only a full certification has.

use certifinfo_sdk::types;
use jiff::civil::Date;
use serde_json::Value;

use super::enregistrement::{self, Enregistrement};
use super::validite::Facts;
use super::{Certificateur, CertificationView, Valideur, Validite, read};
use crate::codes::{AnneeSession, CfdCode, CodeError, Ideo2Code, SiseCode};

/// Typed views that only a full certification has.
pub trait CertificationDetail: CertificationView {
    /// The registrations in the RNCP and the RS, current and former: RNCP first, and within a register
    /// the current list (`rncp`) before the history (`rncp_historique`). A sheet in both is listed
    /// once. The current list takes precedence; a last day is taken from the one that has it.
    fn enregistrements(&self) -> Vec<Enregistrement<'_>>;

    /// The code in the higher education's SISE nomenclature (`code_sise`).
    ///
    /// # Errors
    ///
    /// It is malformed.
    fn sise(&self) -> Result<Option<SiseCode>, CodeError>;

    /// The identifiers of the Onisep (`ideo2_code`). The open-data export joins several by commas.
    fn ideo2(&self) -> Vec<Result<Ideo2Code, CodeError>>;

    /// The former codes formation diplôme (`scolarite_code_historique`). The form of the elements is
    /// not documented: texts, numbers and objects with a `code` are read.
    fn scolarites_anterieures(&self) -> Vec<Result<CfdCode, CodeError>>;

    /// The year of the first session (`annee_premiere_session`).
    ///
    /// # Errors
    ///
    /// The value is not a year.
    fn premiere_session(&self) -> Result<Option<AnneeSession>, CodeError>;

    /// The year of the last session (`annee_derniere_session`).
    ///
    /// # Errors
    ///
    /// The value is not a year.
    fn derniere_session(&self) -> Result<Option<AnneeSession>, CodeError>;

    /// The certifying bodies (`certificateurs`).
    fn certificateurs(&self) -> Vec<Certificateur<'_>>;

    /// The validating bodies (`valideurs`), with the days of their habilitation.
    fn valideurs(&self) -> Vec<Valideur<'_>>;

    /// Whether it is delivered on this day (in Paris: [`paris::today`](crate::paris::today)), and
    /// why. The first rule that applies decides:
    ///
    /// 1. A record that is erroneous, archived or suppressed (état 2, 3, 12), or whose
    ///    registrations are all said not to be in force, ended. It ended before its record was last
    ///    written, so for a day up to `date_maj`, and for no other, a registration whose last day
    ///    is not past made it active. The meaning of the states is that of their labels in the
    ///    open-data export; the reading of `date_maj` is **inferred**.
    /// 2. From the year after its last session on, it ended. **Inferred**: in the export of
    ///    2025-01-01 the MC 58434 (last session 2024) shares RNCP37380 with 115846 (first session
    ///    2025), which replaces it; that it is published says nothing, others are too whose last
    ///    session is years ago.
    /// 3. A registration that holds on that day makes it active; if all have ended, so has it, on
    ///    the day after the last one ended. See [`Enregistrement::is_active_on`].
    /// 4. Else its state decides: published (0), preparatory (4) and habilitations (11) are active;
    ///    any other, or none, is unknown. A third of the catalogue is in neither register.
    ///
    /// Records have no first day, so a day before it is judged like one after it.
    fn validite(&self, day: Date) -> Validite;

    /// Whether it is certainly delivered on this day: see [`validite`](Self::validite).
    fn is_active_on(&self, day: Date) -> bool {
        self.validite(day).is_active()
    }
}

impl CertificationDetail for types::Certification {
    fn premiere_session(&self) -> Result<Option<AnneeSession>, CodeError> {
        read::number(self.annee_premiere_session.as_ref())
    }

    fn derniere_session(&self) -> Result<Option<AnneeSession>, CodeError> {
        read::number(self.annee_derniere_session.as_ref())
    }

    fn certificateurs(&self) -> Vec<Certificateur<'_>> {
        let list = read::list(&self.certificateurs).iter();
        list.map(|record| Certificateur::read(record)).collect()
    }

    fn valideurs(&self) -> Vec<Valideur<'_>> {
        let list = read::list(&self.valideurs).iter();
        list.map(|record| Valideur::read(record)).collect()
    }

    fn validite(&self, day: Date) -> Validite {
        // A malformed value is ignored.
        Facts {
            etat: self.etat().ok().flatten(),
            date_maj: self.date_maj().ok().flatten(),
            derniere_session: self.derniere_session().ok().flatten(),
            enregistrements: &enregistrement::all(self),
        }
        .judge(day)
    }

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
