//! The client: its codes, what it sends, what it makes of every answer, and what it reports.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed test is a panic"
)]

#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod codes;
mod faults;
mod lineage;
#[cfg(feature = "mirror")]
mod mirror;
mod regressions;
mod support;
mod views;
