//! `regen` end to end: over HTTP, in every dialect, into a temporary tree.

mod alone;
mod commands;
mod dialects;
mod failures;
mod freshness;
mod hostile;
mod lists;
mod overlay;
mod renamed;
mod sandbox;
pub(crate) mod tree;
