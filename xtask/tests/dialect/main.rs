//! The middle of a regeneration: dialect, overlay and lint, on documents of our own making.

mod generator;
mod lint;
mod lint_cases;
mod lint_laws;
mod openapi31;
mod overlay;
mod schemas31;
mod total;
