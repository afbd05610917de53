//! `FILE.part`: the file while the harvest runs. It has one JSON record per line in every format, so
//! that any run can continue it. It gets its name and its format when it is complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use certifinfo_ext::prelude::*;
use fs4::{FileExt, TryLockError};

use super::lines::Lines;
use super::place::{Place, Terms};
use crate::failure::Failure;

/// `FILE.part`, open for more lines and locked for as long.
pub(super) struct Part {
    lines: BufWriter<File>,
    path: PathBuf,
    target: PathBuf,
    terms: Terms,
    /// Lines in it.
    pub(super) count: u64,
    /// Bytes in it.
    bytes: u64,
    /// What earlier runs delivered.
    pub(super) delivered: Vec<CertifInfoCode>,
    /// Where the search continues; `None`: from its start.
    pub(super) search: Option<Checkpoint>,
}

impl Part {
    /// Opens `FILE.part`: a new one, or with `resume` the one that is there.
    pub(super) fn open(target: &Path, resume: bool, terms: Terms) -> Result<Self, Failure> {
        let path = with_suffix(target, ".part");
        if !path.exists() {
            return Self::begin(target, path, terms);
        }
        let file = OpenOptions::new().read(true).write(true).open(&path);
        let file = file.map_err(|error| explain("cannot be continued", &path, error))?;
        lock(&file, &path)?;
        if resume {
            return Self::reopen(target, path, file, terms);
        }
        Err(Failure::not_whole(format!(
            "{} is there from a run that was stopped: continue it with --resume, or delete it",
            path.display()
        )))
    }

    /// Whether a run got to its end, even if it was killed right after: the file is there, and no
    /// part.
    pub(super) fn is_finished(target: &Path) -> Result<bool, Failure> {
        let path = with_suffix(target, ".part");
        let finished = target.is_file() && !path.exists();
        if finished {
            Place::remove(&path).map_err(|error| explain("is left over", &path, error))?;
        }
        Ok(finished)
    }

    /// Creates a new part, and records the terms that all runs must share.
    fn begin(target: &Path, path: PathBuf, terms: Terms) -> Result<Self, Failure> {
        let failed = |error| explain("cannot be written", &path, error);
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let file = match file {
            // Another run was a moment faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(busy(&path)),
            file => file.map_err(failed)?,
        };
        lock(&file, &path)?;
        // What an earlier part left would mislead this one.
        Place::remove(&path).map_err(failed)?;
        let mut part = Self {
            lines: BufWriter::with_capacity(1 << 18, file),
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

    /// The part that is there, after its last good line.
    fn reopen(target: &Path, path: PathBuf, mut file: File, terms: Terms) -> Result<Self, Failure> {
        let failed = |error| explain("cannot be continued", &path, error);
        let place = Place::read(&path);
        let conflict = place
            .as_ref()
            .and_then(|place| terms.conflict(&place.terms));
        if let Some(conflict) = conflict {
            return Err(Failure::usage(format!(
                "{} {conflict}: resume it as it was begun, or delete it",
                path.display()
            )));
        }
        let lines = Lines::read(&mut file).map_err(failed)?.map_err(|line| {
            let part = path.display();
            Failure::not_whole(format!(
                "line {line} of {part} is not a certification: delete that line, or the file"
            ))
        })?;
        file.set_len(lines.end).map_err(failed)?;
        file.seek(SeekFrom::Start(lines.end)).map_err(failed)?;
        // A checkpoint beyond the lines belongs to lines that were lost.
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
    pub(super) fn line(&mut self, json: &str) -> Result<(), Failure> {
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

    /// Writes the lines, and then the checkpoint after them, for a later run.
    pub(super) fn save(&mut self, search: Option<Checkpoint>) -> Result<(), Failure> {
        let place = Place {
            search,
            bytes: self.bytes,
            terms: self.terms.clone(),
        };
        let saved = self.lines.flush().and_then(|()| place.write(&self.path));
        saved.map_err(|error| self.broken(error))
    }

    /// Gives the file its name, after `convert` has brought its lines to another format if that is
    /// wanted.
    pub(super) fn finish(
        mut self,
        convert: Option<impl FnOnce(&mut dyn BufRead, File) -> io::Result<()>>,
    ) -> Result<(), Failure> {
        let named = self.lines.flush().and_then(|()| {
            let mut whole = &self.path;
            let draft = with_suffix(&self.path, ".draft");
            if let Some(convert) = convert {
                let file = File::create(&draft)?;
                convert(
                    &mut BufReader::new(File::open(&self.path)?),
                    file.try_clone()?,
                )?;
                file.sync_all()?;
                whole = &draft;
            } else {
                self.lines.get_ref().sync_all()?;
            }
            fs::rename(whole, &self.target)?;
            if whole == &draft {
                fs::remove_file(&self.path)?;
            }
            Ok(())
        });
        named.map_err(|error| self.broken(error))?;
        Place::remove(&self.path).map_err(|error| explain("is left over", &self.path, error))
    }

    /// The file's name while it grows.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn broken(&self, error: io::Error) -> Failure {
        Failure::not_whole(format!(
            "{} cannot be written: {error}; once that is fixed, continue with --resume",
            self.path.display()
        ))
    }
}

/// Two runs on one file exclude each other; the system unlocks it with the process, however it ends.
fn lock(file: &File, path: &Path) -> Result<(), Failure> {
    match FileExt::try_lock(file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(busy(path)),
        // Some network file systems have no locks: harvest all the same.
        Err(TryLockError::Error(_)) => return Ok(()),
    }
    // The other run may have finished, and renamed it, between our opening and our locking.
    let ours = file.try_clone().and_then(same_file::Handle::from_file);
    match (ours, same_file::Handle::from_path(path)) {
        (Ok(ours), Ok(there)) if ours == there => Ok(()),
        _ => Err(busy(path)),
    }
}

fn busy(path: &Path) -> Failure {
    Failure::not_whole(format!(
        "another run is writing {}: wait for its end, or name another --out",
        path.display()
    ))
}

fn explain(what: &str, path: &Path, error: io::Error) -> Failure {
    Failure::not_whole(format!("{} {what}: {error}", path.display()))
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
