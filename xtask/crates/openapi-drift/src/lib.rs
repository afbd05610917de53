//! Reports what changed between two API documents, and whether it breaks a client.
//!
//! Both documents are converted to one dialect, read tolerantly, and compared by meaning: key
//! order, a reference instead of its target, `allOf` instead of its merge, or `nullable` instead of
//! a list of types are not changes. Every change is judged from the side of a client of somebody
//! else's API: what can stop a program that works today is breaking. [`rules`] is the table of all
//! kinds of change with severity and reason; `DRIFT.md` is generated from it.
//!
//! ```
//! use serde_json::json;
//! use openapi_drift::{self as drift, Verdict};
//!
//! let old = json!({"openapi": "3.0.3", "paths": {"/items": {"get": {"responses": {}}}}});
//! let new = json!({"openapi": "3.0.3", "paths": {}});
//! let report = drift::compare(&old, &new, "2026-01-31")?;
//! assert_eq!(report.verdict(), Verdict::Breaking);
//! assert_eq!(report.changes[0].id, "path-removed");
//! # Ok::<(), drift::NotADocument>(())
//! ```

mod bodies;
pub mod catalogue;
mod change;
mod comparison;
mod components;
mod docs;
mod document;
mod inbound;
mod lifecycle;
mod moved;
mod needs;
mod operation;
mod parameter;
mod parameters;
mod paths;
mod place;
mod rename;
pub mod render;
mod responses;
pub mod rules;
mod run;
mod same;
mod schema;
mod schemes;
mod security;
mod servers;
pub mod severity;
pub mod synthetic;
mod visited;

pub use change::{Change, Direction, Report, Severity, Verdict};
pub use needs::{NeededOperation, Needs};
pub use openapi_convert::NotADocument;
pub use render::{Format, Subject};
pub use run::{FailOn, Outcome, run};

use comparison::Comparison;
use document::Document;
use serde_json::Value;

/// Compares two documents of any dialect. `today` (`YYYY-MM-DD`) decides which removal dates are
/// past.
///
/// # Errors
///
/// [`NotADocument`] when one of the values is not an API description. Lesser faults (a reference to
/// nothing, a parameter without a name) are not compared and are listed in [`Report::notes`].
pub fn compare(base: &Value, revision: &Value, today: &str) -> Result<Report, NotADocument> {
    compare_for(None, base, revision, today)
}

/// Compares two documents for a client: each change says whether it concerns what the client uses
/// ([`Change::used`]).
///
/// # Errors
///
/// As for [`compare`].
pub fn compare_for(
    needs: Option<&Needs>,
    base: &Value,
    revision: &Value,
    today: &str,
) -> Result<Report, NotADocument> {
    let base = Document::read(base)?;
    let revision = Document::read(revision)?;
    let mut comparison = Comparison::new(&base, &revision, today);
    docs::compare_documents(&mut comparison);
    servers::compare_documents(&mut comparison);
    security::compare_documents(&mut comparison);
    paths::compare(&mut comparison);
    inbound::compare_webhooks(&mut comparison);
    schema::drain(&mut comparison);
    components::compare_unused(&mut comparison);
    schema::drain(&mut comparison);
    let mut report = comparison.finish();
    if let Some(needs) = needs {
        needs::judge(&mut report.changes, [&base, &revision], needs);
    }
    Ok(report)
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
