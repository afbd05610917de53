//! Runs the generator without a panic.

mod formats;

use std::fmt;

use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle};
use serde_json::Value;

use crate::Options;
use crate::catch_panic::catch_panic;

/// The generator and its version.
pub const GENERATOR: &str = "progenitor 0.15.1";

/// Why no code came out of a document.
#[derive(Debug)]
pub enum GenerateError {
    /// The document cannot be read as OpenAPI 3.0; where, and why.
    Model(String),
    /// The generator refused the document, in its own words.
    Refused(String),
    /// The generator panicked: a case the lint should have caught.
    Panicked(String),
    /// The generated code has another shape than this version of the generator writes.
    Output(String),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(why) => write!(f, "the document cannot be read as OpenAPI 3.0: {why}"),
            Self::Refused(why) => write!(f, "the generator refuses the document: {why}"),
            Self::Panicked(why) => write!(
                f,
                "the generator stopped on the document: {why}; the lint should have named this \
                 case: correct the document with an overlay action"
            ),
            Self::Output(why) => write!(
                f,
                "the generated code has another shape than {GENERATOR} writes: {why}"
            ),
        }
    }
}

impl std::error::Error for GenerateError {}

/// What progenitor makes of the document, as a syntax tree: the builder interface, with hooks.
///
/// # Errors
///
/// [`GenerateError`] when the document is not OpenAPI 3.0, or the generator cannot take it.
pub fn generate(document: &Value, options: &Options) -> Result<syn::File, GenerateError> {
    let mut document = document.clone();
    formats::drop(&mut document);
    let text = document.to_string();
    let deserializer = &mut serde_json::Deserializer::from_str(&text);
    let document: openapiv3::OpenAPI = serde_path_to_error::deserialize(deserializer)
        .map_err(|e| GenerateError::Model(format!("at {}: {}", e.path(), e.inner())))?;

    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_hooks(HooksMode::Expected)
        // Generated maps keep one order on every machine.
        .with_map_type("::std::collections::BTreeMap");
    if let Some(name) = &options.types_crate {
        settings.with_crate(name, progenitor::CrateVers::Any, None);
    }

    let outcome = catch_panic(|| Generator::new(&settings).generate_tokens(&document));
    let tokens = outcome
        .map_err(GenerateError::Panicked)?
        .map_err(|e| GenerateError::Refused(e.to_string()))?;
    syn::parse2(tokens).map_err(|e| GenerateError::Output(format!("it does not parse: {e}")))
}
