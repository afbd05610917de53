//! Codes: what is read, what is refused, and what is said about it.

mod errors;
mod export;
mod facts;
mod kinds;
mod laws;
mod semantics;
mod serde_forms;
mod vectors;
