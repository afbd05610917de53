//! What the lint says, and whether the generator agrees.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test cannot go on from, it panics at"
)]

mod cases;
// The documents of the conversion's tests: what they become, the lint is asked about.
#[path = "../../../openapi-convert/tests/it/corpus.rs"]
mod corpus;
#[path = "../../../openapi-convert/tests/it/documents.rs"]
mod documents;
mod generator;
mod lint;
mod lint_laws;

use progenitor_preflight::{Finding, Options};
use serde_json::Value;

/// The findings in a document whose `x-rust-type` may name types of `my-types`.
fn lint(document: &Value) -> Vec<Finding> {
    let options = Options {
        types_crate: Some("my-types".to_owned()),
    };
    progenitor_preflight::lint(document, &options)
}
