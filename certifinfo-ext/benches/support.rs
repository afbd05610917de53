//! What the benchmarks share: the structs they compare with, the sandbox in a process of its own,
//! and the table of figures that each prints.

#![allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    reason = "each benchmark uses a part of this; one that cannot go on stops"
)]

pub(crate) mod export;
pub(crate) mod memory;
pub(crate) mod plain;
pub(crate) mod sandbox;
pub(crate) mod strict;
pub(crate) mod table;
pub(crate) mod turns;
