//! Compares two loaded documents, renders the report and decides the exit code.

use std::io::Write;

use serde_json::Value;

use super::change::{Report, Verdict};
use super::needs::Needs;
use super::render::{self, Format, Subject};

/// The verdict from which the command fails (`--fail-on`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum FailOn {
    /// On any change, documentation included.
    #[default]
    Any,
    /// On changes that can stop a program that works today.
    Breaking,
    /// On no change.
    Never,
}

/// The result of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The report.
    pub report: Report,
    /// Whether the verdict is at or above `--fail-on`.
    pub failed: bool,
}

impl Outcome {
    /// The documented exit code: 0 below `--fail-on`, 4 otherwise.
    pub const fn exit_code(&self) -> u8 {
        if self.failed { 4 } else { 0 }
    }
}

/// Compares `base` with `revision`, for a client if its needs are given, and writes the report to
/// `out`. Colours are ANSI sequences; a writer such as `anstream::AutoStream` removes them when the
/// output is not a terminal.
///
/// # Errors
///
/// Exit code 100: one side is not a document, or the report could not be written.
pub fn run(
    base: &Value,
    revision: &Value,
    needs: Option<&Needs>,
    subject: &Subject<'_>,
    format: Format,
    fail_on: FailOn,
    out: &mut dyn Write,
) -> Result<Outcome, Box<dyn std::error::Error + Send + Sync>> {
    let report = super::compare_for(needs, base, revision, &today())?;
    render::write(&report, subject, format, out)?;
    let failed = match fail_on {
        FailOn::Any => report.verdict() > Verdict::None,
        FailOn::Breaking => report.verdict() == Verdict::Breaking,
        FailOn::Never => false,
    };
    Ok(Outcome { report, failed })
}

/// Today in UTC, `YYYY-MM-DD`.
fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}
