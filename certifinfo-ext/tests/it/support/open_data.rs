//! The producer's own export, which is not part of the project.

use std::path::PathBuf;

/// The file that `CERTIFINFO_OPEN_DATA` names; tests that need it are ignored by default.
pub(crate) fn file() -> PathBuf {
    let path = std::env::var_os("CERTIFINFO_OPEN_DATA").expect("CERTIFINFO_OPEN_DATA names a file");
    PathBuf::from(path)
}
