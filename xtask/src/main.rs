//! `cargo xtask`: regen, drift, probe.
fn main() {
    let bytes = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let v: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    print!("{}", xtask::generate::generate(&v, "0").unwrap());
}
