//! The command as people and scripts run it: what it prints, its files, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

#[cfg(target_os = "linux")]
#[path = "../../../certifinfo-ext/tests/support/open_data.rs"]
mod export;
mod harvest;
mod normalise;

/// The program under test.
fn program() -> &'static str {
    env!("CARGO_BIN_EXE_certifinfo")
}
