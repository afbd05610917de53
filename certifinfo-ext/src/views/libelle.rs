//! A code with the label that the record gives it.

use certifinfo_sdk::scalar::LenientText;

use super::read;
use crate::codes::{Code, CodeError};

/// An element of a list of codes: the code, or why it is none, and its label either way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeLibelle<'a, T> {
    /// The code.
    pub code: Result<T, CodeError>,
    /// What the record calls it; `None` when it does not say.
    pub libelle: Option<&'a str>,
}

impl<'a, T: Code> CodeLibelle<'a, T> {
    /// `None` for an element that says nothing at all.
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
