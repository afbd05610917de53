//! Where the producer's own export is, if it is there at all.
//!
//! The file is not part of the project: `CERTIFINFO_OPEN_DATA` names it, or it stands at
//! `../shared/data/opendata-certifinfo-sample.csv` beside the checkout. Without it, its tests are
//! skipped with a word.

use std::path::{Path, PathBuf};

pub(crate) fn file() -> Option<PathBuf> {
    let beside = "../../shared/data/opendata-certifinfo-sample.csv";
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join(beside);
    let path = std::env::var_os("CERTIFINFO_OPEN_DATA").map_or_else(beside, PathBuf::from);
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}
