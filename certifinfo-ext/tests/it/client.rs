//! The client over real sockets: what it sends, what it makes of every answer, and what it says.

mod archived;
mod config;
mod errors;
mod face;
mod fake;
mod faults;
mod pages;
mod retries;
mod search;
mod secrecy;
mod sockets;
#[cfg(feature = "tracing")]
mod spans;
