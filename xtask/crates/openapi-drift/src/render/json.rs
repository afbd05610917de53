//! Renders the documented JSON object.

use std::io::{self, Write};

use serde::Serialize;

use crate::change::{Change, Report, Verdict};

#[derive(Serialize)]
struct Contract<'r> {
    verdict: Verdict,
    changes: &'r [Change],
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let contract = Contract {
        verdict: report.verdict(),
        changes: &report.changes,
    };
    serde_json::to_writer_pretty(&mut *out, &contract)?;
    writeln!(out)
}
