//! The file while it grows: `FILE.part`, which gets its name when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use certifinfo_ext::prelude::*;

use crate::lines::Lines;
use crate::place::{Place, Terms};

/// `FILE.part`, open for more lines.
pub(crate) struct Part {
    lines: BufWriter<File>,
    path: PathBuf,
    target: PathBuf,
    terms: Terms,
    /// Lines in it.
    pub(crate) count: u64,
    /// Bytes in it.
    bytes: u64,
    /// What earlier runs delivered.
    pub(crate) delivered: Vec<CertifInfoCode>,
    /// Where the search goes on; `None`: from its start.
    pub(crate) search: Option<Checkpoint>,
}

impl Part {
    /// Opens `FILE.part`: a new one, or with `resume` the one that is there.
    pub(crate) fn open(target: &Path, resume: bool, terms: Terms) -> Result<Self, String> {
        check(target)?;
        let path = with_suffix(target, ".part");
        let part = path.display();
        match (path.exists(), resume) {
            (true, true) => Self::go_on(target, path, terms),
            (true, false) => Err(format!(
                "{part} is there from a run that was stopped: go on with it by --resume, or delete it"
            )),
            (false, _) => Self::begin(target, path, terms),
        }
    }

    /// Whether a run got to its end, be it killed right after: the file is there and no part.
    pub(crate) fn is_finished(target: &Path) -> Result<bool, String> {
        let path = with_suffix(target, ".part");
        let finished = target.is_file() && !path.exists();
        if finished {
            Place::remove(&path).map_err(|error| explain("is left over", &path, error))?;
        }
        Ok(finished)
    }

    /// A new part, and with it the terms that hold for all runs.
    fn begin(target: &Path, path: PathBuf, terms: Terms) -> Result<Self, String> {
        let failed = |error| explain("cannot be written", &path, error);
        // What an earlier part left would lead this one astray.
        Place::remove(&path).map_err(failed)?;
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let mut part = Self {
            lines: BufWriter::with_capacity(1 << 18, file.map_err(failed)?),
            path,
            target: target.to_owned(),
            terms,
            count: 0,
            bytes: 0,
            delivered: Vec::new(),
            search: None,
        };
        part.save(None)?;
        Ok(part)
    }

    /// The part that is there, behind its last good line.
    fn go_on(target: &Path, path: PathBuf, terms: Terms) -> Result<Self, String> {
        let failed = |error| explain("cannot be gone on with", &path, error);
        let place = Place::read(&path);
        let conflict = place
            .as_ref()
            .and_then(|place| terms.conflict(&place.terms));
        if let Some(conflict) = conflict {
            return Err(format!(
                "{} {conflict}: resume it as it was begun, or delete it",
                path.display()
            ));
        }
        let file = OpenOptions::new().read(true).write(true).open(&path);
        let mut file = file.map_err(failed)?;
        let lines = Lines::read(&mut file).map_err(failed)?.map_err(|line| {
            let part = path.display();
            format!("line {line} of {part} is not a certification: delete that line, or the file")
        })?;
        file.set_len(lines.end).map_err(failed)?;
        file.seek(SeekFrom::Start(lines.end)).map_err(failed)?;
        // A place beyond the lines belongs to lines that are gone.
        let place = place.filter(|place| place.bytes <= lines.end);
        let mut part = Self {
            lines: BufWriter::with_capacity(1 << 18, file),
            path,
            target: target.to_owned(),
            terms,
            count: lines.count,
            bytes: lines.end,
            delivered: lines.delivered,
            search: place.and_then(|place| place.search),
        };
        part.save(part.search.clone())?;
        Ok(part)
    }

    /// Adds a line; line feeds in the JSON, which can only be white space, are left out.
    pub(crate) fn line(&mut self, json: &str) -> Result<(), String> {
        let pieces = json.split(['\n', '\r']).chain(["\n"]);
        for piece in pieces {
            self.lines
                .write_all(piece.as_bytes())
                .map_err(|error| self.broken(error))?;
            self.bytes += piece.len() as u64;
        }
        self.count += 1;
        Ok(())
    }

    /// Puts the lines, and then the place behind them, where a later run finds them.
    pub(crate) fn save(&mut self, search: Option<Checkpoint>) -> Result<(), String> {
        let place = Place {
            search,
            bytes: self.bytes,
            terms: self.terms.clone(),
        };
        let saved = self.lines.flush().and_then(|()| place.write(&self.path));
        saved.map_err(|error| self.broken(error))
    }

    /// Gives the file its name.
    pub(crate) fn finish(mut self) -> Result<(), String> {
        let named = self
            .lines
            .flush()
            .and_then(|()| self.lines.get_ref().sync_all())
            .and_then(|()| fs::rename(&self.path, &self.target));
        named.map_err(|error| self.broken(error))?;
        Place::remove(&self.path).map_err(|error| explain("is left over", &self.path, error))
    }

    /// The file's name while it grows.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn broken(&self, error: io::Error) -> String {
        let what = explain("cannot be written", &self.path, error);
        format!("{what}; once that is mended, go on with --resume")
    }
}

/// What would come to light only at the end.
fn check(target: &Path) -> Result<(), String> {
    let shown = target.display();
    if target.file_name().is_none() || target.is_dir() {
        return Err(format!("--out {shown} is a folder: name a file in it"));
    }
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(format!(
            "--out {shown}: there is no folder {}: create it first",
            folder.display()
        )),
        _ => Ok(()),
    }
}

fn explain(what: &str, path: &Path, error: io::Error) -> String {
    format!("{} {what}: {error}", path.display())
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
