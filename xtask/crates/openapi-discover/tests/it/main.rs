//! Reading text, fetching, and finding the document of a page.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may fail a test; clippy lets only the tests themselves"
)]

mod bounds;
mod files;
mod hostile;
mod messages;
mod pages;
mod site;
