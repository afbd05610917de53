//! A failure is reported and leaves the tree unchanged.

use crate::regen::tree::{Run, Tree, serve};

/// A run from this document must fail, say all of `expected`, and write nothing.
pub(crate) async fn fails(tree: &Tree, document: &str, expected: &[&str]) {
    let url = serve(vec![("/d", "application/json", document.to_owned())]).await;
    let before = tree.files();
    let (outcome, _) = tree.regen(Run::from(&format!("{url}/d"))).await;
    let text = outcome.expect_err("a failure").to_string();
    for word in expected {
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }
    assert_eq!(tree.files(), before);
}

fn with_get(operation: &str) -> String {
    format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{"/a":{{"get":{operation}}}}}}}"#
    )
}

#[tokio::test]
async fn construct_that_30_cannot_express_is_noted_with_its_place() {
    let document = with_get(
        r#"{"operationId":"a","responses":{},"requestBody":{"content":{"application/json":{"schema":{
            "type":"object","patternProperties":{"^x":{"type":"string"}}}}}}}"#,
    );
    let tree = Tree::new();
    let url = serve(vec![("/d", "application/json", document)]).await;
    let (outcome, said) = tree.regen(Run::from(&format!("{url}/d"))).await;
    outcome.unwrap();
    let note = "schema: `patternProperties` is not carried into the client";
    assert!(said.contains(note), "{said}");
}

#[tokio::test]
async fn refusal_of_the_generator_names_the_operation_and_the_actions() {
    let document = with_get(
        r#"{"operationId":"a","responses":{},"requestBody":{"content":{"application/json":{"schema":{
            "type":"object","properties":{"x\u202ey":{"type":"string"}}}}}}}"#,
    );
    let expected = [
        "error[name-unprintable]: GET /a",
        "#/paths/~1a/get/requestBody",
        "the document is accepted with these actions in its overlay",
        "- target: \"$.paths['/a'].get.requestBody",
    ];
    fails(&Tree::new(), &document, &expected).await;
}

#[tokio::test]
async fn document_without_a_contract_is_repaired_and_generated() {
    let document = with_get(r#"{"responses":{}}"#);
    let tree = Tree::new();
    std::fs::remove_file(tree.path().join("openapi/contract.yaml")).unwrap();
    let url = serve(vec![("/d", "application/json", document)]).await;
    let (outcome, said) = tree.regen(Run::from(&format!("{url}/d"))).await;
    outcome.unwrap();
    for note in [
        "no openapi/contract.yaml: the document is not bound to any contract",
        "no operationId: the method is `get_a`, at #/paths/~1a/get",
    ] {
        assert!(said.contains(note), "{note} is not in: {said}");
    }
}

#[tokio::test]
async fn missing_contract_part_is_named_with_the_fix() {
    let tree = Tree::new();
    let contract = include_str!("../../../../openapi/contract.yaml");
    tree.put("openapi/contract.yaml", contract);
    let document = with_get(r#"{"operationId":"a","responses":{"204":{"description":"d"}}}"#);
    let expected = [
        "no GET …/recherche",
        "no GET …/certification",
        "GET /a",
        "operations.recherche.path in openapi/contract.yaml",
    ];
    fails(&tree, &document, &expected).await;
}

#[tokio::test]
async fn overlay_action_without_match_is_named() {
    let tree = Tree::new();
    tree.put(
        "openapi/overlay.yaml",
        "overlay: 1.0.0\ninfo: { title: t, version: '1' }\nactions:\n\
         - { target: $.paths['/gone'], description: gone by now, remove: true }\n",
    );
    let document = with_get(r#"{"operationId":"a","responses":{"204":{"description":"d"}}}"#);
    fails(&tree, &document, &["/gone", "gone by now"]).await;
}

#[tokio::test]
async fn maintenance_page_with_200_is_rejected() {
    let page =
        "<html><head><title>x</title></head><body><h1>Maintenance en cours</h1></body></html>";
    let tree = Tree::new();
    let url = serve(vec![("/docs", "text/html", page.to_owned())]).await;
    let before = tree.files();
    let error = tree
        .regen(Run::from(&format!("{url}/docs")))
        .await
        .0
        .unwrap_err()
        .to_string();
    assert!(error.contains("Maintenance en cours"), "{error}");
    assert_eq!(tree.files(), before);
}

#[tokio::test]
async fn unreachable_service_is_named_by_its_url() {
    let tree = Tree::new();
    let error = tree
        .regen(Run::from("http://127.0.0.1:9/docs"))
        .await
        .0
        .unwrap_err()
        .to_string();
    assert!(error.contains("http://127.0.0.1:9/docs"), "{error}");
}

#[tokio::test]
async fn missing_key_of_the_record_is_named() {
    let tree = Tree::new();
    tree.put("openapi/source.toml", "url = \"https://x.example\"\n");
    let error = tree.regen(Run::offline()).await.0.unwrap_err().to_string();
    assert!(
        error.contains("openapi/source.toml") && error.contains("origin"),
        "{error}"
    );
}
