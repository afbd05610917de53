//! Standard error: notes for people, in their language.

use std::fmt::{Arguments, Display};
use std::io::Write;
use std::path::PathBuf;

use crate::arguments::Shared;
use crate::lang::Lang;

/// Writes notes in the user's language. Nothing here fails: a closed standard error is ignored.
#[derive(Clone, Debug)]
pub(crate) struct Console {
    /// What `--mirror` says: nothing, the usual place, or a file.
    pub(crate) mirror: Option<Option<PathBuf>>,
    pub(crate) lang: Lang,
    pub(crate) quiet: bool,
    pub(crate) verbose: bool,
}

impl Console {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            mirror: shared.mirror.clone(),
            lang: shared.lang.unwrap_or_else(Lang::of_environment),
            quiet: shared.quiet,
            verbose: shared.verbose,
        }
    }

    /// Writes a note, unless `--quiet` is set.
    pub(crate) fn note(&self, text: impl Display) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Writes a note, if `--verbose` is set.
    pub(crate) fn detail(&self, text: impl Display) {
        if self.verbose {
            self.say(text);
        }
    }

    /// Writes a note in any case.
    pub(crate) fn say(&self, text: impl Display) {
        self.write(format_args!("{text}\n"));
    }

    /// Writes an error, after a coloured word if colours are shown.
    pub(crate) fn error(&self, text: impl Display) {
        let (style, word) = (
            anstyle::AnsiColor::Red.on_default().bold(),
            self.lang.error_mark(),
        );
        self.write(format_args!("{style}{word}{style:#} {text}\n"));
    }

    fn write(&self, text: Arguments<'_>) {
        let mut stderr = anstream::stderr().lock();
        let _ = stderr.write_fmt(text).and_then(|()| stderr.flush());
    }
}
