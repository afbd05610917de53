//! The commands, the regeneration, the probe and the files they write.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it did not expect, its helpers too"
)]

mod atomic_write;
mod bind;
mod clients;
mod commands;
mod probe;
mod regen;
