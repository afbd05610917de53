//! Finds the OpenAPI document of a SOURCE: the URL of a document or of a documentation page, or a
//! file that is either.

mod content;
mod error;
pub mod fetch;
mod location;
pub mod reading;
mod search;

use serde_json::Value;
use url::Url;

pub use error::{Missing, SourceError};
pub use fetch::Options;
pub use reading::html::first_words;
pub use reading::looks_like_document;

/// A document, and where it was found.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The bytes as published; for a document embedded in a page, pretty-printed JSON with a final
    /// line feed.
    pub bytes: Vec<u8>,
    /// The parsed document, with its keys in order.
    pub document: Value,
    /// The final URL or the path of the document; for an embedded document, that of the page
    /// followed by `(embedded)`. Without user name and password.
    pub location: String,
    /// The base of relative `servers` and references: the URL of the document, or of the page it is
    /// embedded in. `None` for files.
    pub base: Option<Url>,
    /// How and where the document was found, as a sentence.
    pub found: String,
    /// Whether it came over a network.
    pub fetched: bool,
}

/// Loads the document of a source.
///
/// `source` is a URL (https, or http on loopback) of a document or of a documentation page, or the
/// path of a document (JSON or YAML) or of a saved page. A page is searched for the document that
/// it names or contains; if it names none, [`crate::reading::well_known::PLACES`] are tried. Only
/// the host of the source is called.
///
/// # Errors
///
/// [`SourceError`] when the source cannot be read or does not lead to a document; in that case the
/// error lists all locations that were tried, and other URLs to pass instead.
pub async fn load(source: &str, options: &Options) -> Result<Loaded, SourceError> {
    search::run(source.trim(), options).await
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
