//! From a SOURCE, as a person writes it, to an OpenAPI document: a document's URL, the URL of a
//! documentation page, or a file that is either.

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
    /// The document as published; for one that is embedded in a page, the same as pretty JSON
    /// with a line feed at the end.
    pub bytes: Vec<u8>,
    /// What the bytes say, keys in their order.
    pub document: Value,
    /// The final URL or the path of the document; for one that is embedded in a page, that of the
    /// page and the word `(embedded)`. Without user name and password.
    pub location: String,
    /// What relative `servers` and references of the document are relative to: its URL, or that
    /// of the page it is embedded in. `None` for files.
    pub base: Option<Url>,
    /// A sentence: how and where the document was found.
    pub found: String,
    /// Whether it came over a network.
    pub fetched: bool,
}

/// Gets the document of a source.
///
/// `source` is a URL (https, or http on this machine) of a document or of a documentation page,
/// or the path of a document (JSON or YAML) or of a saved page. A page is read for the document
/// that it names or holds; when it names none, [`crate::reading::well_known::PLACES`] are tried.
/// Only the host of the source is asked.
///
/// # Errors
///
/// [`SourceError`]: the source cannot be read, or it leads to no document; then all places that
/// were looked at are listed, and other URLs that a person may pass instead.
pub async fn load(source: &str, options: &Options) -> Result<Loaded, SourceError> {
    search::run(source.trim(), options).await
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
