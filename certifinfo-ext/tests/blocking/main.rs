//! The blocking face: the same answers as the async client, and its manners with runtimes and
//! threads.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed test is a panic"
)]

mod lineage;
mod runtimes;
mod same;
mod support;
mod tls;
mod walks;
