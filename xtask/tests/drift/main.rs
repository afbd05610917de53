//! What drift reports, for documents small and large, sound and unsound.

mod catalogue;
mod laws;
mod mutations;
mod operations;
mod renderers;
mod scale;
mod schemas;
mod support;
mod tolerance;
