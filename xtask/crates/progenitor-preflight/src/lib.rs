//! Makes progenitor take any OpenAPI document, and its code compile.
//!
//! progenitor (0.15, on openapiv3 and typify) panics on many real documents, overflows its stack
//! on some, and writes code for others that does not compile or does not do what they say.
//! [`preflight`] writes a document anew in the forms that the generator handles, gives every type,
//! operation, parameter and property a name of its own, runs the generator, and puts the real
//! names back into its code. What loses nothing is repaired and reported; what cannot be sent or
//! read is refused by name and place, with overlay actions that have been tried.
//!
//! | module | holds |
//! |---|---|
//! | `lower` | the document in the forms that the generator handles |
//! | `generate`, `search` | the generator, and the search for what it does not take |
//! | `patch`, `clashes` | the generated code: changes, and what the compiler would refuse |
//! | `finding`, `fix`, `refused` | what is refused, and the actions that mend it |
//! | `limits` | bounds on the document |
//! | [`markdown`] | texts that are no harm as documentation |

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

/// What the generator is told besides the document.
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
    /// What was repaired.
    pub repairs: Vec<Repair>,
}

/// Generates the client of a document of OpenAPI 3.0.x.
///
/// `progress` is called with a line of text when the generator has to be asked more than once.
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

/// The overlay action, to paste, that merges `value` into what stands at a place.
pub fn update_action(document: &Value, at: &Pointer, value: Value) -> String {
    fix::update(document, at, value)
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
