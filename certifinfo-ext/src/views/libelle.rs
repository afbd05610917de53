//! `CodeLibelle`: a code with its label.

use certifinfo_sdk::scalar::LenientText;

use super::read;
use crate::codes::{Code, CodeError};

/// A code with its label: the code, or why it is malformed, and the label in either case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeLibelle<'a, T> {
    /// The code.
    pub code: Result<T, CodeError>,
    /// The label in the record, if there is one.
    pub libelle: Option<&'a str>,
}

impl<'a, T: Code> CodeLibelle<'a, T> {
    /// `None` for an empty element.
    pub(super) fn read(
        code: Option<&'a LenientText>,
        libelle: Option<&'a LenientText>,
    ) -> Option<Self> {
        let libelle = read::text(libelle);
        let code = code.map_or("", LenientText::as_str);
        let code = match read::code(Some(code)) {
            Ok(Some(code)) => Ok(code),
            Ok(None) if libelle.is_none() => return None,
            Ok(None) => T::parse_lenient(code),
            Err(error) => Err(error),
        };
        Some(Self { code, libelle })
    }
}
