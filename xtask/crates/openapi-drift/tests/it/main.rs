//! Drift reports for documents small and large, valid and invalid.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod catalogue;
mod changes;
mod exhaustive;
mod hostile;
mod laws;
mod meaning;
mod mutations;
mod needs;
mod operations;
mod random;
mod renderers;
mod rewrites;
mod scale;
mod schemas;
mod support;
mod tolerance;
