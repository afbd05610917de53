//! `regen` from end to end: over HTTP, in every dialect, into a tree of its own.

mod commands;
mod dialects;
mod failures;
mod freshness;
mod tree;
