//! All files are written or none, at whatever step a run is stopped.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::atomic_write::{self, Output, STAGING};

const OLD: [(&str, &str); 2] = [("openapi/a.json", "old a"), ("sdk/src/b.rs", "old b")];

fn new_files() -> Vec<Output> {
    [
        ("openapi/a.json", "new a"),
        ("sdk/src/b.rs", "new b"),
        ("sdk/src/c.rs", "new c"),
    ]
    .map(|(path, text)| Output {
        path,
        bytes: text.into(),
    })
    .to_vec()
}

fn old_tree() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in OLD {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

/// Every file below a folder, with its text.
fn files(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn copy_tree(from: &Path, to: &Path) {
    for (name, text) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // An empty staging folder is part of the state too.
    if from.join(STAGING).exists() {
        fs::create_dir_all(to.join(STAGING)).unwrap();
    }
}

#[test]
fn completed_run_leaves_only_the_new_files() {
    let root = old_tree();
    atomic_write::write(root.path(), &new_files()).unwrap();
    let expected = [
        ("openapi/a.json", "new a"),
        ("sdk/src/b.rs", "new b"),
        ("sdk/src/c.rs", "new c"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(files(root.path()), BTreeMap::from(expected));
}

#[test]
fn run_killed_at_any_step_leaves_the_old_files() {
    let root = old_tree();
    let before = files(root.path());
    let mut killed = Vec::new();
    atomic_write::write_watched(root.path(), &new_files(), &mut |step| {
        let copy = tempfile::tempdir().unwrap();
        copy_tree(root.path(), copy.path());
        killed.push((step.to_owned(), copy));
    })
    .unwrap();

    let (last, states) = killed.split_last().unwrap();
    assert!(states.len() >= 8, "{} steps", states.len());
    for (step, state) in states {
        atomic_write::recover(state.path()).unwrap();
        assert_eq!(files(state.path()), before, "killed after: {step}");
        // Recovery may itself be killed before its last step: repeating it has the same result.
        assert!(!atomic_write::recover(state.path()).unwrap());
    }
    // The run was complete when its journal was deleted: only cleaning up remains.
    assert_eq!(last.0, "journal removed");
    assert!(!atomic_write::recover(last.1.path()).unwrap());
    assert_eq!(files(last.1.path()), files(root.path()));
}

#[test]
fn before_the_journal_no_target_is_touched() {
    let root = old_tree();
    let before = files(root.path());
    let mut journal = false;
    atomic_write::write_watched(root.path(), &new_files(), &mut |step| {
        journal |= step == "journal written";
        if !journal {
            let mut now = files(root.path());
            now.retain(|name, _| !name.starts_with(STAGING));
            assert_eq!(now, before, "after: {step}");
        }
    })
    .unwrap();
    assert!(journal);
}

#[test]
fn failed_replacement_leaves_all_files_unchanged() {
    let root = old_tree();
    let before = files(root.path());
    let mut blocked = new_files();
    // The last target is blocked by a folder.
    blocked[2].path = "sdk";
    let error = atomic_write::write(root.path(), &blocked).unwrap_err();
    assert!(error.to_string().contains("sdk"), "{error}");
    assert_eq!(files(root.path()), before);
}
