//! Writes several files together or not at all.
//!
//! No file system replaces several files in one step, so a killed run could leave half of the new
//! tree. A journal prevents that: the new files are staged, the old ones copied beside them, and
//! the journal written, before the first target is replaced. The next run that finds a journal
//! restores the old files ([`recover`]); without a journal, no target was touched.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder in which a run stages its files, relative to the workspace's root.
pub const STAGING: &str = "openapi/.regen";

const JOURNAL: &str = "journal";
const NEW: &str = "new";
const OLD: &str = "old";

/// A file to write: its path and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The path relative to the workspace's root, separated by `/`.
    pub path: &'static str,
    /// The whole content.
    pub bytes: Vec<u8>,
}

impl Output {
    /// The current content of the file; `None` when it does not exist.
    ///
    /// # Errors
    ///
    /// The file exists and cannot be read.
    pub fn current(&self, root: &Path) -> io::Result<Option<Vec<u8>>> {
        match fs::read(root.join(self.path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&root.join(self.path), error)),
        }
    }
}

/// Writes every output, or leaves all files as they were.
///
/// # Errors
///
/// A file cannot be staged or moved; the old files are restored in that case.
pub fn write(root: &Path, outputs: &[Output]) -> io::Result<()> {
    write_watched(root, outputs, &mut |_| {})
}

/// Like [`write`](fn@write), but calls `watch` after each step, so that a test sees the tree as a
/// process killed at that moment would leave it.
///
/// # Errors
///
/// As [`write`](fn@write).
pub fn write_watched(
    root: &Path,
    outputs: &[Output],
    watch: &mut dyn FnMut(&str),
) -> io::Result<()> {
    recover(root)?;
    let done = stage(root, outputs, watch).and_then(|()| publish(root, outputs, watch));
    if let Err(error) = done {
        // The first error is reported; the next run tries recovery again.
        let _ = recover(root);
        return Err(error);
    }
    remove(&root.join(STAGING).join(JOURNAL))?;
    watch("journal removed");
    fs::remove_dir_all(root.join(STAGING))
}

/// Restores the old files of a run that was killed half-way. Does nothing without a journal.
///
/// # Errors
///
/// A file cannot be moved back; the journal stays, so that the next run tries again.
pub fn recover(root: &Path) -> io::Result<bool> {
    let staging = root.join(STAGING);
    if !staging.exists() {
        return Ok(false);
    }
    let journal = staging.join(JOURNAL);
    let interrupted = journal.exists();
    if interrupted {
        let text = fs::read_to_string(&journal).map_err(|e| at(&journal, e))?;
        for (index, line) in text.lines().enumerate() {
            let Some((had, path)) = line.split_once(' ') else {
                continue;
            };
            let target = root.join(path);
            match had {
                // A copy, not a move: recovery itself may be killed and run again.
                "old" => replace(&staging.join(OLD).join(index.to_string()), &target)?,
                _ => remove(&target)?,
            }
        }
        remove(&journal)?;
    }
    fs::remove_dir_all(&staging).map_err(|e| at(&staging, e))?;
    Ok(interrupted)
}

/// Writes the new files, copies of the old ones, and finally the journal.
fn stage(root: &Path, outputs: &[Output], watch: &mut dyn FnMut(&str)) -> io::Result<()> {
    let staging = root.join(STAGING);
    for folder in [NEW, OLD] {
        let folder = staging.join(folder);
        fs::create_dir_all(&folder).map_err(|e| at(&folder, e))?;
    }
    watch("staging made");
    let mut journal = String::new();
    for (index, output) in outputs.iter().enumerate() {
        write_synced(&staging.join(NEW).join(index.to_string()), &output.bytes)?;
        watch("new file staged");
        let had = match output.current(root)? {
            Some(bytes) => {
                write_synced(&staging.join(OLD).join(index.to_string()), &bytes)?;
                "old"
            }
            None => "none",
        };
        watch("old file kept");
        journal.push_str(&format!("{had} {}\n", output.path));
    }
    let draft = staging.join("journal.draft");
    write_synced(&draft, journal.as_bytes())?;
    fs::rename(&draft, staging.join(JOURNAL)).map_err(|e| at(&draft, e))?;
    watch("journal written");
    Ok(())
}

/// Moves the staged files to their targets.
fn publish(root: &Path, outputs: &[Output], watch: &mut dyn FnMut(&str)) -> io::Result<()> {
    for (index, output) in outputs.iter().enumerate() {
        let target = root.join(output.path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|e| at(folder, e))?;
        }
        let staged = root.join(STAGING).join(NEW).join(index.to_string());
        fs::rename(&staged, &target).map_err(|e| at(&target, e))?;
        watch("file replaced");
    }
    Ok(())
}

fn replace(from: &Path, to: &Path) -> io::Result<()> {
    let draft: PathBuf = from.with_extension("back");
    fs::copy(from, &draft).map_err(|e| at(from, e))?;
    fs::rename(&draft, to).map_err(|e| at(to, e))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(path, error)),
        _ => Ok(()),
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let write = || {
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|e| at(path, e))
}

/// An I/O error that names its file.
fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
