//! The test binary of the workspace: one module a behaviour.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a failed expectation is how a test tells, in its helpers too"
)]

mod support;

// What the workspace promises.
mod blocking;
mod contract;
mod fields;
mod inventory;
mod sdk;
mod surface;

// What its files keep to.
mod layers;
mod packaging;
mod pins;
mod readme;
#[cfg(unix)]
mod scripts;
mod security;
mod tidy;
