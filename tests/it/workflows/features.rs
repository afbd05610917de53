//! What `.ci/features` checks, run with a `cargo` that only writes down how it was called.

use std::collections::BTreeSet;

use super::scripts::Runner;
use crate::support::repo;

/// The features of a package, without `default`.
fn features(package: &str) -> BTreeSet<String> {
    let manifests = repo::files_ending("/Cargo.toml").into_iter();
    let manifest = manifests
        .map(repo::toml)
        .find(|manifest| manifest["package"]["name"].as_str() == Some(package))
        .expect("a package");
    let table = manifest["features"].as_table().expect("features");
    table
        .keys()
        .filter(|name| *name != "default")
        .cloned()
        .collect()
}

/// The combinations that were checked of a package.
fn checked(calls: &str, package: &str) -> Vec<BTreeSet<String>> {
    let start = format!("cargo check --quiet -p {package} --no-default-features --features ");
    let given = calls.lines().filter_map(|call| call.strip_prefix(&start));
    let given = given.filter_map(|rest| rest.strip_suffix("--locked"));
    let words = given.map(|list| list.trim().split(',').filter(|word| !word.is_empty()));
    words
        .map(|list| list.map(str::to_owned).collect())
        .collect()
}

/// A runner with the headers of OpenSSL, or without them and the right to install any.
fn runner(openssl: bool) -> Runner {
    let runner = Runner::new("exit 0");
    runner.program("pkg-config", if openssl { "exit 0" } else { "exit 1" });
    runner.program("id", "echo 1000");
    runner.program("uname", "echo Linux");
    runner
}

/// One that is added to a manifest is missed here.
#[test]
fn every_combination_of_all_features_is_checked_once() {
    for openssl in [true, false] {
        let runner = runner(openssl);
        let output = runner.run_file(".ci/features", &[]);
        assert!(output.status.success(), "{output:?}");
        let calls = runner.left("calls");
        for package in ["certifinfo-sandbox", "certifinfo-sdk", "certifinfo-ext"] {
            let mut all = features(package);
            if !openssl {
                all.remove("native-tls");
            }
            let checked = checked(&calls, package);
            let distinct: BTreeSet<_> = checked.iter().collect();
            assert_eq!(checked.len(), 1 << all.len(), "{package}: {checked:#?}");
            assert_eq!(distinct.len(), checked.len(), "{package}: {checked:#?}");
            assert!(
                checked.iter().all(|some| some.is_subset(&all)),
                "{package}: {checked:#?}"
            );
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(said.contains("left out: native-tls"), !openssl, "{said}");
        let without = "cargo test -p certifinfo-ext --no-default-features --features blocking --test it --locked blocking::\n";
        assert!(calls.contains(without), "{calls}");
        assert_eq!(calls.contains("--test https"), openssl, "{calls}");
    }
}

/// A combination that does not build fails the script: none is lost in a pipe.
#[test]
fn a_combination_that_does_not_build_fails() {
    for broken in [
        "certifinfo-sandbox --no-default-features --features cli",
        "tracing,native-tls",
    ] {
        let runner = runner(true);
        runner.program("cargo", &format!("[[ \"$*\" != *\"{broken} --locked\" ]]"));
        let output = runner.run_file(".ci/features", &[]);
        assert!(!output.status.success(), "{broken}: {output:?}");
        let last = runner.left("calls").lines().last().map(str::to_owned);
        assert!(
            last.is_some_and(|call| call.contains(broken)),
            "it ends there"
        );
    }
}
