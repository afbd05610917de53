//! Overlays: what is applied, and what is refused.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot go on from, it panics at"
)]

mod overlay;
