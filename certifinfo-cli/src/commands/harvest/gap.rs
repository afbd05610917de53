//! Missing records, and the file beside the harvest that lists them.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::part::with_suffix;

/// A missing record, or a missing page of records.
#[derive(Debug, Serialize)]
pub(super) struct Gap {
    /// Its code, if its listing has one.
    pub(super) certifinfo_code: Option<u32>,
    /// The page that lists it, counted from 1.
    pub(super) page: u32,
    /// Its place on that page, counted from 0; `None` for all of the page.
    pub(super) index: Option<usize>,
    /// What went wrong.
    pub(super) why: String,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.certifinfo_code {
            write!(f, "{code} ")?;
        }
        match self.index {
            Some(index) => write!(f, "(page {}, record {index}): {}", self.page, self.why),
            None => write!(f, "(all of page {}): {}", self.page, self.why),
        }
    }
}

/// Writes `FILE.missing.ndjson`, one gap per line; removes the file if there are none.
pub(super) fn write_companion(target: &Path, gaps: &[Gap]) -> io::Result<Option<PathBuf>> {
    let path = with_suffix(target, ".missing.ndjson");
    if gaps.is_empty() {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(None),
        };
    }
    let mut lines = String::new();
    for gap in gaps {
        lines.push_str(&serde_json::to_string(gap)?);
        lines.push('\n');
    }
    fs::write(&path, lines)?;
    Ok(Some(path))
}
