//! `cargo xtask`: regen, drift, probe.
fn main() {}
