//! `regen` from end to end: over HTTP, in every dialect, into a tree of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

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
mod tree;
