//! Regeneration, drift and probe of the Certif Info OpenAPI document.
//!
//! [`regen`] is the pipeline from the published document to the client: `openapi_discover` loads
//! the document, `openapi_convert` converts it to OpenAPI 3.0.3, `openapi_overlay` corrects it,
//! [`bind`](mod@bind) fits it to the [`contract`] of our code, `progenitor_preflight` makes it fit
//! for the generator, [`generate`] adapts the generated client, and [`atomic_write`] writes all
//! files or none. [`commands`] runs `openapi_drift` on two documents, [`probe`] compares a service
//! with its document.

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

/// The `User-Agent` of this program.
pub const USER_AGENT: &str = concat!("certifinfo-xtask/", env!("CARGO_PKG_VERSION"));

/// The fetch limits, with our own `User-Agent`.
fn fetching() -> openapi_discover::Options {
    openapi_discover::Options {
        user_agent: USER_AGENT.to_owned(),
        ..openapi_discover::Options::default()
    }
}
