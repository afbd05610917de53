//! Regeneration, drift and probe of the Certif Info OpenAPI document.

pub mod dialect;
pub mod lint;
pub mod overlay;
