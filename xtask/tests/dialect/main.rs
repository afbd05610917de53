//! The middle of a regeneration: dialect, overlay and lint, on documents of our own making.

mod openapi31;
mod overlay;
mod schemas31;
mod total;
