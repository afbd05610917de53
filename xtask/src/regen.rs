//! `cargo xtask regen`: from a source to the generated client, all files or none.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::dialect::{self, Conversion};
use crate::generate::{self, GenerateError};
use crate::lint::{self, Severity};
use crate::outputs::{self, Output};
use crate::overlay;
use crate::parse;
use crate::record::{Origin, Record};
use crate::report::{Report, counts};
use crate::source;

const PUBLISHED: &str = "openapi/published.json";
const SOURCE: &str = "openapi/source.toml";
const OVERLAY: &str = "openapi/overlay.yaml";
const EFFECTIVE: &str = "openapi/effective.json";
const GENERATED: &str = "certifinfo-sdk/src/generated.rs";
/// The sandbox's package serves the document, and a package holds what it serves.
const SANDBOX: &str = "tests/sandbox/openapi.json";

/// What to regenerate, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The workspace's root.
    pub root: PathBuf,
    /// A document URL, a documentation page's URL or a file; `None` is the URL of `source.toml`.
    pub source: Option<String>,
    /// Start from `published.json`, fetch nothing.
    pub offline: bool,
    /// Write nothing, say what would change.
    pub check: bool,
}

/// How a run that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to change.
    Fresh,
    /// The files were written.
    Written,
    /// With `check`: files are not what they should be.
    Stale,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum RegenError {
    /// The document could not be had.
    Source(source::SourceError),
    /// A file of `openapi/` is missing or cannot be read, or the outputs cannot be written.
    File(PathBuf, io::Error),
    /// A file of `openapi/` does not say what it must; which, and what is wrong.
    Content(&'static str, String),
    /// The document says what OpenAPI 3.0 cannot, one line a place.
    Dialect(Vec<String>),
    /// Overlay actions that do not apply.
    Overlay(overlay::OverlayError),
    /// What the generator cannot take, one line a place.
    Lint(Vec<String>),
    /// The generator itself.
    Generate(GenerateError),
    /// Standard output is gone.
    Report(io::Error),
}

impl fmt::Display for RegenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, head: &str, items: &[String]| {
            write!(f, "{head}")?;
            items.iter().try_for_each(|item| write!(f, "\n{item}"))
        };
        match self {
            Self::Source(error) => error.fmt(f),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Content(path, what) => write!(f, "{path}: {what}"),
            Self::Dialect(places) => list(
                f,
                "the document says what OpenAPI 3.0 cannot express:",
                places,
            ),
            Self::Overlay(error) => write!(f, "{OVERLAY}: {error}"),
            Self::Lint(places) => list(
                f,
                "the generator cannot take the document as it is; the fixes are actions for openapi/overlay.yaml:",
                places,
            ),
            Self::Generate(error) => error.fmt(f),
            Self::Report(error) => write!(f, "the report cannot be written: {error}"),
        }
    }
}

impl std::error::Error for RegenError {}

impl From<io::Error> for RegenError {
    fn from(error: io::Error) -> Self {
        Self::Report(error)
    }
}

/// Runs the pipeline and tells `report` each step.
///
/// # Errors
///
/// [`RegenError`]; the tree is then as it was.
pub async fn run(options: &Options, report: &mut Report<'_>) -> Result<Outcome, RegenError> {
    let root = &options.root;
    if outputs::recover(root).map_err(|e| RegenError::File(root.join(outputs::STAGING), e))? {
        report.note("an earlier run was stopped half-way: its files were put back first")?;
    }
    let record = Record::parse(&text(root, SOURCE)?)
        .map_err(|e| RegenError::Content(SOURCE, e.to_string().trim_end().to_owned()))?;

    let published = match options.offline {
        true => parse_file(root, PUBLISHED)?,
        false => fetch(options, &record, report).await?,
    };
    let outputs = derive(root, published, &record, options, report)?;
    finish(options, &outputs, report)
}

/// Gets the published document.
async fn fetch(
    options: &Options,
    record: &Record,
    report: &mut Report<'_>,
) -> Result<Value, RegenError> {
    let source = options.source.as_deref().unwrap_or(&record.url);
    let loaded = source::load(source, &source::Options::default()).await;
    let loaded = loaded.map_err(RegenError::Source)?;
    report.step(
        "Fetched",
        format_args!("{} ({})", loaded.location, loaded.found),
    )?;
    Ok(loaded.document)
}

/// Everything that follows from the published document, in memory.
fn derive(
    root: &Path,
    published: Value,
    record: &Record,
    options: &Options,
    report: &mut Report<'_>,
) -> Result<Vec<Output>, RegenError> {
    let converted = convert(&published, report)?;
    let dialect = converted.dialect.to_string();
    let effective = correct(root, converted.document, report)?;

    inspect(&effective, report)?;

    let effective = pretty(&effective);
    let digest = sha256(effective.as_bytes());
    let document = serde_json::from_str(&effective)
        .map_err(|e| RegenError::Content(EFFECTIVE, e.to_string()))?;
    let code = generate::generate(&document, &digest).map_err(RegenError::Generate)?;
    report.step(
        "Generated",
        format_args!("{GENERATED} ({} lines)", code.lines().count()),
    )?;

    let held = pretty(&published);
    let record = renew(
        record,
        &published,
        dialect,
        sha256(held.as_bytes()),
        options,
    );
    let mut outputs = vec![
        Output {
            path: PUBLISHED,
            bytes: held.clone().into_bytes(),
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
    if root.join(SANDBOX).exists() {
        outputs.push(Output {
            path: SANDBOX,
            bytes: held.into_bytes(),
        });
    }
    Ok(outputs)
}

/// To OpenAPI 3.0.3, or a refusal that names every place.
fn convert(published: &Value, report: &mut Report<'_>) -> Result<Conversion, RegenError> {
    let converted =
        dialect::convert(published).map_err(|e| RegenError::Content(PUBLISHED, e.to_string()))?;
    if !converted.refusals.is_empty() {
        let places = converted.refusals.iter().map(ToString::to_string).collect();
        return Err(RegenError::Dialect(places));
    }
    report.step(
        "Converted",
        format_args!("{} to OpenAPI 3.0.3", converted.dialect),
    )?;
    for note in &converted.notes {
        report.note(note)?;
    }
    Ok(converted)
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

/// Stops at what the generator would choke on; tells what it passes over.
fn inspect(effective: &Value, report: &mut Report<'_>) -> Result<(), RegenError> {
    let findings = lint::lint(effective);
    let (errors, warnings): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .partition(|finding| finding.severity == Severity::Error);
    if !errors.is_empty() {
        return Err(RegenError::Lint(
            errors.iter().map(ToString::to_string).collect(),
        ));
    }
    for warning in &warnings {
        report.note(warning)?;
    }
    report.step("Linted", "nothing that the generator cannot take")?;
    Ok(())
}

/// Compares with what is there, and writes unless asked to check.
fn finish(
    options: &Options,
    outputs: &[Output],
    report: &mut Report<'_>,
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
            format_args!("{} files are what they should be", outputs.len()),
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
    outputs::write(&options.root, &changed)
        .map_err(|e| RegenError::File(options.root.clone(), e))?;
    report.step(
        "Finished",
        format_args!("{} files written together", changed.len()),
    )?;
    Ok(Outcome::Written)
}

/// The command that does for good what `--check` only looked at.
fn command(options: &Options) -> String {
    let source = options
        .source
        .as_deref()
        .map(|s| format!(" {s}"))
        .unwrap_or_default();
    let offline = if options.offline { " --offline" } else { "" };
    format!("cargo xtask regen{source}{offline}")
}

/// The record of the document that is now held. Its day moves only when the document does.
fn renew(
    old: &Record,
    published: &Value,
    dialect: String,
    sha256: String,
    options: &Options,
) -> Record {
    let version = match &published["info"]["version"] {
        Value::String(version) => version.clone(),
        other => other.to_string(),
    };
    let origin = match options.offline {
        // Nothing was fetched: a document edited by hand does not become a published one.
        true => old.origin,
        false => Origin::of(&version),
    };
    let when = if old.sha256 == sha256 {
        old.when.clone()
    } else {
        today()
    };
    // A public address is worth remembering; a file or a loopback server is this machine's alone.
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
    parse::parse(&bytes).map_err(|e| RegenError::Content(path, e.to_string()))
}

/// As the files of `openapi/` are written: two spaces, the document's own order of keys.
fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
