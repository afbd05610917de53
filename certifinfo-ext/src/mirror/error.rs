//! What can go wrong with a mirror, and what to do about it.

use std::error::Error as StdError;
use std::fmt;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::codes::CodeError;
use crate::error::Error;
use crate::paging::PagingError;

/// The result of a fallible method of [`Mirror`](super::Mirror).
pub type MirrorResult<T> = std::result::Result<T, MirrorError>;

/// Why a mirror could not be opened, read or written.
///
/// The message says what happened and what to do. The source chain has the cause: the error of the
/// service, of the database or of the file.
pub struct MirrorError(Box<Inner>);

struct Inner {
    kind: MirrorErrorKind,
    what: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What kind of failure a [`MirrorError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MirrorErrorKind {
    /// The file is not a mirror: not a database, or another program's.
    NotAMirror,
    /// The mirror was written by a newer version of this library.
    NewerVersion,
    /// The file is damaged.
    Corrupt,
    /// Another process held the mirror for too long.
    Busy,
    /// The disk, or the size allowed for the mirror, is full.
    Full,
    /// The file or its folder cannot be opened or written.
    Denied,
    /// The service's answer, or the export, lacks too much of what the mirror holds.
    Shrunk,
    /// Another process took over the refresh.
    Superseded,
    /// The open-data export cannot be read.
    Export,
    /// The open-data export is older than the one already imported.
    OlderExport,
    /// The mirror lacks the data that a search asks for.
    Unanswerable,
    /// An SQL query is wrong, or would write.
    Query,
    /// A code is malformed.
    InvalidCode,
    /// The service failed: the source is its [`Error`].
    Service,
    /// The database failed in another way.
    Database,
}

impl MirrorErrorKind {
    /// What to do about it, as one sentence without its full stop.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::NotAMirror => "Give the path of a mirror, or of a file that does not exist yet",
            Self::NewerVersion => {
                "Use the version of the program that wrote it, or a newer one; nothing was changed"
            }
            Self::Corrupt => {
                "Restore the file from a copy, or move it away and fill a new mirror by a refresh \
                 or an import"
            }
            Self::Busy => "Try again when the other process has finished",
            Self::Full => {
                "Free some space and run it again: what was committed is kept, and it continues \
                 from there"
            }
            Self::Denied => {
                "Check the path and the permissions of the file and of its folder: SQLite also \
                 writes a journal beside the file"
            }
            Self::Shrunk => {
                "Nothing was removed. If the catalogue really shrank so much, allow it with \
                 max_loss(1.0)"
            }
            Self::Superseded => "Nothing is lost: the other process continues from here",
            Self::Export => {
                "Download the file again from data.gouv.fr and import it as it is; nothing was \
                 changed"
            }
            Self::OlderExport => {
                "Nothing was changed. If the older file is the right one, allow it with \
                 allow_older(true)"
            }
            Self::Unanswerable => "Ask the service, or leave the condition out",
            Self::Query => "Correct the query: only reading is allowed",
            Self::InvalidCode => "Correct the code",
            Self::Service => "Run it again: it continues from where it stopped",
            Self::Database => "Check the disk that the mirror is on, and run it again",
        }
    }
}

impl MirrorError {
    pub(super) fn new(kind: MirrorErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            what: what.into(),
            source: None,
        }))
    }

    pub(super) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Names the file that it is about.
    pub(super) fn of_file(mut self, path: &Path) -> Self {
        self.0.what = format!("{}: {}", path.display(), self.0.what);
        self
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> MirrorErrorKind {
        self.0.kind
    }

    /// The service's error, if the service failed.
    #[must_use]
    pub fn service(&self) -> Option<&Error> {
        self.0.source.as_deref()?.downcast_ref()
    }
}

impl From<rusqlite::Error> for MirrorError {
    fn from(error: rusqlite::Error) -> Self {
        use MirrorErrorKind as Kind;
        let (kind, what) = match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => (Kind::NotAMirror, "it is not an SQLite database"),
            Some(ErrorCode::DatabaseCorrupt) => (Kind::Corrupt, "the mirror is damaged"),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (Kind::Busy, "another process is using the mirror")
            }
            Some(ErrorCode::DiskFull) => (Kind::Full, "no space is left for the mirror"),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                (Kind::Denied, "the mirror cannot be opened for this")
            }
            Some(ErrorCode::SystemIoFailure) => {
                (Kind::Database, "the mirror cannot be read or written")
            }
            _ => (Kind::Database, "the database failed"),
        };
        Self::new(kind, what).with_source(error)
    }
}

impl From<Error> for MirrorError {
    fn from(error: Error) -> Self {
        match error.stall() {
            Some(PagingError::EmptyCatalogue) => {
                Self::new(MirrorErrorKind::Shrunk, "the service lists nothing").with_source(error)
            }
            _ => Self::new(MirrorErrorKind::Service, "the service failed").with_source(error),
        }
    }
}

impl From<CodeError> for MirrorError {
    /// Uses the message of the code's error, and no source, which would repeat it.
    fn from(error: CodeError) -> Self {
        Self::new(MirrorErrorKind::InvalidCode, error.to_string())
    }
}

impl fmt::Display for MirrorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}.", self.0.what, self.0.kind.help())
    }
}

impl fmt::Debug for MirrorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MirrorError")
            .field("kind", &self.0.kind)
            .field("what", &self.0.what)
            .field("source", &self.0.source)
            .field("help", &self.0.kind.help())
            .finish()
    }
}

impl StdError for MirrorError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
