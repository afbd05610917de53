//! Progress output in cargo's style: a verb in a column, followed by what was done.
//!
//! The output contains colours; `main` passes a stream that removes them when it is not a terminal,
//! and tests pass a buffer.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const WARN: Style = AnsiColor::Yellow.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// The width of the verb column, as in cargo.
const COLUMN: usize = 12;

/// Maximum number of changed lines shown per file.
const DIFF_LINES: usize = 24;

/// Writes progress, warnings and problems.
pub struct ProgressReport<'w> {
    out: &'w mut dyn Write,
}

impl<'w> ProgressReport<'w> {
    /// Creates a report that writes to `out`.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out }
    }

    /// Reports a finished step: `verb` in the column, then `what`.
    ///
    /// # Errors
    ///
    /// Errors of the writer.
    pub fn step(&mut self, verb: &str, what: impl Display) -> io::Result<()> {
        self.line(GOOD, verb, what)
    }

    /// Reports something that does not stop the command.
    ///
    /// # Errors
    ///
    /// Errors of the writer.
    pub fn note(&mut self, what: impl Display) -> io::Result<()> {
        self.line(WARN, "note", what)
    }

    /// Reports a file that is out of date, or a step that failed.
    ///
    /// # Errors
    ///
    /// Errors of the writer.
    pub fn problem(&mut self, verb: &str, what: impl Display) -> io::Result<()> {
        self.line(BAD, verb, what)
    }

    /// Adds a detail to the line above: `problem:`, `fix:`.
    ///
    /// # Errors
    ///
    /// Errors of the writer.
    pub fn detail(&mut self, label: &str, what: impl Display) -> io::Result<()> {
        let mut lines = what.to_string();
        lines = lines.replace('\n', &format!("\n{:width$}", "", width = COLUMN + 1));
        writeln!(self.out, "{:>COLUMN$} {lines}", format!("{label}:"))
    }

    /// Shows the lines in which `new` differs from `old`, up to a limit; says how many are left
    /// out.
    ///
    /// # Errors
    ///
    /// Errors of the writer.
    pub fn diff(&mut self, old: &str, new: &str) -> io::Result<()> {
        let diff = similar::TextDiff::from_lines(old, new);
        let changed = diff
            .iter_all_changes()
            .filter(|c| c.tag() != similar::ChangeTag::Equal);
        let mut left_out = 0;
        for (index, change) in changed.enumerate() {
            if index >= DIFF_LINES {
                left_out += 1;
                continue;
            }
            let (style, sign) = match change.tag() {
                similar::ChangeTag::Delete => (BAD, '-'),
                _ => (GOOD, '+'),
            };
            let line = change.value().trim_end();
            let line: String = line.chars().take(160).collect();
            writeln!(self.out, "{:>COLUMN$} {style}{sign}{line}{style:#}", "")?;
        }
        if left_out > 0 {
            let text = format!("… and {left_out} more changed lines");
            writeln!(self.out, "{:>COLUMN$} {FAINT}{text}{FAINT:#}", "")?;
        }
        Ok(())
    }

    fn line(&mut self, style: Style, verb: &str, what: impl Display) -> io::Result<()> {
        writeln!(self.out, "{style}{verb:>COLUMN$}{style:#} {what}")
    }
}

/// How many lines were added and removed between two texts.
pub fn counts(old: &str, new: &str) -> (usize, usize) {
    let diff = similar::TextDiff::from_lines(old, new);
    diff.iter_all_changes()
        .fold((0, 0), |(added, removed), change| match change.tag() {
            similar::ChangeTag::Insert => (added + 1, removed),
            similar::ChangeTag::Delete => (added, removed + 1),
            similar::ChangeTag::Equal => (added, removed),
        })
}
