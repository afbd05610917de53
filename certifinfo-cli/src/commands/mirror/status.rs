//! `certifinfo mirror status`: what a mirror holds, from where, and how old it is.

use certifinfo_ext::mirror::RunStatus;
use serde::Serialize;

use super::End;
use crate::console::Console;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{Column, Format, Row, Rows, Words};

/// Say what the mirror holds, from where, and how old it is
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  certifinfo mirror status")]
pub(super) struct Args {
    /// How to write it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let mirror = super::open(console)?;
    let status = mirror.status()?;
    let run = |run: &Option<RunStatus>| match run {
        None => "-".to_owned(),
        Some(run) => {
            let of = run.as_of.as_deref().unwrap_or("-");
            let state = match (&run.whole_at, &run.ended_at, &run.message) {
                (_, _, Some(why)) => format!("; stopped: {why}"),
                (None, None, None) => "; not finished".to_owned(),
                _ => String::new(),
            };
            format!("{} UTC, of {of}, from {}{state}", run.last_at, run.source)
        }
    };
    let facts = [
        ("file", mirror.path().display().to_string()),
        ("bytes", status.bytes.to_string()),
        ("certifications", status.certifications.to_string()),
        ("full", status.full.to_string()),
        ("export", status.export.to_string()),
        ("list", status.list.to_string()),
        ("details_due", status.details_due.to_string()),
        ("linked", status.linked.to_string()),
        ("gone", status.gone.to_string()),
        ("changes", status.changes.to_string()),
        ("last_refresh", run(&status.last_refresh)),
        ("last_whole_refresh", run(&status.last_whole_refresh)),
        ("last_import", run(&status.last_import)),
    ];
    let mut rows = Rows::to_stdout::<Fact>(args.format, console.lang)?;
    for (name, value) in facts {
        rows.write(&Fact { name, value })?;
    }
    rows.finish()?;
    Ok(End::Done)
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
}

impl Row for Fact {
    const COLUMNS: &'static [Column] = &[
        Column::new("name", Lang::fact),
        Column::new("value", Lang::value),
    ];

    fn cells(&self, _: Words) -> Vec<String> {
        vec![self.name.to_owned(), self.value.clone()]
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
