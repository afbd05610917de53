//! `certifinfo status`: a line for each code, in the order given, errors in place.

use std::io::Write;
use std::process::Stdio;

use certifinfo_sandbox::{Fault, Sandbox, When};

use crate::run::{command, said};

const DAY: [&str; 2] = ["--on", "01/06/2025"];

fn status(arguments: &[&str]) -> String {
    said(&[&["status"], arguments, &DAY].concat())
}

#[test]
fn codes_of_mixed_quality_get_a_line_each() {
    let codes = [
        "RNCP37380",
        "rncp-19468",
        "https://www.francecompetences.fr/recherche/rncp/4911/",
        "58434",
        "58434",
        "118 034",
        "22089",
        "35419",
        "72001",
        "RNCP0",
        "xx",
        "RS6117",
    ];
    insta::assert_snapshot!("table", status(&codes));
    let french = [&codes[..], &["--lang", "fr"]].concat();
    insta::assert_snapshot!("french", status(&french));
}

#[test]
fn formats_say_the_same() {
    let codes = ["RNCP19468", "58434", "35419", "RNCP0"];
    let said = ["csv", "csv-excel", "json", "ndjson"].map(|format| {
        let arguments = [&codes[..], &["--format", format]].concat();
        status(&arguments)
    });
    insta::assert_snapshot!("formats", said.join("\n"));
}

#[test]
fn every_line_of_a_file_has_its_line() {
    let mut child = command(&[
        "status", "--file", "-", "--kind", "rncp", "--format", "ndjson",
    ])
    .args(DAY)
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all("\u{feff}37380\r\n\nRS6117\nNR\n19468 ".as_bytes())
        .unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let states: Vec<_> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["state"].clone())
        .collect();
    assert_eq!(states, ["active", "invalid", "invalid", "invalid", "ended"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn column_of_a_table_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("codes.csv");
    std::fs::write(&file, "nom;fiche\nA;RNCP37380\nB;\"RS6117\"\n").unwrap();
    let file = file.to_str().unwrap();
    for (column, lines) in [("fiche", 2), ("2", 3)] {
        let output = command(&[
            "status", "--file", file, "--column", column, "--format", "ndjson",
        ])
        .output()
        .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), lines, "{column}: {text}");
    }
    let output = command(&["status", "--file", file, "--column", "code"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("the column `code` does not exist") && said.contains("nom, fiche"),
        "{said}"
    );
}

#[test]
fn file_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (file, phrase) in [
        (write("codes.xlsx", b"PK\x03\x04..."), "save it as CSV"),
        ("/nowhere/codes".to_owned(), "/nowhere/codes cannot be read"),
    ] {
        let output = command(&["status", "--file", &file]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(phrase), "{said}");
    }
}

fn from(sandbox: &Sandbox, arguments: &[&str]) -> (i32, String, String) {
    let output = command(arguments)
        .env("CERTIFINFO_TOKEN", sandbox.token())
        .env("CERTIFINFO_BASE_URL", sandbox.base_url())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn repeated_code_is_asked_for_once() {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let codes = ["106290"; 20];
    let (code, out, _) = from(&sandbox, &[&["status"][..], &codes].concat());
    assert_eq!((code, out.lines().count()), (0, 21));
    let asked = sandbox.requests().total;
    assert!(asked <= 4, "as many as are in flight at once: {asked}");
}

#[test]
fn refused_token_ends_it_with_2_and_what_to_do() {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    sandbox.set_fault(Fault::Unauthorized, When::ALWAYS);
    let (code, _, said) = from(&sandbox, &["status", "106290", "58434"]);
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("CERTIFINFO_TOKEN") && !said.contains(sandbox.token()),
        "{said}"
    );
}

#[test]
fn answer_that_cannot_be_read_is_said_on_its_line() {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    sandbox.set_fault(Fault::Bomb, When::First(1));
    let (code, out, said) = from(&sandbox, &["status", "106290", "58434", "--format", "csv"]);
    assert_eq!(code, 2, "{said}");
    assert!(
        out.contains("error") && out.contains("larger than"),
        "{out}"
    );
    assert_eq!(out.lines().count(), 3, "the other one is answered: {out}");
}
