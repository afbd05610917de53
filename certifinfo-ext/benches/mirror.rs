//! What a mirror costs: an import against reading the same file, and answers about many codes.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that cannot go on stops"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use certifinfo_ext::lineage::Subject;
use certifinfo_ext::mirror::{ImportOptions, Mirror};
use certifinfo_ext::paris;
use certifinfo_ext::sdk::types;

mod support;

use support::table::Table;
use support::{export, memory, turns};

/// How often the answers are asked for, so that the kernel's ticks of 10 ms are fine enough.
const ROUNDS: u32 = 20;

fn main() {
    let table = Table::new("The mirror");
    let generated = export::generated(10_000);
    import(&table, "a generated export of 10,000", &generated);
    match export::sample() {
        Some(sample) => import(&table, "the producer's sample", &sample),
        None => println!("skipped: the producer's sample is not there"),
    }
    answers(&table, &generated);
    flat(&table);
}

fn import(table: &Table, what: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mirror.db");
    let documents = documents(&filled(&path, bytes));
    let read = |parse: fn(&str)| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .quoting(false)
            .from_reader(bytes);
        let mut row = csv::ByteRecord::new();
        let mut cells = 0;
        while reader.read_byte_record(&mut row).expect("a row") {
            cells += row.len();
        }
        documents.iter().for_each(|document| parse(document));
        cells
    };
    let plain = |document: &str| {
        let value: serde_json::Value = serde_json::from_str(document).expect("JSON");
        drop(black_box(value));
    };
    let typed = |document: &str| {
        let record: types::Certification = serde_json::from_str(document).expect("a record");
        drop(black_box(record));
    };
    let write = || {
        let _ = std::fs::remove_file(&path);
        filled(&path, bytes)
    };
    let mut contenders = [
        turns::contender(|| read(plain)),
        turns::contender(write),
        turns::contender(|| read(typed)),
    ];
    let times = turns::rounds(&mut contenders, 7, Duration::from_millis(300));
    let ratio = turns::ratio(&times[1], &times[0]);
    // A disk that others use slows the import alone: processor time tells the work apart.
    let mut busy = |at: usize| {
        let before = memory::ticks()?;
        (0..ROUNDS).for_each(|_| contenders[at]());
        Some(memory::ticks()? - before)
    };
    let label = format!("import of {what}, against CSV and JSON");
    table.at_most(&label, ratio, 3.0);
    if let (Some(plain), Some(write), Some(typed)) = (busy(0), busy(1), busy(2)) {
        let ratio = write / plain;
        table.at_most("  the same in processor time", ratio, 3.0);
        let typed = format!("{:.2}", write / typed);
        table.note("  the same, against records in place of JSON values", typed);
    }
    let lines = documents.len() as f64;
    table.note(
        "  certifications a second",
        format!("{:.0}", lines / turns::median(times[1].clone())),
    );
}

/// A mirror with this export.
fn filled(path: &std::path::Path, bytes: &[u8]) -> Mirror {
    let mirror = Mirror::open(path).expect("a mirror");
    let options = ImportOptions::new("export");
    mirror.import_open_data(bytes, options).expect("an import");
    mirror
}

fn documents(mirror: &Mirror) -> Vec<String> {
    let table = mirror
        .query("SELECT json FROM document")
        .expect("documents");
    let texts = table.rows.into_iter().flatten().map(|value| match value {
        certifinfo_ext::mirror::SqlValue::Text(json) => json,
        other => panic!("{other:?}"),
    });
    texts.collect()
}

fn answers(table: &Table, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let mirror = filled(&folder.path().join("mirror.db"), bytes);
    let day = paris::today();
    let all: Vec<Subject> = mirror
        .codes(true)
        .expect("codes")
        .into_iter()
        .map(Subject::from)
        .collect();
    let some: Vec<Subject> = all
        .iter()
        .copied()
        .step_by(all.len() / 500)
        .take(500)
        .collect();
    let before = memory::ticks();
    for _ in 0..ROUNDS {
        black_box(mirror.statuses(&some, day).expect("answers"));
    }
    if let (Some(before), Some(after)) = (before, memory::ticks()) {
        let seconds = (after - before) / 100.0 / f64::from(ROUNDS);
        table.at_most(
            "status of 500 codes, seconds of processor time",
            seconds,
            0.1,
        );
    }
    let (before, start) = (memory::ticks(), Instant::now());
    let answers = mirror.statuses(&all, day).expect("answers");
    let seconds = start.elapsed().as_secs_f64();
    if let (Some(before), Some(after)) = (before, memory::ticks()) {
        let busy = format!("{:.2}", (after - before) / 100.0);
        table.note("lineage of all codes, seconds of processor time", busy);
    }
    table.at_most(
        &format!("lineage of all {} codes, seconds", answers.len()),
        seconds,
        1.0,
    );
}

/// Peak memory, which only grows: the small import first.
fn flat(table: &Table) {
    let peak = |count| {
        let bytes = export::generated(count);
        let folder = tempfile::tempdir().expect("a folder");
        filled(&folder.path().join("mirror.db"), &bytes);
        drop(bytes);
        memory::peak("self")
    };
    let (small, large) = (peak(10_000), peak(10_000));
    if let (Some(small), Some(large)) = (small, large) {
        table.at_most(
            "peak memory of a second import, against the first",
            large / small,
            1.05,
        );
    }
}
