//! Converts documents of any dialect to OpenAPI 3.0.3.
//!
//! A conversion is total: any JSON value gives a document or [`NotADocument`]. A construct that
//! 3.0.3 cannot express is reported as a [`Refusal`] and stays in the document; a harmless loss is
//! reported as a [`Note`].
//!
//! | file | holds |
//! |---|---|
//! | `detect` | the dialect of a document |
//! | `log` | refusals and notes, with their places |
//! | `map` | changes to an object that keep the order of its keys |
//! | `openapi31` | 3.1 to 3.0.3 |
//! | `swagger20` | Swagger 2.0 to 3.0.3 |

mod detect;
mod log;
mod map;
mod openapi31;
mod swagger20;

pub use detect::{Dialect, NotADocument, detect};
pub use log::{Note, Refusal};

use log::Log;
use openapi_document::Pointer;
use serde_json::Value;

/// Why 3.0.3 cannot express a schema keyword of 3.1; `None` for a keyword that it can express, and
/// for an unknown one.
pub fn refused_keyword(keyword: &str) -> Option<&'static str> {
    openapi31::refused_keyword(keyword)
}

/// The version of every converted document.
pub const TARGET: &str = "3.0.3";

/// Maximum nesting of a document; deeper nesting could exhaust the stack.
const MAX_DEPTH: usize = 200;

/// A document converted to OpenAPI 3.0.3, with the refusals and notes of the conversion.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// The document, with `"openapi": "3.0.3"` and its keys in the order of the source.
    pub document: Value,
    /// The dialect of the source.
    pub dialect: Dialect,
    /// The constructs that 3.0.3 cannot express.
    pub refusals: Vec<Refusal>,
    /// The harmless losses and tolerated mistakes.
    pub notes: Vec<Note>,
}

/// Converts a document of any dialect to OpenAPI 3.0.3.
///
/// A 3.0.x document is unchanged except for `openapi`, which becomes 3.0.3, and an `info.version`
/// that is a number, which becomes a string. Conversion is idempotent.
///
/// # Errors
///
/// [`NotADocument`] when [`detect`] does not support the dialect, or the value is nested more than
/// 200 levels deep.
pub fn convert(source: &Value) -> Result<Conversion, NotADocument> {
    let dialect = detect(source)?;
    if deeper_than(source, MAX_DEPTH) {
        return Err(NotADocument::new(format!(
            "it is nested more than {MAX_DEPTH} levels deep"
        )));
    }
    let mut log = Log::default();
    let mut document = source.clone();
    match dialect {
        Dialect::Swagger20 => swagger20::convert(&mut document, &mut log),
        Dialect::OpenApi30(_) => {}
        Dialect::OpenApi31(_) => openapi31::convert(&mut document, &mut log),
    }
    version_as_text(&mut document, &mut log);
    if let Value::Object(map) = &mut document {
        map.insert("openapi".to_owned(), TARGET.into());
    }
    Ok(Conversion {
        document,
        dialect,
        refusals: log.refusals,
        notes: log.notes,
    })
}

/// Turns a numeric version into the string that was meant: YAML reads `version: 1.2` as a number.
fn version_as_text(document: &mut Value, log: &mut Log) {
    let Some(version @ Value::Number(_)) = document.pointer_mut("/info/version") else {
        return;
    };
    let text = version.to_string();
    log.note(
        &Pointer::root().join("info").join("version"),
        format!("a number: read as the text `{text}`"),
    );
    *version = text.into();
}

/// Whether a value is nested more than `limit` levels deep. Iterative, so that it cannot exhaust
/// the stack.
fn deeper_than(value: &Value, limit: usize) -> bool {
    let mut open = vec![(value, 1)];
    while let Some((value, depth)) = open.pop() {
        if depth > limit {
            return true;
        }
        match value {
            Value::Array(list) => open.extend(list.iter().map(|item| (item, depth + 1))),
            Value::Object(map) => open.extend(map.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    false
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
