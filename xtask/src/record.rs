//! `openapi/source.toml`: where the published document lives, and what we hold of it.

use serde::Deserialize;

/// The word of `origin` for a document written by hand from evidence.
const RECONSTRUCTED: &str = "reconstructed";

/// What `source.toml` says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The document's or the documentation page's address: what `regen` without a SOURCE fetches.
    pub url: String,
    /// Whether the document came from the service.
    pub origin: Origin,
    /// The dialect it was published in: `OpenAPI 3.1.0`.
    pub dialect: String,
    /// Its `info.version`.
    pub version: String,
    /// The day it came, `2026-11-24` (UTC). It moves only when the document does.
    pub when: String,
    /// Digest of `published.json`, in hexadecimal.
    pub sha256: String,
}

/// Whether a document was published by the producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Written by hand from evidence. Says so in its own `info.version`.
    Reconstructed,
    /// Served by somebody.
    Fetched,
}

impl Origin {
    /// The origin of a document, by what it says of itself.
    ///
    /// A reconstruction carries the word in its `info.version`, so that it stays one wherever it
    /// is fetched from (the sandbox serves it, for one).
    pub fn of(version: &str) -> Self {
        if version.contains(RECONSTRUCTED) {
            Self::Reconstructed
        } else {
            Self::Fetched
        }
    }

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reconstructed => RECONSTRUCTED,
            Self::Fetched => "fetched",
        }
    }
}

impl Record {
    /// Reads the file's text.
    ///
    /// # Errors
    ///
    /// It is no TOML, or a key is missing, unknown or of another type; the message says which.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        format!(
            "# Where the published document lives, and what we hold of it.\n\
             # Written by `cargo xtask regen`; the url may be edited by hand.\n\
             url = {}\n\
             origin = {} # \"reconstructed\" by hand from the evidence in README.md, or \"fetched\"\n\
             dialect = {}\n\
             version = {}\n\
             when = {}\n\
             sha256 = {} # of published.json\n",
            quoted(&self.url),
            quoted(self.origin.word()),
            quoted(&self.dialect),
            quoted(&self.version),
            quoted(&self.when),
            quoted(&self.sha256),
        )
    }
}
