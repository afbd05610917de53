//! Renders Markdown for a pull request or a job summary. Names and texts come from an untrusted
//! document: they must not break the table, become markup, or mention people.

use std::io::{self, Write};

use openapi_document::text::{is_hidden, one_line};

use super::{Subject, by_operation, counts, next_command};
use crate::change::{Report, Severity, Verdict};

/// Maximum number of listed changes: a GitHub comment holds 65,536 characters.
const LISTED: usize = 150;

pub(super) fn write(report: &Report, subject: &Subject<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (base, revision) = (code(subject.base), code(subject.revision));
    if report.verdict() == Verdict::None {
        writeln!(out, "### No drift\n\n{base} and {revision} mean the same.")?;
        return notes(report, out);
    }
    writeln!(
        out,
        "### API drift: {}\n\n{base} compared with {revision}: {}.",
        report.verdict().word(),
        counts(report)
    )?;
    let mut left = LISTED;
    let mut unlisted = 0;
    for (operation, lines) in by_operation(report) {
        unlisted += lines.len().saturating_sub(left);
        if left == 0 {
            continue;
        }
        writeln!(
            out,
            "\n#### {}\n\n| | what | kind |\n|---|---|---|",
            text(operation)
        )?;
        for line in &lines[..lines.len().min(left)] {
            let change = line.change;
            let mark = match change.severity {
                Severity::Breaking => "🔴 breaking",
                Severity::Compatible => "🟡 compatible",
                Severity::Docs => "🔵 docs",
            };
            let kind = format!(
                "`{}` ({}{})",
                change.id,
                change.direction.word(),
                line.used()
            );
            writeln!(
                out,
                "| {mark} | {}<br>{} | {kind} |",
                prose(&line.message),
                code(&line.location)
            )?;
        }
        left = left.saturating_sub(lines.len());
    }
    if unlisted > 0 {
        writeln!(out, "\n{unlisted} more are not listed here.")?;
    }
    notes(report, out)?;
    writeln!(out, "\nTo adopt it: {}", code(&next_command(subject)))
}

fn notes(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n<details><summary>Notes</summary>\n")?;
    for note in report.notes.iter().take(LISTED) {
        writeln!(out, "- {}", prose(note))?;
    }
    if report.notes.len() > LISTED {
        writeln!(out, "- and {} more", report.notes.len() - LISTED)?;
    }
    writeln!(out, "\n</details>")
}

/// A message: text in backticks becomes code, everything else is escaped.
fn prose(message: &str) -> String {
    let pieces: Vec<_> = message.split('`').collect();
    let last = pieces.len() - 1;
    let piece = |(at, piece): (usize, &&str)| {
        let quoted = at % 2 == 1 && at < last && !piece.is_empty();
        if quoted { code(piece) } else { text(piece) }
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// Escapes text so that it contains no markup.
fn text(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '|' | '*' | '_' | '[' | ']' | '`' | '\\' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            // A zero-width space prevents a mention of `@somebody`.
            '@' => escaped.push_str("@\u{200b}"),
            _ if is_hidden(letter) => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A code span that cannot end early: bars and backticks would end the cell or the code.
fn code(words: &str) -> String {
    let clean = one_line(words).replace('|', "\\|");
    if clean.contains('`') {
        format!("`` {clean} ``").replace("```", "` ` `")
    } else {
        format!("`{clean}`")
    }
}
