//! `normalise` on a million lines, against `cat` into `wc -l` on the same file.
//!
//! `cargo bench -p certifinfo-cli --bench normalise`. Needs `cat` and `wc`.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

#[allow(dead_code, reason = "this benchmark uses a part of it")]
#[path = "../../certifinfo-ext/benches/support/table.rs"]
mod table;
#[allow(dead_code, reason = "this benchmark uses a part of it")]
#[path = "../../certifinfo-ext/benches/support/turns.rs"]
mod turns;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use table::Table;
use turns::{median, ratio};

const LINES: u32 = 1_000_000;
const ROUNDS: usize = 31;
/// Of the lines a second of `cat` into `wc -l`, at least.
const BOUND: f64 = 0.5;

fn main() {
    // Cargo builds it, optimised, before it runs this.
    let program = env!("CARGO_BIN_EXE_certifinfo");
    let kept = tempfile::tempdir().expect("a place for the lines");
    let codes = kept.path().join("codes");
    let broken = kept.path().join("broken");
    write(&codes, |rng| format!("RNCP{}", rng.u32(183..42_653)));
    write(&broken, |rng| match rng.bool() {
        true => format!("rncp {}", rng.u32(183..42_653)),
        false => format!("RS{}", rng.u32(876..6_940)),
    });
    let title = format!("{LINES} lines through a pipe: lines a second, against `cat | wc -l`");
    let table = Table::new(&title);
    let normalise = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command.arg("normalise").args(arguments);
        command
    };
    let mut count = Command::new("wc");
    count.arg("-l");
    let (strict, counted) = race(&mut normalise(&["rncp"]), &mut count, &codes);
    table.at_least("normalise rncp, all valid", ratio(&counted, &strict), BOUND);
    table.note("  nanoseconds a line", per_line(strict));
    table.note("  cat | wc -l, nanoseconds a line", per_line(counted));
    let (lenient, counted) = race(&mut normalise(&["rncp", "--lenient"]), &mut count, &broken);
    let figure = format!("{:.3}", ratio(&counted, &lenient));
    table.note("normalise rncp --lenient, half no RNCP number", figure);
    table.note("  nanoseconds a line", per_line(lenient));
}

/// Seconds of both commands behind `cat`, in turn.
fn race(first: &mut Command, second: &mut Command, file: &Path) -> (Vec<f64>, Vec<f64>) {
    let once = |command: &mut Command| {
        let start = Instant::now();
        let mut cat = Command::new("cat")
            .arg(file)
            .stdout(Stdio::piped())
            .spawn()
            .expect("cat starts");
        let lines = cat.stdout.take().expect("its output is piped");
        let status = command.stdin(lines).stdout(Stdio::null()).status();
        assert!(status.expect("it starts").success(), "it succeeds");
        cat.wait().expect("cat ends");
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(|_| (once(first), once(second))).unzip()
}

fn per_line(seconds: Vec<f64>) -> String {
    format!("{:.1}", median(seconds) * 1e9 / f64::from(LINES))
}

fn write(path: &Path, mut line: impl FnMut(&mut fastrand::Rng) -> String) {
    let mut rng = fastrand::Rng::with_seed(20_250_101);
    let mut file = BufWriter::new(File::create(path).expect("the file can be made"));
    for _ in 0..LINES {
        writeln!(file, "{}", line(&mut rng)).expect("the line is written");
    }
    file.flush().expect("the file is written");
}
