//! From the published document to the effective one: converted, corrected, inspected.

use std::path::Path;

use serde_json::Value;

use super::{OVERLAY, PUBLISHED, RegenError, parse_file};
use crate::bind::{self, Bound, Findings};
use crate::contract::{self, Contract};
use crate::generate;
use crate::report::Report;
use openapi_convert::{Conversion, Refusal};
use openapi_overlay as overlay;
use progenitor_preflight::{self as lint, Severity};

/// The effective document, and the dialect that the published one is written in.
///
/// # Errors
///
/// The document contradicts itself; an overlay action does not apply; or what OpenAPI 3.0 cannot
/// express, or the generator cannot take, is still there after the overlay.
pub(super) fn effective(
    root: &Path,
    published: &Value,
    report: &mut Report<'_>,
) -> Result<(Value, String), RegenError> {
    let Corrected {
        document,
        dialect,
        refusals,
    } = corrected(root, published, report)?;
    let document = bound(root, document, report)?;
    inspect(&document, &refusals, report)?;
    Ok((document, dialect))
}

/// A document that is brought to OpenAPI 3.0.3 and corrected.
pub(super) struct Corrected {
    pub(super) document: Value,
    dialect: String,
    /// What OpenAPI 3.0 cannot express, still in its place.
    refusals: Vec<Refusal>,
}

/// The published document, in OpenAPI 3.0.3 and with the overlay's corrections.
///
/// # Errors
///
/// The document contradicts itself, or an overlay action does not apply.
pub(super) fn corrected(
    root: &Path,
    published: &Value,
    report: &mut Report<'_>,
) -> Result<Corrected, RegenError> {
    let Conversion {
        document,
        dialect,
        refusals,
        notes,
    } = openapi_convert::convert(published)
        .map_err(|e| RegenError::Content(PUBLISHED, e.to_string()))?;
    // What was left in place, an overlay action may mend. What was not, is lost already.
    let (in_place, lost): (Vec<_>, Vec<_>) = refusals.into_iter().partition(|r| r.left_in_place);
    if !lost.is_empty() {
        let all = lost.iter().chain(&in_place);
        return Err(RegenError::Dialect(all.map(ToString::to_string).collect()));
    }
    report.step("Converted", format_args!("{dialect} to OpenAPI 3.0.3"))?;
    for note in &notes {
        report.note(note)?;
    }
    Ok(Corrected {
        document: correct(root, document, report)?,
        dialect: dialect.to_string(),
        refusals: in_place,
    })
}

/// The consumer's contract.
pub(super) fn contract(root: &Path) -> Result<Contract, RegenError> {
    Contract::read(&parse_file(root, contract::FILE)?)
        .map_err(|why| RegenError::Content(contract::FILE, why))
}

/// With the overlay's corrections.
fn correct(root: &Path, document: Value, report: &mut Report<'_>) -> Result<Value, RegenError> {
    if !root.join(OVERLAY).exists() {
        report.note(format_args!("no {OVERLAY}: the document is taken as it is"))?;
        return Ok(document);
    }
    let applied = overlay::apply(document, &parse_file(root, OVERLAY)?);
    let applied = applied.map_err(RegenError::Overlay)?;
    let places: usize = applied.actions.iter().map(|action| action.matched).sum();
    let actions = applied.actions.len();
    report.step(
        "Corrected",
        format_args!("{places} places by {actions} actions of {OVERLAY}"),
    )?;
    Ok(applied.document)
}

/// Bound to the consumer's contract.
fn bound(root: &Path, document: Value, report: &mut Report<'_>) -> Result<Value, RegenError> {
    let contract = contract(root)?;
    let Bound { document, findings } = bind::bind(document, &contract).map_err(RegenError::Bind)?;
    tell(&findings, report)?;
    Ok(document)
}

/// Reports where the roles were found, and what is not as the contract expects.
fn tell(findings: &Findings, report: &mut Report<'_>) -> Result<(), RegenError> {
    let roles: Vec<String> = findings
        .operations
        .iter()
        .map(|(name, place)| format!("{name}: {place}"))
        .collect();
    let missing: usize = findings.missing.values().map(Vec::len).sum();
    report.step(
        "Bound",
        format_args!(
            "{} operations ({}), {} parameters, {} of {} properties",
            roles.len(),
            roles.join(", "),
            findings.parameters,
            findings.properties,
            findings.properties + missing,
        ),
    )?;
    let mut list = |label: &str, lines: Vec<String>| match lines.is_empty() {
        true => Ok(()),
        false => report.detail(label, lines.join("\n")),
    };
    list("missing", bind::by_record(&findings.missing))?;
    list("beyond", bind::by_record(&findings.beyond))?;
    list("more", findings.more_operations.clone())?;
    list("declared", findings.table())?;
    for note in &findings.notes {
        report.note(note)?;
    }
    Ok(())
}

/// Stops at what the generator would choke on; tells what it passes over.
fn inspect(
    document: &Value,
    refusals: &[Refusal],
    report: &mut Report<'_>,
) -> Result<(), RegenError> {
    let (errors, warnings): (Vec<_>, Vec<_>) = lint::lint(document, &generate::options())
        .into_iter()
        .partition(|finding| finding.severity == Severity::Error);
    if !errors.is_empty() {
        // A refusal that the overlay has mended is not found again; the others explain an error.
        let refusals = refusals.iter().map(ToString::to_string);
        return Err(RegenError::Lint(
            refusals
                .chain(errors.iter().map(ToString::to_string))
                .collect(),
        ));
    }
    for warning in &warnings {
        report.note(warning)?;
    }
    report.step("Linted", "nothing that the generator cannot take")?;
    Ok(())
}
