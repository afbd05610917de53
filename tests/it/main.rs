//! The test binary of the workspace: one module a behaviour.

mod support;

mod fields;
mod house;
mod inventory;
mod sdk;
mod surface;
