//! JSON and YAML as they are read, and the parts of a document.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test cannot go on from, it panics at"
)]

mod document;
mod parse;
