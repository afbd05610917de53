//! The producer's own export of the catalogue, which is not part of the project.
//!
//! Tests that read it are ignored; `cargo test -- --ignored` runs them, with `CERTIFINFO_OPEN_DATA`
//! as the path of the file.

use std::path::PathBuf;

pub(crate) fn file() -> PathBuf {
    std::env::var_os("CERTIFINFO_OPEN_DATA")
        .map(PathBuf::from)
        .unwrap()
}
