//! A failure of a command: its message and its exit code.

use std::error::Error;
use std::fmt;
use std::io;
use std::process::ExitCode;

use certifinfo_ext::ErrorKind;
use certifinfo_ext::mirror::{MirrorError, MirrorErrorKind};

use crate::console::Console;
use crate::output::ReaderGone;
use crate::source::SourceError;

/// Why a command failed. The exit code is 2, unless the failure sets another.
#[derive(Debug)]
pub(crate) struct Failure {
    text: String,
    code: u8,
    kind: Option<Kind>,
}

/// What failed, for a sentence in the language of whoever reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Service(ErrorKind),
    Mirror(MirrorErrorKind),
}

impl Kind {
    fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<certifinfo_ext::Error>() {
            return Some(Self::Service(error.kind()));
        }
        if let Some(error) = error.downcast_ref::<MirrorError>() {
            return Some(Self::Mirror(error.kind()));
        }
        match error.downcast_ref::<SourceError>()? {
            SourceError::Service(error) => Some(Self::Service(error.kind())),
            SourceError::Mirror(error) => Some(Self::Mirror(error.kind())),
        }
    }
}

impl Failure {
    /// The command cannot be carried out as it was given.
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self::new(text, 2)
    }

    /// The result would not be whole.
    pub(crate) fn not_whole(text: impl Into<String>) -> Self {
        Self::new(text, 1)
    }

    fn new(text: impl Into<String>, code: u8) -> Self {
        Self {
            text: text.into(),
            code,
            kind: None,
        }
    }

    /// Writes the message and returns the exit code. A closed standard output is not a failure.
    pub(crate) fn report(self, console: &Console) -> ExitCode {
        match self.kind.and_then(|kind| console.lang.failure(kind)) {
            Some(sentence) => console.error(format_args!("{sentence}\n  {}", self.text)),
            None if self.text.is_empty() => {}
            None => console.error(&self.text),
        }
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        if is_reader_gone(&error) {
            return Self::new("", 0);
        }
        Self {
            kind: Kind::of(&error),
            ..Self::usage(explain(&error))
        }
    }
}

/// An error and all its causes, one per line.
pub(crate) fn explain(error: &(dyn Error + 'static)) -> String {
    with_causes(error, "\n  cause: ", "\n  cause: ")
}

/// An error and all its causes, on one line.
pub(crate) fn explain_on_one_line(error: &(dyn Error + 'static)) -> String {
    with_causes(error, " Cause: ", ": ").replace('\n', " ")
}

fn with_causes(error: &(dyn Error + 'static), first: &str, then: &str) -> String {
    let mut text = error.to_string();
    let mut before = first;
    for cause in causes(error) {
        let cause = cause.to_string();
        // Some libraries repeat a cause in their own message.
        if !text.contains(&cause) {
            text.push_str(before);
            text.push_str(&cause);
            before = then;
        }
    }
    text
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// Whether whoever reads our standard output has closed it.
pub(crate) fn is_reader_gone(error: &(dyn Error + 'static)) -> bool {
    std::iter::once(error).chain(causes(error)).any(|cause| {
        let inner = cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        inner.is_some_and(|inner| inner.is::<ReaderGone>())
    })
}
