//! The file while it grows: `FILE.part`, and beside it `FILE.part.resume`, the place reached.
//!
//! The lines are the truth: a certification is delivered when its line is there. The place only
//! says where to look first, so it may be older than the lines, never younger.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use certifinfo_ext::prelude::*;
use serde::{Deserialize, Serialize};

/// How far a run had got.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Where the search goes on; `None` when all of it is to be read again.
    pub(crate) search: Option<Resume>,
    /// Whether the lines are full certifications.
    pub(crate) details: bool,
}

/// `FILE.part`, open for more lines.
pub(crate) struct Part {
    lines: BufWriter<File>,
    path: PathBuf,
    target: PathBuf,
    /// Lines in it.
    pub(crate) count: u64,
    /// What earlier runs delivered.
    pub(crate) delivered: Vec<CertifInfoCode>,
    /// Where they had got to.
    pub(crate) place: Option<Place>,
}

impl Part {
    /// Opens `FILE.part`: a new one, or with `resume` the one that is there.
    pub(crate) fn open(target: &Path, resume: bool) -> io::Result<Self> {
        let path = with_suffix(target, ".part");
        if !resume && path.exists() {
            let text = format!(
                "{} is there from a run that was stopped: go on with it by --resume, or delete it",
                path.display()
            );
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, text));
        }
        let mut file = OpenOptions::new();
        let mut file = file
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)?;
        let (delivered, count, end) = delivered(&mut file)?;
        // A line that a kill cut short is no line.
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        let place = match fs::read(with_suffix(&path, ".resume")) {
            Ok(bytes) if resume => serde_json::from_slice(&bytes).ok(),
            _ => None,
        };
        let lines = BufWriter::with_capacity(1 << 18, file);
        Ok(Self {
            lines,
            path,
            target: target.to_owned(),
            count,
            delivered,
            place,
        })
    }

    /// Adds a line; line feeds in the JSON, which can only be white space, are left out.
    pub(crate) fn line(&mut self, json: &str) -> io::Result<()> {
        for piece in json.split(['\n', '\r']) {
            self.lines.write_all(piece.as_bytes())?;
        }
        self.lines.write_all(b"\n")?;
        self.count += 1;
        Ok(())
    }

    /// Puts the lines, and then the place, where a later run finds them.
    pub(crate) fn save(&mut self, place: &Place) -> io::Result<()> {
        self.lines.flush()?;
        let path = with_suffix(&self.path, ".resume");
        let draft = with_suffix(&path, ".draft");
        fs::write(&draft, serde_json::to_vec(place)?)?;
        fs::rename(draft, path)
    }

    /// Gives the file its name.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.lines.flush()?;
        self.lines.get_ref().sync_all()?;
        fs::rename(&self.path, &self.target)?;
        match fs::remove_file(with_suffix(&self.path, ".resume")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The file's name while it grows.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// The codes of the whole lines, how many lines there are, and where the last of them ends.
fn delivered(file: &mut File) -> io::Result<(Vec<CertifInfoCode>, u64, u64)> {
    #[derive(Deserialize)]
    struct Line {
        certifinfo_code: certifinfo_sdk::scalar::Entier,
    }
    let (mut codes, mut count, mut end) = (Vec::new(), 0, 0);
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok((codes, count, end));
        }
        end += length as u64;
        count += 1;
        let code = serde_json::from_slice::<Line>(&line).ok();
        let number = code.and_then(|line| line.certifinfo_code.get()?.try_into().ok());
        codes.extend(number.and_then(|number| CertifInfoCode::new(number).ok()));
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
