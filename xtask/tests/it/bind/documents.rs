//! Documents written by real frameworks for services like this one.

use std::path::Path;

use serde_json::Value;
use xtask::regen::Outcome;

use super::{bound, reconstruction, surface};
use crate::regen::tree::{Run, Tree};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/bind/documents")
}

/// Every document, by the name of its file.
pub(super) fn all() -> Vec<(String, Value)> {
    let files = std::fs::read_dir(folder()).unwrap();
    let mut documents: Vec<(String, Value)> = files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (
                name,
                openapi_document::parse(&std::fs::read(path).unwrap()).unwrap(),
            )
        })
        .collect();
    documents.sort_by(|(a, _), (b, _)| a.cmp(b));
    assert!(documents.len() >= 15, "{}", documents.len());
    documents
}

#[test]
fn framework_document_gives_the_same_surface() {
    let expected = surface(&bound(&reconstruction()).unwrap().document);
    for (name, document) in all() {
        let bound = bound(&document).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        for (role, mut surface_of_role) in surface(&bound.document) {
            for parameter in surface_of_role
                .get_mut("parameters")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                parameter.as_object_mut().unwrap().remove("x-separator");
            }
            assert_eq!(surface_of_role, expected[&role], "{name}: {role}");
        }
        assert_eq!(bound.findings.parameters, 18, "{name}");
    }
}

#[test]
fn prefix_of_every_path_moves_to_the_server() {
    let published = all()
        .into_iter()
        .find(|(name, _)| name == "apiflask.json")
        .unwrap()
        .1;
    let paths = |document: &Value| -> Vec<String> {
        document["paths"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert!(
        paths(&published)
            .iter()
            .all(|path| path.starts_with("/api/"))
    );
    let bound = super::bound(&published).unwrap();
    assert_eq!(bound.prefix, "/api");
    assert_eq!(paths(&bound.document), ["/certification", "/recherche"]);
    let server = bound.document["servers"][0]["url"].as_str().unwrap();
    assert!(server.ends_with("/api"), "{server}");

    let mut document = published;
    document["paths"]["/sante"] =
        serde_json::json!({"get": {"responses": {"204": {"description": ""}}}});
    let bound = super::bound(&document).unwrap();
    assert_eq!(bound.prefix, "", "one path is elsewhere");
    assert!(paths(&bound.document).contains(&"/api/recherche".to_owned()));
}

/// The whole pipeline, without a manual step. CI checks that the code compiles:
/// `.ci/first-contact`.
#[tokio::test]
async fn framework_document_regenerates_without_a_manual_step() {
    for (name, _) in all() {
        let tree = Tree::new();
        tree.put("openapi/contract.yaml", super::CONTRACT);
        let (outcome, said) = tree
            .regen(Run::from(folder().join(&name).to_str().unwrap()))
            .await;
        let outcome = outcome.unwrap_or_else(|error| panic!("{name}: {error}\n{said}"));
        assert_eq!(outcome, Outcome::Written, "{name}: {said}");
        assert!(said.contains("18 parameters"), "{name}: {said}");
    }
}
