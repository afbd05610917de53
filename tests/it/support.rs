//! What several tests stand on: the repository's files, its Rust, a server that says anything.

pub(crate) mod repo;
pub(crate) mod rust;
pub(crate) mod wire;
