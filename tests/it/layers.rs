//! Dependencies run one way, and every package keeps the workspace's rules.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::support::repo;

/// A package: its directory, its packages of ours that it builds on, and those that its tests
/// build on besides.
type Package = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// The layers, from the bottom: a package stands on those above it in this list alone.
const LAYERS: [(&str, Package); 12] = [
    ("certifinfo-sandbox", ("tests/sandbox", &[], &[])),
    (
        "certifinfo-sdk",
        ("certifinfo-sdk", &[], &["certifinfo-sandbox"]),
    ),
    (
        "certifinfo-ext",
        (
            "certifinfo-ext",
            &["certifinfo-sdk"],
            &["certifinfo-sandbox"],
        ),
    ),
    (
        "certifinfo-cli",
        (
            "certifinfo-cli",
            &["certifinfo-ext", "certifinfo-sandbox"],
            &[],
        ),
    ),
    (
        "openapi-document",
        ("xtask/crates/openapi-document", &[], &[]),
    ),
    (
        "openapi-convert",
        ("xtask/crates/openapi-convert", &["openapi-document"], &[]),
    ),
    (
        "openapi-overlay",
        ("xtask/crates/openapi-overlay", &["openapi-document"], &[]),
    ),
    (
        "openapi-discover",
        ("xtask/crates/openapi-discover", &["openapi-document"], &[]),
    ),
    (
        "openapi-drift",
        (
            "xtask/crates/openapi-drift",
            &["openapi-convert", "openapi-document"],
            &[],
        ),
    ),
    (
        "progenitor-preflight",
        (
            "xtask/crates/progenitor-preflight",
            &["openapi-document", "openapi-overlay"],
            &["openapi-convert"],
        ),
    ),
    (
        "xtask",
        (
            "xtask",
            &[
                "openapi-convert",
                "openapi-discover",
                "openapi-document",
                "openapi-drift",
                "openapi-overlay",
                "progenitor-preflight",
            ],
            &["certifinfo-sandbox"],
        ),
    ),
    (
        "certifinfo-tests",
        (
            "tests",
            &[],
            &["certifinfo-ext", "certifinfo-sandbox", "certifinfo-sdk"],
        ),
    ),
];

fn manifest(directory: &str) -> Table {
    repo::toml(format!("{directory}/Cargo.toml"))
}

fn workspace() -> Table {
    repo::toml("Cargo.toml")["workspace"]
        .as_table()
        .expect("a workspace")
        .clone()
}

fn words(value: &Value) -> BTreeSet<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// All names in a table of dependencies, those of single platforms included.
fn dependencies<'a>(manifest: &'a Table, kind: &str) -> BTreeSet<&'a str> {
    let platforms = manifest.get("target").and_then(Value::as_table);
    let platforms = platforms.into_iter().flat_map(|table| table.values());
    let tables = platforms
        .filter_map(|platform| platform.get(kind))
        .chain(manifest.get(kind));
    tables
        .filter_map(Value::as_table)
        .flat_map(|table| table.keys())
        .map(String::as_str)
        .collect()
}

#[test]
fn dependencies_run_one_way() {
    for (name, (directory, builds_on, tests_on)) in LAYERS {
        let manifest = manifest(directory);
        assert_eq!(manifest["package"]["name"].as_str(), Some(name));
        let ours = |kind| {
            let all = dependencies(&manifest, kind).into_iter();
            all.filter(|d| LAYERS.iter().any(|(ours, _)| ours == d))
                .collect::<Vec<_>>()
        };
        assert_eq!(ours("dependencies"), builds_on, "{name} builds on");
        assert_eq!(
            ours("dev-dependencies"),
            tests_on,
            "the tests of {name} build on"
        );
        assert_eq!(ours("build-dependencies"), [""; 0], "{name}");
    }
}

/// The packages that compile the generator, themselves or by way of the other.
const GENERATOR: [&str; 2] = ["progenitor-preflight", "xtask"];

/// Only the preflight knows the generator: the crates that people build do not pay for it.
#[test]
fn only_the_preflight_builds_the_generator() {
    for (name, (directory, ..)) in LAYERS {
        let manifest = manifest(directory);
        let dependencies = dependencies(&manifest, "dependencies");
        for tool in ["progenitor", "openapiv3"] {
            let builds = dependencies.contains(tool);
            assert_eq!(builds, name == "progenitor-preflight", "{name} and {tool}");
        }
        let builds = dependencies.contains("syn");
        assert_eq!(builds, GENERATOR.contains(&name), "{name} and syn");
    }
}

#[test]
fn the_workspace_lists_every_package_and_leaves_the_generator_out_of_daily_builds() {
    let workspace = workspace();
    let directories: BTreeSet<&str> = LAYERS
        .iter()
        .map(|(_, (directory, ..))| *directory)
        .collect();
    assert_eq!(words(&workspace["members"]), directories);
    let daily: BTreeSet<&str> = LAYERS
        .iter()
        .filter(|(name, _)| !GENERATOR.contains(name))
        .map(|(_, (directory, ..))| *directory)
        .collect();
    assert_eq!(words(&workspace["default-members"]), daily);
    // The fuzz targets are a workspace of their own: they need a nightly compiler.
    assert_eq!(words(&workspace["exclude"]), BTreeSet::from(["tests/fuzz"]));
    let mut manifests = repo::files_ending("Cargo.toml");
    manifests.retain(|manifest| manifest != "tests/fuzz/Cargo.toml");
    assert_eq!(
        manifests.len(),
        LAYERS.len() + 1,
        "a package stands outside: {manifests:?}"
    );
}

#[test]
fn every_package_keeps_the_workspaces_lints_and_says_where_it_goes() {
    let lints = &workspace()["lints"];
    assert_eq!(lints["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(lints["rust"]["missing_docs"].as_str(), Some("warn"));
    for (name, (directory, ..)) in LAYERS {
        let manifest = manifest(directory);
        let inherits =
            |value: &Value| value.get("workspace").and_then(Value::as_bool) == Some(true);
        assert!(
            inherits(&manifest["lints"]),
            "{name} does not inherit the lints"
        );
        for key in ["version", "edition", "rust-version", "license"] {
            assert!(
                inherits(&manifest["package"][key]),
                "{name} does not inherit {key}"
            );
        }
        let private = manifest["package"].get("publish").and_then(Value::as_bool) == Some(false);
        assert_eq!(
            private,
            ["xtask", "certifinfo-tests"].contains(&name),
            "publish of {name}"
        );
    }
}

/// One version of a thing: packages take theirs from the workspace.
#[test]
fn every_version_is_the_workspaces() {
    let known: BTreeMap<String, Value> = workspace()["dependencies"]
        .as_table()
        .expect("a table")
        .clone()
        .into_iter()
        .collect();
    for (name, (directory, ..)) in LAYERS {
        let manifest = manifest(directory);
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let table = manifest.get(kind).and_then(Value::as_table);
            for (dependency, spec) in table.into_iter().flatten() {
                let inherited = spec.get("workspace").and_then(Value::as_bool) == Some(true);
                assert!(inherited, "{name}: {dependency} has a version of its own");
                assert!(known.contains_key(dependency), "{name}: {dependency}");
            }
        }
    }
}

/// https works in the build that one gets; each TLS can be chosen, and the choice is handed down.
#[test]
fn tls_is_on_by_default() {
    for (directory, hands_down) in [
        ("certifinfo-sdk", None),
        ("certifinfo-ext", Some("certifinfo-sdk")),
    ] {
        let features = &manifest(directory)["features"];
        assert_eq!(
            words(&features["default"]),
            ["rustls"].into(),
            "{directory}"
        );
        for tls in ["rustls", "native-tls"] {
            let parts = words(&features[tls]);
            assert!(
                parts.contains(format!("reqwest/{tls}").as_str()),
                "{directory}: {tls}"
            );
            let below = hands_down.map(|below| format!("{below}/{tls}"));
            assert!(
                below.is_none_or(|below| parts.contains(below.as_str())),
                "{directory}: {tls}"
            );
        }
    }
    let reqwest = &workspace()["dependencies"]["reqwest"];
    assert_eq!(
        reqwest["default-features"].as_bool(),
        Some(false),
        "one TLS, not two"
    );
}

/// A licence that is not in deny.toml's list is let in crate by crate, and only for the generator's
/// own family: the runtime that the generated code needs.
#[test]
fn exceptions_to_the_licences_are_the_generators() {
    let deny = repo::toml("deny.toml");
    let exceptions = deny["licenses"]["exceptions"].as_array().expect("a list");
    for exception in exceptions {
        let name = exception["crate"].as_str().expect("a name");
        assert!(name.starts_with("progenitor"), "{name}");
    }
    assert!(!words(&deny["licenses"]["allow"]).contains("MPL-2.0"));
    assert_eq!(deny["sources"]["unknown-registry"].as_str(), Some("deny"));
    assert_eq!(deny["sources"]["unknown-git"].as_str(), Some("deny"));
}
