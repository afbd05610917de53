//! Overlays that apply and overlays that are rejected.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod overlay;
