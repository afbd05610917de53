//! Every `cargo xtask …` that the workflows, their scripts and the documentation write down is a
//! command that this program takes, flags included.

use std::path::Path;

use clap::Parser;
use xtask::cli::Cli;

/// Files that tell people or runners to call us, directories one level deep.
const CALLERS: [&str; 7] = [
    ".ci",
    ".github/scripts",
    ".github/workflows",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "openapi/README.md",
];

/// The commands that a text writes down, each as its words after `cargo xtask`.
fn commands(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\\\n", " ");
    let mut commands = Vec::new();
    for line in text.lines() {
        for part in line.split("cargo xtask ").skip(1) {
            let end = part.find(['`', '|', '>', ';', '&', ')', '#', '\'']);
            let part = &part[..end.unwrap_or(part.len())];
            let words = part.split_whitespace();
            // A redirected stream leaves its number behind, and what the shell fills in may be empty.
            let words = words.filter(|word| *word != "2" && !word.contains('$'));
            // `[SOURCE]` in a usage line is a place for a source.
            let words = words.map(|word| word.trim_matches(['[', ']', '"', '.', ',']).to_owned());
            commands.push(words.filter(|word| !word.is_empty()).collect());
        }
    }
    commands
}

/// The texts of [`CALLERS`], with their paths.
fn callers() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace");
    let mut texts = Vec::new();
    for caller in CALLERS {
        let path = root.join(caller);
        let files = if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("it can be listed");
            entries
                .map(|entry| entry.expect("it can be read").path())
                .collect()
        } else {
            vec![path]
        };
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{caller}: {e}"));
            texts.push((file.display().to_string(), text));
        }
    }
    texts
}

#[test]
fn every_command_written_down_is_taken() {
    let mut called: Vec<String> = Vec::new();
    for (file, text) in callers() {
        for words in commands(&text) {
            let line = ["cargo xtask"]
                .into_iter()
                .chain(words.iter().map(String::as_str));
            if let Err(error) = Cli::try_parse_from(line) {
                panic!("{file}: `cargo xtask {}`: {error}", words.join(" "));
            }
            called.extend(words.into_iter().next());
        }
    }
    for command in ["regen", "drift"] {
        assert!(
            called.iter().any(|called| called == command),
            "nobody calls {command}"
        );
    }
}

#[test]
fn a_command_is_found_and_a_wrong_one_refused() {
    let text = "run `cargo xtask regen`, then\nif ! cargo xtask regen --offline \\\n  --check \"$@\" >log 2>&1; then # cargo xtask nonsense --flag\n";
    let found = commands(text);
    assert_eq!(
        found,
        [
            vec!["regen"],
            vec!["regen", "--offline", "--check"],
            vec!["nonsense", "--flag"]
        ]
    );
    let taken = |words: &[String]| {
        let line = ["cargo xtask"]
            .into_iter()
            .chain(words.iter().map(String::as_str));
        Cli::try_parse_from(line).is_ok()
    };
    assert!(taken(&found[0]) && taken(&found[1]) && !taken(&found[2]));
    assert!(
        !taken(&["regen".to_owned(), "--ofline".to_owned()]),
        "a misspelt flag"
    );
}
