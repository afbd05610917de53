//! What release.sh makes of a version, with a `cargo` and a `git` that only write down how they
//! were called.

use std::fs;

use super::scripts::Runner;

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
