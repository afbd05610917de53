//! Renders the report: for a terminal, a program, a pull request or a job log.

mod github;
mod json;
mod markdown;
mod text;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use super::change::{Change, Report, Severity};

/// The output format (`--format`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Grouped by operation, coloured, ending with the command to run next.
    #[default]
    Text,
    /// The documented JSON object.
    Json,
    /// For a pull request or a job summary.
    Markdown,
    /// Workflow annotations.
    Github,
}

/// The names of the compared documents, for the report.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// The old document: a file.
    pub base: &'s str,
    /// The new document: a URL or a file.
    pub revision: &'s str,
}

/// Writes the report.
///
/// # Errors
///
/// Those of the writer.
pub fn write(
    report: &Report,
    subject: &Subject<'_>,
    format: Format,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(report, subject, out),
        Format::Json => json::write(report, out),
        Format::Markdown => markdown::write(report, subject, out),
        Format::Github => github::write(report, subject, out),
    }
}

/// One line of a report: a change, or several changes of one kind.
struct Line<'r> {
    /// The first of the changes.
    change: &'r Change,
    message: Cow<'r, str>,
    /// The place of the first, and the number of others.
    location: Cow<'r, str>,
}

impl<'r> Line<'r> {
    fn of(changes: &[&'r Change]) -> Self {
        let change = changes[0];
        let (message, location) = match changes.len() {
            1 => (
                Cow::Borrowed(change.message.as_str()),
                Cow::Borrowed(change.location.as_str()),
            ),
            count => (
                Cow::Owned(together(changes)),
                Cow::Owned(format!("{} and {} more places", change.location, count - 1)),
            ),
        };
        Self {
            change,
            message,
            location,
        }
    }

    /// Whether the client uses the changed part, as text.
    fn used(&self) -> &'static str {
        match self.change.used {
            Some(true) => ", used by the contract",
            Some(false) => ", not used by the contract",
            None => "",
        }
    }
}

/// Number of changes of one kind from which they share a line.
const TOGETHER: usize = 3;
/// Maximum number of names in a line.
const NAMED: usize = 8;

/// The message of a change, split into its subject and what happened to it.
fn parts(change: &Change) -> (&str, &str) {
    change
        .message
        .rsplit_once(": ")
        .unwrap_or(("", &change.message))
}

/// One message for changes of one kind: `Certification`: 66 of `a`, `b`, …: is required now.
fn together(changes: &[&Change]) -> String {
    let mut names = Vec::new();
    for change in changes {
        names.push(parts(change).0);
    }
    let listed = names
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join("; ");
    let more = names.len().saturating_sub(NAMED);
    let rest = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let (_, what) = parts(changes[0]);
    format!("{} times: {what}: {listed}{rest}", changes.len())
}

/// The lines of each operation, in the report's order.
fn by_operation(report: &Report) -> impl Iterator<Item = (&str, Vec<Line<'_>>)> {
    let chunks = report
        .changes
        .chunk_by(|left, right| left.operation == right.operation);
    chunks.map(|changes| {
        let operation = changes[0].operation.as_deref();
        (
            operation.unwrap_or("the document as a whole"),
            lines(changes),
        )
    })
}

/// Merges equal changes at many places into one line.
fn lines(changes: &[Change]) -> Vec<Line<'_>> {
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    let mut known = HashMap::new();
    for change in changes {
        let kind = (change.id, change.used, parts(change).1);
        let at = *known.entry(kind).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push(change);
    }
    let shown = |group: &Vec<&'_ Change>| group.len() >= TOGETHER && !parts(group[0]).0.is_empty();
    let mut lines = Vec::new();
    for group in &groups {
        match shown(group) {
            true => lines.push(Line::of(group)),
            false => lines.extend(group.iter().map(|change| Line::of(&[change]))),
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.change.severity));
    lines
}

/// "2 breaking, 1 compatible"; omits zero counts.
fn counts(report: &Report) -> String {
    let kinds = [Severity::Breaking, Severity::Compatible, Severity::Docs];
    let some = kinds
        .into_iter()
        .map(|kind| (report.count(kind), kind))
        .filter(|(count, _)| *count > 0);
    some.map(|(count, kind)| format!("{count} {}", kind.word()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The command that adopts the new document.
fn next_command(subject: &Subject<'_>) -> String {
    // Quoted when it contains characters special to a shell.
    let plain = |letter: char| letter.is_alphanumeric() || "/:._-@+=,%~".contains(letter);
    if !subject.revision.is_empty() && subject.revision.chars().all(plain) {
        format!("cargo xtask regen {}", subject.revision)
    } else {
        format!(
            "cargo xtask regen '{}'",
            subject.revision.replace('\'', r"'\''")
        )
    }
}
