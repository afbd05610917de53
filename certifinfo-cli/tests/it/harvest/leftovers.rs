//! What a run finds from an earlier one: parts cut short, spoiled, edited, or gone.

use std::fs;

use certifinfo_sandbox::{Fault, Sandbox, When};

use super::support::{Harvest, assert_whole, service};

const CERTIFICATIONS: u64 = 650;

/// A run that the service stopped after some pages.
fn stopped(arguments: &[&str]) -> (Sandbox, Harvest) {
    let sandbox = service(CERTIFICATIONS).start_blocking().unwrap();
    sandbox.set_fault(Fault::Unauthorized, When::After(4));
    let harvest = Harvest::new();
    assert_eq!(harvest.run(&sandbox, arguments).0, 1);
    sandbox.clear_faults();
    assert!(harvest.path("out.ndjson.part.resume").exists());
    (sandbox, harvest)
}

fn completes(sandbox: &Sandbox, harvest: &Harvest) {
    let (code, said) = harvest.run(sandbox, &["--resume"]);
    assert_eq!(code, 0, "{said}");
    assert_whole(harvest, CERTIFICATIONS);
}

#[test]
fn checkpoint_beyond_the_lines_is_ignored() {
    // As after a power cut that kept the place and lost lines.
    let (sandbox, harvest) = stopped(&[]);
    let part = harvest.path("out.ndjson.part");
    let text = fs::read_to_string(&part).unwrap();
    let half: String = text.split_inclusive('\n').take(150).collect();
    fs::write(&part, half).unwrap();
    completes(&sandbox, &harvest);

    // The part deleted, as the message proposes, and its place forgotten.
    for begin in [&["--resume"][..], &[]] {
        let (sandbox, harvest) = stopped(&[]);
        fs::remove_file(harvest.path("out.ndjson.part")).unwrap();
        let (code, said) = harvest.run(&sandbox, begin);
        assert_eq!(code, 0, "{said}");
        assert_whole(&harvest, CERTIFICATIONS);
    }
}

#[test]
fn garbage_at_the_end_of_a_part_is_cut_off() {
    for garbage in [
        "{\"certifinfo_code\":",
        "\0\0\0\0",
        "garbage\n",
        "{\"a\":\n\n\n",
    ] {
        let (sandbox, harvest) = stopped(&[]);
        let part = harvest.path("out.ndjson.part");
        let mut bytes = fs::read(&part).unwrap();
        bytes.extend_from_slice(garbage.as_bytes());
        fs::write(&part, bytes).unwrap();
        completes(&sandbox, &harvest);
    }
}

#[test]
fn bad_line_within_a_part_is_named_and_left_alone() {
    let (sandbox, harvest) = stopped(&[]);
    let part = harvest.path("out.ndjson.part");
    let text = fs::read_to_string(&part).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(11, "oops");
    let spoiled = lines.join("\n") + "\n";
    fs::write(&part, &spoiled).unwrap();
    let (code, said) = harvest.run(&sandbox, &["--resume"]);
    assert_eq!(code, 1);
    assert!(said.contains("line 12 of out.ndjson.part"), "{said}");
    assert_eq!(fs::read_to_string(&part).unwrap(), spoiled, "left alone");
}

#[test]
fn part_with_windows_line_ends_is_continued() {
    let (sandbox, harvest) = stopped(&[]);
    let part = harvest.path("out.ndjson.part");
    let text = fs::read_to_string(&part).unwrap();
    fs::write(&part, text.replace('\n', "\r\n")).unwrap();
    completes(&sandbox, &harvest);
}

#[test]
fn unreadable_checkpoint_starts_the_search_over() {
    for place in [None, Some(""), Some("{}"), Some("\u{0}\u{0}")] {
        let (sandbox, harvest) = stopped(&[]);
        let path = harvest.path("out.ndjson.part.resume");
        match place {
            None => fs::remove_file(path).unwrap(),
            Some(text) => fs::write(path, text).unwrap(),
        }
        completes(&sandbox, &harvest);
    }
}

#[test]
fn part_of_another_harvest_is_refused() {
    let (sandbox, harvest) = stopped(&[]);
    let before = fs::read(harvest.path("out.ndjson.part")).unwrap();
    let (code, said) = harvest.run(&sandbox, &["--resume", "--details"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("holds search items (without --details)"),
        "{said}"
    );

    let other = service(CERTIFICATIONS).start_blocking().unwrap();
    let (code, said) = harvest.run(&other, &["--resume"]);
    assert_eq!(code, 2);
    let begun = format!("was begun from {}", sandbox.base_url());
    assert!(said.contains(&begun), "{said}");

    let (code, said) = harvest.run(&sandbox, &["--resume", "--limit", "5"]);
    assert_eq!(code, 2);
    assert!(said.contains("more than --limit 5"), "{said}");

    assert_eq!(fs::read(harvest.path("out.ndjson.part")).unwrap(), before);
    completes(&sandbox, &harvest);
}

#[test]
fn resume_without_a_part_begins_unless_the_file_exists() {
    let sandbox = service(CERTIFICATIONS).start_blocking().unwrap();
    let harvest = Harvest::new();
    completes(&sandbox, &harvest);
    // As a kill right after the end leaves it.
    fs::write(harvest.path("out.ndjson.part.resume"), "{}").unwrap();
    let before = sandbox.requests().total;
    let (code, said) = harvest.run(&sandbox, &["--resume"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("is whole already"), "{said}");
    assert_eq!(sandbox.requests().total, before);
    assert_whole(&harvest, CERTIFICATIONS);
    let (code, said) = harvest.run(&sandbox, &[]);
    assert_eq!(code, 0, "anew: {said}");
    assert_whole(&harvest, CERTIFICATIONS);
}
