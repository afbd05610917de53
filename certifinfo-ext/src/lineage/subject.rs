//! `Subject`: a certification or a sheet, the start of a lineage query.

use std::fmt;
use std::str::FromStr;

use crate::codes::{CertifInfoCode, CodeError, FicheCode, RncpCode, RsCode};

/// A certification, or a sheet of the RNCP or RS. Links name either.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A certification, by its Certif Info code.
    Certification(CertifInfoCode),
    /// A sheet. One covers up to 48 certifications (RNCP4911, measured on the open-data export of
    /// 2025-01-01).
    Fiche(FicheCode),
}

impl Subject {
    /// The Certif Info code, if this is a certification.
    #[must_use]
    pub fn code(self) -> Option<CertifInfoCode> {
        match self {
            Self::Certification(code) => Some(code),
            Self::Fiche(_) => None,
        }
    }
}

/// Reads what people paste: a number with a prefix or an address of France compétences as a sheet, a
/// bare number as a Certif Info code.
///
/// ```
/// use certifinfo_ext::lineage::Subject;
///
/// assert!(matches!("58434".parse()?, Subject::Certification(_)));
/// assert!(matches!("rncp 37380".parse()?, Subject::Fiche(_)));
/// let error = "RNCP0".parse::<Subject>().unwrap_err();
/// assert!(error.to_string().starts_with("`RNCP0` is not an RNCP or RS number"));
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
impl FromStr for Subject {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let error = match FicheCode::parse_lenient(text) {
            Ok(fiche) => return Ok(fiche.into()),
            Err(error) => error,
        };
        CertifInfoCode::parse_lenient(text)
            .map(Self::from)
            // The reader that the text was meant for explains best.
            .map_err(|other| match text.trim_start().chars().next() {
                Some(first) if first.is_alphabetic() => error,
                _ => other,
            })
    }
}

impl From<CertifInfoCode> for Subject {
    fn from(code: CertifInfoCode) -> Self {
        Self::Certification(code)
    }
}

impl From<FicheCode> for Subject {
    fn from(fiche: FicheCode) -> Self {
        Self::Fiche(fiche)
    }
}

impl From<RncpCode> for Subject {
    fn from(code: RncpCode) -> Self {
        Self::Fiche(code.into())
    }
}

impl From<RsCode> for Subject {
    fn from(code: RsCode) -> Self {
        Self::Fiche(code.into())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certification(code) => code.fmt(f),
            Self::Fiche(fiche) => fiche.fmt(f),
        }
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certification(code) => code.fmt(f),
            Self::Fiche(fiche) => fiche.fmt(f),
        }
    }
}
