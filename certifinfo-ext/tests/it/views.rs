//! Typed views: what each reads, from which forms, and what it says of what it cannot read.

mod bodies;
mod codes;
mod days;
mod open_data;
mod service;
mod validite;

use certifinfo_sdk::types::{Certification, CertificationRecherche};
use serde_json::Value;

fn full(json: Value) -> Certification {
    serde_json::from_value(json).unwrap()
}

fn item(json: Value) -> CertificationRecherche {
    serde_json::from_value(json).unwrap()
}

/// Codes as text, errors as `! ` and the kind.
fn shown<T: std::fmt::Display>(
    codes: impl IntoIterator<Item = Result<T, certifinfo_ext::codes::CodeError>>,
) -> Vec<String> {
    codes
        .into_iter()
        .map(|code| match code {
            Ok(code) => code.to_string(),
            Err(error) => format!("! {} {:?}", error.input(), error.kind()),
        })
        .collect()
}
