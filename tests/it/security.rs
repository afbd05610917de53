//! SECURITY.md promises nothing that no test shows.

use crate::support::repo;

/// What stands between backticks and names a file of tests, and the test in it if one is named.
fn named(text: &str) -> Vec<(String, Option<String>)> {
    let quoted = text.split('`').skip(1).step_by(2);
    let files = quoted.filter(|word| {
        let file = word.split("::").next().unwrap_or_default();
        file.ends_with(".rs") && file.contains('/')
    });
    files
        .map(|word| match word.split_once("::") {
            Some((file, test)) => (file.to_owned(), Some(test.to_owned())),
            None => (word.to_owned(), None),
        })
        .collect()
}

/// The rows of the tables whose last column names what shows them.
fn promises(text: &str) -> Vec<&str> {
    let sections = text
        .split("\n## ")
        .filter(|section| section.contains("| shown by |"));
    let rows = sections.flat_map(|section| section.lines().filter(|line| line.starts_with("| ")));
    rows.filter(|row| !row.ends_with("| shown by |")).collect()
}

#[test]
fn every_test_that_is_named_is_there() {
    let mut missing = Vec::new();
    for (file, test) in named(&repo::read("SECURITY.md")) {
        let there = repo::root().join(&file).is_file() && {
            let text = repo::read(&file);
            match &test {
                Some(test) => is_test(&text, test),
                None => text.contains("#[test]") || text.contains("#[tokio::test"),
            }
        };
        if !there {
            missing.push((file, test));
        }
    }
    assert!(
        missing.is_empty(),
        "SECURITY.md names no test: {missing:#?}"
    );
}

#[test]
fn every_promise_names_a_test() {
    let text = repo::read("SECURITY.md");
    let rows = promises(&text);
    assert!(rows.len() > 25, "the tables are not read: {rows:#?}");
    for row in rows {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").collect();
        let [_, _, shown] = cells[..] else {
            panic!("three columns: {row}");
        };
        // A check of the workflows is a tool's, run by CI.
        let checked = shown.contains("`.ci/run`");
        assert!(
            checked || !named(shown).is_empty(),
            "nothing shows it: {row}"
        );
    }
}

#[test]
fn every_fuzz_target_is_told_and_every_one_told_is_there() {
    let text = repo::read("SECURITY.md");
    let manifest = repo::toml("tests/fuzz/Cargo.toml");
    let bins = manifest["bin"].as_array().expect("the targets");
    let script = repo::read("tests/fuzz/run-all");
    for bin in bins {
        let name = bin["name"].as_str().expect("a name");
        assert!(
            text.contains(&format!("| `{name}` | ")),
            "{name} is not told"
        );
        assert!(script.contains(&format!("[{name}]=")), "{name} is not run");
    }
    let (_, told) = text.split_once("| target | reads |").expect("the targets");
    let told = told
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with("| `"));
    assert_eq!(told.count(), bins.len());
}

/// Whether a file has a test of this name: a function right below an attribute that makes it one.
fn is_test(text: &str, name: &str) -> bool {
    let head = format!("fn {name}(");
    let Some(at) = text.find(&head) else {
        return false;
    };
    // In `proptest!` and under further attributes, the attribute may stand some lines above.
    let above: Vec<&str> = text[..at].lines().rev().take(6).collect();
    above
        .iter()
        .take_while(|line| !line.trim_end().ends_with('}'))
        .any(|line| line.contains("#[test]") || line.contains("#[tokio::test"))
}

#[test]
fn a_helper_is_no_test() {
    let text =
        "#[test]\nfn a() {\n}\n\nfn b() {}\n#[tokio::test(start_paused = true)]\nasync fn c() {}\n";
    assert!(is_test(text, "a") && is_test(text, "c"));
    assert!(!is_test(text, "b") && !is_test(text, "d"));
    assert_eq!(named("`a/b.rs::c`, `d`, `e/f.rs`").len(), 2);
}
