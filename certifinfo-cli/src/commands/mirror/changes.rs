//! `certifinfo mirror changes`: what refreshes and imports saw change.

use certifinfo_ext::jiff::civil::Date;
use certifinfo_ext::mirror::{Change, ChangeKind};
use serde_json::{Value, json};

use super::End;
use crate::console::Console;
use crate::day;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{Column, Format, Row, Rows, Words};

/// List what changed since a day: what appeared, changed, ended, was replaced or disappeared
///
/// Exit code: 0, also when nothing changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  certifinfo mirror changes --since 01/11/2025")]
pub(super) struct Args {
    /// The first day to look at, as 01/11/2025
    #[arg(long, value_name = "DAY", value_parser = day::parse)]
    since: Date,
    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let mirror = super::open(console)?;
    let changes = mirror.changes_since(args.since)?;
    let mut rows = Rows::to_stdout::<ChangeRow<'_>>(args.format, console.lang)?;
    for change in &changes {
        rows.write(&ChangeRow(change))?;
    }
    rows.finish()?;
    console.note(console.lang.changes(changes.len()));
    Ok(End::Done)
}

struct ChangeRow<'a>(&'a Change);

impl Row for ChangeRow<'_> {
    const COLUMNS: &'static [Column] = &[
        Column::new("day", Lang::seen_on),
        Column::new("code", Lang::code),
        Column::new("kind", Lang::change),
        Column::new("field", Lang::field),
        Column::new("from", Lang::before),
        Column::new("to", Lang::after),
        Column::new("certifinfo_intitule", Lang::title),
    ];

    fn cells(&self, words: Words) -> Vec<String> {
        let change = self.0;
        vec![
            words.day(change.day),
            change.code.to_string(),
            match words {
                Words::People(lang) => label(change.kind, lang),
                Words::Programs => change.kind.name(),
            }
            .to_owned(),
            change.field.clone().unwrap_or_default(),
            text(change.from.as_ref()),
            text(change.to.as_ref()),
            change.intitule.clone().unwrap_or_default(),
        ]
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        let change = self.0;
        serde_json::to_string(&json!({
            "day": change.day.to_string(),
            "code": change.code.numero(),
            "kind": change.kind.name(),
            "field": change.field,
            "from": change.from,
            "to": change.to,
            "certifinfo_intitule": change.intitule,
        }))
    }
}

fn label(kind: ChangeKind, lang: Lang) -> &'static str {
    match kind {
        ChangeKind::Appeared => lang.appeared(),
        ChangeKind::Changed => lang.changed(),
        ChangeKind::Ended => lang.ended(),
        ChangeKind::Replaced => lang.replaced(),
        ChangeKind::Disappeared => lang.disappeared(),
        other => other.name(),
    }
}

/// A value as a cell: text as it is, everything else as JSON.
fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
