//! Renders text for a terminal. Messages contain untrusted text: hidden characters are removed.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use openapi_document::text::one_line;

use super::{Subject, by_operation, counts, next_command};
use crate::change::{Report, Severity, Verdict};

const BOLD: Style = Style::new().bold();
/// Maximum number of listed notes: a conversion may have hundreds.
const NOTES: usize = 20;

const DIM: Style = Style::new().dimmed();

pub(super) fn write(report: &Report, subject: &Subject<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{DIM}comparing{DIM:#} {} {DIM}with{DIM:#} {}",
        one_line(subject.base),
        one_line(subject.revision)
    )?;
    for (operation, lines) in by_operation(report) {
        writeln!(out, "\n{BOLD}{}{BOLD:#}", one_line(operation))?;
        for line in lines {
            let change = line.change;
            let style = style(change.severity);
            writeln!(
                out,
                "  {style}{:<10}{style:#} {}",
                change.severity.word(),
                one_line(&line.message)
            )?;
            writeln!(
                out,
                "             {DIM}{} ({}{}) at {}{DIM:#}",
                change.id,
                change.direction.word(),
                line.used(),
                one_line(&line.location)
            )?;
        }
    }
    if !report.notes.is_empty() {
        writeln!(out, "\n{BOLD}notes{BOLD:#}")?;
        for note in report.notes.iter().take(NOTES) {
            writeln!(out, "  {}", one_line(note))?;
        }
        if report.notes.len() > NOTES {
            writeln!(out, "  and {} more", report.notes.len() - NOTES)?;
        }
    }
    writeln!(out)?;
    match report.verdict() {
        Verdict::None => writeln!(out, "{BOLD}no drift{BOLD:#}: both documents mean the same"),
        verdict => {
            let style = match verdict {
                Verdict::Breaking => style(Severity::Breaking),
                Verdict::Compatible => style(Severity::Compatible),
                _ => style(Severity::Docs),
            };
            writeln!(
                out,
                "{style}{} drift{style:#}: {}",
                verdict.word(),
                counts(report)
            )?;
            writeln!(
                out,
                "{BOLD}next:{BOLD:#} {}",
                one_line(&next_command(subject))
            )
        }
    }
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Breaking => AnsiColor::Red,
        Severity::Compatible => AnsiColor::Yellow,
        Severity::Docs => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}
