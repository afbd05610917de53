//! Refreshes and imports as rows of the table `run`: what each did, and where it can be resumed.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use super::write::utc;
use crate::recherche::Checkpoint;

/// How old a refresh may be to be resumed. After that its list is out of date.
const RESUMABLE: SignedDuration = SignedDuration::from_hours(24);

/// The kind of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunKind {
    /// A refresh from the service.
    Refresh,
    /// An import of the open-data export.
    Import,
}

impl RunKind {
    /// The name that the database uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Import => "import",
        }
    }
}

/// What a page of the list brought.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// All items.
    pub(super) seen: u64,
    pub(super) new: u64,
    pub(super) changed: u64,
    /// Items that cannot be read.
    pub(super) unreadable: u64,
    /// Those of them whose code cannot be read either.
    pub(super) unidentified: u64,
}

/// A run of this process.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) id: i64,
    owner: String,
    /// Whether another process, or an earlier one, had begun it.
    pub(super) resumed: bool,
    /// Whether its list is whole already.
    pub(super) is_listed: bool,
    pub(super) checkpoint: Option<Checkpoint>,
}

impl Run {
    pub(super) fn begin_import(connection: &Connection, source: &str) -> MirrorResult<Self> {
        Self::begin(connection, RunKind::Import, source)
    }

    /// Takes over the refresh that was not finished, or begins one. A process that still works on
    /// it notices at its next write.
    pub(super) fn begin_refresh(
        connection: &Connection,
        source: &str,
        restart: bool,
    ) -> MirrorResult<Self> {
        let since = utc(Timestamp::now() - RESUMABLE);
        let sql = "SELECT id, whole_at IS NOT NULL, checkpoint FROM run WHERE kind = 'refresh' \
                   AND ended_at IS NULL AND source = ?1 AND started_at >= ?2 \
                   ORDER BY id DESC LIMIT 1";
        let open = connection
            .prepare(sql)?
            .query_row(params![source, since], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?))
            });
        let open = open.optional()?.filter(|_| !restart);
        let id = open.as_ref().map(|(id, ..)| *id);
        // A refresh that is not resumed is over.
        let over = "UPDATE run SET ended_at = last_at WHERE kind = 'refresh' \
                    AND ended_at IS NULL AND id IS NOT ?1";
        connection.execute(over, [id])?;
        let Some((id, is_listed, checkpoint)) = open else {
            return Self::begin(connection, RunKind::Refresh, source);
        };
        let owner = owner();
        let take = "UPDATE run SET owner = ?2, message = NULL WHERE id = ?1";
        connection.execute(take, params![id, owner])?;
        Ok(Self {
            id,
            owner,
            resumed: true,
            is_listed,
            // A place that this version cannot read costs a new list, and nothing else.
            checkpoint: checkpoint.and_then(|json| serde_json::from_str(&json).ok()),
        })
    }

    fn begin(connection: &Connection, kind: RunKind, source: &str) -> MirrorResult<Self> {
        let owner = owner();
        let sql = "INSERT INTO run (kind, source, started_at, last_at, owner) \
                   VALUES (?1, ?2, ?3, ?3, ?4)";
        let now = utc(Timestamp::now());
        connection.execute(sql, params![kind.name(), source, now, owner])?;
        Ok(Self {
            id: connection.last_insert_rowid(),
            owner,
            resumed: false,
            is_listed: false,
            checkpoint: None,
        })
    }

    /// Checks that the run still belongs to this process, first of all in each transaction.
    pub(super) fn claim(&self, connection: &Connection) -> MirrorResult<()> {
        let sql = "UPDATE run SET last_at = ?3 WHERE id = ?1 AND owner = ?2 AND ended_at IS NULL";
        let now = utc(Timestamp::now());
        let claimed = connection
            .prepare_cached(sql)?
            .execute(params![self.id, self.owner, now])?;
        if claimed == 0 {
            let what = "another process has taken over this refresh";
            return Err(MirrorError::new(MirrorErrorKind::Superseded, what));
        }
        Ok(())
    }

    /// Notes how far the list is.
    pub(super) fn listed(
        &self,
        connection: &Connection,
        checkpoint: Option<&Checkpoint>,
        total: Option<u64>,
        counts: &Listed,
    ) -> MirrorResult<()> {
        let place = checkpoint.and_then(|place| serde_json::to_string(place).ok());
        let sql = "UPDATE run SET checkpoint = ?2, total = ?3, seen = seen + ?4, \
                   unreadable = unreadable + ?5, unidentified = unidentified + ?6 WHERE id = ?1";
        let total = total.map(|total| i64::try_from(total).unwrap_or(i64::MAX));
        let values = params![
            self.id,
            place,
            total,
            counts.seen as i64,
            counts.unreadable as i64,
            counts.unidentified as i64
        ];
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Notes that the list is whole.
    pub(super) fn whole(&self, connection: &Connection) -> MirrorResult<()> {
        let sql = "UPDATE run SET whole_at = ?2, as_of = ?3, checkpoint = NULL WHERE id = ?1";
        let now = Timestamp::now();
        let day = crate::paris::day_of(now).to_string();
        connection.execute(sql, params![self.id, utc(now), day])?;
        Ok(())
    }

    pub(super) fn fetched(&self, connection: &Connection, details: u64) -> MirrorResult<()> {
        let sql = "UPDATE run SET details = details + ?2 WHERE id = ?1";
        let values = params![self.id, details as i64];
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    pub(super) fn end(&self, connection: &Connection) -> MirrorResult<()> {
        let sql = "UPDATE run SET ended_at = ?2, message = NULL WHERE id = ?1";
        connection.execute(sql, params![self.id, utc(Timestamp::now())])?;
        Ok(())
    }

    /// Notes why it stopped, and the place to continue from.
    pub(super) fn stopped(
        &self,
        connection: &Connection,
        why: &str,
        place: Option<&Checkpoint>,
        over: bool,
    ) -> MirrorResult<()> {
        let place = place.and_then(|place| serde_json::to_string(place).ok());
        let sql = "UPDATE run SET message = ?2, checkpoint = coalesce(?3, checkpoint), \
                   ended_at = iif(?5, last_at, ended_at) WHERE id = ?1 AND owner = ?4";
        connection.execute(sql, params![self.id, why, place, self.owner, over])?;
        Ok(())
    }

    pub(super) fn end_import(
        &self,
        connection: &Connection,
        as_of: Option<Date>,
        certifications: u64,
    ) -> MirrorResult<()> {
        let sql = "UPDATE run SET whole_at = ?2, ended_at = ?2, last_at = ?2, as_of = ?3, \
                   total = ?4, seen = ?4 WHERE id = ?1";
        let now = utc(Timestamp::now());
        let as_of = as_of.map(|day| day.to_string());
        let certifications = i64::try_from(certifications).unwrap_or(i64::MAX);
        connection.execute(sql, params![self.id, now, as_of, certifications])?;
        Ok(())
    }
}

/// A name for this process's hold on a run that no other has.
fn owner() -> String {
    format!("{}-{:016x}", std::process::id(), fastrand::u64(..))
}
