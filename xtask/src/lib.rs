//! Regeneration, drift and probe of the Certif Info OpenAPI document.

pub mod discover;
pub mod fetch;
pub mod parse;
pub mod source;
