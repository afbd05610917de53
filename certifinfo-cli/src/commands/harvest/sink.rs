//! Writes the lines of a harvest, and reports the result at the end.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use certifinfo_ext::prelude::*;
use certifinfo_ext::sdk::types;

use super::Args;
use super::gap::{Gap, write_companion};
use super::part::Part;
use super::place::Terms;
use super::target::{self, Target};
use crate::commands::End;
use crate::console::Console;
use crate::failure::{Failure, is_reader_gone};
use crate::output::{Format, Row, Rows, Words};
use crate::record::Record;
use crate::source::Service;

/// How many missing records are named on standard error.
const NAMED: usize = 20;

/// What lines are written to.
pub(super) enum Sink {
    /// A file that grows beside its name.
    File { part: Box<Part>, target: PathBuf },
    /// Standard output, a named pipe or a device.
    Stream {
        rows: Box<Rows<Box<dyn Write + Send>>>,
        name: String,
        count: u64,
        details: bool,
    },
}

impl Sink {
    pub(super) fn open(
        args: &Args,
        target: Target,
        source: &Service,
        console: &Console,
    ) -> Result<Self, Failure> {
        let details = args.details;
        let target = match target {
            Target::File(target) => target,
            Target::Stream(path) => {
                let out = target::open(path.as_deref())?;
                return Ok(Self::Stream {
                    rows: Box::new(Rows::new::<Line<'_>>(args.format, console.lang, out, None)?),
                    name: path.map_or("standard output".to_owned(), |path| {
                        path.display().to_string()
                    }),
                    count: 0,
                    details,
                });
            }
        };
        let service = source.name.clone();
        let part = Part::open(&target, args.resume, Terms { details, service })?;
        if let Some(limit) = args.limit.filter(|&limit| limit < part.count) {
            return Err(Failure::usage(format!(
                "{} holds {} lines already, more than --limit {limit}",
                part.path().display(),
                part.count
            )));
        }
        Ok(Self::File {
            part: Box::new(part),
            target,
        })
    }

    /// How many records have been written, by earlier runs as well.
    pub(super) fn count(&self) -> u64 {
        match self {
            Self::File { part, .. } => part.count,
            Self::Stream { count, .. } => *count,
        }
    }

    /// Where the search continues; the first call takes it.
    pub(super) fn checkpoint(&mut self) -> Option<Checkpoint> {
        match self {
            Self::File { part, .. } => part.search.take(),
            Self::Stream { .. } => None,
        }
    }

    /// What earlier runs wrote; the first call takes it.
    pub(super) fn delivered(&mut self) -> Vec<CertifInfoCode> {
        match self {
            Self::File { part, .. } => std::mem::take(&mut part.delivered),
            Self::Stream { .. } => Vec::new(),
        }
    }

    /// Writes a record. Returns a message if the reader has closed the stream, so that it can stop.
    pub(super) fn line(&mut self, json: &str) -> Result<Option<String>, Failure> {
        match self {
            Self::File { part, .. } => part.line(json).map(|()| None),
            Self::Stream {
                rows,
                name,
                count,
                details,
            } => {
                let line = Line {
                    json: json.into(),
                    details: *details,
                };
                // Whoever reads gets each record as it comes: a harvest is slow.
                let written = rows.write(&line).and_then(|()| rows.flush());
                *count += u64::from(written.is_ok());
                of_stream(written, name)
            }
        }
    }

    /// Saves the lines, and then the checkpoint after them.
    pub(super) fn save(&mut self, search: Option<Checkpoint>) -> Result<(), Failure> {
        match self {
            Self::File { part, .. } => part.save(search),
            Self::Stream { .. } => Ok(()),
        }
    }

    /// Renames the file if it is complete or may have gaps, and reports the result.
    pub(super) fn end(
        self,
        args: &Args,
        stopped: Option<String>,
        gaps: &[Gap],
        console: &Console,
    ) -> Result<End, Failure> {
        for gap in gaps.iter().take(NAMED) {
            console.say(format_args!("missing: {gap}"));
        }
        if let Some(more @ 1..) = gaps.len().checked_sub(NAMED) {
            console.say(format_args!("missing: {more} more"));
        }
        if let Some(why) = &stopped {
            console.say(format_args!("stopped: {why}"));
        }
        let count = self.count();
        let ended = stopped.is_none() && (gaps.is_empty() || args.allow_missing);
        let (place, then) = match self {
            Self::Stream { rows, name, .. } => {
                if stopped.is_none()
                    && let Some(why) = of_stream(rows.finish(), &name)?
                {
                    console.say(format_args!("stopped: {why}"));
                    return Ok(End::Short);
                }
                let short = if ended { "" } else { "; it is not whole" };
                (name, short.to_owned())
            }
            Self::File { part, .. } if !ended => (
                part.path().display().to_string(),
                "; it is not whole: continue with --resume".to_owned(),
            ),
            Self::File { part, target } => {
                if !args.allow_smaller
                    && let Some(why) = target::would_shrink(&target, count)?
                {
                    let part = part.path().display();
                    return Err(Failure::not_whole(format!(
                        "{why}. The new one is in {part}: run again with --resume --allow-smaller"
                    )));
                }
                let (format, details, lang) = (args.format, args.details, console.lang);
                let convert = |lines: &mut dyn BufRead, out: File| {
                    let mut rows = Rows::new::<Line<'_>>(format, lang, out, None)?;
                    for json in lines.lines() {
                        rows.write(&Line {
                            json: json?.into(),
                            details,
                        })?;
                    }
                    rows.finish()
                };
                part.finish((format != Format::Ndjson).then_some(convert))?;
                let companion = write_companion(&target, gaps)?;
                let named = companion.map(|path| {
                    format!(
                        "; {} records or pages are missing: see {}",
                        gaps.len(),
                        path.display()
                    )
                });
                (target.display().to_string(), named.unwrap_or_default())
            }
        };
        let text = format!("{count} certifications in {place}{then}");
        if ended && gaps.is_empty() {
            console.note(text);
            return Ok(End::Done);
        }
        console.say(text);
        Ok(End::Short)
    }
}

/// The result of a write to a stream: a message if its reader has closed it.
fn of_stream(written: io::Result<()>, name: &str) -> Result<Option<String>, Failure> {
    match written {
        Ok(()) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe || is_reader_gone(&error) => {
            Ok(Some(format!("whoever reads {name} has closed it")))
        }
        // The error of standard output names it itself.
        Err(error) if error.to_string().starts_with(name) => {
            Err(Failure::not_whole(error.to_string()))
        }
        Err(error) => Err(Failure::not_whole(format!(
            "{name} cannot be written: {error}"
        ))),
    }
}

/// A record as its JSON.
struct Line<'a> {
    json: Cow<'a, str>,
    /// Whether it is a full certification.
    details: bool,
}

impl Row for Line<'_> {
    const COLUMNS: &'static [crate::output::Column] = Record::COLUMNS;

    fn cells(&self, words: Words) -> Vec<String> {
        // It was decoded when it came; what an editor did to the part since leaves empty cells.
        if self.details {
            let full: types::Certification = serde_json::from_str(&self.json).unwrap_or_default();
            Record::full(&full, &self.json).cells(words)
        } else {
            let item: types::CertificationRecherche =
                serde_json::from_str(&self.json).unwrap_or_default();
            Record::item(&item, &self.json).cells(words)
        }
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        Ok(self.json.clone().into_owned())
    }
}
