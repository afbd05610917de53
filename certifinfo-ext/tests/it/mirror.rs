//! The mirror: filled from the sandbox and from exports made here, asked, and mistreated.

mod answers;
mod import;
mod lineage;
mod refresh;
mod sql;
mod support;
