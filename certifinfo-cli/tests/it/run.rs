//! Runs the command, against the embedded sandbox by default.

use std::process::{Command, Output};

use crate::program;

/// The command in English, with no token, no service and no mirror in its environment.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(arguments);
    for name in [
        "CERTIFINFO_TOKEN",
        "CERTIFINFO_BASE_URL",
        "CERTIFINFO_MIRROR",
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
    ] {
        command.env_remove(name);
    }
    // No mirror of whoever runs the tests is in its usual place.
    command
        .env("LANG", "C")
        .env("HOME", "/nowhere")
        .env("XDG_DATA_HOME", "/nowhere");
    command
}

/// What was run, its exit code, standard output, and standard error without the sandbox's port.
pub(crate) fn said(arguments: &[&str]) -> String {
    said_by(command(arguments).output().unwrap(), arguments)
}

pub(crate) fn said_by(output: Output, arguments: &[&str]) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let stderr = text(&output.stderr);
    let stderr: Vec<_> = stderr.lines().map(without_port).collect();
    format!(
        "$ certifinfo {}\nexit code {}\n{}--\n{}\n",
        arguments.join(" "),
        output.status.code().unwrap(),
        text(&output.stdout),
        stderr.join("\n")
    )
}

fn without_port(line: &str) -> String {
    match line.split_once("127.0.0.1:") {
        Some((before, after)) => {
            format!(
                "{before}127.0.0.1:PORT{}",
                after.trim_start_matches(|c: char| c.is_ascii_digit())
            )
        }
        None => line.to_owned(),
    }
}
