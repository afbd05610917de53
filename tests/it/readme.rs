//! The README says what the tree has: its tour is the example, its commands exist.

use crate::support::repo;

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    text.split(&open)
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block.to_owned())
        .collect()
}

#[test]
fn the_tour_is_the_example() {
    let readme = repo::read("README.md");
    let tour = repo::read("certifinfo-ext/examples/tour.rs");
    let code = tour.split_once("\n\n").unwrap().1;
    assert_eq!(blocks(&readme, "rust"), [code]);
}

#[test]
fn every_example_that_is_named_is_there() {
    let readme = repo::read("README.md");
    let named = readme.split("--example ").skip(1);
    for name in named.filter_map(|rest| rest.split([' ', '`', '\n']).next()) {
        let file = format!("certifinfo-ext/examples/{name}");
        let there = [format!("{file}.rs"), format!("{file}/main.rs")];
        let found = there.iter().any(|file| repo::root().join(file).exists());
        assert!(found, "the README names the example {name}");
    }
}

#[test]
fn every_file_that_is_linked_is_there() {
    for page in [
        "ARCHITECTURE.md",
        "README.md",
        "CONTRIBUTING.md",
        "openapi/README.md",
    ] {
        let text = repo::read(page);
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if target.contains("://") || target.starts_with('#') {
                continue;
            }
            let folder = repo::root().join(page);
            let path = folder.parent().unwrap().join(target);
            assert!(path.exists(), "{page} links {target}");
        }
    }
}

/// A path in backquotes, from the root: a file or folder that is renamed is renamed there too.
#[test]
fn every_path_that_is_named_is_there() {
    let tops = [
        "certifinfo-cli/",
        "certifinfo-ext/",
        "certifinfo-sdk/",
        "openapi/",
        "tests/",
        "xtask/",
        ".ci/",
        ".github/",
    ];
    let mut named = 0;
    for page in [
        "ARCHITECTURE.md",
        "README.md",
        "CONTRIBUTING.md",
        "openapi/README.md",
    ] {
        let text = repo::read(page);
        for path in text.split('`').skip(1).step_by(2) {
            let whole = !path.contains(char::is_whitespace);
            if whole && tops.iter().any(|top| path.starts_with(top)) {
                assert!(repo::root().join(path).exists(), "{page} names {path}");
                named += 1;
            }
        }
    }
    assert!(named >= 20, "{named} found");
}

#[test]
fn the_first_commands_are_what_ci_runs() {
    let ci = repo::read(".ci/run").replace(" --locked", "");
    for command in [
        "cargo run -p certifinfo-cli -- harvest",
        "cargo run -p certifinfo-cli -- status RNCP19468",
        "cargo test --workspace",
    ] {
        assert!(repo::read("README.md").contains(command));
        assert!(ci.contains(command), ".ci/run does not run {command}");
    }
}
