//! Turns the published document into the effective one: converts, corrects, binds and generates.

use std::path::Path;

use serde_json::Value;

use super::{OVERLAY, PUBLISHED, RegenError, parse_file};
use crate::bind::{self, Bound, Findings};
use crate::contract::{self, Contract};
use crate::generate;
use crate::report::ProgressReport;
use openapi_convert::{Conversion, Refusal};
use openapi_document::Pointer;
use openapi_overlay as overlay;
use progenitor_preflight as preflight;

/// The effective document, and the dialect that the published one is written in.
///
/// # Errors
///
/// The document contradicts itself, or an overlay action does not apply.
pub(super) fn effective(
    root: &Path,
    published: &Value,
    report: &mut ProgressReport<'_>,
) -> Result<(Value, String), RegenError> {
    let Corrected { document, dialect } = corrected(root, published, report)?;
    let document = bound(root, document, report)?;
    Ok((document, dialect))
}

/// A document converted to OpenAPI 3.0.3 and corrected.
pub(super) struct Corrected {
    pub(super) document: Value,
    dialect: String,
}

/// The published document, in OpenAPI 3.0.3 and with the overlay's corrections.
///
/// # Errors
///
/// The document contradicts itself, or an overlay action does not apply.
pub(super) fn corrected(
    root: &Path,
    published: &Value,
    report: &mut ProgressReport<'_>,
) -> Result<Corrected, RegenError> {
    let Conversion {
        document,
        dialect,
        refusals,
        notes,
    } = openapi_convert::convert(published)
        .map_err(|e| RegenError::Content(PUBLISHED, e.to_string()))?;
    // A construct left in place can still be corrected by an overlay action; any other is lost.
    let (in_place, lost): (Vec<_>, Vec<_>) = refusals.into_iter().partition(|r| r.left_in_place);
    if !lost.is_empty() {
        let all = lost.iter().chain(&in_place);
        return Err(RegenError::Dialect(all.map(ToString::to_string).collect()));
    }
    report.step("Converted", format_args!("{dialect} to OpenAPI 3.0.3"))?;
    for note in &notes {
        report.note(note)?;
    }
    let converted = document.clone();
    let document = correct(root, document, report)?;
    for note in not_expressed(&converted, &document, &in_place) {
        report.note(note)?;
    }
    Ok(Corrected {
        document,
        dialect: dialect.to_string(),
    })
}

/// Our contract.
pub(super) fn contract(root: &Path) -> Result<Contract, RegenError> {
    Contract::read(&parse_file(root, contract::FILE)?)
        .map_err(|why| RegenError::Content(contract::FILE, why))
}

/// Applies the overlay.
fn correct(
    root: &Path,
    document: Value,
    report: &mut ProgressReport<'_>,
) -> Result<Value, RegenError> {
    if !root.join(OVERLAY).exists() {
        report.note(format_args!("no {OVERLAY}: the document is used unchanged"))?;
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

/// Binds the document to our contract.
fn bound(
    root: &Path,
    document: Value,
    report: &mut ProgressReport<'_>,
) -> Result<Value, RegenError> {
    if !root.join(contract::FILE).exists() {
        let file = contract::FILE;
        report.note(format_args!(
            "no {file}: the document is not bound to any contract"
        ))?;
        return Ok(document);
    }
    let contract = contract(root)?;
    let Bound {
        document, findings, ..
    } = bind::bind(document, &contract).map_err(RegenError::Bind)?;
    tell(&findings, report)?;
    Ok(document)
}

/// Reports where the roles were found, and the differences from the contract.
fn tell(findings: &Findings, report: &mut ProgressReport<'_>) -> Result<(), RegenError> {
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

/// Reports what OpenAPI 3.0 cannot express and no overlay action has removed, one note per
/// construct: the client ignores it.
fn not_expressed(converted: &Value, document: &Value, refusals: &[Refusal]) -> Vec<String> {
    let mut kinds: Vec<(&Refusal, usize)> = Vec::new();
    for refusal in refusals {
        let at = |document| {
            let place = Pointer::parse(&refusal.location)?;
            place.find(document)?.get(&refusal.construct)
        };
        let fixed = at(converted).is_some() && at(document).is_none();
        if fixed {
            continue;
        }
        match kinds
            .iter_mut()
            .find(|(known, _)| known.construct == refusal.construct)
        {
            Some((_, count)) => *count += 1,
            None => kinds.push((refusal, 1)),
        }
    }
    let note = |(refusal, count): (&Refusal, usize)| {
        let more = match count {
            1 => String::new(),
            count => format!(" (and {} more places)", count - 1),
        };
        format!(
            "{}: `{}` is not carried into the client{more}: {}",
            refusal.location, refusal.construct, refusal.reason
        )
    };
    kinds.into_iter().map(note).collect()
}

/// Generates code from a document and reports the repairs.
pub(super) fn code(
    document: &Value,
    report: &mut ProgressReport<'_>,
) -> Result<syn::File, RegenError> {
    let outcome = preflight::preflight(document, &generate::options(), &mut |line| {
        // If the report cannot be written, its next step fails too.
        let _ = report.step("Searching", line);
    });
    let accepted = outcome.map_err(|refused| RegenError::Preflight(Box::new(refused)))?;
    for repair in &accepted.repairs {
        report.note(repair)?;
    }
    let repairs = accepted.repairs.len();
    report.step(
        "Checked",
        format_args!("{repairs} repairs for the generator"),
    )?;
    Ok(accepted.file)
}
