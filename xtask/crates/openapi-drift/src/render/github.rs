//! Renders workflow commands, one per change, which GitHub shows as annotations.

use std::io::{self, Write};

use openapi_document::text::is_hidden;

use super::{Subject, by_operation, counts};
use crate::change::{Report, Severity, Verdict};

pub(super) fn write(report: &Report, subject: &Subject<'_>, out: &mut dyn Write) -> io::Result<()> {
    let file = property(subject.base);
    for line in by_operation(report).flat_map(|(_, lines)| lines) {
        let change = line.change;
        let level = match change.severity {
            Severity::Breaking => "error",
            Severity::Compatible => "warning",
            Severity::Docs => "notice",
        };
        let place = change.operation.as_deref().unwrap_or("document");
        let title = property(&format!(
            "{}: {} ({place})",
            change.severity.word(),
            change.id
        ));
        let message = data(&format!(
            "{} [{}{} at {}]",
            line.message,
            change.direction.word(),
            line.used(),
            line.location
        ));
        writeln!(out, "::{level} file={file},title={title}::{message}")?;
    }
    // GitHub shows at most ten annotations of a kind per step: notes share one.
    if let Some(first) = report.notes.first() {
        let more = report.notes.len() - 1;
        let rest = if more > 0 {
            format!(" (and {more} more)")
        } else {
            String::new()
        };
        writeln!(out, "::notice title=note::{}{rest}", data(first))?;
    }
    match report.verdict() {
        Verdict::None => writeln!(
            out,
            "no drift: {} and {} mean the same",
            data(subject.base),
            data(subject.revision)
        ),
        verdict => writeln!(out, "{} drift: {}", verdict.word(), counts(report)),
    }
}

/// The message of a workflow command.
fn data(text: &str) -> String {
    let mut data = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => data.push_str("%25"),
            '\r' => data.push_str("%0D"),
            '\n' => data.push_str("%0A"),
            c if is_hidden(c) => data.push(' '),
            c => data.push(c),
        }
    }
    data
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
