//! Runs the generator on a lowered document; never panics.

use crate::Options;
use crate::catch_panic::catch_panic;
use crate::clashes::clashes;
use crate::lower::Lowered;
use crate::patch;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle};
use serde_json::Value;

/// The generator and its version.
pub const GENERATOR: &str = "progenitor 0.15.1";

/// Maximum length of the generator's message that is shown.
const MAX_MESSAGE: usize = 200;

/// Generates code from the document, as a syntax tree: the builder interface with hooks, the real
/// names and the patches. An error is a message.
pub(crate) fn generate(
    lowered: &Lowered,
    document: &Value,
    options: &Options,
) -> Result<syn::File, String> {
    let text = document.to_string();
    let deserializer = &mut serde_json::Deserializer::from_str(&text);
    let document: openapiv3::OpenAPI = serde_path_to_error::deserialize(deserializer)
        .map_err(|e| short(&format!("at {}: {}", e.path(), e.inner())))?;

    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_hooks(HooksMode::Expected)
        // A sorted map generates the same code on every machine.
        .with_map_type("::std::collections::BTreeMap");
    if let Some(name) = &options.types_crate {
        settings.with_crate(name, progenitor::CrateVers::Any, None);
    }

    let outcome = catch_panic(|| Generator::new(&settings).generate_tokens(&document));
    let tokens = outcome
        .map_err(|panic| short(&panic))?
        .map_err(|error| short(&error.to_string()))?;
    let mut file: syn::File = syn::parse2(lowered.stand_ins.restore(tokens))
        .map_err(|error| short(&format!("its code does not parse: {error}")))?;
    patch::apply(&mut file, &lowered.patches);
    match clashes(&file).into_iter().next() {
        Some(clash) => Err(clash),
        None => Ok(file),
    }
}

fn short(message: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(MAX_MESSAGE).collect();
    if short.len() < line.len() {
        format!("{short}…")
    } else {
        short
    }
}
