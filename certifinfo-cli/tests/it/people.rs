//! What people read: help, tables, cards, errors, in English and French.

use crate::run::{command, said};

#[test]
fn help_names_every_command_with_an_example() {
    let help = said(&["--help"]);
    insta::assert_snapshot!("help", help);
    let output = command(&["help"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let commands = text
        .split("Commands:\n")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    let names = commands
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help");
    let mut count = 0;
    for name in names {
        let help = said(&[name, "--help"]);
        assert!(
            help.contains("Example") && help.contains("certifinfo "),
            "{help}"
        );
        count += 1;
    }
    assert!(count >= 6, "{text}");
}

#[test]
fn search_lists_what_meets_the_conditions() {
    let said = [
        said(&["search", "desserts", "restaurant"]),
        said(&[
            "search",
            "--niveau",
            "3",
            "--acces",
            "apprentissage",
            "--limit",
            "2",
            "--lang",
            "fr",
        ]),
        said(&[
            "search",
            "habilitation",
            "--limit",
            "2",
            "--format",
            "csv-excel",
        ]),
        said(&["search", "licorne"]),
        said(&["search"]),
        said(&["search", "--niveau", "9"]),
        said(&["search", "--acces", "velo"]),
    ];
    insta::assert_snapshot!("search", said.join("\n"));
}

#[test]
fn show_describes_one_or_lists_several() {
    let on = ["--on", "1/6/2025"];
    let said = [
        said(&["show", "58434", on[0], on[1]]),
        said(&["show", "58434", on[0], on[1], "--lang", "fr"]),
        said(&["show", "RNCP", "19468", on[0], on[1]]),
        said(&[
            "show",
            "https://www.francecompetences.fr/recherche/rncp/4911/",
        ]),
        said(&["show", "999999"]),
        said(&["show", "RS35419", "--lang", "fr"]),
        said(&["show", "RS0", "--lang", "fr"]),
        said(&["show", "58434", "--on", "31/02/2025"]),
    ];
    insta::assert_snapshot!("show", said.join("\n"));
}

#[test]
fn french_is_the_environments_choice() {
    for (name, value) in [("LANG", "fr_FR.UTF-8"), ("LC_ALL", "fr_BE")] {
        let output = command(&["search", "boulanger"])
            .env(name, value)
            .output()
            .unwrap();
        assert!(
            String::from_utf8(output.stdout)
                .unwrap()
                .contains("Intitulé")
        );
    }
}

#[test]
fn json_is_the_record_as_it_came() {
    let output = command(&["show", "58434", "--format", "json"])
        .output()
        .unwrap();
    let array: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(array[0].get("rncp_historique").is_some(), "{array}");
}

#[test]
fn parameter_without_an_option_is_sent() {
    let sandbox = certifinfo_sandbox::Sandbox::builder()
        .start_blocking()
        .unwrap();
    let run = |parameter: &str| {
        let output = command(&["search", "--param", parameter, "--format", "ndjson"])
            .env("CERTIFINFO_TOKEN", sandbox.token())
            .env("CERTIFINFO_BASE_URL", sandbox.base_url())
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let (code, found) = run("intitule=boulanger");
    assert_eq!(code, Some(0));
    assert_eq!(found.lines().count(), 3, "{found}");
    assert_eq!(
        run("page_num=2").0,
        Some(2),
        "the pages are the search's own"
    );
    assert_eq!(run("sans-valeur").0, Some(2));
}

/// The commands of a README's consoles and of the helps' examples, without what the shell does.
fn examples(text: &str) -> Vec<Vec<String>> {
    let starts = [
        "$ certifinfo ",
        "$ cargo run -p certifinfo-cli -- ",
        "  certifinfo ",
    ];
    let commands = text
        .lines()
        .filter_map(|line| starts.iter().find_map(|start| line.strip_prefix(start)));
    let words = |command: &str| {
        // Quotes hold blanks together; a pipe, a redirection or a comment ends the command.
        let mut words = Vec::new();
        for (nth, part) in command.split('"').enumerate() {
            if nth % 2 == 1 {
                words.push(part.to_owned());
                continue;
            }
            for word in part.split_whitespace() {
                if ["|", ">", "#", "&&"].contains(&word) || word.starts_with('#') {
                    return words;
                }
                words.push(word.to_owned());
            }
        }
        words
    };
    commands.map(words).collect()
}

#[test]
fn every_example_of_the_readmes_and_helps_is_accepted() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let mut all = examples(&read("README.md"));
    all.extend(examples(&read("../README.md")));
    for name in [
        "status",
        "search",
        "show",
        "lineage",
        "harvest",
        "mirror",
        "normalise",
        "doctor",
    ] {
        let output = command(&[name, "--help"]).output().unwrap();
        all.extend(examples(&String::from_utf8(output.stdout).unwrap()));
    }
    assert!(all.len() > 25, "{all:?}");
    for words in all {
        // What comes before it is checked first.
        let arguments: Vec<&str> = words.iter().map(String::as_str).chain(["--help"]).collect();
        let output = command(&arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{words:?}: {said}");
    }
}
