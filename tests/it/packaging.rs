//! What is published: the files of each package, its licences, and the toolchain that it asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::support::repo;

/// The packages that are published, in the order in which they can be: where they stand, and what
/// they hold beside what cargo adds.
const PACKAGES: [(&str, &str, &[&str]); 10] = [
    (
        "certifinfo-sandbox",
        "tests/sandbox",
        &["src/", "data/default.json", "openapi.json"],
    ),
    ("certifinfo-sdk", "certifinfo-sdk", &["src/"]),
    (
        "certifinfo-ext",
        "certifinfo-ext",
        &["src/", "examples/", "FAULTS.md"],
    ),
    ("certifinfo-cli", "certifinfo-cli", &["src/"]),
    (
        "openapi-document",
        "xtask/crates/openapi-document",
        &["src/"],
    ),
    ("openapi-convert", "xtask/crates/openapi-convert", &["src/"]),
    ("openapi-overlay", "xtask/crates/openapi-overlay", &["src/"]),
    (
        "openapi-discover",
        "xtask/crates/openapi-discover",
        &["src/"],
    ),
    (
        "openapi-drift",
        "xtask/crates/openapi-drift",
        &["src/", "DRIFT.md"],
    ),
    (
        "progenitor-preflight",
        "xtask/crates/progenitor-preflight",
        &["src/"],
    ),
];

/// What every package has at its top.
const TOP: [&str; 4] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// What cargo adds.
const ADDED: [&str; 3] = ["Cargo.lock", "Cargo.toml.orig", ".cargo_vcs_info.json"];

/// Bytes of a package before compression, at most. The largest has 0.6 MB today.
const LARGEST: u64 = 1_000_000;

/// Bytes of one file, at most. The largest, generated.rs, has 0.2 MB today.
const LARGEST_FILE: u64 = 400_000;

fn cargo(arguments: &[&str]) -> Result<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = Command::new(cargo)
        .args(arguments)
        .current_dir(repo::root())
        .output()
        .expect("cargo runs");
    if run.status.success() {
        Ok(String::from_utf8(run.stdout).expect("text"))
    } else {
        Err(String::from_utf8_lossy(&run.stderr).into_owned())
    }
}

fn contents(package: &str) -> BTreeSet<String> {
    let list = [
        "package",
        "--list",
        "--offline",
        "--allow-dirty",
        "-p",
        package,
    ];
    let list = cargo(&list).unwrap_or_else(|error| panic!("{package}: {error}"));
    // Windows writes its own separators.
    list.lines().map(|file| file.replace('\\', "/")).collect()
}

#[test]
fn packages_hold_what_their_users_need_and_no_more() {
    for (package, directory, holds) in PACKAGES {
        let files = contents(package);
        for file in TOP {
            assert!(files.contains(file), "{package} has no {file}");
        }
        let roots = ["src/lib.rs", "src/main.rs"];
        assert!(
            roots.iter().any(|root| files.contains(*root)),
            "{package}: {files:?}"
        );
        let mut size = 0;
        for file in files.iter().filter(|file| !ADDED.contains(&file.as_str())) {
            let known =
                |held: &&str| *held == file || (held.ends_with('/') && file.starts_with(*held));
            assert!(
                TOP.contains(&file.as_str()) || holds.iter().any(known),
                "{package} publishes {file}"
            );
            let path = repo::root().join(directory).join(file);
            let bytes = path
                .metadata()
                .unwrap_or_else(|error| panic!("{package}, {file}: {error}"));
            assert!(
                !path.is_symlink(),
                "{package}: {file} is a link, which not every checkout keeps"
            );
            assert!(
                bytes.len() <= LARGEST_FILE,
                "{package}: {file} has {} bytes",
                bytes.len()
            );
            size += bytes.len();
        }
        assert!(size <= LARGEST, "{package} has {size} bytes");
    }
}

/// Every source file that git knows is in its package: none is forgotten by a pattern.
#[test]
fn packages_hold_all_of_their_sources() {
    for (package, directory, holds) in PACKAGES {
        let published = contents(package);
        for held in holds {
            let mut ours = repo::files();
            let prefix = format!("{directory}/");
            ours.retain(|file| file.starts_with(&format!("{prefix}{held}")));
            assert!(!ours.is_empty(), "{package} has no {held}");
            for file in ours {
                let file = &file[prefix.len()..];
                assert!(published.contains(file), "{package} leaves out {file}");
            }
        }
    }
}

/// Copies, because a link in a checkout on Windows is a file that holds a path.
#[test]
fn licences_are_copies_of_the_workspaces() {
    for (package, directory, _) in PACKAGES {
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(
                repo::read(format!("{directory}/{licence}")) == repo::read(licence),
                "{package}: its {licence} is not the workspace's; copy it over"
            );
        }
    }
}

/// What a package says of itself; more than five keywords, or longer ones, are refused when it is
/// published.
#[test]
fn packages_say_what_they_are() {
    let workspace = &repo::toml("Cargo.toml")["workspace"];
    for (package, directory, _) in PACKAGES {
        let manifest = repo::toml(format!("{directory}/Cargo.toml"));
        let told = |key: &str| {
            let own = &manifest["package"]
                .get(key)
                .unwrap_or_else(|| panic!("{package}: no {key}"));
            match own.get("workspace") {
                Some(_) => workspace["package"][key].clone(),
                None => (*own).clone(),
            }
        };
        assert!(
            told("description")
                .as_str()
                .is_some_and(|text| text.len() > 30),
            "{package}"
        );
        assert_eq!(told("readme").as_str(), Some("README.md"), "{package}");
        assert_eq!(
            told("license").as_str(),
            Some("MIT OR Apache-2.0"),
            "{package}"
        );
        let keywords = told("keywords");
        let keywords = keywords.as_array().expect("a list");
        assert!((1..=5).contains(&keywords.len()), "{package}: {keywords:?}");
        for keyword in keywords {
            assert!(
                keyword.as_str().is_some_and(|word| word.len() <= 20),
                "{package}: {keyword}"
            );
        }
        assert!(
            told("categories")
                .as_array()
                .is_some_and(|list| !list.is_empty()),
            "{package}"
        );
        let readme = repo::read(format!("{directory}/README.md"));
        assert!(
            readme.starts_with(&format!("# {package}\n")),
            "{package}: its README.md"
        );
        let rust = told("rust-version");
        let rust = rust.as_str().expect("a version");
        assert!(
            readme.contains(&format!("Needs Rust {rust}.")),
            "{package}: its README.md and Rust {rust}"
        );
        // One version for all, in the packages and in what they ask of each other.
        let version = workspace["package"]["version"].as_str();
        assert_eq!(told("version").as_str(), version, "{package}");
        // Nothing builds on the command.
        if package != "certifinfo-cli" {
            assert_eq!(
                workspace["dependencies"][package]["version"].as_str(),
                version,
                "{package}"
            );
        }
    }
}

/// What every dependency asks for, by its name and version, those of tests and tools included;
/// `None` if some are missing here, and there may be no network to fetch them.
fn toolchains() -> Option<BTreeMap<String, Vec<u32>>> {
    let host = cargo(&["-vV"]).expect("cargo tells its version");
    let host = host.lines().find_map(|line| line.strip_prefix("host: "));
    let base = [
        "metadata",
        "--format-version=1",
        "--offline",
        "--locked",
        "--filter-platform",
        host.expect("a host"),
    ];
    // What only a feature brings in is fetched only by who builds that feature.
    let all = cargo(&[&base[..], &["--all-features"]].concat());
    let told: Value = serde_json::from_str(&all.or_else(|_| cargo(&base)).ok()?).expect("JSON");
    let packages = told["packages"].as_array().expect("packages").iter();
    let asks = packages.filter_map(|package| {
        let name = format!(
            "{} {}",
            package["name"].as_str()?,
            package["version"].as_str()?
        );
        Some((name, number(package["rust_version"].as_str()?)))
    });
    Some(asks.collect())
}

fn number(version: &str) -> Vec<u32> {
    let parts = version.split('.').chain(["0", "0"]).take(3);
    parts.map(|part| part.parse().expect("a number")).collect()
}

/// The toolchain that the packages promise is the one that their dependencies ask for: no less, or
/// they would not build with it; and no more, or it would shut people out for nothing.
#[test]
fn the_promised_toolchain_is_what_the_dependencies_ask_for() {
    let manifest = repo::toml("Cargo.toml");
    let promised = manifest["workspace"]["package"]["rust-version"].as_str();
    let promised = number(promised.expect("a version"));
    let Some(asked) = toolchains() else {
        println!("skipped: not all dependencies of the workspace have been fetched");
        return;
    };
    assert!(asked.len() > 100, "{} packages", asked.len());
    let newer: Vec<_> = asked.iter().filter(|(_, rust)| **rust > promised).collect();
    assert!(newer.is_empty(), "these want a newer toolchain: {newer:?}");
    let reason = asked
        .iter()
        .find(|(name, _)| name.starts_with("progenitor-client "));
    let (_, rust) = reason.expect("the runtime of the generated code");
    assert_eq!(
        *rust, promised,
        "the reason that Cargo.toml gives for its rust-version"
    );
}
