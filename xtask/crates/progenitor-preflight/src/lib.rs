//! Everything in a 3.0.3 document that the generator would choke on or get silently wrong.
//!
//! The generator (progenitor 0.15, on openapiv3 and typify) panics, overflows its stack, or writes
//! code that does not compile or does not do what the document says. Each file here holds the
//! rules about one part of a document; `generator` asks the generator itself, when no rule has
//! found an error, so that nothing unforeseen reaches a user.
//!
//! A finding names the place, the operation, and the fix: mostly an overlay action to paste.

mod bodies;
mod catch_panic;
mod context;
mod defaults;
mod enums;
mod finding;
mod fix;
mod formats;
pub mod generate;
mod generator;
mod keys;
mod limits;
pub mod markdown;
mod names;
mod operations;
mod parameters;
mod queries;
mod readable;
mod recursion;
mod references;
mod responses;
mod rust;
mod schemas;
mod texts;
mod types;

pub use finding::{Finding, Severity};

use context::Context;
use openapi_document::Pointer;
use serde_json::Value;

/// What the rules and the generator are told besides the document.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The only crate whose types an `x-rust-type` may name; `None`: no `x-rust-type` at all.
    pub types_crate: Option<String>,
}

/// The overlay action, to paste, that merges `value` into what stands at a place.
pub fn update_action(document: &Value, at: &Pointer, value: Value) -> String {
    fix::update(document, at, value)
}

/// Looks a document of OpenAPI 3.0.x over; the answer is in the order of the document, errors and
/// warnings mixed.
///
/// It never panics, whatever the value. A document without a finding of [`Severity::Error`] is one
/// that the generator takes.
pub fn lint(document: &Value, options: &Options) -> Vec<Finding> {
    if let Some(finding) = limits::check(document) {
        return vec![finding];
    }
    let mut context = Context::new(document, options);
    texts::check(&mut context);
    keys::check(&mut context);
    references::check(&mut context);
    recursion::check(&mut context);
    operations::check(&mut context);
    parameters::check(&mut context);
    bodies::check(&mut context);
    responses::check(&mut context);
    context.leave();
    schemas::check(&mut context);
    defaults::check(&mut context);
    names::check(&mut context);
    readable::check(&mut context);
    if !context.has_errors() {
        generator::check(&mut context);
    }
    context.finish()
}
