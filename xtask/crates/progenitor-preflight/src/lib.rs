//! Makes progenitor accept any OpenAPI document, and its code compile.
//!
//! progenitor (0.15, on openapiv3 and typify) panics on many real documents, overflows its stack on
//! some, and generates code for others that does not compile or does not match the document.
//! [`preflight`] rewrites a document in the forms that the generator handles, gives every type,
//! operation, parameter and property a unique name, runs the generator, and restores the real names
//! in the code. Harmless repairs are reported; what cannot be sent or read is refused with its
//! place and tested overlay actions.
//!
//! | module | holds |
//! |---|---|
//! | `lower` | the document in the forms that the generator handles |
//! | `generate`, `search` | the generator, and the search for what it rejects |
//! | `patch`, `clashes` | the generated code: changes, and errors the compiler would report |
//! | `finding`, `fix`, `refused` | refusals, and the actions that fix them |
//! | `limits` | limits on the document |
//! | [`markdown`] | checks that a text is safe as documentation |

mod catch_panic;
mod clashes;
mod finding;
mod fix;
mod generate;
mod limits;
mod lower;
pub mod markdown;
mod patch;
mod refused;
mod rust;
mod search;

pub use finding::{Finding, Severity};
pub use generate::GENERATOR;
pub use lower::Repair;
pub use refused::Refused;

use openapi_document::Pointer;
use serde_json::Value;

/// Settings of the generator.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The only crate whose types an `x-rust-type` may name; `None`: no `x-rust-type` at all.
    pub types_crate: Option<String>,
}

/// The code of a document, and what was repaired on the way.
#[derive(Clone)]
pub struct Accepted {
    /// The generated code: the builder interface, with hooks.
    pub file: syn::File,
    /// The repairs made.
    pub repairs: Vec<Repair>,
}

/// Generates the client of a document of OpenAPI 3.0.x.
///
/// `progress` receives a line of text when the generator has to run more than once.
/// Never panics, whatever the document.
///
/// # Errors
///
/// [`Refused`], with everything that is wrong with the document.
pub fn preflight(
    document: &Value,
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> Result<Accepted, Refused> {
    attempt(document, options, progress)
        .map_err(|findings| Refused::new(document, options, findings, progress))
}

fn attempt(
    document: &Value,
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> Result<Accepted, Vec<Finding>> {
    if let Some(finding) = limits::check(document) {
        return Err(vec![finding]);
    }
    let (file, lowered) = search::generate_or_search(document, options, progress);
    Ok(Accepted {
        file: file?,
        repairs: lowered.repairs,
    })
}

/// The overlay action, to paste, that merges `value` into the one at a place.
pub fn update_action(document: &Value, at: &Pointer, value: Value) -> String {
    fix::update(document, at, value)
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
