//! Drift between any two documents: no panic, and what is the same is the same.

#![no_main]

use certifinfo_fuzz::{document::document, mutation::mutate};
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use openapi_document::parse;
use openapi_drift::{Format, Subject, Verdict, compare, render};
use serde_json::Value;

const TODAY: &str = "2026-01-31";

fuzz_target!(|bytes: &[u8]| {
    let (base, mut entropy) = match bytes {
        [0..=127, ..] => match parse(bytes) {
            Ok(base) => (base, Unstructured::new(bytes)),
            Err(_) => return,
        },
        [_, rest @ ..] => {
            let mut entropy = Unstructured::new(rest);
            (document(&mut entropy), entropy)
        }
        [] => return,
    };
    let revision = match entropy.ratio(1, 5).unwrap_or(false) {
        true => document(&mut entropy),
        false => {
            let mut revision = base.clone();
            for _ in 0..entropy.int_in_range(1..=4).unwrap_or(1) {
                mutate(&mut revision, &mut entropy);
            }
            revision
        }
    };
    same(&base);
    same(&revision);
    told(&base, &revision);
    told(&revision, &base);
});

fn same(document: &Value) {
    if let Ok(report) = compare(document, document, TODAY) {
        assert_eq!(report.verdict(), Verdict::None, "{:?}", report.changes);
    }
}

/// Whatever the documents hold, a report keeps to its lines.
fn told(base: &Value, revision: &Value) {
    let Ok(report) = compare(base, revision, TODAY) else {
        return;
    };
    let subject = Subject {
        base: "base.json",
        revision: "revision.json",
    };
    let written = |format| {
        let mut out = Vec::new();
        render::write(&report, &subject, format, &mut out).expect("memory takes everything");
        String::from_utf8(out).expect("a report is text")
    };
    let text = written(Format::Text);
    let coloured = |c: char| c.is_control() && c != '\n' && c != '\u{1b}';
    assert!(!text.contains(coloured), "no control characters: {text:?}");
    serde_json::from_str::<Value>(&written(Format::Json)).expect("a report is JSON");
    written(Format::Markdown);
    // No name of a document's starts a command of its own in a job's log.
    let github = written(Format::Github);
    let commands = github
        .split(['\n', '\r'])
        .filter(|line| line.starts_with("::"))
        .count();
    assert_eq!(
        commands,
        report.changes.len() + usize::from(!report.notes.is_empty())
    );
}
