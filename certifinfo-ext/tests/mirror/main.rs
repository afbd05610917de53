//! The mirror: filled from the sandbox and from exports made here, asked, and mistreated.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "../support/open_data.rs"]
mod export;

mod answers;
mod import;
mod lineage;
mod refresh;
mod sql;
mod support;
