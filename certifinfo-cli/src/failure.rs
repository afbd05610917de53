//! A failure: what is said of it, and the exit code.

use std::error::Error;
use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::console::Console;
use crate::output::ReaderGone;

/// Why a command could not do its work. Exit code 2, unless it says otherwise.
#[derive(Debug)]
pub(crate) struct Failure {
    text: String,
    code: u8,
}

impl Failure {
    /// The command cannot be carried out as it was given.
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, code: 2 }
    }

    /// The result would not be whole.
    pub(crate) fn not_whole(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { text, code: 1 }
    }

    /// Says it, and gives the exit code. A reader that has read enough is no failure.
    pub(crate) fn report(self, console: &Console) -> ExitCode {
        if !self.text.is_empty() {
            console.error(&self.text);
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
            return Self {
                text: String::new(),
                code: 0,
            };
        }
        Self::usage(explain(&error))
    }
}

/// An error and all its causes, a line each.
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
        // Some libraries repeat a cause in their own sentence.
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
