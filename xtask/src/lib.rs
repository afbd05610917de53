//! Regeneration, drift and probe of the Certif Info OpenAPI document.
//!
//! The files read in the order of the pipeline: [`source`] gets the document ([`fetch`],
//! [`discover`], [`parse`]), [`dialect`] brings it to OpenAPI 3.0.3, [`overlay`] corrects it,
//! [`lint`] looks for what the generator cannot take, [`generate`] writes the client, and
//! [`outputs`] puts all files in place or none. [`regen`] is that pipeline. [`drift`] compares two
//! documents, [`probe`] a service with its document.

pub mod cli;
pub mod compare;
pub mod dialect;
pub mod discover;
pub mod drift;
pub mod fetch;
pub mod generate;
pub mod lint;
pub mod lock;
pub mod outputs;
pub mod overlay;
pub mod parse;
pub mod probe;
pub mod quiet;
pub mod record;
pub mod regen;
pub mod report;
pub mod source;
