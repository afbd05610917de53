//! The compiled examples, for the tests that run them as programs.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// An example's binary: cargo builds the examples of a package before it runs all its tests, but
/// not before it runs one of them, and what was built before says nothing of today's sources.
pub(crate) fn of(example: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let examples = test.ancestors().nth(2).unwrap().join("examples");
    let program = examples.join(format!("{example}{}", std::env::consts::EXE_SUFFIX));
    let built = changed(&program);
    let late = sources(&examples.join(format!("{example}.d")))
        .into_iter()
        .find(|source| changed(source) > built);
    assert!(
        built.is_some() && late.is_none(),
        "{} is not built, or older than its source {late:?}: run `cargo test -p certifinfo-ext`, or \
         build the example first",
        program.display()
    );
    program
}

/// The sources that a program was built from, our other crates' among them, as cargo writes them
/// down beside it: `program: source source …`, a space in a path behind a backslash.
fn sources(list: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(list).unwrap_or_default();
    let paths = text.split_once(": ").map_or("", |(_, paths)| paths);
    let paths = paths.trim().replace("\\ ", "\0");
    paths
        .split_whitespace()
        .map(|path| path.replace('\0', " ").into())
        .collect()
}

/// When a file was last written; `None` if it is not there.
fn changed(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}
