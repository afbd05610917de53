//! The middle of a regeneration: dialect, overlay and lint, on documents of our own making.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test cannot go on from, it panics at"
)]

mod cases;
mod corpus;
mod generator;
mod lint;
mod lint_laws;
mod openapi31;
mod overlay;
mod schemas31;
mod swagger20;
mod swagger20_bodies;
mod total;
