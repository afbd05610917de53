//! `cargo xtask regen`: generates the client from a source; writes all files or none.

mod effective;
mod error;
mod finish;
mod renamed;

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use sha2::{Digest, Sha256};

pub use error::RegenError;

use crate::atomic_write::{self, Output};
use crate::contract::Contract;
use crate::generate;
use crate::lock::{self, Lock};
use crate::record::{Origin, Record};
use crate::report::ProgressReport;
use openapi_discover as source;
use openapi_document::parse;

const PUBLISHED: &str = "openapi/published.json";
const SOURCE: &str = "openapi/source.toml";
const OVERLAY: &str = "openapi/overlay.yaml";
const EFFECTIVE: &str = "openapi/effective.json";
const GENERATED: &str = "certifinfo-sdk/src/generated.rs";

/// The interval and number of checks whether another run has finished: five minutes in total.
const TURN: Duration = Duration::from_millis(100);
const TURNS: u32 = 3000;

/// The options of a regeneration.
#[derive(Clone, Debug)]
pub struct RegenOptions {
    /// The workspace's root.
    pub root: PathBuf,
    /// A document URL, a documentation page's URL or a file; `None` is the URL of `source.toml`.
    pub source: Option<String>,
    /// Start from `published.json` without fetching anything.
    pub offline: bool,
    /// Write nothing, report what would change.
    pub check: bool,
}

/// The result of a successful run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing changed.
    Fresh,
    /// The files were written.
    Written,
    /// With `check`: some files are out of date.
    Stale,
}

/// Runs the pipeline and reports each step.
///
/// # Errors
///
/// [`RegenError`]; the tree is unchanged then.
pub async fn run(
    options: &RegenOptions,
    report: &mut ProgressReport<'_>,
) -> Result<Outcome, RegenError> {
    let root = &options.root;
    let _alone = alone(root, report).await?;
    if atomic_write::recover(root)
        .map_err(|e| RegenError::File(root.join(atomic_write::STAGING), e))?
    {
        report.note("an earlier run was interrupted: the files before it were restored first")?;
    }
    let record = Record::parse(&text(root, SOURCE)?)
        .map_err(|e| RegenError::Content(SOURCE, e.to_string().trim_end().to_owned()))?;

    let published = match options.offline {
        true => parse_file(root, PUBLISHED)?,
        false => fetch(options, &record, report).await?,
    };
    let outputs = derive(root, published, &record, options, report)?;
    finish::finish(options, &outputs, report)
}

/// Waits until no other run is active, as cargo does for a build folder, but with a time limit.
async fn alone(root: &Path, report: &mut ProgressReport<'_>) -> Result<Lock, RegenError> {
    let take = || Lock::take(root).map_err(|e| RegenError::File(root.join(lock::FILE), e));
    if let Some(lock) = take()? {
        return Ok(lock);
    }
    report.note("another regeneration is running in this tree: waiting for it")?;
    for _ in 0..TURNS {
        tokio::time::sleep(TURN).await;
        if let Some(lock) = take()? {
            return Ok(lock);
        }
    }
    Err(RegenError::Busy)
}

/// Loads the published document.
async fn fetch(
    options: &RegenOptions,
    record: &Record,
    report: &mut ProgressReport<'_>,
) -> Result<Value, RegenError> {
    let source = options.source.as_deref().unwrap_or(&record.url);
    let loaded = source::load(source, &crate::fetching()).await;
    let loaded = loaded.map_err(RegenError::Source)?;
    report.step(
        "Fetched",
        format_args!("{} ({})", loaded.location, loaded.found),
    )?;
    Ok(loaded.document)
}

/// The stored published document, converted to OpenAPI 3.0.3 and corrected by the overlay, and our
/// contract: what `probe` compares a service with.
///
/// # Errors
///
/// [`RegenError`], as for the same steps of a regeneration.
pub fn held(root: &Path) -> Result<(Value, Contract), RegenError> {
    let mut nowhere = std::io::sink();
    let published = parse_file(root, PUBLISHED)?;
    let corrected = effective::corrected(root, &published, &mut ProgressReport::new(&mut nowhere))?;
    Ok((corrected.document, effective::contract(root)?))
}

/// Computes all files from the published document, in memory.
fn derive(
    root: &Path,
    published: Value,
    record: &Record,
    options: &RegenOptions,
    report: &mut ProgressReport<'_>,
) -> Result<Vec<Output>, RegenError> {
    let (effective, dialect) = effective::effective(root, &published, report)?;
    let effective = pretty(&effective);
    let digest = sha256(effective.as_bytes());
    let document = serde_json::from_str(&effective)
        .map_err(|e| RegenError::Content(EFFECTIVE, e.to_string()))?;
    let file = effective::code(&document, report)?;
    let code = generate::generate(file, &document, &digest).map_err(RegenError::Generated)?;
    report.step(
        "Generated",
        format_args!("{GENERATED} ({} lines)", code.lines().count()),
    )?;

    // A file that cannot be read has no old names to compare: it is rewritten.
    if let Ok(old) = parse_file(root, EFFECTIVE) {
        for note in renamed::notes(&old, &document) {
            report.note(note)?;
        }
    }

    let held = pretty(&published);
    let record = renew(
        record,
        &published,
        dialect,
        sha256(held.as_bytes()),
        options,
    );
    let outputs = vec![
        Output {
            path: PUBLISHED,
            bytes: held.into_bytes(),
        },
        Output {
            path: SOURCE,
            bytes: record.text().into_bytes(),
        },
        Output {
            path: EFFECTIVE,
            bytes: effective.into_bytes(),
        },
        Output {
            path: GENERATED,
            bytes: code.into_bytes(),
        },
    ];
    Ok(outputs)
}

/// The record of the new document. Its day changes only when the document does.
fn renew(
    old: &Record,
    published: &Value,
    dialect: String,
    sha256: String,
    options: &RegenOptions,
) -> Record {
    let version = match &published["info"]["version"] {
        Value::String(version) => version.clone(),
        other => other.to_string(),
    };
    let origin = match options.offline {
        // Nothing was fetched, so editing the document by hand does not change its origin.
        true => old.origin,
        false => Origin::of(&version),
    };
    let when = if old.sha256 == sha256 {
        old.when.clone()
    } else {
        today()
    };
    // Only a public URL is recorded; a file or a loopback server exists on this machine only.
    let url = options
        .source
        .as_ref()
        .filter(|s| s.starts_with("https://"))
        .unwrap_or(&old.url);
    Record {
        url: url.clone(),
        origin,
        dialect,
        version,
        when,
        sha256,
    }
}

fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

fn text(root: &Path, path: &'static str) -> Result<String, RegenError> {
    std::fs::read_to_string(root.join(path)).map_err(|e| RegenError::File(root.join(path), e))
}

fn parse_file(root: &Path, path: &'static str) -> Result<Value, RegenError> {
    let bytes = std::fs::read(root.join(path)).map_err(|e| RegenError::File(root.join(path), e))?;
    parse(&bytes).map_err(|e| RegenError::Content(path, e.to_string()))
}

/// The format of the files in `openapi/`: two spaces, keys in the document's order.
fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
