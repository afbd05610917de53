//! `certifinfo normalise` through real pipes: any bytes in, a line out for each line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::program;

fn normalise(arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command
        .arg("normalise")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], input: impl AsRef<[u8]> + Send + Sync) -> Output {
    let mut child = normalise(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    thread::scope(|scope| {
        // It may end before it has read everything.
        scope.spawn(move || stdin.write_all(input.as_ref()));
        child.wait_with_output().unwrap()
    })
}

fn lines(arguments: &[&str], input: impl AsRef<[u8]> + Send + Sync) -> Vec<String> {
    let output = run(arguments, input.as_ref());
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(str::to_owned).collect()
}

#[test]
fn line_in_gives_one_line_out() {
    let lines = lines(&["rncp", "--lenient"], "rncp 35419\r\n\nRS5000\n35-420");
    assert_eq!(lines.len(), 4);
    assert_eq!(
        (lines[0].as_str(), lines[3].as_str()),
        ("RNCP35419", "RNCP35420")
    );
    assert!(
        lines[1].starts_with("! ") && lines[1].contains("nothing was given"),
        "{lines:?}"
    );
    assert!(
        lines[2].starts_with("! ") && lines[2].contains("`RsCode`"),
        "{lines:?}"
    );
}

#[test]
fn strict_is_the_default() {
    assert!(lines(&["rncp"], "rncp 35419\n")[0].starts_with("! "));
}

#[test]
fn any_bytes_are_answered() {
    let mut input = b"M1805\n\xff\xfe\nM18\x0005\n".to_vec();
    input.extend(std::iter::repeat_n(b'M', 1_000_000));
    input.extend(b"\nD1102\n");
    let lines = lines(&["rome"], input);
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert_eq!((lines[0].as_str(), lines[4].as_str()), ("M1805", "D1102"));
    assert_eq!(lines[1], "! the line is not UTF-8: byte 1");
    assert!(
        lines[2].starts_with("! ") && lines[2].contains("\\u{0}"),
        "{lines:?}"
    );
    assert_eq!(lines[3], "! the line is far too long for a code");
}

#[test]
fn code_in_no_list_is_said() {
    let lines = lines(&["type_diplome"], "320\n971\n");
    assert_eq!(lines[0], "320");
    assert!(
        lines[1]
            .starts_with("! `971` has the form of a type of diploma, but is none of those known"),
        "{lines:?}"
    );
}

#[test]
fn nothing_in_gives_nothing_out() {
    assert!(lines(&["cfd"], "").is_empty());
}

#[test]
fn line_is_answered_before_the_next_one_comes() {
    let mut child = normalise(&["rome"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..3 {
        stdin.write_all(b"M1805\n").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert_eq!(answer, "M1805\n");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn unknown_kind_is_answered_with_the_kinds() {
    let output = run(&["siren"], "");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("certif_info") && said.contains("annee_session"),
        "{said}"
    );
}

#[test]
fn closed_pipe_ends_in_peace() {
    let mut child = normalise(&["rncp"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let lines = "RNCP35419\n".repeat(100_000);
    let _ = stdin.write_all(lines.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_an_error() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut child = normalise(&["rncp"]).stdout(full).spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"RNCP35419\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("standard output cannot be written"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}
