//! The examples `lookup`, `lineage` and `search` as programs: what they print and how they end.

use std::process::{Command, Output};

use crate::support::program;

fn run(example: &str, arguments: &[&str]) -> Output {
    Command::new(program::of(example))
        .args(arguments)
        .env_remove("CERTIFINFO_TOKEN")
        .env_remove("CERTIFINFO_BASE_URL")
        .output()
        .unwrap()
}

/// Exit code, stdout, and stderr without the line that names the sandbox's port.
fn said(example: &str, arguments: &[&str]) -> String {
    let output = run(example, arguments);
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let stderr: Vec<_> = stderr
        .lines()
        .filter(|line| !line.starts_with("from "))
        .collect();
    format!(
        "$ {example} {}\nexit code {}\n{}\n{}",
        arguments.join(" "),
        output.status.code().unwrap(),
        stdout.trim_end(),
        stderr.join("\n"),
    )
    .trim_end()
    .replace("\n\n", "\n")
}

#[test]
fn lineage_draws_and_answers() {
    let on = ["--on", "2025-06-01"];
    let said = [
        said("lineage", &["58434", on[0], on[1]]),
        said("lineage", &["rncp", "19468", on[0], on[1]]),
        said("lineage", &["118034", "--dot"]),
        said("lineage", &["72002"]),
        said("lineage", &["RS99999"]),
        said("lineage", &["RNCP"]),
        said("lineage", &["58434x"]),
    ];
    insta::assert_snapshot!("example_lineage", said.join("\n\n"));
}

#[test]
fn lookup_shows_one_or_lists_several() {
    let on = ["--on", "2025-06-01"];
    let said = [
        said("lookup", &["58434", on[0], on[1]]),
        said("lookup", &["RNCP 19468", on[0], on[1]]),
        said(
            "lookup",
            &["https://www.francecompetences.fr/recherche/rncp/4911/"],
        ),
        said("lookup", &["999999"]),
        said("lookup", &["RS35419"]),
        said("lookup", &["RS0"]),
    ];
    insta::assert_snapshot!("example_lookup", said.join("\n\n"));
}

#[test]
fn search_lists_what_has_the_words() {
    let said = [
        said("search", &["desserts", "restaurant"]),
        said("search", &["habilitation", "--limit", "2"]),
        said("search", &["licorne"]),
    ];
    insta::assert_snapshot!("example_search", said.join("\n\n"));
}

/// The README's tour, against a sandbox in place of the service.
#[test]
fn the_tour_of_the_readme_runs() {
    let sandbox = certifinfo_sandbox::Sandbox::builder()
        .start_blocking()
        .unwrap();
    let output = Command::new(program::of("tour"))
        .env("CERTIFINFO_TOKEN", sandbox.token())
        .env("CERTIFINFO_BASE_URL", sandbox.base_url())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    assert!(said.contains("106290"), "{said}");
    assert!(said.contains("D1102"), "{said}");
}
