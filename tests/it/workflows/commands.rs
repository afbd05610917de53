//! Every command that the workflows call exists: scripts, packages, examples, features,
//! subcommands of cargo. What stands behind `cargo xtask` is checked in xtask, on its own parser.

use std::collections::BTreeSet;

use super::{all, runs};
use crate::support::repo;

/// The subcommands that come with the toolchain, of those we use.
const CARGO: [&str; 9] = [
    "build", "check", "clippy", "doc", "fmt", "install", "package", "run", "test",
];

/// The programs that a step may begin with.
const PROGRAMS: [&str; 4] = ["bash", "cargo", "command", "rustup"];

/// What the workflows run, with what those scripts run: where it stands, and the text.
fn scripts() -> Vec<(String, String)> {
    let mut scripts = Vec::new();
    for (file, workflow) in all() {
        scripts.extend(
            runs(&workflow)
                .iter()
                .map(|run| (file.to_owned(), (*run).to_owned())),
        );
    }
    for file in called() {
        scripts.push((file.clone(), repo::read(file)));
    }
    scripts
}

/// The script files that the workflows call.
fn called() -> BTreeSet<String> {
    let mut called = BTreeSet::new();
    for (_, workflow) in all() {
        for run in runs(&workflow) {
            let words = run.split_whitespace();
            let files = words.filter(|w| w.starts_with(".ci/") || w.starts_with(".github/"));
            called.extend(files.map(str::to_owned));
        }
    }
    called
}

/// The words of each command of a script that begins with `program`.
fn commands(text: &str, program: &str) -> Vec<Vec<String>> {
    let text = text.replace("\\\n", " ");
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    let mut commands = Vec::new();
    for line in lines {
        for part in line.split(['|', ';', '&', '(', ')', '>']) {
            let words = part.split_whitespace().skip_while(|word| *word != program);
            let words: Vec<String> = words
                .map(|word| word.trim_matches('"').to_owned())
                .collect();
            if words.len() > 1 {
                commands.push(words);
            }
        }
    }
    commands
}

#[test]
fn commands_are_found_where_they_hide() {
    let text = "# cargo comment\nif ! X=1 cargo test --a \\\n  -p b >>log; then\n  cargo fmt && cargo doc\nfi\n";
    let found = commands(text, "cargo");
    assert_eq!(
        found,
        [
            vec!["cargo", "test", "--a", "-p", "b"],
            vec!["cargo", "fmt"],
            vec!["cargo", "doc"],
        ]
    );
}

#[test]
fn every_script_is_there_and_may_be_run() {
    let called = called();
    assert!(called.len() >= 4, "{called:?}");
    let mut ours = repo::files();
    ours.retain(|file| file.starts_with(".github/scripts/"));
    for file in called.iter().chain(&ours) {
        assert!(called.contains(file), "{file} is called by no workflow");
        let text = repo::read(file);
        assert!(
            text.starts_with("#!/usr/bin/env bash\n# "),
            "{file} does not say what it is"
        );
        assert!(
            text.contains("\nset -euo pipefail\n"),
            "{file} goes on after an error"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = repo::root()
                .join(file)
                .metadata()
                .expect("it is there")
                .permissions();
            assert!(mode.mode() & 0o111 != 0, "{file} is not executable");
        }
    }
}

#[test]
fn every_subcommand_of_cargo_exists() {
    let config = repo::toml(".cargo/config.toml");
    let aliases = config["alias"].as_table().expect("aliases");
    for (place, text) in scripts() {
        for words in commands(&text, "cargo") {
            let known = CARGO.contains(&words[1].as_str())
                || aliases.contains_key(&words[1])
                || all().iter().any(|(_, workflow)| {
                    let installs = format!("cargo install cargo-{} ", words[1]);
                    runs(workflow).iter().any(|run| run.contains(&installs))
                });
            assert!(known, "{place}: `{}`", words.join(" "));
        }
    }
}

#[test]
fn every_package_example_and_feature_exists() {
    let manifests: Vec<(String, toml::Table)> = repo::files_ending("/Cargo.toml")
        .into_iter()
        .map(|file| {
            (
                file.trim_end_matches("Cargo.toml").to_owned(),
                repo::toml(&file),
            )
        })
        .collect();
    let mut checked = 0;
    for (place, text) in scripts() {
        for words in commands(&text, "cargo") {
            let told = format!("{place}: `{}`", words.join(" "));
            let after = |flags: &[&str]| {
                let at = words
                    .iter()
                    .position(|word| flags.contains(&word.as_str()))?;
                words.get(at + 1).cloned()
            };
            // `$package` is filled in by the shell, and held to the manifests below.
            let named = after(&["-p", "--package"]).filter(|name| !name.starts_with('$'));
            if let Some(package) = named {
                let named =
                    |(_, m): &&(_, toml::Table)| m["package"]["name"].as_str() == Some(&package);
                let (_, manifest) = manifests.iter().find(named).expect(&told);
                let features = after(&["--features"]).unwrap_or_default();
                for feature in features.split(',').filter(|feature| !feature.is_empty()) {
                    assert!(manifest["features"].get(feature).is_some(), "{told}");
                }
                checked += 1;
            }
            if let Some(example) = after(&["--example"]) {
                let paths = |(directory, _): &(String, _)| {
                    let file = format!("{directory}examples/{example}.rs");
                    let folder = format!("{directory}examples/{example}/main.rs");
                    [file, folder]
                        .iter()
                        .any(|path| repo::root().join(path).exists())
                };
                assert!(manifests.iter().any(paths), "{told}");
                checked += 1;
            }
        }
    }
    assert!(
        checked >= 5,
        "{checked} commands name a package or an example"
    );
}

/// The first word of every line of a workflow's own step is a program that is there.
#[test]
fn every_step_begins_with_a_program_that_is_there() {
    for (file, workflow) in all() {
        for run in runs(&workflow) {
            let program = run.split_whitespace().next().expect("a command");
            let known = PROGRAMS.contains(&program);
            assert!(known || called().contains(program), "{file}: {run}");
        }
    }
}
