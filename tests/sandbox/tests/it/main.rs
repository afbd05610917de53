//! What the sandbox does, over real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the lint exempts test functions only, and these modules are helpers and tests alone"
)]

mod client;
mod command;
mod effects;
mod forms;
mod open_data;
mod paging;
mod routes;
mod search;
mod synthetic;
mod transport;
