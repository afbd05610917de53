//! Tests of the conversions.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod corpus;
mod documents;
mod openapi31;
mod schemas31;
mod swagger20;
mod swagger20_bodies;
mod total;
