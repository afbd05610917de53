//! What the bytes of a place are, and a document that was found, put together.

use serde_json::Value;

use crate::Loaded;
use crate::location::{Location, Received};
use crate::reading::html::{decode, is_page};
use crate::reading::looks_like_document;
use openapi_document::{ParseError, parse};

/// What the bytes of a place are.
pub(super) enum Content {
    /// A document.
    Document(Value),
    /// JSON or YAML that is none.
    Other(Value),
    /// A page, or a text that is served as one.
    Page(String),
    /// Neither a page nor JSON nor YAML.
    Faulty {
        /// What is wrong with it.
        fault: ParseError,
        /// It is meant to be a document: it opens like JSON, or has the first key of one.
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
                // Bytes that are no text are no maintenance notice either.
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

/// A document that is a place of its own.
pub(super) fn found(received: Received, document: Value, found: String) -> Loaded {
    loaded(&received.location, received.bytes, document, found)
}

/// A document that is written in a page.
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
