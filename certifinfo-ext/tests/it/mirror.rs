//! The mirror: filled from the sandbox and from exports made here, asked, and mistreated.

mod answers;
mod failures;
mod import;
mod lineage;
mod processes;
mod refresh;
mod sql;
mod support;
