//! Regeneration, drift and probe of the Certif Info OpenAPI document.

pub mod cli;
pub mod generate;
pub mod outputs;
pub mod record;
pub mod report;
