//! Time and peak memory of `regen --offline` and `drift`, each run in a separate process, with the
//! time inside the generator and the time for reading the documents shown separately.
//!
//! `cargo bench -p xtask --bench pipeline`. Memory is measured on Linux only.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot go on stops"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use openapi_drift::{FailOn, Format, synthetic::synthetic};
use serde_json::Value;
use xtask::cli::Drift;
use xtask::regen::{self, RegenOptions};
use xtask::report::ProgressReport;
use xtask::{commands, generate};

/// Runs of each task; the median counts.
const RUNS: usize = 7;
/// Megabytes of the generated document.
const LARGE: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [task, rest @ ..] = arguments.as_slice()
        && let Some(task) = task.strip_prefix("--task=")
    {
        let files: Vec<PathBuf> = rest.iter().map(PathBuf::from).collect();
        let start = Instant::now();
        run(task, &files);
        return println!("{} {}", start.elapsed().as_secs_f64(), peak());
    }
    let openapi = root().join("openapi");
    let ours = [
        openapi.join("published.json"),
        openapi.join("effective.json"),
    ];
    let kept = tempfile::tempdir().expect("a place for the large documents");
    let large = [kept.path().join("old.json"), kept.path().join("new.json")];
    write(&large);

    println!("{:<50} {:>10} {:>10}", "", "ms", "peak MB");
    measure("regen --offline --check", "regen", &[]);
    measure(
        "  of that, the generator (progenitor, syn)",
        "generator",
        &ours[1..],
    );
    measure("drift, published.json with effective.json", "drift", &ours);
    measure("  of that, reading both", "read", &ours);
    measure(
        &format!("drift, two documents of {LARGE} MB"),
        "drift",
        &large,
    );
    measure("  of that, reading both", "read", &large);
}

/// Prints the medians of a task.
fn measure(what: &str, task: &str, files: &[PathBuf]) {
    let itself = std::env::current_exe().expect("a benchmark knows its own file");
    let once = || {
        let output = Command::new(&itself)
            .arg(format!("--task={task}"))
            .args(files)
            .output()
            .expect("the benchmark starts once more");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut figures = text.split_whitespace().map(|figure| figure.parse::<f64>());
        let mut figure = || figures.next().and_then(Result::ok).unwrap_or(f64::NAN);
        (figure(), figure())
    };
    let (seconds, peaks): (Vec<f64>, Vec<f64>) = (0..RUNS).map(|_| once()).unzip();
    let (milliseconds, megabytes) = (median(seconds) * 1e3, median(peaks) / 1e3);
    println!("{what:<50} {milliseconds:>10.1} {megabytes:>10.1}");
}

fn run(task: &str, files: &[PathBuf]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    match (task, files) {
        ("regen", []) => {
            let options = RegenOptions {
                root: root(),
                source: None,
                offline: true,
                check: true,
            };
            let mut output = Vec::new();
            let outcome =
                runtime.block_on(regen::run(&options, &mut ProgressReport::new(&mut output)));
            outcome.expect("the pipeline runs");
        }
        ("generator", [effective]) => drop(
            progenitor_preflight::preflight(&read(effective), &generate::options(), &mut |_| {})
                .map_err(|refused| refused.to_string())
                .expect("code"),
        ),
        ("drift", [base, revision]) => {
            let arguments = Drift {
                source: Some(revision.display().to_string()),
                base: Some(base.clone()),
                format: Format::Text,
                fail_on: FailOn::Never,
            };
            let mut output = Vec::new();
            let outcome = runtime.block_on(commands::drift(&root(), &arguments, &mut output));
            outcome.expect("both can be read");
        }
        ("read", files) => drop(files.iter().map(|file| read(file)).collect::<Vec<_>>()),
        _ => panic!("no such task: {task}"),
    }
}

fn read(file: &Path) -> Value {
    openapi_document::parse(&fs::read(file).expect("the file is there")).expect("a document")
}

/// A generated document, and the same with one change in a hundred schemas.
fn write([old, new]: &[PathBuf; 2]) {
    let mut document = synthetic(LARGE);
    fs::write(old, document.to_string()).expect("the old one is written");
    let schemas = document["components"]["schemas"].as_object_mut();
    let schemas = schemas.expect("schemas").values_mut();
    for schema in schemas.step_by(100) {
        schema["properties"]["niveau"]["maximum"] = 9.into();
    }
    fs::write(new, document.to_string()).expect("the new one is written");
}

fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// The most memory this process ever had resident, in kB.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let figure = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
    figure.unwrap_or(f64::NAN)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
