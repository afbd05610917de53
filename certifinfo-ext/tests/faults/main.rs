//! Every fault of the sandbox against a harvest, driven by one table, which is also the page
//! `FAULTS.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed test is a panic"
)]

mod bounds;
mod docs;
mod encoding;
mod forms;
mod logs;
mod passing;
mod run;
mod secrecy;
mod staying;
mod table;
