//! Codes: what is read, what is refused, and what is said about it.

#![allow(clippy::expect_used, reason = "a test says what failed by panicking")]

mod errors;
mod export;
mod facts;
mod kinds;
mod laws;
mod semantics;
mod serde_forms;
mod vectors;
