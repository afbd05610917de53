//! The commands `drift` and `probe`: load their inputs and run the comparison.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::Value;

use crate::bind;
use crate::cli;
use crate::contract::{self, Contract};
use crate::probe;
use crate::record::Record;
use crate::regen;
use openapi_discover as source;
use openapi_document::parse;
use openapi_drift::{self as drift, Needs, Subject};

/// Why a command could not compare.
pub type Failure = Box<dyn Error + Send + Sync>;

/// Runs `drift`: compares the stored document with a source. Returns the exit code.
///
/// # Errors
///
/// A document cannot be loaded or parsed, or the report cannot be written.
pub async fn drift(
    root: &Path,
    arguments: &cli::Drift,
    out: &mut dyn Write,
) -> Result<u8, Failure> {
    let held = root.join("openapi/published.json");
    let base = arguments.base.as_deref().unwrap_or(&held);
    let document = read(base)?;
    let source = match &arguments.source {
        Some(source) => source.clone(),
        None => recorded(&root.join("openapi/source.toml"))?,
    };
    let loaded = source::load(&source, &crate::fetching()).await?;
    // The root differs between machines; the path below it does not.
    let base = base
        .strip_prefix(root)
        .unwrap_or(base)
        .display()
        .to_string();
    let subject = Subject {
        base: &base,
        revision: &loaded.location,
    };
    let outcome = drift::run(
        &document,
        &loaded.document,
        needs(root)?.as_ref(),
        &subject,
        arguments.format,
        arguments.fail_on,
        out,
    );
    // A source that is not a document was rejected above, under its own name.
    let outcome = outcome.map_err(|error| match error.is::<drift::NotADocument>() {
        true => format!("{base}: {error}").into(),
        false => error,
    })?;
    Ok(outcome.exit_code())
}

/// What our own code uses of the service, if the workspace has a contract.
fn needs(root: &Path) -> Result<Option<Needs>, Failure> {
    let path = root.join(contract::FILE);
    if !path.exists() {
        return Ok(None);
    }
    let contract = Contract::read(&read(&path)?);
    let contract = contract.map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(Some(Needs::from(&contract)))
}

/// Runs `probe`: compares a live service with the corrected document. Returns the exit code.
///
/// # Errors
///
/// The service does not respond or denies access, or the report cannot be written.
pub async fn probe(
    root: &Path,
    arguments: &cli::Probe,
    out: &mut dyn Write,
) -> Result<u8, Failure> {
    let (document, contract) = regen::held(root)?;
    let bound = bind::bind(document.clone(), &contract).map_err(regen::RegenError::Bind)?;
    let needed = bound.findings.operations.into_iter();
    let server = bind::server_path(&document, &contract);
    let root = without_path(&arguments.base_url, &format!("{server}{}", bound.prefix));
    let base_url = format!("{root}{server}");
    let options = probe::ProbeOptions {
        sample: arguments.sample,
        token: std::env::var("CERTIFINFO_TOKEN").ok().map(Into::into),
        needed: needed.map(|(_, place)| place).collect(),
        ..probe::ProbeOptions::new(base_url, document)
    };
    Ok(match probe::run(&options, out).await? {
        probe::Verdict::Agrees => cli::OK,
        probe::Verdict::Differs => cli::DIFFERS,
    })
}

/// A URL without the first segments of `path` that it ends with.
fn without_path<'u>(url: &'u str, path: &str) -> &'u str {
    let url = url.trim_end_matches('/');
    let host = url.find("://").map_or(0, |at| at + 3);
    let own = url[host..].find('/').map_or("", |at| &url[host + at..]);
    let ends = (0..=path.len()).rev();
    let mut starts = ends
        .filter_map(|end| path.split_at_checked(end))
        .filter_map(|(start, rest)| (rest.is_empty() || rest.starts_with('/')).then_some(start));
    let start = starts
        .find(|start| own.ends_with(start))
        .unwrap_or_default();
    url.strip_suffix(start).unwrap_or(url)
}

/// The URL in `source.toml`.
fn recorded(path: &Path) -> Result<String, Failure> {
    let record = Record::parse(&text(path)?);
    let record = record.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(record.url)
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn read(path: &Path) -> Result<Value, Failure> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    parse(&bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}
