//! What the scripts of the workflows do (spec-drift.yml, release.yml), run with a `cargo`, a `git` and a `gh` that only write
//! down how they were called.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::repo;

/// A runner: a directory with the programs of a test, and what the scripts left.
struct Runner {
    directory: TempDir,
}

impl Runner {
    /// `cargo` says `said` and ends with `status`.
    fn new(cargo: &str) -> Self {
        let runner = Self {
            directory: TempDir::new().expect("a directory"),
        };
        runner.program("cargo", cargo);
        runner.program("git", "case $1 in diff) echo a patch ;; esac");
        runner.program("gh", "");
        runner
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.directory.path().join(name)
    }

    /// A program that notes how it was called, then does `body`.
    fn program(&self, name: &str, body: &str) {
        let path = self.path(&format!("bin/{name}"));
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        let calls = self.path("calls");
        let text = format!(
            "#!/bin/bash\necho \"{name} $*\" >>{}\n{body}\n",
            calls.display()
        );
        fs::write(&path, text).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
    }

    fn run(&self, script: &str, arguments: &[&str]) -> Output {
        self.run_file(&format!(".github/scripts/{script}"), arguments)
    }

    /// Runs a script by its path from the root of the repository.
    fn run_file(&self, file: &str, arguments: &[&str]) -> Output {
        let path = std::env::var("PATH").unwrap_or_default();
        Command::new(Path::new(repo::root()).join(file))
            .args(arguments)
            .current_dir(self.directory.path())
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("GITHUB_OUTPUT", self.path("output"))
            .env("GITHUB_STEP_SUMMARY", self.path("summary"))
            .env("GITHUB_REF_NAME", "main")
            .output()
            .expect("bash runs")
    }

    fn left(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }
}

#[test]
fn the_three_outcomes_of_a_comparison_are_told_apart() {
    for (status, outcome, summary) in [
        (0, "same", "what drift said"),
        (4, "drift", "what drift said"),
        (100, "unknown", "This is not drift"),
    ] {
        let cargo = format!("echo what drift said; echo ::error::why >&2; exit {status}");
        let runner = Runner::new(&cargo);
        let output = runner.run("compare.sh", &["out", "http://127.0.0.1:9/docs"]);
        assert!(output.status.success(), "{status}: {output:?}");
        assert_eq!(runner.left("output"), format!("outcome={outcome}\n"));
        assert!(
            runner.left("summary").contains(summary),
            "{}",
            runner.left("summary")
        );
        let call = "cargo xtask drift --format markdown http://127.0.0.1:9/docs\n";
        assert_eq!(runner.left("calls"), call);

        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            log, "| ::error::why\n",
            "a fetched word is no command of the runner"
        );
        let warns = String::from_utf8_lossy(&output.stdout).contains("::warning");
        assert_eq!(warns, outcome == "unknown");
    }
}

/// What is none of the contract's statuses (a panic, a build that fails) is an error of ours.
#[test]
fn a_comparison_that_breaks_is_no_outcome() {
    let runner = Runner::new("exit 101");
    let output = runner.run("compare.sh", &["out"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(runner.left("output"), "");
    assert_eq!(
        runner.left("calls"),
        "cargo xtask drift --format markdown\n"
    );
}

#[test]
fn a_regeneration_leaves_a_patch_and_tells_how_the_tests_went() {
    for (tests, told) in [(0, "The tests pass."), (1, "**The tests fail**")] {
        let cargo = format!("echo said $INSTA_UPDATE; [ $1 = xtask ] || exit {tests}");
        let runner = Runner::new(&cargo);
        fs::create_dir(runner.path("out")).expect("a directory");
        fs::write(runner.path("out/report.md"), "é".repeat(70_000)).expect("a file");
        let output = runner.run("regenerate.sh", &["out"]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(runner.left("out/changes.patch"), "a patch\n");
        let calls = runner.left("calls");
        let calls: Vec<&str> = calls.lines().collect();
        assert_eq!(
            calls[..2],
            ["cargo xtask regen", "cargo test --workspace --locked"]
        );
        let body = runner.left("out/body.md");
        assert!(
            body.contains(told) && body.contains("said always"),
            "{told}"
        );
        assert!(
            body.chars().count() < 65_536,
            "the text is longer than the service takes"
        );
    }
}

#[test]
fn a_regeneration_that_fails_leaves_no_patch() {
    let runner = Runner::new("echo dangling reference; exit 100");
    fs::create_dir(runner.path("out")).expect("a directory");
    fs::write(runner.path("out/report.md"), "what drift said").expect("a file");
    assert!(runner.run("regenerate.sh", &["out"]).status.success());
    assert!(!runner.path("out/changes.patch").exists());
    let body = runner.left("out/body.md");
    for told in [
        "what drift said",
        "No client could be generated",
        "dangling reference",
    ] {
        assert!(body.contains(told), "{body}");
    }
}

/// The first drift opens, the next updates; with a patch a pull request, without one an issue.
#[test]
fn one_pull_request_or_one_issue_is_kept() {
    for (patch, open, expected) in [
        (true, "", "gh pr create --head spec-drift --base main"),
        (true, "7", "gh pr edit 7 "),
        (false, "", "gh issue create --label spec-drift"),
        (false, "7", "gh issue edit 7 "),
    ] {
        let runner = Runner::new("exit 1");
        runner.program("gh", &format!("[ $2 = list ] && echo {open}; exit 0"));
        fs::create_dir(runner.path("out")).expect("a directory");
        if patch {
            fs::write(runner.path("out/changes.patch"), "a patch").expect("a file");
        }
        let output = runner.run("propose.sh", &["out"]);
        assert!(output.status.success(), "{output:?}");
        let calls = runner.left("calls");
        let last = calls.lines().last().unwrap_or_default();
        assert!(last.starts_with(expected), "{calls}");
        assert!(last.ends_with("--body-file out/body.md"), "{calls}");
        let pushes = calls.matches("git push --quiet --force origin HEAD:refs/heads/spec-drift\n");
        assert_eq!(pushes.count(), usize::from(patch), "{calls}");
        assert!(!calls.contains("cargo"), "{calls}");
    }
}

const MANIFEST: &str = "[workspace]\nmembers = []\n\n[workspace.package]\nversion = \"1.2.3\"\n\n[workspace.dependencies]\nother = { version = \"9.9\" }\nversion = \"8.8.8\"\n";

const COMPARED: &str = "cargo semver-checks --baseline-rev v1.2.0 --package certifinfo-sandbox --package certifinfo-sdk --package certifinfo-ext";

/// A checkout of version 1.2.3, whose changelog has a section `section`, after `before`.
fn checkout(cargo: &str, section: &str, before: Option<&str>) -> Runner {
    let runner = Runner::new(cargo);
    let git = match before {
        Some(tag) => format!("echo {tag}"),
        None => "exit 128".to_owned(),
    };
    runner.program("git", &git);
    fs::write(runner.path("Cargo.toml"), MANIFEST).expect("a file");
    let changelog = format!("# Changelog\n\n## [{section}]\n");
    fs::write(runner.path("CHANGELOG.md"), changelog).expect("a file");
    runner
}

#[test]
fn a_release_is_compared_with_the_one_before() {
    for (kind, name, section) in [("tag", "v1.2.3", "1.2.3"), ("branch", "main", "Unreleased")] {
        let runner = checkout("", section, Some("v1.2.0"));
        let output = runner.run("release.sh", &[kind, name]);
        assert!(output.status.success(), "{kind}: {output:?}");
        let calls = runner.left("calls");
        assert_eq!(calls.lines().last(), Some(COMPARED), "{kind}");
        assert!(
            calls.starts_with("git describe --tags --abbrev=0 --match v* HEAD^\n"),
            "{calls}"
        );
    }
}

#[test]
fn a_change_that_the_number_does_not_tell_fails() {
    let runner = checkout("exit 1", "1.2.3", Some("v1.2.0"));
    assert!(
        !runner
            .run("release.sh", &["tag", "v1.2.3"])
            .status
            .success()
    );
}

#[test]
fn the_first_release_has_nothing_to_be_compared_with() {
    let runner = checkout("exit 1", "1.2.3", None);
    let output = runner.run("release.sh", &["tag", "v1.2.3"]);
    assert!(output.status.success(), "{output:?}");
    assert!(!runner.left("calls").contains("cargo"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("there is no release before 1.2.3"), "{said}");
}

/// The tag, the manifest and the changelog name one version, or nothing is compared at all.
#[test]
fn a_tag_that_nothing_bears_out_is_refused() {
    for (tag, section, told) in [
        ("v1.2.4", "1.2.3", "tag v1.2.3"),
        ("1.2.3", "1.2.3", "tag v1.2.3"),
        (
            "v1.2.3",
            "Unreleased",
            "CHANGELOG.md has no section [1.2.3]",
        ),
        ("v1.2.3", "1x2x3", "CHANGELOG.md has no section [1.2.3]"),
    ] {
        let runner = checkout("", section, Some("v1.2.0"));
        let output = runner.run("release.sh", &["tag", tag]);
        assert_eq!(output.status.code(), Some(1), "{tag} {section}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            said.starts_with("::error::") && said.contains(told),
            "{tag}: {said}"
        );
        assert_eq!(runner.left("calls"), "", "{tag} {section}");
    }
}
