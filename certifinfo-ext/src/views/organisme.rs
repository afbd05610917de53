//! Certifying and validating bodies.

use certifinfo_sdk::types;
use jiff::civil::Date;

use super::read;
use crate::codes::CodeError;

/// A certifying body (`certificateurs`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Certificateur<'a> {
    /// Its code, as sent; the kind of code is not documented.
    pub code: Option<&'a str>,
    /// Its name.
    pub nom: Option<&'a str>,
}

/// A validating body (`valideurs`), with the days of its habilitation.
///
/// The meaning of the three dates is **inferred** from their names in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Valideur<'a> {
    /// Its code, as sent; the kind of code is not documented.
    pub code: Option<&'a str>,
    /// Its name.
    pub nom: Option<&'a str>,
    /// The day of its first habilitation (`date_premiere_habilitation`).
    pub premiere_habilitation: Result<Option<Date>, CodeError>,
    /// The first day of the current habilitation (`date_debut_validite`).
    pub debut_validite: Result<Option<Date>, CodeError>,
    /// The last day of the current habilitation (`date_fin_validite`).
    pub fin_validite: Result<Option<Date>, CodeError>,
}

impl<'a> Certificateur<'a> {
    pub(super) fn read(record: &'a types::Certificateur) -> Self {
        Self {
            code: read::text(record.code.as_ref()),
            nom: read::text(record.libelle.as_ref()),
        }
    }
}

impl<'a> Valideur<'a> {
    pub(super) fn read(record: &'a types::Valideur) -> Self {
        Self {
            code: read::text(record.code.as_ref()),
            nom: read::text(record.libelle.as_ref()),
            premiere_habilitation: read::day(record.date_premiere_habilitation.as_ref()),
            debut_validite: read::day(record.date_debut_validite.as_ref()),
            fin_validite: read::day(record.date_fin_validite.as_ref()),
        }
    }
}
