//! What a mirror holds, from where, and how old it is.

use rusqlite::{Connection, Row};

use super::error::MirrorResult;
use super::run::RunKind;

/// What a mirror holds, and how old it is: see [`Mirror::status`](super::Mirror::status).
///
/// Instants are in UTC, as `2025-01-31 08:15:00`.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct MirrorStatus {
    /// Certifications that the catalogue has.
    pub certifications: u64,
    /// Those mainly read from full records.
    pub full: u64,
    /// Those mainly read from the open-data export.
    pub export: u64,
    /// Those read from list items alone.
    pub list: u64,
    /// Full records that are still to be fetched.
    pub details_due: u64,
    /// Codes that only links of other records name.
    pub linked: u64,
    /// Certifications that the catalogue no longer has.
    pub gone: u64,
    /// Changes noted.
    pub changes: u64,
    /// The last refresh, finished or not.
    pub last_refresh: Option<RunStatus>,
    /// The last refresh whose list was whole.
    pub last_whole_refresh: Option<RunStatus>,
    /// The last import.
    pub last_import: Option<RunStatus>,
    /// The size of the file.
    pub bytes: u64,
}

/// A refresh or an import.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RunStatus {
    /// What it was.
    pub kind: RunKind,
    /// The base URL of the service, or the name of the file.
    pub source: String,
    /// The day that the data are of (`2025-01-31`).
    pub as_of: Option<String>,
    /// When it started.
    pub started_at: String,
    /// When it last wrote.
    pub last_at: String,
    /// When the whole list, or the whole file, had been read.
    pub whole_at: Option<String>,
    /// When it ended; `None` for a refresh that can be resumed.
    pub ended_at: Option<String>,
    /// How many certifications the list or the file has.
    pub total: Option<u64>,
    /// Certifications listed so far.
    pub seen: u64,
    /// Full records stored so far.
    pub details: u64,
    /// Why it stopped, if it failed.
    pub message: Option<String>,
}

pub(super) fn status(connection: &Connection) -> MirrorResult<MirrorStatus> {
    let count = |sql: &str| -> MirrorResult<u64> {
        let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    };
    let of = |condition: &str| {
        count(&format!(
            "SELECT count(*) FROM certification WHERE gone_since IS NULL AND {condition}"
        ))
    };
    let pragma = |name: &str| -> MirrorResult<u64> {
        let value: i64 = connection.pragma_query_value(None, name, |row| row.get(0))?;
        Ok(value.unsigned_abs())
    };
    let run = |kind, condition| last_run(connection, kind, condition);
    Ok(MirrorStatus {
        certifications: of("TRUE")?,
        full: of("origin = 'full'")?,
        export: of("origin = 'export'")?,
        list: of("origin = 'list'")?,
        details_due: of("detail_due")?,
        linked: count("SELECT count(*) FROM code_connu WHERE origin = 'link'")?,
        gone: count("SELECT count(*) FROM certification WHERE gone_since IS NOT NULL")?,
        changes: count("SELECT count(*) FROM change")?,
        last_refresh: run(RunKind::Refresh, "TRUE")?,
        last_whole_refresh: run(RunKind::Refresh, "whole_at IS NOT NULL")?,
        last_import: run(RunKind::Import, "whole_at IS NOT NULL")?,
        bytes: pragma("page_count")? * pragma("page_size")?,
    })
}

fn last_run(
    connection: &Connection,
    kind: RunKind,
    condition: &str,
) -> MirrorResult<Option<RunStatus>> {
    let sql = format!(
        "SELECT source, as_of, started_at, last_at, whole_at, ended_at, total, seen, details, \
         message FROM run WHERE kind = ?1 AND {condition} ORDER BY id DESC LIMIT 1"
    );
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([kind.name()])?;
    Ok(match rows.next()? {
        Some(row) => Some(read(kind, row)?),
        None => None,
    })
}

fn read(kind: RunKind, row: &Row<'_>) -> rusqlite::Result<RunStatus> {
    Ok(RunStatus {
        kind,
        source: row.get(0)?,
        as_of: row.get(1)?,
        started_at: row.get(2)?,
        last_at: row.get(3)?,
        whole_at: row.get(4)?,
        ended_at: row.get(5)?,
        total: row.get::<_, Option<i64>>(6)?.map(i64::unsigned_abs),
        seen: row.get::<_, i64>(7)?.unsigned_abs(),
        details: row.get::<_, i64>(8)?.unsigned_abs(),
        message: row.get(9)?,
    })
}
