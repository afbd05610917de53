//! The report for those who read it: a terminal, a program, a pull request, a job log.

mod github;
mod json;
mod markdown;
mod text;

use std::io::{self, Write};

use super::change::{Change, Report, Severity};

/// How the report is written (`--format`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Grouped by operation, coloured, ending with the command to run next.
    #[default]
    Text,
    /// The one object of the contract.
    Json,
    /// For a pull request or a job summary.
    Markdown,
    /// Workflow annotations.
    Github,
}

/// What was compared, for the report to name.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// The old document: a file.
    pub base: &'s str,
    /// The new document: an address or a file.
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

/// Runs of changes of one operation, in the report's order.
fn by_operation(report: &Report) -> impl Iterator<Item = (&str, &[Change])> {
    report
        .changes
        .chunk_by(|left, right| left.operation == right.operation)
        .map(|changes| {
            (
                changes[0]
                    .operation
                    .as_deref()
                    .unwrap_or("the document as a whole"),
                changes,
            )
        })
}

/// "2 breaking, 1 compatible", leaving out what there is none of.
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

/// The command that takes the new document in.
fn next_command(subject: &Subject<'_>) -> String {
    // Quoted when a shell would read it otherwise.
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
