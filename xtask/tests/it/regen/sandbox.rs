//! The sandbox's documentation page leads to its document, unchanged.

use certifinfo_sandbox::Sandbox;
use xtask::regen::Outcome;

use crate::regen::tree::{Run, Tree};

const DOCUMENT: &str = include_str!("../../../../tests/sandbox/openapi.json");

/// A tree regenerated from the sandbox's document, with the repository's contract.
async fn repository() -> Tree {
    let tree = Tree::new();
    tree.put(
        "openapi/contract.yaml",
        include_str!("../../../../openapi/contract.yaml"),
    );
    tree.put("incoming.json", DOCUMENT);
    let source = tree.path().join("incoming.json");
    let (outcome, said) = tree.regen(Run::from(source.to_str().unwrap())).await;
    assert_eq!(outcome.unwrap(), Outcome::Written, "{said}");
    tree
}

#[tokio::test]
async fn sandbox_page_gives_the_stored_document() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let tree = repository().await;
    let before = tree.files();
    let page = format!("{}/docs", sandbox.base_url());
    let (outcome, said) = tree.regen(Run::from(&page)).await;
    assert_eq!(outcome.unwrap(), Outcome::Fresh, "{said}");
    assert!(
        said.contains("/openapi.json"),
        "where it was found is said: {said}"
    );
    assert_eq!(tree.files(), before);
}

#[tokio::test]
async fn added_property_adds_one_field() {
    let tree = repository().await;
    let document = tree.get("openapi/published.json").replacen(
        "\"sigle_intitule\": {",
        "\"nouveau_champ\": { \"type\": [\"string\", \"null\"] }, \"sigle_intitule\": {",
        1,
    );
    let sandbox = Sandbox::builder().document(document).start().await.unwrap();
    let page = format!("{}/docs", sandbox.base_url());
    let (outcome, said) = tree.regen(Run::from(&page)).await;
    assert_eq!(outcome.unwrap(), Outcome::Written, "{said}");
    let code = tree.get("certifinfo-sdk/src/generated.rs");
    assert!(code.contains("pub nouveau_champ: "), "{said}");
    // Still a reconstruction, as its `info.version` says.
    assert!(
        tree.get("openapi/source.toml")
            .contains("origin = \"reconstructed\"")
    );
}
