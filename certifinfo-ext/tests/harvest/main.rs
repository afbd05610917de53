//! The harvest example as a user runs it: its file, its messages, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

mod example;
mod open_data;
mod runs;
