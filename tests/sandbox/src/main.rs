//! `certifinfo-sandbox`: serves the API on loopback until killed.
fn main() {}
