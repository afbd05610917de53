//! The command as a user runs it: exit codes and output.

use std::process::{Command, Output};

use crate::regen::tree::{Tree, serve};

const DOCUMENT: &str = r#"{ "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
  "paths": { "/a": { "get": { "operationId": "a",
    "responses": { "204": { "description": "rien" } } } } } }"#;

fn xtask(tree: &Tree, arguments: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .arg("--root")
        .arg(tree.path())
        .output()
        .unwrap();
    (status.code().unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn offline_writes_then_is_fresh_then_stale() {
    let tree = Tree::new();
    tree.put("openapi/published.json", DOCUMENT);
    assert_eq!(xtask(&tree, &["regen", "--offline", "--check"]).0, 4);
    assert_eq!(xtask(&tree, &["regen", "--offline"]).0, 0);
    assert_eq!(xtask(&tree, &["regen", "--offline", "--check"]).0, 0);

    tree.put("certifinfo-sdk/src/generated.rs", "touched");
    let (code, said) = xtask(&tree, &["regen", "--offline", "--check"]);
    assert_eq!(code, 4, "{said}");
    assert!(
        said.contains("Stale certifinfo-sdk/src/generated.rs"),
        "{said}"
    );
    assert!(
        !said.contains('\u{1b}'),
        "no colours where there is no terminal: {said:?}"
    );
}

#[test]
fn missing_document_is_named() {
    let tree = Tree::new();
    let (code, said) = xtask(&tree, &["regen", "--offline"]);
    assert_eq!(code, 100);
    assert!(said.contains("published.json"), "{said}");
}

#[test]
fn source_and_offline_conflict() {
    let (code, said) = xtask(&Tree::new(), &["regen", "--offline", "x.json"]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn unreachable_proxy_is_named_without_its_password() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["regen", "https://service.invalid/docs", "--root"])
        .arg(Tree::new().path())
        .env("HTTPS_PROXY", "http://someone:secret@127.0.0.1:1")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(100), "{said}");
    assert!(said.contains("HTTPS_PROXY is set"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_source_is_the_recorded_one() {
    let url = serve(vec![("/docs", "application/json", DOCUMENT.to_owned())]).await;
    let tree = Tree::new();
    let record = tree
        .get("openapi/source.toml")
        .replace("http://127.0.0.1:9", &url);
    tree.put("openapi/source.toml", &record);
    let (code, said) = xtask(&tree, &["regen"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(&url), "{said}");
}
