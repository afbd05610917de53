//! How long a comparison of two large documents takes:
//! `cargo run --release -p xtask --example drift_scale -- 10` for two of 10 MB.

use std::time::Instant;

use xtask::drift::{compare, synthetic::synthetic};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let megabytes = match std::env::args().nth(1) {
        Some(text) => text.parse()?,
        None => 10,
    };
    let old = synthetic(megabytes);
    let mut new = old.clone();
    // One change in a hundred schemas.
    let schemas = new
        .pointer_mut("/components/schemas")
        .and_then(serde_json::Value::as_object_mut);
    for schema in schemas
        .into_iter()
        .flat_map(serde_json::Map::values_mut)
        .step_by(100)
    {
        schema["properties"]["niveau"]["maximum"] = 9.into();
    }
    println!(
        "{} and {} bytes",
        old.to_string().len(),
        new.to_string().len()
    );
    let start = Instant::now();
    let report = compare(&old, &new, "2026-01-31")?;
    println!(
        "{} changes, {}, in {:?}",
        report.changes.len(),
        report.verdict().word(),
        start.elapsed()
    );
    // Linux tells the most memory that was held.
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status
            .lines()
            .filter(|line| line.starts_with("VmHWM"))
            .for_each(|line| println!("{line}"));
    }
    Ok(())
}
