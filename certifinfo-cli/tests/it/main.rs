//! The command as people and scripts run it: what it prints, its files, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it did not expect"
)]

mod doctor;
#[cfg(target_os = "linux")]
#[path = "../../../certifinfo-ext/tests/it/support/open_data.rs"]
mod export;
#[allow(dead_code, reason = "only a part of it is used here")]
#[path = "../../../certifinfo-ext/tests/it/mirror/support.rs"]
mod export_lines;
mod habits;
mod harvest;
mod lineage;
mod mirror;
mod normalise;
mod people;
mod run;
mod status;

/// The program under test.
fn program() -> &'static str {
    env!("CARGO_BIN_EXE_certifinfo")
}
