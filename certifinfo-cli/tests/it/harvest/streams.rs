//! Harvests into standard output, named pipes and devices.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::FileTypeExt;
use std::process::{Command, Stdio};

use super::support::{Harvest, codes, service};

#[test]
fn dash_is_standard_output() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    let output = harvest.command_to("-", &sandbox, &[]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(codes(&lines).len(), 250);
    assert_eq!(
        fs::read_dir(harvest.path(".")).unwrap().count(),
        0,
        "no file is left"
    );
}

#[test]
fn reader_that_leaves_ends_it_without_a_panic_and_not_as_whole() {
    let sandbox = service(5_000).start_blocking().unwrap();
    let harvest = Harvest::new();
    let mut command = harvest.command_to("-", &sandbox, &[]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("whoever reads standard output has closed it"),
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn named_pipe_is_written_and_stays_a_pipe() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    let pipe = harvest.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut command = harvest.command_to("pipe", &sandbox, &[]);
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut text = String::new();
    File::open(&pipe)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(text.lines().count(), 250);
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(fs::read_dir(harvest.path(".")).unwrap().count(), 1);
}

#[test]
fn device_is_written_and_a_full_one_is_an_error() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    assert!(
        harvest
            .command_to("/dev/null", &sandbox, &[])
            .output()
            .unwrap()
            .status
            .success()
    );
    if !cfg!(target_os = "linux") {
        return;
    }
    for (out, full) in [("/dev/full", false), ("-", true)] {
        let mut command = harvest.command_to(out, &sandbox, &[]);
        if full {
            command.stdout(File::options().write(true).open("/dev/full").unwrap());
        }
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("No space left"), "{said}");
        assert_eq!(output.status.code(), Some(1), "{said}");
    }
}

#[test]
fn stream_cannot_be_resumed() {
    let sandbox = service(250).start_blocking().unwrap();
    let harvest = Harvest::new();
    let output = harvest
        .command_to("-", &sandbox, &["--resume"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(sandbox.requests().total, 0);
}
