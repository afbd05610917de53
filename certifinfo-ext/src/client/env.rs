//! The environment variables of the client.

use std::env::{self, VarError};

use crate::error::{Error, Result};

/// Holds the token.
pub(super) const TOKEN: &str = "CERTIFINFO_TOKEN";
/// Holds the base URL, if it is not the default.
pub(super) const BASE_URL: &str = "CERTIFINFO_BASE_URL";

/// The value of a variable. An empty value counts as not set.
pub(super) fn read(name: &str) -> Result<Option<String>> {
    match env::var(name) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::config(format!("{name} is not text"))),
    }
}
