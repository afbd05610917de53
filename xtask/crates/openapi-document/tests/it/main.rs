//! Reading JSON and YAML, and the parts of a document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod document;
mod parse;
