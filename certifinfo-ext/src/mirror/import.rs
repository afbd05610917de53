//! Import of the producer's open-data export.

use std::fmt;
use std::io::Read;
use std::time::{Duration, Instant};

use certifinfo_sdk::types::Certification;
use jiff::civil::Date;
use rusqlite::{Transaction, params};

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use super::loss::Loss;
use super::open_data::{self, Line, merge};
use super::record::{Documents, code};
use super::run::{Run, RunKind};
use super::write::{Stored, Writer};
use super::{Mirror, loss};
use crate::codes::CertifInfoCode;

/// How many certifications are imported between two calls of the progress function.
const STEP: u64 = 500;

/// How an export is imported.
///
/// ```
/// use certifinfo_ext::mirror::ImportOptions;
///
/// let options = ImportOptions::new("opendata-certifinfo-01012025.csv")
///     .as_of("2025-01-01".parse().unwrap())
///     .on_progress(|progress| eprintln!("{} certifications", progress.certifications));
/// ```
#[must_use = "options do nothing before they are given to import_open_data"]
pub struct ImportOptions {
    source: String,
    as_of: Option<Date>,
    allow_older: bool,
    max_loss: f64,
    on_progress: Box<dyn FnMut(&ImportProgress) + Send>,
}

impl ImportOptions {
    /// Options for the file of this name, which the mirror records.
    pub fn new(source: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            as_of: None,
            allow_older: false,
            max_loss: loss::DEFAULT_SHARE,
            on_progress: Box::new(|_| {}),
        }
    }

    /// The day that the file is of; without this, the latest `Date_MaJ` in it.
    pub fn as_of(mut self, day: Date) -> Self {
        self.as_of = Some(day);
        self
    }

    /// Whether to import a file that is older than the last one imported; refused by default.
    pub fn allow_older(mut self, allow: bool) -> Self {
        self.allow_older = allow;
        self
    }

    /// The share of the certifications of the last export that this one may lack: 0.05 by default;
    /// 1.0 allows any loss.
    pub fn max_loss(mut self, share: f64) -> Self {
        self.max_loss = share;
        self
    }

    /// A function to call from time to time.
    pub fn on_progress(mut self, call: impl FnMut(&ImportProgress) + Send + 'static) -> Self {
        self.on_progress = Box::new(call);
        self
    }
}

impl fmt::Debug for ImportOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportOptions")
            .field("source", &self.source)
            .field("as_of", &self.as_of)
            .field("allow_older", &self.allow_older)
            .field("max_loss", &self.max_loss)
            .finish_non_exhaustive()
    }
}

/// How far an import is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImportProgress {
    /// Certifications imported so far.
    pub certifications: u64,
    /// Time since the start.
    pub elapsed: Duration,
}

/// What an import did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImportReport {
    /// Lines read, without the header.
    pub lines: u64,
    /// Certifications in the file.
    pub certifications: u64,
    /// Certifications that the mirror did not have.
    pub new: u64,
    /// Certifications whose line changed since the last import.
    pub changed: u64,
    /// Certifications of the last export that this one no longer has.
    pub gone: u64,
    /// The day that the file is of.
    pub as_of: Option<Date>,
    /// How long it took.
    pub elapsed: Duration,
}

impl Mirror {
    /// Imports the producer's open-data export, as published on data.gouv.fr.
    ///
    /// The file is read line by line, in one transaction: after a failure, the mirror is as it was
    /// before. Full records of the service stay, unless the export is of a later day.
    ///
    /// # Errors
    ///
    /// [`MirrorErrorKind::Export`] with the line that cannot be read,
    /// [`MirrorErrorKind::Shrunk`] if the file lacks too much of the last export,
    /// [`MirrorErrorKind::OlderExport`] if it is older; the mirror cannot be written.
    pub fn import_open_data(
        &self,
        source: impl Read,
        mut options: ImportOptions,
    ) -> MirrorResult<ImportReport> {
        self.write(|transaction| {
            let run = Run::begin_import(transaction, &options.source)?;
            import(transaction, &run, source, &mut options)
        })
    }
}

/// The state of an import.
struct Import<'a> {
    writer: Writer<'a>,
    run: i64,
    report: ImportReport,
    /// The highest code so far: the file is sorted, so that a code that is not higher may be a
    /// repeat.
    highest: Option<CertifInfoCode>,
    /// Whether the mirror had no certification before.
    was_empty: bool,
    /// Certifications that came without the title that the mirror has.
    emptied: u64,
}

fn import(
    transaction: &Transaction<'_>,
    run: &Run,
    source: impl Read,
    options: &mut ImportOptions,
) -> MirrorResult<ImportReport> {
    let started = Instant::now();
    let previous = previous(transaction, run.id)?;
    let held = count(transaction, previous.id)?;
    let mut import = Import {
        writer: Writer::new(transaction, run.id)?,
        run: run.id,
        report: ImportReport {
            lines: 0,
            certifications: 0,
            new: 0,
            changed: 0,
            gone: 0,
            as_of: None,
            elapsed: Duration::ZERO,
        },
        highest: None,
        was_empty: !transaction.query_row(
            "SELECT EXISTS (SELECT 1 FROM certification)",
            [],
            |row| row.get(0),
        )?,
        emptied: 0,
    };
    let mut lines = open_data::open(source)?;
    let mut pending: Option<Line> = None;
    while let Some(line) = lines.next()? {
        import.report.lines += 1;
        import.report.as_of = import.report.as_of.max(line.date.map(|date| date.date()));
        match &mut pending {
            Some(before) if before.code == line.code => merge(&mut before.record, line.record),
            _ => {
                if let Some(before) = pending.replace(line) {
                    import.put(before)?;
                }
            }
        }
        if import.report.lines.is_multiple_of(STEP) {
            (options.on_progress)(&ImportProgress {
                certifications: import.report.certifications,
                elapsed: started.elapsed(),
            });
        }
    }
    if let Some(last) = pending {
        import.put(last)?;
    }
    let Import {
        writer,
        mut report,
        emptied,
        ..
    } = import;
    if report.lines == 0 {
        let what = "the open-data export has a header and no line";
        return Err(MirrorError::new(MirrorErrorKind::Export, what));
    }
    report.as_of = options.as_of.or(report.as_of);
    if let (Some(before), Some(now)) = (previous.as_of, report.as_of)
        && now < before
        && !options.allow_older
    {
        let what = format!("the open-data export is of {now}, and one of {before} was imported");
        return Err(MirrorError::new(MirrorErrorKind::OlderExport, what));
    }
    let missing = count(transaction, previous.id)? + emptied;
    let loss = Loss {
        held,
        missing,
        max_share: options.max_loss,
    };
    loss.check("the open-data export")?;
    let gone = gone(transaction, previous.id)?;
    report.gone = gone.len() as u64;
    writer.gone(&gone)?;
    writer.judge_all()?;
    run.end_import(transaction, report.as_of, report.certifications)?;
    report.elapsed = started.elapsed();
    Ok(report)
}

impl Import<'_> {
    fn put(&mut self, line: Line) -> MirrorResult<()> {
        let Line { code, record, .. } = line;
        let repeated = self.highest.is_some_and(|highest| code <= highest);
        self.highest = self.highest.max(Some(code));
        let record = match self.written_before(code, repeated)? {
            Some(mut before) => {
                merge(&mut before, record);
                before
            }
            None => {
                self.report.certifications += 1;
                record
            }
        };
        let json = serde_json::to_string(&record).unwrap_or_default();
        let stored = if self.was_empty && !repeated {
            self.writer.new_export(code, json, &record)?
        } else {
            self.writer.export(code, &json, &record)?
        };
        match stored {
            Stored::New => self.report.new += 1,
            Stored::Changed => self.report.changed += 1,
            Stored::Same => {}
            Stored::Emptied => self.emptied += 1,
        }
        Ok(())
    }

    /// What earlier lines of this file said of the certification.
    fn written_before(
        &self,
        at: CertifInfoCode,
        repeated: bool,
    ) -> MirrorResult<Option<Certification>> {
        if !repeated {
            return Ok(None);
        }
        let sql = "SELECT count(*) FROM certification WHERE code = ?1 AND export_run = ?2";
        let mut statement = self.writer.connection.prepare_cached(sql)?;
        let written: i64 = statement.query_row(params![at.numero(), self.run], |row| row.get(0))?;
        if written == 0 {
            return Ok(None);
        }
        let documents = Documents::load(self.writer.connection, at)?;
        let document = documents.and_then(|documents| documents.export);
        Ok(document.and_then(|document| serde_json::from_str(&document.json).ok()))
    }
}

/// The last import that was whole.
#[derive(Default)]
struct Previous {
    id: Option<i64>,
    as_of: Option<Date>,
}

fn previous(transaction: &Transaction<'_>, run: i64) -> MirrorResult<Previous> {
    let sql = "SELECT id, as_of FROM run WHERE kind = ?1 AND whole_at IS NOT NULL AND id < ?2 \
               ORDER BY id DESC LIMIT 1";
    let mut statement = transaction.prepare(sql)?;
    let mut rows = statement.query(params![RunKind::Import.name(), run])?;
    let Some(row) = rows.next()? else {
        return Ok(Previous::default());
    };
    let as_of: Option<String> = row.get(1)?;
    Ok(Previous {
        id: Some(row.get(0)?),
        as_of: as_of.and_then(|day| day.parse().ok()),
    })
}

/// How many certifications a run was the last import to have.
fn count(transaction: &Transaction<'_>, run: Option<i64>) -> MirrorResult<u64> {
    let sql = "SELECT count(*) FROM certification WHERE export_run = ?1";
    let count: i64 = transaction.query_row(sql, [run], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// What only the previous export had. What a refresh lists is judged by refreshes.
fn gone(transaction: &Transaction<'_>, previous: Option<i64>) -> MirrorResult<Vec<CertifInfoCode>> {
    let sql = "SELECT code FROM certification \
               WHERE export_run = ?1 AND list_run IS NULL AND gone_since IS NULL ORDER BY code";
    let mut statement = transaction.prepare(sql)?;
    let numbers = statement.query_map([previous], |row| row.get::<_, i64>(0))?;
    numbers.map(|number| code(number?)).collect()
}
