//! Classifies the bytes of a location, and builds the result for a document.

use serde_json::Value;

use crate::Loaded;
use crate::location::{Location, Received};
use crate::reading::html::{decode, is_page};
use crate::reading::looks_like_document;
use openapi_document::{ParseError, parse};

/// The kind of the bytes of a location.
pub(super) enum Content {
    /// A document.
    Document(Value),
    /// JSON or YAML that is not a document.
    Other(Value),
    /// A page, or text served as one.
    Page(String),
    /// Neither a page nor JSON nor YAML.
    Faulty {
        /// The parse error.
        fault: ParseError,
        /// Whether it looks like a document: it starts like JSON, or has the first key of one.
        is_meant: bool,
    },
}

impl Content {
    pub(super) fn of(received: &Received) -> Content {
        let text = decode(&received.bytes);
        if is_page(&text) {
            return Content::Page(text);
        }
        match parse(&received.bytes) {
            Ok(value) if looks_like_document(&value) => Content::Document(value),
            _ if received.is_html => Content::Page(text),
            Ok(value) => Content::Other(value),
            Err(fault) => {
                // Binary data is not a maintenance notice either.
                let is_meant = fault.format == "text"
                    || text.trim_start().starts_with(['{', '['])
                    || text.lines().any(|line| {
                        ["openapi:", "swagger:"]
                            .iter()
                            .any(|key| line.starts_with(key))
                    });
                Content::Faulty { fault, is_meant }
            }
        }
    }
}

/// A document at a location of its own.
pub(super) fn found(received: Received, document: Value, found: String) -> Loaded {
    loaded(&received.location, received.bytes, document, found)
}

/// A document embedded in a page.
pub(super) fn embedded(page: &Location, document: Value, how: &str) -> Loaded {
    let bytes = format!("{document:#}\n").into_bytes();
    let mut loaded = loaded(page, bytes, document, format!("Embedded in {page}: {how}."));
    loaded.location += " (embedded)";
    loaded
}

fn loaded(location: &Location, bytes: Vec<u8>, document: Value, found: String) -> Loaded {
    Loaded {
        bytes,
        document,
        location: location.to_string(),
        base: location.base(),
        found,
        fetched: matches!(location, Location::Web(_)),
    }
}
