//! The corrections of `openapi/overlay.yaml` on documents that are not ours.

use std::path::Path;

use crate::regen::tree::{Run, Tree};

fn held(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi");
    std::fs::read_to_string(root.join(name)).unwrap()
}

#[tokio::test]
async fn a_framework_that_calls_every_number_number_is_corrected_alike() {
    let tree = Tree::new();
    tree.put("openapi/overlay.yaml", &held("overlay.yaml"));
    let document = held("published.json").replace("\"integer\"", "\"number\"");
    tree.put("incoming.json", &document);
    let source = tree.path().join("incoming.json");
    let (outcome, said) = tree.regen(Run::from(source.to_str().unwrap())).await;
    outcome.unwrap_or_else(|error| panic!("{error}\n{said}"));
    let code = tree.get("certifinfo-sdk/src/generated.rs");
    let field = "pub certifinfo_code: ::std::option::Option<::certifinfo_sdk::scalar::LenientInt>";
    assert!(code.contains(field), "{code}");
}
