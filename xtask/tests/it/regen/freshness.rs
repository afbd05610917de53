//! Fresh, stale, restored: the same input gives the same bytes.

use xtask::regen::Outcome;

use crate::regen::tree::{Run, Tree};

const DOCUMENT: &str = r#"{ "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
  "paths": { "/a": { "get": { "operationId": "a",
    "responses": { "204": { "description": "rien" } } } } } }"#;

async fn regenerated() -> Tree {
    let tree = Tree::new();
    tree.put("openapi/published.json", DOCUMENT);
    assert_eq!(
        tree.regen(Run::offline()).await.0.unwrap(),
        Outcome::Written
    );
    tree
}

#[tokio::test]
async fn second_run_is_fresh() {
    let tree = regenerated().await;
    let before = tree.files();
    let (outcome, said) = tree.regen(Run::offline()).await;
    assert_eq!(outcome.unwrap(), Outcome::Fresh, "{said}");
    assert_eq!(tree.files(), before);
    assert_eq!(
        tree.regen(Run::offline().checked()).await.0.unwrap(),
        Outcome::Fresh
    );
}

#[tokio::test]
async fn output_does_not_depend_on_the_tree() {
    assert_eq!(regenerated().await.files(), regenerated().await.files());
}

#[tokio::test]
async fn stale_file_is_named_with_the_command_that_fixes_it() {
    for path in ["certifinfo-sdk/src/generated.rs", "openapi/effective.json"] {
        let tree = regenerated().await;
        let before = tree.files();
        tree.put(path, &format!("{}\n// touched", tree.get(path)));
        let touched = tree.files();

        let (outcome, said) = tree.regen(Run::offline().checked()).await;
        assert_eq!(outcome.unwrap(), Outcome::Stale);
        assert!(said.contains(path), "{said}");
        assert!(
            said.contains("-// touched"),
            "the difference is shown: {said}"
        );
        assert!(said.contains("cargo xtask regen --offline"), "{said}");
        assert_eq!(tree.files(), touched, "a check writes nothing");

        assert_eq!(
            tree.regen(Run::offline()).await.0.unwrap(),
            Outcome::Written
        );
        assert_eq!(tree.files(), before);
    }
}

#[tokio::test]
async fn day_changes_only_with_the_document() {
    let tree = regenerated().await;
    let day = |tree: &Tree| {
        let record = tree.get("openapi/source.toml");
        record
            .lines()
            .find(|line| line.starts_with("when"))
            .unwrap()
            .to_owned()
    };
    let record = tree.get("openapi/source.toml");
    tree.put(
        "openapi/source.toml",
        &record.replace(&day(&tree), "when = \"2001-02-03\""),
    );
    tree.regen(Run::offline()).await.0.unwrap();
    assert_eq!(day(&tree), "when = \"2001-02-03\"");

    tree.put("openapi/published.json", &DOCUMENT.replace("rien", "vide"));
    tree.regen(Run::offline()).await.0.unwrap();
    assert_ne!(day(&tree), "when = \"2001-02-03\"");
}

/// The repository's own files are up to date: the check that CI runs, as a test.
#[tokio::test]
async fn the_repository_is_fresh() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned();
    let options = xtask::regen::RegenOptions {
        root,
        source: None,
        offline: true,
        check: true,
    };
    let mut out = anstream::StripStream::new(Vec::new());
    let outcome =
        xtask::regen::run(&options, &mut xtask::report::ProgressReport::new(&mut out)).await;
    let said = String::from_utf8(out.into_inner()).unwrap();
    assert_eq!(outcome.unwrap(), Outcome::Fresh, "{said}");
}
