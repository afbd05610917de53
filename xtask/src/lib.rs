//! Regeneration, drift and probe of the Certif Info OpenAPI document.
pub mod drift;
