//! What the machine refuses: memory for a bomb, room on the disk, a place to write.

use std::process::{Command, Output};

use certifinfo_sandbox::{Fault, Sandbox, When};

use super::support::{Harvest, assert_whole, said, service};

/// Runs the example in a shell that has first done something.
fn under(first: &str, harvest: &Harvest, sandbox: &Sandbox, arguments: &[&str]) -> Output {
    let example = harvest.command(sandbox, arguments);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{first}; exec \"$0\" \"$@\"")])
        .arg(crate::program())
        .args(example.get_args())
        .current_dir(harvest.path("."));
    for (name, value) in example.get_envs() {
        shell.env(name, value.unwrap());
    }
    shell.output().unwrap()
}

#[test]
fn bomb_of_a_gibibyte_is_an_error_within_half_of_that() {
    let sandbox = service(1_000).start_blocking().unwrap();
    let harvest = Harvest::new();
    sandbox.set_fault(Fault::Bomb, When::After(2));
    // All address space, threads and program included, in KiB.
    let output = under("ulimit -v 524288", &harvest, &sandbox, &[]);
    let (code, text) = said(output);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("larger than 33554432 bytes"), "{text}");
    sandbox.clear_faults();
    assert_eq!(harvest.run(&sandbox, &["--resume"]).0, 0);
    assert_whole(&harvest, 1_000);
}

#[test]
fn full_disk_is_an_error_and_the_run_can_be_continued() {
    let sandbox = service(1_000).start_blocking().unwrap();
    let harvest = Harvest::new();
    // A largest file size of some hundred lines, with an error in place of the signal.
    let first = "trap '' XFSZ; ulimit -f 600";
    for resume in [&[][..], &["--resume"]] {
        let (code, text) = said(under(first, &harvest, &sandbox, resume));
        assert_eq!(code, 1, "{text}");
        assert!(text.contains("out.ndjson.part cannot be written"), "{text}");
        assert!(text.contains("continue with --resume"), "{text}");
        assert!(!harvest.path("out.ndjson").exists());
    }
    let (code, text) = harvest.run(&sandbox, &["--resume"]);
    assert_eq!(code, 0, "{text}");
    assert_whole(&harvest, 1_000);
}
