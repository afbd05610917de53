//! The habits of a command line: closed pipes, full disks, colours, languages, arguments.

use std::process::Stdio;

use certifinfo_sandbox::{Fault, Sandbox, When};

use crate::run::command;

/// One call of each command that writes to standard output.
const CALLS: [&[&str]; 12] = [
    &["status", "RNCP37380", "58434"],
    &["status", "RNCP37380", "--format", "csv"],
    &["search", "--niveau", "3", "--format", "json"],
    &["search", "--niveau", "3"],
    &["search", "--niveau", "3", "--format", "csv-excel"],
    &["show", "58434"],
    &["show", "58434", "--format", "csv"],
    &["lineage", "58434"],
    &["lineage", "58434", "--format", "svg"],
    &["completions", "bash"],
    &["status", "--help"],
    &["--version"],
];

#[test]
fn closed_pipe_ends_every_command_in_peace() {
    for arguments in CALLS {
        let mut child = command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(
            !said.contains("error") && !said.contains("panicked"),
            "{arguments:?}: {said}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_an_error_of_every_command() {
    let full = || {
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    for arguments in CALLS {
        let output = command(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        // Not even a full standard error makes it panic.
        let status = command(arguments)
            .stdout(full())
            .stderr(full())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn pipe_gets_no_colours_and_no_progress() {
    let output = command(&["status", "RNCP0"])
        .env("CLICOLOR", "1")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    assert!(!text.contains(&0x1b), "{}", String::from_utf8_lossy(&text));
    let forced = command(&["show"])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(forced.stderr.contains(&0x1b));
    let refused = command(&["show"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!refused.stderr.contains(&0x1b));
}

#[test]
fn quiet_says_nothing_but_that_it_is_a_demonstration() {
    let output = command(&["status", "RNCP37380", "--quiet"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("demonstration"), "{said}");
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let output = command(&["status", "RNCP37380", "--quiet"])
        .env("CERTIFINFO_TOKEN", sandbox.token())
        .env("CERTIFINFO_BASE_URL", sandbox.base_url())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty());
}

#[test]
fn failures_are_explained_in_french_with_their_causes() {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    let run = |url: &str| {
        let output = command(&["show", "58434", "--lang", "fr"])
            .env("CERTIFINFO_TOKEN", sandbox.token())
            .env("CERTIFINFO_BASE_URL", url)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    sandbox.set_fault(Fault::Unauthorized, When::ALWAYS);
    let said = run(&sandbox.base_url());
    assert!(
        said.contains("erreur : le service refuse le jeton"),
        "{said}"
    );
    assert!(said.contains("GET /certification"), "{said}");
    let said = run("ftp://example.org");
    assert!(said.contains("un réglage est à corriger"), "{said}");
}

#[test]
fn whole_chain_of_causes_is_printed() {
    let output = command(&["search", "boulanger"])
        .env("CERTIFINFO_TOKEN", "sandbox")
        .env("CERTIFINFO_BASE_URL", "http://127.0.0.1:1")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("cause: ") && said.contains("Connection refused"),
        "{said}"
    );
}

#[test]
fn code_after_the_mirror_flag_is_explained() {
    let output = command(&["status", "--mirror", "RNCP37380"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("write --mirror=FILE"), "{said}");
}

#[test]
fn token_in_the_wrong_variable_is_not_shown() {
    let secret = "jeton-tres-secret-0123456789abcdef";
    for token in [None, Some("x")] {
        let mut command = command(&["status", "58434"]);
        command.env("CERTIFINFO_BASE_URL", secret);
        if let Some(token) = token {
            command.env("CERTIFINFO_TOKEN", token);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(!said.contains(secret), "{said}");
    }
}
