//! The harvest example as a user runs it: its file, its messages, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

mod bounds;
mod example;
#[cfg(target_os = "linux")]
#[path = "../support/open_data.rs"]
mod export;
mod faults;
mod leftovers;
mod mistakes;
mod open_data;
mod outages;
#[path = "../support/program.rs"]
mod program;
mod runs;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod storms;
