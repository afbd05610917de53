//! Refusals, and that pasting the printed actions fixes the document.

use crate::accept;
use crate::zoo::zoo;
use openapi_document::parse;
use serde_json::{Value, json};

fn ids(document: &Value) -> Vec<&'static str> {
    let refused = accept(document).err();
    let findings = refused.into_iter().flat_map(|refused| refused.findings);
    findings.map(|finding| finding.id).collect()
}

/// Pastes the printed actions under `actions:` of an overlay, as a user does.
fn pasted(document: &Value, actions: &str) -> Value {
    let overlay =
        format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}\n");
    let overlay = parse(overlay.as_bytes()).unwrap();
    openapi_overlay::apply(document.clone(), &overlay)
        .unwrap()
        .document
}

#[test]
fn printed_actions_fix_the_document_in_one_paste() {
    let mut fixed = 0;
    for (name, document) in zoo() {
        let Err(refused) = accept(&document) else {
            continue;
        };
        if refused
            .findings
            .iter()
            .any(|finding| finding.id == "several-files")
        {
            continue;
        }
        assert!(!refused.actions.is_empty(), "{name}: {refused}");
        let outcome = accept(&pasted(&document, &refused.actions));
        assert!(outcome.is_ok(), "{name}: {}", refused.actions);
        fixed += 1;
    }
    assert!(fixed > 2, "{fixed}");
}

#[test]
fn findings_in_one_list_are_fixed_together() {
    let gone = json!({"$ref": "#/components/parameters/Gone"});
    let other = json!({"$ref": "#/components/parameters/Other"});
    let placeless = json!({"name": "q"});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {
            "/a": {"get": {"parameters": [gone, {"name": "p", "in": "query"}, other, placeless], "responses": {}}},
            "/b": {"post": {"requestBody": {"$ref": "#/components/requestBodies/Gone"}, "responses": {}}},
        },
    });
    let refused = accept(&document).err().unwrap();
    assert_eq!(refused.findings.len(), 4, "{refused}");
    let fixed = pasted(&document, &refused.actions);
    let (code, _) = accept(&fixed).unwrap();
    assert!(code.contains(r#"QueryParam::new("p", &p)"#), "{code}");
}

#[test]
fn document_in_several_files_is_one_finding() {
    let schema = |file: &str| json!({"$ref": format!("{file}#/A")});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"$ref": "paths/a.yaml"}, "/b": {"$ref": "paths/b.yaml"}},
        "components": {"schemas": {"A": schema("a.yaml"), "B": schema("b.yaml"), "C": schema("a.yaml")}},
    });
    assert_eq!(ids(&document), ["several-files"]);
    let message = accept(&document).err().unwrap().to_string();
    assert!(
        message.contains("`a.yaml` and `b.yaml` and `paths/a.yaml` and 1 more"),
        "{message}"
    );
    assert!(
        message.contains("bundle it into one file first"),
        "{message}"
    );
}

#[test]
fn document_over_the_limits_is_refused() {
    let mut many = json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}});
    let paths: serde_json::Map<_, _> = (0..1_001).map(|n| (format!("/{n}"), json!({}))).collect();
    many["paths"] = paths.into();
    let deep = (0..200).fold(json!({}), |inner, _| json!({"items": inner}));
    let nested = json!({"openapi": "3.0.3", "components": {"schemas": {"S": deep}}});
    for document in [many, nested] {
        assert_eq!(ids(&document), ["too-large"]);
    }
    assert_eq!(ids(&json!({"openapi": "3.1.0"})), ["version"]);
}
