//! What the sandbox does, over real sockets.

mod client;
mod routes;
mod search;
