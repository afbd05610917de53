//! What the commands tell a person: cargo's own manner, a verb in a column and what it did.
//!
//! Written to whatever the caller hands over, with colours; `main` hands over a stream that drops
//! them when it is not a terminal, and tests a buffer.

use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const WARN: Style = AnsiColor::Yellow.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// The width of the verbs' column, as cargo has it.
const COLUMN: usize = 12;

/// How many changed lines of a file a diff shows.
const DIFF_LINES: usize = 24;

/// Writes progress, warnings and problems.
pub struct Report<'w> {
    out: &'w mut dyn Write,
}

impl<'w> Report<'w> {
    /// A report that goes to `out`.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out }
    }

    /// A step that was done: `verb` in the column, then what.
    ///
    /// # Errors
    ///
    /// The writer's.
    pub fn step(&mut self, verb: &str, what: impl Display) -> io::Result<()> {
        self.line(GOOD, verb, what)
    }

    /// Something to know that stops nothing.
    ///
    /// # Errors
    ///
    /// The writer's.
    pub fn note(&mut self, what: impl Display) -> io::Result<()> {
        self.line(WARN, "note", what)
    }

    /// A file that is not what it should be, or a step that failed.
    ///
    /// # Errors
    ///
    /// The writer's.
    pub fn problem(&mut self, verb: &str, what: impl Display) -> io::Result<()> {
        self.line(BAD, verb, what)
    }

    /// More about the line above: `problem:`, `fix:`.
    ///
    /// # Errors
    ///
    /// The writer's.
    pub fn detail(&mut self, label: &str, what: impl Display) -> io::Result<()> {
        let mut lines = what.to_string();
        lines = lines.replace('\n', &format!("\n{:width$}", "", width = COLUMN + 1));
        writeln!(self.out, "{:>COLUMN$} {lines}", format!("{label}:"))
    }

    /// The lines in which `new` differs from `old`, up to a bound that is told.
    ///
    /// # Errors
    ///
    /// The writer's.
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
