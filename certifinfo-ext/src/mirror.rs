//! The mirror: a copy of the catalogue in one SQLite file.
//!
//! A mirror answers without a network and without a token, with the types and views of the online
//! client. It keeps what changed from one refresh to the next, and opens in every tool that reads
//! SQLite: DuckDB, pandas, R, a database browser.
//!
//! ```
//! use certifinfo_ext::mirror::{Mirror, RefreshOptions};
//! use certifinfo_ext::prelude::*;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = certifinfo_sandbox::Sandbox::builder().start().await?;
//! # let api = CertifInfo::builder().token(sandbox.token()).base_url(sandbox.base_url()).build()?;
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("certifinfo.db");
//! let mirror = Mirror::open(path)?;
//! mirror.refresh(&api, RefreshOptions::new()).await?;
//!
//! let query = Recherche::new().intitule("boulanger").niveau_europeen(Niveau::N3);
//! for item in mirror.items(&query) {
//!     println!("{}", item?.intitule().unwrap_or("(no title)"));
//! }
//! println!("{}", mirror.current(CertifInfoCode::new(118033)?, paris::today())?);
//! for change in mirror.changes_since("2025-01-01".parse()?)? {
//!     println!("{} {} {}", change.day, change.kind.name(), change.code);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Filling a mirror
//!
//! [`Mirror::refresh`] reads the list of the service (one request per 100 certifications), then
//! fetches in full what is new or changed: what the producer wrote on a later day (`date_maj`), and
//! what has another list item although the day is the same. A refresh when nothing changed costs
//! the list alone. [`Mirror::import_open_data`] reads the producer's monthly export, so that a
//! mirror works without a token. Both can be used together: see [`Stored`].
//!
//! # Failures
//!
//! A refresh writes one transaction per page of the list and per batch of full records, and an
//! import is one transaction. After a failure or a kill at any moment the file holds the last
//! transaction, and the next refresh continues from there. A list or an export that lacks more than
//! 5% of what the mirror holds is refused ([`MirrorErrorKind::Shrunk`]); a list that is not whole,
//! or that has items without a readable code, marks nothing as gone; a record that comes without its
//! title does not replace one that has it.
//!
//! Several processes can use one mirror: a reader sees the last transaction, and writers take
//! turns. The file uses SQLite's rollback journal and not its write-ahead log, which needs memory
//! shared between processes and so fails on a network disk; transactions are short enough for
//! readers to wait.
//!
//! # Searches
//!
//! The service documents its parameters, and not how it combines them. A search in the mirror is
//! therefore **inferred**, in the same way as that of `certifinfo-sandbox`:
//!
//! - All conditions must hold.
//! - `intitule`: each word must be part of the title; case, accents and ligatures do not count.
//! - `rome`, `formacodes`: any of the codes is enough.
//! - `rncp`, `rs`: the certification has the sheet now, or had it.
//! - `archive`: true for état 3 alone, false for any other, and both when it is not set.
//! - `acc_*`: what is not stated is neither true nor false.
//! - `proa`, `proa_codes`: refused ([`MirrorErrorKind::Unanswerable`]), since no record states them.
//!
//! Results are in the order of the Certif Info code, without what the catalogue no longer has.
//!
//! # Lineage
//!
//! The catalogue often names a replacement on one side only: the open-data export names what a
//! certification replaces, and never what replaces it. The mirror reads links in both directions,
//! so that an old code is found through what replaced it, even when no record has that code: it is
//! then what the links say of it ([`Origin::Link`]). What the catalogue no longer has is left out of
//! lineage, except where links name it.
//!
//! # The schema
//!
//! Days are `2025-01-31` and instants `2025-01-31 08:15:00`, in UTC, as text. Codes that can be
//! written as text are text: `26E31103` is a code and not a number. A code that the library cannot
//! read is in `document.json` alone.
//!
//! ```sql
#![doc = include_str!("mirror/schema.sql")]
//! ```
//!
//! # Five questions in SQL
//!
//! The examples run as tests.
//!
//! What replaces the certification 22089, and is it in force?
//!
//! ```sql
#![doc = include_str!("mirror/examples/remplacements.sql")]
//! ```
//!
//! Which certifications of level 5 are in force and open to apprenticeship?
//!
//! ```sql
#![doc = include_str!("mirror/examples/apprentissage.sql")]
//! ```
//!
//! What changed since the first of the month?
//!
//! ```sql
#![doc = include_str!("mirror/examples/changements.sql")]
//! ```
//!
//! Which sheets of the RNCP end within a year, and which certifications do they cover?
//!
//! ```sql
#![doc = include_str!("mirror/examples/echeances.sql")]
//! ```
//!
//! To which jobs do the most certifications lead, and how many bodies award them?
//!
//! ```sql
#![doc = include_str!("mirror/examples/metiers.sql")]
//! ```
//!
//! In pandas: `pandas.read_sql("SELECT …", sqlite3.connect("certifinfo.db"))`. In DuckDB:
//! `ATTACH 'certifinfo.db' AS mirror (TYPE sqlite, READ_ONLY)`. In R:
//! `DBI::dbConnect(RSQLite::SQLite(), "certifinfo.db", extended_types = TRUE)`.

mod answers;
mod changes;
mod error;
mod fold;
mod import;
mod loss;
mod open_data;
mod record;
mod refresh;
mod run;
mod schema;
mod search;
mod sql;
mod status;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub use self::answers::Status;
pub use self::changes::{Change, ChangeKind};
pub use self::error::{MirrorError, MirrorErrorKind, MirrorResult};
pub use self::import::{ImportOptions, ImportProgress, ImportReport};
pub use self::record::{Origin, Stored};
pub use self::refresh::{Details, First, Phase, RefreshOptions, RefreshProgress, RefreshReport};
pub use self::run::RunKind;
pub use self::sql::{SqlTable, SqlValue};
pub use self::status::{MirrorStatus, RunStatus};

/// How long a process waits for another one's transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// How much of the file a connection keeps in memory, in KiB: an import of the catalogue fits, and so
/// does not lock readers out before it is done.
const CACHE: i64 = 32 * 1024;

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 64;

/// A copy of the catalogue in one SQLite file: see the [module](self).
///
/// Methods other than [`refresh`](Self::refresh) block while they read or write the file.
pub struct Mirror {
    connection: Mutex<Connection>,
    path: PathBuf,
    writable: bool,
}

/// Options to open a mirror with: see [`Mirror::options`].
#[derive(Clone, Debug)]
#[must_use = "options do nothing before `open`"]
pub struct MirrorOptions {
    writable: bool,
    create: bool,
    busy_timeout: Duration,
    max_bytes: Option<u64>,
}

impl MirrorOptions {
    /// Opens the file read-only. It must exist.
    pub fn read_only(mut self) -> Self {
        self.writable = false;
        self.create = false;
        self
    }

    /// Whether to create a file that does not exist; the default.
    pub fn create(mut self, create: bool) -> Self {
        self.create = create;
        self
    }

    /// How long to wait for another process's transaction: 30 seconds by default.
    pub fn busy_timeout(mut self, wait: Duration) -> Self {
        self.busy_timeout = wait;
        self
    }

    /// How large the file may become. Beyond that, writing fails as on a full disk
    /// ([`MirrorErrorKind::Full`]). Without this, only the disk limits it.
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = Some(bytes);
        self
    }

    /// Opens the mirror in this file.
    ///
    /// # Errors
    ///
    /// See [`Mirror::open`].
    pub fn open(self, path: impl AsRef<Path>) -> MirrorResult<Mirror> {
        let path = path.as_ref();
        self.connect(path)
            .map_err(|error| error.of_file(path))
            .map(|connection| Mirror {
                connection: Mutex::new(connection),
                path: path.to_owned(),
                writable: self.writable,
            })
    }

    fn connect(&self, path: &Path) -> MirrorResult<Connection> {
        let access = if self.writable {
            OpenFlags::SQLITE_OPEN_READ_WRITE
        } else {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        };
        let create = if self.create {
            OpenFlags::SQLITE_OPEN_CREATE
        } else {
            OpenFlags::empty()
        };
        // Without SQLITE_OPEN_URI, a path that starts with `file:` is a path.
        let mut connection =
            Connection::open_with_flags(path, access | create | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(self.busy_timeout)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // A file may come from anywhere: its schema runs nothing that reading it does not need.
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.pragma_update(None, "cache_size", -CACHE)?;
        schema::prepare(&mut connection, self.writable)?;
        if let Some(bytes) = self.max_bytes {
            let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
            let pages = bytes / page.unsigned_abs().max(1);
            let pages = i64::try_from(pages).unwrap_or(i64::MAX);
            connection.pragma_update(None, "max_page_count", pages)?;
        }
        Ok(connection)
    }
}

impl Mirror {
    /// Opens the mirror in this file, and creates the file if it does not exist. A mirror of an
    /// older version of the library is migrated.
    ///
    /// # Errors
    ///
    /// [`MirrorErrorKind::NotAMirror`] for another file, [`MirrorErrorKind::NewerVersion`] for a
    /// mirror of a newer version, [`MirrorErrorKind::Corrupt`] for a damaged one,
    /// [`MirrorErrorKind::Denied`] if it cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> MirrorResult<Self> {
        Self::options().open(path)
    }

    /// Options to open a mirror with.
    pub fn options() -> MirrorOptions {
        MirrorOptions {
            writable: true,
            create: true,
            busy_timeout: BUSY_TIMEOUT,
            max_bytes: None,
        }
    }

    /// The path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the changes that refreshes and imports saw on this day (in Paris) or later, oldest
    /// first.
    ///
    /// The content of the first refresh and of the first import does not count as a change.
    ///
    /// # Errors
    ///
    /// The mirror cannot be read.
    pub fn changes_since(&self, day: Date) -> MirrorResult<Vec<Change>> {
        self.read(|connection| changes::since(connection, day))
    }

    /// What the mirror holds, and how old it is.
    ///
    /// # Errors
    ///
    /// The mirror cannot be read.
    pub fn status(&self) -> MirrorResult<MirrorStatus> {
        self.read(status::status)
    }

    /// Checks every page of the file.
    ///
    /// # Errors
    ///
    /// [`MirrorErrorKind::Corrupt`] with what is damaged.
    pub fn check(&self) -> MirrorResult<()> {
        self.read(|connection| {
            let sql = "PRAGMA integrity_check(3)";
            let mut statement = connection.prepare(sql)?;
            let faults = statement.query_map([], |row| row.get::<_, String>(0))?;
            let faults: Vec<String> = faults.collect::<Result<_, _>>()?;
            if faults == ["ok"] {
                return Ok(());
            }
            let what = format!("the mirror is damaged: {}", faults.join("; "));
            Err(MirrorError::new(MirrorErrorKind::Corrupt, what))
        })
    }

    /// Runs an SQL query, which may only read.
    ///
    /// ```
    /// # use certifinfo_ext::mirror::{Mirror, MirrorErrorKind};
    /// # let folder = tempfile::tempdir()?;
    /// # let mirror = Mirror::open(folder.path().join("certifinfo.db"))?;
    /// let table = mirror.query("SELECT niveau, count(*) AS combien FROM certification GROUP BY 1")?;
    /// assert_eq!(table.columns, ["niveau", "combien"]);
    /// let refused = mirror.query("DELETE FROM certification").unwrap_err();
    /// assert_eq!(refused.kind(), MirrorErrorKind::Query);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MirrorErrorKind::Query`] for a query that is wrong, that writes, or that reads another
    /// file; the mirror cannot be read.
    pub fn query(&self, sql: &str) -> MirrorResult<SqlTable> {
        let mut rows = Vec::new();
        let columns = self.query_each(sql, |_, row| {
            rows.push(row);
            true
        })?;
        Ok(SqlTable { columns, rows })
    }

    /// Calls `each` with every row of an SQL query and the names of its columns, until it returns
    /// false: for results too large for memory. Returns the names of the columns.
    ///
    /// # Errors
    ///
    /// As [`query`](Self::query).
    pub fn query_each(
        &self,
        sql: &str,
        each: impl FnMut(&[String], Vec<SqlValue>) -> bool,
    ) -> MirrorResult<Vec<String>> {
        let connection = self.reader()?;
        sql::query_each(&connection, sql, each).map_err(|error| match error.kind() {
            MirrorErrorKind::Query => error,
            _ => error.of_file(&self.path),
        })
    }

    /// A connection of its own that cannot write.
    fn reader(&self) -> MirrorResult<Connection> {
        let options = MirrorOptions {
            // What another process left unfinished must be undone before anybody can read.
            writable: self.writable,
            create: false,
            ..Self::options()
        };
        let open = || -> MirrorResult<Connection> {
            let connection = options.connect(&self.path)?;
            connection.pragma_update(None, "query_only", true)?;
            Ok(connection)
        };
        open().map_err(|error| error.of_file(&self.path))
    }

    /// Reads in one transaction, so that all that is read is of one state.
    fn read<T>(&self, read: impl FnOnce(&Connection) -> MirrorResult<T>) -> MirrorResult<T> {
        let mut connection = self.lock();
        let result = connection
            .transaction_with_behavior(TransactionBehavior::Deferred)
            .map_err(MirrorError::from)
            .and_then(|transaction| read(&transaction));
        result.map_err(|error| error.of_file(&self.path))
    }

    /// Writes in one transaction, or not at all.
    fn write<T>(&self, write: impl FnOnce(&Transaction<'_>) -> MirrorResult<T>) -> MirrorResult<T> {
        if !self.writable {
            let what = "the mirror is open for reading alone";
            return Err(MirrorError::new(MirrorErrorKind::Denied, what).of_file(&self.path));
        }
        let mut connection = self.lock();
        let result = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(MirrorError::from)
            .and_then(|transaction| {
                let written = write(&transaction)?;
                transaction.commit()?;
                Ok(written)
            });
        result.map_err(|error| error.of_file(&self.path))
    }

    /// A panic of another thread has rolled its transaction back: the connection is sound.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Mirror {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mirror")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
