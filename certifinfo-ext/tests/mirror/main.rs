//! The mirror: filled from the sandbox and from exports made here, asked, and mistreated.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "../support/open_data.rs"]
mod export;

mod answers;
mod failures;
mod import;
mod lineage;
mod processes;
mod refresh;
mod sql;
mod support;
