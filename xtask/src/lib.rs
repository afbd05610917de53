//! Regeneration, drift and probe of the Certif Info OpenAPI document.

pub mod cli;
pub mod dialect;
pub mod discover;
pub mod fetch;
pub mod generate;
pub mod outputs;
pub mod overlay;
pub mod parse;
pub mod probe;
pub mod record;
pub mod report;
pub mod source;
