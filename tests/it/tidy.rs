//! What every file keeps to.

use crate::support::repo;

/// Hosts of package registries and toolchains, cut in two so that this file does not name them.
const HOSTS: [(&str, &str); 8] = [
    ("crates", ".io"),
    ("docs", ".rs/"),
    ("lib", ".rs/"),
    ("static.", "rust-lang"),
    ("index.", "crates"),
    ("npmjs", ".org"),
    ("npmjs", ".com"),
    ("pypi", ".org"),
];

fn hand_written() -> Vec<String> {
    let mut files = repo::files_ending(".rs");
    files.retain(|file| file != "certifinfo-sdk/src/generated.rs");
    files
}

#[test]
fn every_file_says_first_what_it_is() {
    let mut silent = hand_written();
    silent.retain(|file| !repo::read(file).starts_with("//! "));
    assert!(
        silent.is_empty(),
        "these do not open with `//!`: {silent:#?}"
    );
}

/// A file that no `mod` names is compiled by no one: its tests pass unseen.
#[test]
fn every_file_is_a_module_of_something() {
    let files = hand_written();
    let texts: Vec<(&str, String)> = files
        .iter()
        .map(|file| (file.as_str(), repo::read(file)))
        .collect();
    for file in &files {
        let path: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
        let (name, folder) = match path[..] {
            [.., folder, "mod"] => (folder, ""),
            [.., folder, name] => (name, folder),
            _ => panic!("{file} stands in no package"),
        };
        // What cargo compiles without being told, and the library of certifinfo-tests.
        let roots = ["examples", "benches", "targets", "tests"];
        if ["lib", "main"].contains(&name) || roots.contains(&folder) || file == "tests/it/empty.rs"
        {
            continue;
        }
        let declared = format!("mod {name};");
        let named = texts.iter().any(|(other, text)| {
            other.split('/').next() == file.split('/').next()
                && text.lines().any(|line| {
                    let line = line.trim();
                    line.ends_with(&declared) && !line.starts_with("//")
                })
        });
        assert!(named, "no file declares `{declared}` for {file}");
    }
}

#[test]
fn no_file_names_the_host_of_a_registry() {
    let texts = [
        ".sh", ".rs", ".toml", ".md", ".yml", ".yaml", ".json", ".snap", "/run",
    ];
    for file in repo::files() {
        if texts.iter().any(|end| file.ends_with(end)) {
            // A seed of the fuzzer need not be text.
            let bytes = std::fs::read(repo::root().join(&file)).expect("the file is there");
            let text = String::from_utf8_lossy(&bytes);
            for (left, right) in HOSTS {
                let host = format!("{left}{right}");
                assert!(!text.contains(&host), "{file} names {host}");
            }
        }
    }
}
