//! What must be the same in two places.

use toml::Value;

use crate::support::repo;

/// The exact version that the workspace pins a crate to.
fn pinned(name: &str) -> String {
    let manifest = repo::toml("Cargo.toml");
    let dependency = &manifest["workspace"]["dependencies"][name];
    let version = dependency
        .as_str()
        .or_else(|| dependency.get("version").and_then(Value::as_str));
    let exact = version.and_then(|version| version.strip_prefix('='));
    exact
        .unwrap_or_else(|| panic!("{name} is not pinned by `=`: {version:?}"))
        .to_owned()
}

/// Another generator writes other code: its version is a part of the input.
#[test]
fn the_generator_is_pinned_and_named_in_the_generated_file() {
    let version = pinned("progenitor");
    assert_eq!(
        pinned("progenitor-client"),
        version,
        "the generator and its runtime"
    );

    let generated = repo::read("certifinfo-sdk/src/generated.rs");
    let line = generated
        .lines()
        .find_map(|line| line.strip_prefix("// generator: "));
    assert_eq!(
        line,
        Some(format!("progenitor {version}").as_str()),
        "the header"
    );

    let xtask = repo::read("xtask/crates/progenitor-preflight/src/generate.rs");
    let constant = format!("pub const GENERATOR: &str = \"progenitor {version}\";");
    assert!(
        xtask.contains(&constant),
        "xtask/crates/progenitor-preflight/src/generate.rs has no `{constant}`"
    );

    let lock = repo::toml("Cargo.lock");
    let packages = lock["package"].as_array().expect("packages");
    let locked = packages
        .iter()
        .find(|package| package["name"].as_str() == Some("progenitor"));
    assert_eq!(
        locked.and_then(|p| p["version"].as_str()),
        Some(version.as_str()),
        "Cargo.lock"
    );
}

/// A reconstruction never passes for the real thing. (The other way round is no rule: what came
/// from a local sandbox was fetched and says that it is a reconstruction.)
#[test]
fn a_reconstructed_document_says_so_where_it_is_read() {
    let source = repo::toml("openapi/source.toml");
    let origin = source["origin"].as_str().unwrap_or_default();
    assert!(
        ["reconstructed", "fetched"].contains(&origin),
        "openapi/source.toml: {origin:?}"
    );
    if origin == "reconstructed" {
        let info = &repo::json("openapi/published.json")["info"];
        for key in ["version", "description"] {
            let told = info[key].as_str().unwrap_or_default().to_lowercase();
            assert!(told.contains("reconstructed"), "info.{key}: {told}");
        }
    }
}

/// The toolchain that CI builds with is the one that the packages promise.
#[test]
fn ci_builds_with_the_promised_toolchain() {
    let manifest = repo::toml("Cargo.toml");
    let promised = manifest["workspace"]["package"]["rust-version"]
        .as_str()
        .expect("a version");
    let ci = repo::read(".github/workflows/ci.yml");
    assert!(
        ci.contains(&format!("RUSTUP_TOOLCHAIN: \"{promised}\"")),
        "ci.yml builds with no RUSTUP_TOOLCHAIN: \"{promised}\""
    );
}
