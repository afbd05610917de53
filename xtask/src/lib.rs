//! Regeneration, drift and probe of the Certif Info OpenAPI document.
//!
//! [`regen`] is the pipeline from the published document to the client: `openapi_discover` gets
//! the document, `openapi_convert` brings it to OpenAPI 3.0.3, `openapi_overlay` corrects it,
//! [`bind`](mod@bind) fits it to the consumer's [`contract`], `progenitor_preflight` looks for what the
//! generator cannot take, [`generate`] writes the client, and [`atomic_write`] puts all files in
//! place or none. [`commands`] runs `openapi_drift` on two
//! documents, [`probe`] compares a service with its document.

pub mod atomic_write;
pub mod bind;
pub mod cli;
pub mod commands;
pub mod contract;
pub mod generate;
pub mod lock;
pub mod probe;
pub mod record;
pub mod regen;
pub mod report;

/// How this program names itself to the services it asks.
pub const USER_AGENT: &str = concat!("certifinfo-xtask/", env!("CARGO_PKG_VERSION"));

/// The limits of a fetch, with our own name.
fn fetching() -> openapi_discover::Options {
    openapi_discover::Options {
        user_agent: USER_AGENT.to_owned(),
        ..openapi_discover::Options::default()
    }
}
