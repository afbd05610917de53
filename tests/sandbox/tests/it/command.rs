//! The binary: its first line, its list of faults, its refusals.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use certifinfo_sandbox::Fault;

use crate::client::http;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_certifinfo-sandbox"));
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// A running sandbox that is killed at the end of its test.
struct Running(Child, String);

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Running(child, line.trim_end().to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[tokio::test]
async fn the_first_line_is_the_base_url() {
    let running = Running::start(&["--token", "t", "--synthetic", "12", "--seed", "3"]);
    let url = &running.1;
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let answer = http()
        .get(format!("{url}/recherche"))
        .header("token-connexion", "t");
    let text = answer.send().await.unwrap().text().await.unwrap();
    assert!(text.starts_with(r#"{"total":12,"#), "{text}");
}

#[tokio::test]
async fn faults_documents_and_ports_come_from_the_command_line() {
    let document = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("document.json");
    std::fs::write(&document, "{\"openapi\":\"3.0.3\"}").unwrap();
    let document = document.to_str().unwrap();
    let running = Running::start(&[
        "--document",
        document,
        "--fault",
        "status-503=after:1",
        "--latency",
        "1",
    ]);
    let url = running.1.as_str();
    let answer = http()
        .get(format!("{url}/openapi.json"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.text().await.unwrap(), "{\"openapi\":\"3.0.3\"}");
    assert_eq!(
        http()
            .get(format!("{url}/docs"))
            .send()
            .await
            .unwrap()
            .status(),
        503
    );

    let port = url.rsplit(':').next().unwrap();
    let taken = run(&["--port", port]);
    let error = String::from_utf8(taken.stderr).unwrap();
    assert!(!taken.status.success() && error.contains(port), "{error}");
}

#[test]
fn the_list_names_every_fault_with_a_line() {
    let output = run(&["--fault", "list"]);
    assert!(output.status.success());
    let list = String::from_utf8(output.stdout).unwrap();
    assert_eq!(list.lines().count(), Fault::ALL.len());
    for (line, fault) in list.lines().zip(Fault::ALL) {
        assert!(
            line.starts_with(fault.name()) && line.ends_with(fault.description()),
            "{line}"
        );
    }
    for name in [
        "reset",
        "truncate",
        "slow",
        "status-500",
        "status-502-html",
        "status-503",
        "rate-limit",
        "rate-limit-date",
        "rate-limit-absurd",
        "maintenance-200",
        "garbage-json",
        "bad-record",
        "wrong-next",
        "empty-page",
        "repeat-page",
        "moving-total",
        "endless",
        "null-arrays",
        "string-scalars",
        "unknown-fields",
        "not-found-200",
        "redirect-elsewhere",
        "bomb",
    ] {
        assert_eq!(name.parse::<Fault>().unwrap().name(), name);
    }
}

#[test]
fn what_it_cannot_do_it_refuses_with_a_reason() {
    for (arguments, words) in [
        (vec!["--fault", "resett"], "--fault list"),
        (vec!["--fault", "reset=2"], "rate from 0 to 1"),
        (vec!["--port", "70000"], "70000"),
        (vec!["--open-data", "no/such.csv"], "no/such.csv"),
        (vec!["--document", "no/such.json"], "no/such.json"),
        (
            vec!["--synthetic", "3", "--open-data", "x.csv"],
            "cannot be used with",
        ),
        (vec!["--nosuch"], "--nosuch"),
    ] {
        let output = run(&arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(error.contains(words), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty());
    }
}
