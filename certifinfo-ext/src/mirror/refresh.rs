//! Refresh from the service: the list first, then in full what is new or changed.

use std::collections::BTreeSet;
use std::fmt;
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde_json::Value;

use super::Mirror;
use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use super::loss::{self, Loss};
use super::record::{Origin, code};
use super::run::{Listed, Run};
use super::search::Conditions;
use super::write::{Stored, Writer};
use crate::certification::Certification;
use crate::client::CertifInfo;
use crate::codes::CertifInfoCode;
use crate::error::{Error, ErrorKind};
use crate::page::Page;
use crate::recherche::{Checkpoint, Recherche};
use crate::views::CertificationView;

/// How many full records one transaction stores at most, and how long it waits for them.
const BATCH: usize = 20;
const BATCH_TIME: Duration = Duration::from_secs(1);

/// After so many full records in a row that could not be read, the service is at fault.
const MAX_FAILURES_IN_A_ROW: usize = 20;

/// Options of a refresh.
///
/// ```
/// use certifinfo_ext::mirror::{Details, First, RefreshOptions};
/// use certifinfo_ext::prelude::*;
///
/// let options = RefreshOptions::new()
///     .first(First::Search(Recherche::new().niveau_europeen(Niveau::N5)))
///     .first(First::Active)
///     .details(Details::All)
///     .on_progress(|progress| eprintln!("{progress}"));
/// ```
#[must_use = "options do nothing before they are given to refresh"]
pub struct RefreshOptions {
    first: Vec<First>,
    details: Details,
    concurrency: usize,
    max_loss: f64,
    restart: bool,
    on_progress: Box<dyn FnMut(&RefreshProgress) + Send>,
}

/// What to fetch in full first. The first fill takes one request per certification: hours, at a
/// polite rate.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum First {
    /// Certifications in force, as far as the list says.
    Active,
    /// Certifications that a search finds: by level, by ROME code, …
    Search(Recherche),
    /// These certifications.
    Codes(Vec<CertifInfoCode>),
}

/// Which full records to fetch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Details {
    /// All that are new or changed.
    #[default]
    All,
    /// Of those that are new or changed, what was chosen with [`RefreshOptions::first`] alone.
    First,
    /// None: the list alone.
    None,
}

impl Default for RefreshOptions {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            details: Details::All,
            concurrency: 2,
            max_loss: loss::DEFAULT_SHARE,
            restart: false,
            on_progress: Box::new(|_| {}),
        }
    }
}

impl RefreshOptions {
    /// Fetches everything that is new or changed, two requests at a time.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds certifications to fetch in full before others, in the order of the calls.
    pub fn first(mut self, first: First) -> Self {
        self.first.push(first);
        self
    }

    /// Sets which full records to fetch: all by default.
    pub fn details(mut self, details: Details) -> Self {
        self.details = details;
        self
    }

    /// Sets how many requests may be in flight at once: 2 by default, within the client's rate limit.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests;
        self
    }

    /// Sets the share of the held certifications that the list may lack: 0.05 by default; 1.0 allows
    /// any loss.
    pub fn max_loss(mut self, share: f64) -> Self {
        self.max_loss = share;
        self
    }

    /// Reads the list anew, even if a refresh of the last 24 hours can be resumed.
    pub fn restart(mut self, restart: bool) -> Self {
        self.restart = restart;
        self
    }

    /// Sets a function to call after each page of the list, and each time full records were stored.
    pub fn on_progress(mut self, call: impl FnMut(&RefreshProgress) + Send + 'static) -> Self {
        self.on_progress = Box::new(call);
        self
    }
}

impl fmt::Debug for RefreshOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshOptions")
            .field("first", &self.first)
            .field("details", &self.details)
            .field("concurrency", &self.concurrency)
            .field("max_loss", &self.max_loss)
            .field("restart", &self.restart)
            .finish_non_exhaustive()
    }
}

/// What a refresh is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// It reads the list.
    List,
    /// It fetches full records.
    Details,
}

/// How far a refresh is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RefreshProgress {
    /// What it is doing.
    pub phase: Phase,
    /// Certifications listed, or full records fetched, by this call.
    pub done: u64,
    /// How many there are in all; `None` if the service does not say.
    pub total: Option<u64>,
    /// Certifications that the mirror did not have, so far.
    pub new: u64,
    /// Certifications whose list item changed, so far.
    pub changed: u64,
    /// Time since the phase began.
    pub elapsed: Duration,
}

impl RefreshProgress {
    /// How many are done per second.
    #[must_use]
    pub fn pace(&self) -> f64 {
        self.done as f64 / self.elapsed.as_secs_f64().max(1e-3)
    }

    /// How long the phase will still take at this pace; `None` while it cannot be known.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        let left = self.total?.saturating_sub(self.done);
        if self.done == 0 && left > 0 {
            return None;
        }
        Duration::try_from_secs_f64(left as f64 / self.pace().max(1e-9)).ok()
    }
}

impl fmt::Display for RefreshProgress {
    /// One line: `full records: 120 of 9870, 1.9 per second, 1 h 25 min left`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.phase {
            Phase::List => "list",
            Phase::Details => "full records",
        };
        write!(f, "{what}: {}", self.done)?;
        if let Some(total) = self.total {
            write!(f, " of {total}")?;
        }
        write!(f, ", {:.1} per second", self.pace())?;
        match self.remaining().map(|left| left.as_secs()) {
            Some(left @ 3600..) => write!(f, ", {} h {} min left", left / 3600, left / 60 % 60),
            Some(left @ 60..) => write!(f, ", {} min {} s left", left / 60, left % 60),
            Some(left) => write!(f, ", {left} s left"),
            None => Ok(()),
        }
    }
}

/// What a refresh did.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RefreshReport {
    /// Whether it continued a refresh that had not finished.
    pub resumed: bool,
    /// Certifications listed by this call.
    pub listed: u64,
    /// Pages of the list that this call read.
    pub pages: u64,
    /// Certifications that the mirror did not have.
    pub new: u64,
    /// Certifications whose list item changed.
    pub changed: u64,
    /// Certifications that the list no longer has.
    pub gone: u64,
    /// Full records that this call stored.
    pub details: u64,
    /// Full records that are still to be fetched.
    pub details_due: u64,
    /// Full records that could not be read, with the reason.
    pub failed: Vec<(CertifInfoCode, String)>,
    /// List items that could not be read, in the whole refresh. If the code of one could not be
    /// read either, nothing is marked as gone.
    pub unreadable: u64,
    /// How long this call took.
    pub elapsed: Duration,
}

impl RefreshReport {
    /// Whether the mirror now holds everything that the service has, in full.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.details_due == 0 && self.unreadable == 0
    }
}

impl Mirror {
    /// Brings the mirror up to date with the service.
    ///
    /// It reads the list of all certifications (archived ones by a second search, where the service
    /// [hides](CertifInfo::hides_archived) them from the first), then fetches in full those that
    /// are new or whose list item changed. Each page and each batch of full records is one transaction: the mirror
    /// can be used all the while, and after a failure, or a kill, the next call continues from
    /// there. While another process refreshes the same mirror, this call takes over from it.
    ///
    /// The **first fill** takes one request per certification. At 5 requests per 10 seconds, 10,000
    /// certifications take more than five hours: see [`RefreshOptions::first`] and
    /// [`RefreshProgress::remaining`].
    ///
    /// ```
    /// use certifinfo_ext::mirror::{Mirror, RefreshOptions};
    /// use certifinfo_ext::prelude::*;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = certifinfo_sandbox::Sandbox::builder().start().await?;
    /// # let api = CertifInfo::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("certifinfo.db");
    /// let mirror = Mirror::open(path)?;
    /// let report = mirror.refresh(&api, RefreshOptions::new()).await?;
    /// assert!(report.is_whole());
    ///
    /// let again = mirror.refresh(&api, RefreshOptions::new()).await?;
    /// assert_eq!((again.new, again.changed, again.details), (0, 0, 0));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`MirrorErrorKind::Service`] if the service fails: what was stored is kept.
    /// [`MirrorErrorKind::Shrunk`] if the list lacks too much of what the mirror holds.
    /// [`MirrorErrorKind::Superseded`] if another process took over. The mirror cannot be written.
    pub async fn refresh(
        &self,
        api: &CertifInfo,
        options: RefreshOptions,
    ) -> MirrorResult<RefreshReport> {
        let started = Instant::now();
        let source = api.shown_url();
        let run =
            self.write(|transaction| Run::begin_refresh(transaction, source, options.restart))?;
        let mut refresh = Refresh {
            mirror: self,
            api,
            report: RefreshReport {
                resumed: run.resumed,
                ..RefreshReport::default()
            },
            run,
            options,
        };
        let result = refresh.proceed().await;
        let Refresh {
            run, mut report, ..
        } = refresh;
        report.elapsed = started.elapsed();
        match result {
            Ok(()) => Ok(report),
            Err(error) => {
                let place = error.service().and_then(Error::resume);
                let why = error.to_string();
                // A list that was refused is read anew, not resumed.
                let over = error.kind() == MirrorErrorKind::Shrunk;
                // The failure itself matters more than one to note it.
                let _ = self.write(|transaction| run.stopped(transaction, &why, place, over));
                Err(error)
            }
        }
    }
}

struct Refresh<'a> {
    mirror: &'a Mirror,
    api: &'a CertifInfo,
    run: Run,
    options: RefreshOptions,
    report: RefreshReport,
}

impl Refresh<'_> {
    async fn proceed(&mut self) -> MirrorResult<()> {
        if !self.run.is_listed {
            self.list().await?;
        }
        self.details().await?;
        let (due, unreadable) = self.mirror.write(|transaction| {
            self.run.claim(transaction)?;
            Writer::new(transaction, self.run.id)?.judge_all()?;
            self.run.end(transaction)?;
            let sql = "SELECT (SELECT count(*) FROM certification WHERE detail_due \
                       AND gone_since IS NULL), unreadable FROM run WHERE id = ?1";
            let counts = transaction.query_row(sql, [self.run.id], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            });
            Ok(counts?)
        })?;
        self.report.details_due = due.unsigned_abs();
        self.report.unreadable = unreadable.unsigned_abs();
        Ok(())
    }

    /// Reports whether the service hides archived certifications. An earlier answer holds unless a
    /// certification is missing from the list, so a refresh that finds nothing new costs the pages
    /// of the list alone.
    async fn hides_archived(&mut self) -> MirrorResult<bool> {
        let run = self.run.id;
        let known = self.mirror.read(|connection| {
            let sql = "SELECT hides_archived, EXISTS (SELECT 1 FROM certification \
                       WHERE gone_since IS NULL AND list_run <> ?1) FROM run \
                       WHERE hides_archived IS NOT NULL ORDER BY id DESC LIMIT 1";
            let row = |row: &Row<'_>| Ok((row.get::<_, bool>(0)?, row.get::<_, bool>(1)?));
            Ok(connection.query_row(sql, [run], row).optional()?)
        })?;
        match known {
            Some((hides, is_missing)) if hides || !is_missing => Ok(hides),
            _ => self.ask_hides_archived().await,
        }
    }

    async fn ask_hides_archived(&mut self) -> MirrorResult<bool> {
        let hides = self.api.hides_archived().await?;
        self.mirror.write(|transaction| {
            self.run.claim(transaction)?;
            let sql = "UPDATE run SET hides_archived = ?2 WHERE id = ?1";
            transaction.execute(sql, (self.run.id, hides))?;
            Ok(())
        })?;
        Ok(hides)
    }

    async fn list(&mut self) -> MirrorResult<()> {
        let started = Instant::now();
        let run = self.run.id;
        let read_seen = |connection: &Connection| seen(connection, run);
        let seen = self.mirror.read(read_seen)?;
        let archived = Recherche::new().archive(true);
        let place = self.run.checkpoint.take();
        let mut is_last = place
            .as_ref()
            .is_some_and(|place| *place.query() == archived);
        let mut is_partial = is_last;
        let request = match place {
            Some(place) => self.api.resume(place).exclude(seen),
            None => self.api.recherche(Recherche::new()),
        };
        let mut pages = request.concurrency(self.options.concurrency).pages();
        loop {
            let Some(page) = pages.next().await else {
                if is_last || !self.hides_archived().await? {
                    break;
                }
                (is_last, is_partial) = (true, true);
                let seen = self.mirror.read(read_seen)?;
                let request = self.api.recherche(archived.clone()).exclude(seen);
                pages = request.concurrency(self.options.concurrency).pages();
                continue;
            };
            let page = page?;
            let place = pages.resume();
            // A total without archived certifications says nothing about those held.
            let mut stored = self.write_page(&page, place.as_ref(), !is_partial);
            let shrunk = |error: &MirrorError| error.kind() == MirrorErrorKind::Shrunk;
            if !is_partial
                && stored.as_ref().err().is_some_and(shrunk)
                && self.ask_hides_archived().await?
            {
                is_partial = true;
                stored = self.write_page(&page, place.as_ref(), false);
            }
            let listed = stored?;
            self.report.pages += 1;
            self.report.listed += page.items.len() as u64;
            self.report.new += listed.new;
            self.report.changed += listed.changed;
            (self.options.on_progress)(&RefreshProgress {
                phase: Phase::List,
                done: self.report.listed,
                total: page.total,
                new: self.report.new,
                changed: self.report.changed,
                elapsed: started.elapsed(),
            });
        }
        // The stream ended without an error: the list is whole.
        self.report.gone = self
            .mirror
            .write(|transaction| self.finish_list(transaction))?;
        Ok(())
    }

    fn write_page(
        &self,
        page: &Page,
        place: Option<&Checkpoint>,
        compare: bool,
    ) -> MirrorResult<Listed> {
        self.mirror
            .write(|transaction| self.store_page(transaction, page, place, compare))
    }

    /// Stores a page of the list. With `compare`, its total is first compared with what is held.
    fn store_page(
        &self,
        transaction: &Transaction<'_>,
        page: &Page,
        place: Option<&Checkpoint>,
        compare: bool,
    ) -> MirrorResult<Listed> {
        self.run.claim(transaction)?;
        let held = confirmed(transaction, self.run.id)?;
        let check = |missing| {
            let loss = Loss {
                held,
                missing,
                max_share: self.options.max_loss,
            };
            loss.check("the service's list")
        };
        if let Some(total) = page.total.filter(|_| compare) {
            check(held.saturating_sub(total))?;
        }
        let writer = Writer::new(transaction, self.run.id)?;
        let mut listed = Listed {
            seen: page.items.len() as u64,
            ..Listed::default()
        };
        for item in &page.items {
            let (at, stored) = match item {
                Ok(item) => match item.code() {
                    Ok(at) => (at, writer.list_item(at, item.raw().get(), item)?),
                    Err(_) => {
                        listed.unreadable += 1;
                        listed.unidentified += 1;
                        continue;
                    }
                },
                Err(error) => {
                    listed.unreadable += 1;
                    match code_of(error.raw()) {
                        Some(at) => writer.seen(at, Origin::List)?,
                        None => listed.unidentified += 1,
                    }
                    continue;
                }
            };
            match stored {
                Stored::New => listed.new += 1,
                Stored::Changed => listed.changed += 1,
                Stored::Same => {}
                Stored::Emptied => {
                    let why = "the list item came without its title";
                    writer.detail_failed(at, why)?;
                    listed.unreadable += 1;
                }
            }
        }
        self.run.listed(transaction, place, page.total, &listed)?;
        Ok(listed)
    }

    /// Marks as gone what the list did not have.
    fn finish_list(&self, transaction: &Transaction<'_>) -> MirrorResult<u64> {
        self.run.claim(transaction)?;
        let unidentified: i64 = transaction.query_row(
            "SELECT unidentified FROM run WHERE id = ?1",
            [self.run.id],
            |row| row.get(0),
        )?;
        let mut gone = Vec::new();
        if unidentified == 0 {
            let loss = Loss {
                held: confirmed(transaction, self.run.id)?,
                missing: missing(transaction, self.run.id, true)?.len() as u64,
                max_share: self.options.max_loss,
            };
            loss.check("the service's list")?;
            gone = missing(transaction, self.run.id, false)?;
            Writer::new(transaction, self.run.id)?.gone(&gone)?;
        }
        self.run.whole(transaction)?;
        Ok(gone.len() as u64)
    }

    async fn details(&mut self) -> MirrorResult<()> {
        let started = Instant::now();
        let due = self
            .mirror
            .read(|connection| due(connection, &self.options))?;
        let total = due.len() as u64;
        let api = self.api;
        let fetch = |at| async move { (at, api.certification(at).await) };
        let concurrency = self.options.concurrency.max(1);
        let mut answers = stream::iter(due).map(fetch).buffered(concurrency);
        let mut batch = Batch::default();
        let mut failures_in_a_row = 0;
        let mut done = 0;
        let mut failure = None;
        loop {
            let answer = answers.next().await;
            let is_last = answer.is_none();
            if let Some((at, answer)) = answer {
                done += 1;
                match readable(at, answer) {
                    Ok(certification) => {
                        failures_in_a_row = 0;
                        batch.records.push((at, certification));
                    }
                    Err(error) if is_of_the_record(&error) => {
                        failures_in_a_row += 1;
                        batch.failed.push((at, error.to_string()));
                        if failures_in_a_row == MAX_FAILURES_IN_A_ROW {
                            failure = Some(error);
                        }
                    }
                    Err(error) => failure = Some(error),
                }
            }
            if is_last || failure.is_some() || batch.is_due() {
                self.store_details(&mut batch)?;
                (self.options.on_progress)(&RefreshProgress {
                    phase: Phase::Details,
                    done,
                    total: Some(total),
                    new: self.report.new,
                    changed: self.report.changed,
                    elapsed: started.elapsed(),
                });
            }
            if let Some(error) = failure {
                return Err(error.into());
            }
            if is_last {
                return Ok(());
            }
        }
    }

    fn store_details(&mut self, batch: &mut Batch) -> MirrorResult<()> {
        let Batch {
            records, failed, ..
        } = std::mem::take(batch);
        if records.is_empty() && failed.is_empty() {
            return Ok(());
        }
        let mut emptied = Vec::new();
        self.mirror.write(|transaction| {
            self.run.claim(transaction)?;
            let writer = Writer::new(transaction, self.run.id)?;
            for (at, certification) in &records {
                if writer.full(*at, certification.raw(), certification)? == Stored::Emptied {
                    let why = "the full record came without its title";
                    writer.detail_failed(*at, why)?;
                    emptied.push((*at, why.to_owned()));
                }
            }
            for (at, why) in &failed {
                writer.detail_failed(*at, why)?;
            }
            let stored = (records.len() - emptied.len()) as u64;
            self.run.fetched(transaction, stored)
        })?;
        self.report.details += (records.len() - emptied.len()) as u64;
        self.report.failed.extend(failed);
        self.report.failed.extend(emptied);
        Ok(())
    }
}

/// Full records that are not stored yet.
struct Batch {
    records: Vec<(CertifInfoCode, Certification)>,
    failed: Vec<(CertifInfoCode, String)>,
    since: Instant,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            failed: Vec::new(),
            since: Instant::now(),
        }
    }
}

impl Batch {
    fn is_due(&self) -> bool {
        self.records.len() + self.failed.len() >= BATCH || self.since.elapsed() >= BATCH_TIME
    }
}

/// Refuses an answer that is not the record of the certification asked for.
fn readable(
    at: CertifInfoCode,
    answer: Result<Certification, Error>,
) -> Result<Certification, Error> {
    let certification = answer?;
    let what = match certification.code() {
        Ok(code) if code == at => return Ok(certification),
        Ok(other) => format!("the service answered with certification {other}"),
        Err(error) => error.to_string(),
    };
    let what = format!("certification {at}: {what}");
    Err(Error::new(ErrorKind::Decode, what))
}

/// Whether an error is about one record, so that others may be read.
fn is_of_the_record(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::Decode | ErrorKind::Rejected
    )
}

/// The code of a list item that does not decode.
fn code_of(json: &str) -> Option<CertifInfoCode> {
    let record: Value = serde_json::from_str(json).ok()?;
    let text = match record.get("certifinfo_code")? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    CertifInfoCode::parse_lenient(&text).ok()
}

/// The certifications that this refresh has listed.
fn seen(connection: &Connection, run: i64) -> MirrorResult<Vec<CertifInfoCode>> {
    let sql = "SELECT code FROM certification WHERE list_run = ?1";
    codes(connection, sql, run)
}

/// How many certifications a whole list had, and none has lacked since.
fn confirmed(connection: &Connection, run: i64) -> MirrorResult<u64> {
    let sql = "SELECT count(*) FROM certification c JOIN run r ON r.id = c.first_run \
               WHERE c.list_run IS NOT NULL AND c.gone_since IS NULL AND c.first_run <> ?1 \
               AND r.whole_at IS NOT NULL";
    let count: i64 = connection
        .prepare_cached(sql)?
        .query_row([run], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// What the list of this refresh did not have; `confirmed`: without what only lists had that were
/// not whole.
fn missing(
    connection: &Connection,
    run: i64,
    confirmed: bool,
) -> MirrorResult<Vec<CertifInfoCode>> {
    let whole = if confirmed {
        "AND r.whole_at IS NOT NULL"
    } else {
        ""
    };
    let sql = format!(
        "SELECT c.code FROM certification c JOIN run r ON r.id = c.first_run \
         WHERE c.list_run <> ?1 AND c.gone_since IS NULL {whole} ORDER BY c.code"
    );
    codes(connection, &sql, run)
}

/// The full records to fetch, in the order of the options.
fn due(connection: &Connection, options: &RefreshOptions) -> MirrorResult<Vec<CertifInfoCode>> {
    if options.details == Details::None {
        return Ok(Vec::new());
    }
    let sql = "SELECT code FROM certification \
               WHERE detail_due AND gone_since IS NULL AND ?1 ORDER BY code";
    let all = codes(connection, sql, 1)?;
    let mut left: BTreeSet<CertifInfoCode> = all.into_iter().collect();
    let mut due = Vec::with_capacity(left.len());
    for first in &options.first {
        let chosen: Vec<CertifInfoCode> = match first {
            First::Active => {
                let sql = "SELECT code FROM certification WHERE validite = 'active' AND ?1 \
                           ORDER BY code";
                codes(connection, sql, 1)?
            }
            First::Search(query) => {
                let numbers = Conditions::of(query)?.codes(connection, "ORDER BY c.code")?;
                numbers.into_iter().map(code).collect::<Result<_, _>>()?
            }
            First::Codes(codes) => codes.clone(),
        };
        due.extend(chosen.into_iter().filter(|at| left.remove(at)));
    }
    if options.details == Details::All {
        due.extend(left);
    }
    Ok(due)
}

fn codes(connection: &Connection, sql: &str, value: i64) -> MirrorResult<Vec<CertifInfoCode>> {
    let mut statement = connection.prepare_cached(sql)?;
    let numbers = statement.query_map(params![value], |row| row.get::<_, i64>(0))?;
    numbers.map(|number| code(number?)).collect()
}
