//! The repository's own files.

use std::path::{Path, PathBuf};

use serde_json::Value;
use walkdir::WalkDir;

/// Directories that hold nothing of ours.
const SKIPPED: [&str; 2] = ["target", ".git"];

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("this package stands in a directory of the workspace")
}

/// A file's text, by its path from the root.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    let bytes = std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
    // A seed of the fuzzers may be no UTF-8.
    let text = String::from_utf8_lossy(&bytes);
    // A checkout on Windows may have put carriage returns in.
    text.replace("\r\n", "\n")
}

/// A JSON document, by its path from the root.
pub(crate) fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A TOML document, by its path from the root.
pub(crate) fn toml(path: impl AsRef<Path>) -> toml::Table {
    let path = path.as_ref();
    read(path)
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files, as paths from the root with `/` between the parts, sorted.
pub(crate) fn files() -> Vec<String> {
    let walk = WalkDir::new(root())
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0 || !SKIPPED.iter().any(|skipped| entry.file_name() == *skipped)
        });
    let mut files: Vec<String> = walk
        .map(|entry| entry.expect("the repository can be listed"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| slashed(entry.path().strip_prefix(root()).expect("below the root")))
        .collect();
    files.sort();
    files
}

/// The files that end like this.
pub(crate) fn files_ending(end: &str) -> Vec<String> {
    let mut files = files();
    files.retain(|file| file.ends_with(end));
    assert!(!files.is_empty(), "no file of the repository ends in {end}");
    files
}

fn slashed(path: &Path) -> String {
    let parts = PathBuf::from(path);
    let parts: Vec<_> = parts.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
