//! A source's error: the service's, or the mirror's.

use std::error::Error as StdError;
use std::fmt;

use certifinfo_ext::codes::CodeError;
use certifinfo_ext::mirror::{MirrorError, MirrorErrorKind};
use certifinfo_ext::{Error, ErrorKind};

/// Why a source gave no answer. Shown as the error that it holds.
#[derive(Debug)]
pub(crate) enum SourceError {
    Service(Error),
    Mirror(MirrorError),
}

impl SourceError {
    /// Whether the question alone failed, and another may be answered.
    pub(crate) fn is_of_the_question(&self) -> bool {
        match self {
            Self::Service(error) => matches!(
                error.kind(),
                ErrorKind::Server
                    | ErrorKind::Decode
                    | ErrorKind::Stalled
                    | ErrorKind::InvalidCode
                    | ErrorKind::Rejected
                    | ErrorKind::NotFound
            ),
            Self::Mirror(error) => matches!(
                error.kind(),
                MirrorErrorKind::InvalidCode | MirrorErrorKind::Unanswerable
            ),
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Mirror(error) => error.fmt(f),
        }
    }
}

impl StdError for SourceError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Service(error) => error.source(),
            Self::Mirror(error) => error.source(),
        }
    }
}

impl From<Error> for SourceError {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}

impl From<MirrorError> for SourceError {
    fn from(error: MirrorError) -> Self {
        Self::Mirror(error)
    }
}

impl From<CodeError> for SourceError {
    fn from(error: CodeError) -> Self {
        Self::Service(error.into())
    }
}
