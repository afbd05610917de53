//! Documents of every kind, real constructs and hostile ones: accepted, or refused with a fix.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

// The documents of the conversion's tests: their converted form is accepted too.
#[path = "../../../openapi-convert/tests/it/corpus.rs"]
mod corpus;
#[path = "../../../openapi-convert/tests/it/documents.rs"]
mod documents;
mod mutations;
mod refusals;
mod repairs;
mod zoo;

use progenitor_preflight::{Options, Refused, preflight};
use serde_json::Value;

/// The code of a document whose `x-rust-type` may name types of `my-types`, and its repairs.
fn accept(document: &Value) -> Result<(String, Vec<String>), Refused> {
    let options = Options {
        types_crate: Some("my-types".to_owned()),
    };
    let accepted = preflight(document, &options, &mut |_| {})?;
    let repairs = accepted.repairs.iter().map(ToString::to_string).collect();
    Ok((prettyplease::unparse(&accepted.file), repairs))
}
