//! The overlay file corrects the document before it is bound.

use crate::regen::tree::{Run, Tree};

const DOCUMENT: &str = r#"{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"/a":{"get":{
    "operationId":"wrong","responses":{"204":{"description":"d"}}}}}}"#;

async fn corrected(overlay: &str) -> (String, String) {
    let tree = Tree::new();
    tree.put("openapi/overlay.yaml", overlay);
    tree.put("incoming.json", DOCUMENT);
    let source = tree.path().join("incoming.json");
    let (outcome, said) = tree.regen(Run::from(source.to_str().unwrap())).await;
    outcome.unwrap_or_else(|error| panic!("{error}\n{said}"));
    (tree.get("openapi/effective.json"), said)
}

#[tokio::test]
async fn overlay_without_actions_corrects_nothing() {
    let overlay = "overlay: 1.0.0\ninfo: { title: t, version: '1' }\nactions: []\n";
    let (effective, said) = corrected(overlay).await;
    assert!(
        effective.contains("\"operationId\": \"wrong\""),
        "{effective}"
    );
    assert!(said.contains("0 places by 0 actions"), "{said}");
}

#[tokio::test]
async fn overlay_action_applies_before_binding() {
    let overlay = "overlay: 1.0.0\ninfo: { title: t, version: '1' }\nactions:\n\
                   - { target: \"$.paths['/a'].get\", update: { operationId: right } }\n";
    let (effective, _) = corrected(overlay).await;
    assert!(
        effective.contains("\"operationId\": \"right\""),
        "{effective}"
    );
}
