//! Conversions, on documents of our own making.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test cannot go on from, it panics at"
)]

mod corpus;
mod documents;
mod openapi31;
mod schemas31;
mod swagger20;
mod swagger20_bodies;
mod total;
