//! The `normalise` example, as a process.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Cargo builds the examples with the tests, beside them.
fn example() -> PathBuf {
    let mut path = std::env::current_exe().expect("this test has a path");
    path.pop();
    path.pop();
    path.join("examples")
        .join(format!("normalise{}", std::env::consts::EXE_SUFFIX))
}

fn normalise(args: &[&str], input: Vec<u8>) -> Output {
    let mut child = Command::new(example())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example is built");
    let mut stdin = child.stdin.take().expect("a pipe");
    // Written beside the reading, or both would wait for each other.
    let writer = std::thread::spawn(move || {
        // The other side may have stopped reading: that is for the test to say.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the example ends");
    writer.join().expect("the input was written");
    output
}

fn lines(args: &[&str], input: impl Into<Vec<u8>>) -> Vec<String> {
    let output = normalise(args, input.into());
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_line_in_is_a_line_out() {
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
fn what_is_in_no_list_is_said() {
    let lines = lines(&["type_diplome"], "320\n971\n");
    assert_eq!(lines[0], "320");
    assert!(
        lines[1].starts_with("! `971` is none of those known"),
        "{lines:?}"
    );
}

#[test]
fn nothing_in_nothing_out() {
    assert!(lines(&["cfd"], "").is_empty());
}

#[test]
fn an_unknown_kind_is_answered_with_the_kinds() {
    let output = normalise(&["siren"], Vec::new());
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        message.contains("certif_info") && message.contains("annee_session"),
        "{message}"
    );
}
