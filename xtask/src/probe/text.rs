//! Writes the report for people.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::forms::counted;
use super::propose;
use super::report::{Examined, ProbeReport};
use super::tally::{Finding, Kind, Presence};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WARN: Style = AnsiColor::Yellow.on_default().bold();
const FAINT: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// The width of the first column: that of the longest kind.
const COLUMN: usize = 14;
/// The width at which lists of names wrap.
const WIDTH: usize = 100;

pub(super) fn write(report: &ProbeReport<'_>, day: &str, out: &mut dyn Write) -> io::Result<()> {
    for examined in &report.examined {
        operation(examined, out)?;
    }
    summary(report, out)?;
    let actions = propose::actions(report, day);
    if !actions.is_empty() {
        writeln!(
            out,
            "\n{STRONG}Overlay actions{STRONG:#}: append the correct ones to openapi/overlay.yaml, then \
             `cargo xtask regen --offline`\n"
        )?;
        propose::write_yaml(&actions, out)?;
    }
    Ok(())
}

fn operation(examined: &Examined<'_>, out: &mut dyn Write) -> io::Result<()> {
    let tally = &examined.tally;
    writeln!(out, "{STRONG}{}{STRONG:#}", examined.operation.name)?;
    for note in &examined.notes {
        line(out, FAINT, "asked", note)?;
    }
    for note in &examined.skipped {
        line(out, FAINT, "not asked", note)?;
    }
    let answers = counted(tally.answers, "answer");
    let refused = tally.refused.iter();
    let refused: String = refused
        .map(|(status, count)| format!(", {count} with status {status}"))
        .collect();
    line(out, FAINT, "compared", format!("{answers}{refused}"))?;
    for failure in &examined.failures {
        line(out, WARN, "no answer", failure)?;
    }
    for ((kind, place), finding) in &tally.findings {
        let text = difference(*kind, place, finding, tally.answers);
        line(out, BAD, kind.name(), text)?;
    }
    if tally.left_out > 0 {
        let text = format!(
            "and {} at other places",
            counted(tally.left_out, "difference")
        );
        line(out, BAD, "…", text)?;
    }
    if tally.answers > 0 && tally.findings.is_empty() {
        line(out, GOOD, "agrees", "every answer is as documented")?;
    }
    let among = |wanted: fn(&Presence) -> bool| {
        let places = tally.presence.iter();
        let places = places.filter(move |(_, presence)| wanted(presence));
        places.map(|(place, _)| place.clone()).collect::<Vec<_>>()
    };
    names(out, "never seen", &among(|p| p.present == 0))?;
    names(
        out,
        "never a value",
        &among(|p| p.present > 0 && p.valued == 0),
    )?;
    let mut codes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for ((_, kind, form), count) in &tally.codes {
        *codes.entry(kind).or_default().entry(form).or_default() += count;
    }
    for (kind, forms) in codes {
        let forms = forms
            .iter()
            .map(|(form, count)| format!("{form} ({count})"));
        let forms = forms.collect::<Vec<_>>().join(", ");
        line(out, FAINT, "form", format!("{kind}: {forms}"))?;
    }
    writeln!(out)
}

/// `data[].etat: text "9", integer 0 where string is declared; 4 times in 2 of 13 answers`.
fn difference(kind: Kind, place: &str, finding: &Finding, answers: usize) -> String {
    let mut forms: Vec<_> = finding.forms.iter().collect();
    forms.sort_by_key(|(form, count)| (std::cmp::Reverse(**count), form.as_str()));
    let forms = forms.iter().map(|(form, _)| form.as_str());
    let forms = forms.collect::<Vec<_>>().join(", ");
    let declared = &finding.declared;
    let what = match kind {
        Kind::UnknownFields => format!("undocumented ({forms})"),
        Kind::Missing => "absent where it is required".to_owned(),
        Kind::Codes => format!("{forms} where a code ({declared}) is expected"),
        Kind::Statuses => "not documented".to_owned(),
        _ => format!("{forms} where {declared} is declared"),
    };
    let times = counted(finding.values, "time");
    let had = finding.answers;
    format!("{place}: {what}; {times} in {had} of {answers} answers")
}

fn summary(report: &ProbeReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let requests: usize = report.examined.iter().map(|e| e.requests).sum();
    let answers: usize = report.examined.iter().map(|e| e.tally.answers).sum();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for difference in report.differences() {
        *kinds.entry(difference.kind.name()).or_default() += 1;
    }
    let basis = format!(
        "based on {} to {}",
        counted(answers, "answer"),
        counted(requests, "request")
    );
    if kinds.is_empty() && answers > 0 {
        return line(out, GOOD, "agrees", format!("no difference; {basis}"));
    }
    if kinds.is_empty() {
        return line(out, WARN, "cannot tell", basis);
    }
    let kinds: Vec<_> = kinds
        .iter()
        .map(|(kind, places)| format!("{kind} at {}", counted(*places, "place")))
        .collect();
    line(
        out,
        BAD,
        "differs",
        format!("{}; {basis}", kinds.join(", ")),
    )
}

/// A list of places, wrapped between names.
fn names(out: &mut dyn Write, verb: &str, names: &[String]) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let mut text = String::new();
    let mut width = 0;
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            text.push(',');
            let breaks = width + name.chars().count() > WIDTH - COLUMN;
            text.push_str(&match breaks {
                true => format!("\n{:COLUMN$} ", ""),
                false => " ".to_owned(),
            });
            width = if breaks { 0 } else { width };
        }
        text.push_str(name);
        width += name.chars().count() + 2;
    }
    line(out, FAINT, verb, text)
}

fn line(out: &mut dyn Write, style: Style, verb: &str, what: impl Display) -> io::Result<()> {
    writeln!(out, "{style}{verb:>COLUMN$}{style:#} {what}")
}
