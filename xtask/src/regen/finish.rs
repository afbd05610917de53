//! The last step of a regeneration: compares the outputs with the files, and writes unless
//! checking.

use super::{OVERLAY, Outcome, RegenError, RegenOptions};
use crate::atomic_write::{self, Output};
use crate::report::{ProgressReport, counts};

/// Compares the outputs with the files, and writes unless `check` is set.
pub(super) fn finish(
    options: &RegenOptions,
    outputs: &[Output],
    report: &mut ProgressReport<'_>,
) -> Result<Outcome, RegenError> {
    let mut changed = Vec::new();
    for output in outputs {
        let path = options.root.join(output.path);
        let old = output
            .current(&options.root)
            .map_err(|e| RegenError::File(path, e))?;
        if old.as_ref() == Some(&output.bytes) {
            continue;
        }
        let old = String::from_utf8_lossy(&old.unwrap_or_default()).into_owned();
        let new = String::from_utf8_lossy(&output.bytes);
        let (added, removed) = counts(&old, &new);
        let what = format!("{} (+{added} -{removed} lines)", output.path);
        if options.check {
            report.problem("Stale", what)?;
            report.diff(&old, &new)?;
        } else {
            report.step("Changed", what)?;
        }
        changed.push(output.clone());
    }
    if changed.is_empty() {
        report.step(
            "Fresh",
            format_args!("{} files are up to date", outputs.len()),
        )?;
        return Ok(Outcome::Fresh);
    }
    if options.check {
        let from = if options.offline {
            "openapi/published.json"
        } else {
            "the source"
        };
        let why = format!("these files are not what {from} and {OVERLAY} give");
        report.detail("problem", why)?;
        report.detail("fix", command(options))?;
        return Ok(Outcome::Stale);
    }
    atomic_write::write(&options.root, &changed)
        .map_err(|e| RegenError::File(options.root.clone(), e))?;
    report.step(
        "Finished",
        format_args!("{} files written together", changed.len()),
    )?;
    report.detail(
        "next",
        "read what is missing and what is declared otherwise, above\n\
         cargo test --workspace, then accept the snapshots of the document\n\
         cargo xtask probe --base-url URL: what the service really answers",
    )?;
    Ok(Outcome::Written)
}

/// The command that writes what `--check` compared.
fn command(options: &RegenOptions) -> String {
    let source = options
        .source
        .as_deref()
        .map(|s| format!(" {s}"))
        .unwrap_or_default();
    let offline = if options.offline { " --offline" } else { "" };
    format!("cargo xtask regen{source}{offline}")
}
