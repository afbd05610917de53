//! `FILE.part.resume`: the checkpoint of a run, and the terms that later runs must share.
//!
//! The lines decide which certifications were delivered. The checkpoint only says where to continue:
//! it may be older than the lines, and is ignored if it is newer.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use certifinfo_ext::prelude::*;
use serde::{Deserialize, Serialize};

use super::part::with_suffix;

/// What must be the same in all runs that write one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Terms {
    /// Whether the lines are full certifications.
    pub(super) details: bool,
    /// The service that they come from.
    pub(super) service: String,
}

impl Terms {
    /// What a run on these terms would mix into a file begun on others.
    pub(super) fn conflict(&self, begun: &Terms) -> Option<String> {
        let kind = |terms: &Terms| match terms.details {
            true => "full certifications (--details)",
            false => "search items (without --details)",
        };
        if self.details != begun.details {
            Some(format!("holds {}, not {}", kind(begun), kind(self)))
        } else if self.service != begun.service {
            let (theirs, ours) = (&begun.service, &self.service);
            Some(format!("was begun from {theirs}, not from {ours}"))
        } else {
            None
        }
    }
}

/// How far a run has come.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Place {
    /// Where the search continues; `None` when all of it is to be read again.
    pub(super) search: Option<Checkpoint>,
    /// How many bytes of lines were there.
    pub(super) bytes: u64,
    pub(super) terms: Terms,
}

impl Place {
    /// What is there for this part; what cannot be read counts as absent.
    pub(super) fn read(part: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path(part)).ok()?).ok()
    }

    /// Writes it atomically.
    pub(super) fn write(&self, part: &Path) -> io::Result<()> {
        let draft = draft(part);
        fs::write(&draft, serde_json::to_vec(self)?)?;
        fs::rename(draft, path(part))
    }

    /// Removes it, because it would mislead the next run.
    pub(super) fn remove(part: &Path) -> io::Result<()> {
        for file in [draft(part), path(part)] {
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

fn path(part: &Path) -> PathBuf {
    with_suffix(part, ".resume")
}

fn draft(part: &Path) -> PathBuf {
    with_suffix(part, ".resume.draft")
}
