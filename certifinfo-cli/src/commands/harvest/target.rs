//! What `--out` names: standard output, a pipe or device, or a file.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::output::Stdout;

/// A file with this share of the lines of the existing one, or less, does not replace it by default.
const SMALLER: f64 = 0.9;

/// Where a harvest goes.
#[derive(Debug)]
pub(super) enum Target {
    /// Records are written as they come, and cannot be continued later: standard output (`-`), a
    /// named pipe, a device.
    Stream(Option<PathBuf>),
    /// A file, which appears when it is whole. Not a symbolic link: those have been followed.
    File(PathBuf),
}

impl Target {
    /// Parses `--out`, and reports at once the errors that would otherwise occur at the end.
    pub(super) fn of(out: &Path) -> Result<Self, Failure> {
        if out == Path::new("-") {
            return Ok(Self::Stream(None));
        }
        let shown = out.display();
        let there = fs::metadata(out).ok();
        if out.file_name().is_none() || there.as_ref().is_some_and(fs::Metadata::is_dir) {
            let text = format!("--out {shown} is a folder: name a file in it");
            return Err(Failure::usage(text));
        }
        if there.is_some_and(|there| !there.is_file()) {
            return Ok(Self::Stream(Some(out.to_owned())));
        }
        let file = behind_links(out).map_err(|error| {
            Failure::usage(format!("--out {shown} cannot be followed: {error}"))
        })?;
        match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
                Err(Failure::usage(format!(
                    "--out {shown}: the folder {} does not exist: create it first",
                    folder.display()
                )))
            }
            _ => Ok(Self::File(file)),
        }
    }
}

/// The file that a symbolic link leads to, there or not; any other path as it is.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Opens a stream for writing. A named pipe waits for its reader.
pub(super) fn open(stream: Option<&Path>) -> Result<Box<dyn Write + Send>, Failure> {
    let Some(path) = stream else {
        return Ok(Box::new(Stdout));
    };
    let file = File::options().write(true).open(path);
    match file {
        Ok(file) => Ok(Box::new(file)),
        Err(error) => Err(Failure::usage(format!(
            "--out {} cannot be opened: {error}",
            path.display()
        ))),
    }
}

/// Why a file of so many records must not replace the one that is there, if it must not.
///
/// Records are counted by lines, which every format but the table has one of for each.
pub(super) fn would_shrink(target: &Path, records: u64) -> io::Result<Option<String>> {
    let old = match File::open(target) {
        Ok(file) => count_lines(file)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if records as f64 > old as f64 * SMALLER || records >= old {
        return Ok(None);
    }
    Ok(Some(format!(
        "{} has {old} lines and would be replaced by {records} certifications; --allow-smaller \
         replaces it all the same",
        target.display()
    )))
}

fn count_lines(file: File) -> io::Result<u64> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    let mut lines = 0;
    while file.skip_until(b'\n')? > 0 {
        lines += 1;
    }
    Ok(lines)
}
