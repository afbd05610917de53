//! `openapi/source.toml`: the URL of the published document, and facts about the stored copy.

use serde::Deserialize;

/// The value of `origin` for a document written by hand from evidence.
const RECONSTRUCTED: &str = "reconstructed";

/// The content of `source.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The URL of the document or the documentation page, which `regen` fetches without a SOURCE.
    pub url: String,
    /// Whether the document came from the service.
    pub origin: Origin,
    /// The dialect in which it was published: `OpenAPI 3.1.0`.
    pub dialect: String,
    /// Its `info.version`.
    pub version: String,
    /// The day of its last change, `2026-11-24` (UTC).
    pub when: String,
    /// Hexadecimal digest of `published.json`.
    pub sha256: String,
}

/// The origin of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Written by hand from evidence, as its own `info.version` says.
    Reconstructed,
    /// Served by a service.
    Fetched,
}

impl Origin {
    /// The origin of a document, according to its `info.version`.
    ///
    /// The `info.version` of a reconstruction contains the word, so it counts as one wherever it is
    /// fetched from (the sandbox serves it, for example).
    pub fn of(version: &str) -> Self {
        if version.contains(RECONSTRUCTED) {
            Self::Reconstructed
        } else {
            Self::Fetched
        }
    }

    /// The value in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reconstructed => RECONSTRUCTED,
            Self::Fetched => "fetched",
        }
    }
}

impl Record {
    /// Parses the text of the file.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or a key is missing, unknown or of the wrong type; the message names
    /// it.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        format!(
            "# The URL of the published document, and facts about our copy.\n\
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
