//! A part that cannot be bound is named, with what to do.

use serde_json::{Value, json};

use super::{bound, reconstruction};

fn recherche(document: &mut Value) -> &mut Vec<Value> {
    document["paths"]["/recherche"]["get"]["parameters"]
        .as_array_mut()
        .unwrap()
}

fn named<'d>(document: &'d mut Value, name: &str) -> &'d mut Value {
    recherche(document)
        .iter_mut()
        .find(|parameter| parameter["name"] == name)
        .unwrap()
}

#[test]
fn unbindable_document_names_the_role_and_the_fix() {
    type Case = (fn(&mut Value), [&'static str; 3]);
    let cases: [Case; 10] = [
        (
            |d| drop(d["paths"].as_object_mut().unwrap().remove("/recherche")),
            [
                "no GET …/recherche",
                "GET /certification",
                "operations.recherche.path",
            ],
        ),
        (
            |d| {
                let get = d["paths"]["/recherche"]["get"].take();
                d["paths"]["/recherche"] = json!({"post": get});
            },
            ["no GET …/recherche", "POST /recherche", "certifinfo-ext"],
        ),
        (
            |d| recherche(d).retain(|parameter| parameter["name"] != "rome"),
            [
                "no query parameter `rome`",
                "$.paths['/recherche'].get",
                "\"type\":\"array\"",
            ],
        ),
        (
            |d| named(d, "intitule")["name"] = json!("libelle"),
            ["no query parameter `intitule`", "libelle", "rename it"],
        ),
        (
            |d| named(d, "rncp")["in"] = json!("header"),
            ["no query parameter `rncp`", "in the header", ""],
        ),
        (
            |d| {
                recherche(d).push(json!({"name": "region", "in": "query", "required": true, "schema": {"type": "string"}}))
            },
            [
                "requires the query parameter `region` (a text)",
                "required\":false",
                "sent: always",
            ],
        ),
        (
            |d| {
                recherche(d).push(json!({"name": "x-client", "in": "header", "required": true, "schema": {"type": "string"}}))
            },
            ["requires the header parameter `x-client`", "", ""],
        ),
        (
            |d| named(d, "intitule")["required"] = json!(true),
            ["`intitule`: it is required now", "required\":false", ""],
        ),
        (
            |d| named(d, "acc_fi")["schema"] = json!({"type": "integer"}),
            [
                "`acc_fi`: it is declared as integer, and we send boolean",
                ".schema",
                "remove: true",
            ],
        ),
        (
            |d| named(d, "rome")["schema"] = json!({"type": "string"}),
            [
                "`rome`: it is declared as text, and we send list of text",
                "",
                "",
            ],
        ),
    ];
    for (change, expected) in cases {
        let mut document = reconstruction();
        change(&mut document);
        let problems = bound(&document).expect_err(expected[0]);
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let said = said.join("\n");
        for words in expected {
            assert!(said.contains(words), "{words:?} is not in: {said}");
        }
    }
}

#[test]
fn operation_at_two_paths_is_the_shorter_or_has_to_be_chosen() {
    let mut document = reconstruction();
    document["paths"]["/v2/recherche"] = document["paths"]["/recherche"].clone();
    let found = bound(&document).unwrap().findings.operations;
    assert_eq!(found[1].1, "GET /recherche");

    let paths = document["paths"].as_object_mut().unwrap();
    let item = paths.remove("/recherche").unwrap();
    paths.insert("/v1/recherche".to_owned(), item);
    let problems = bound(&document).unwrap_err();
    let said = problems[0].to_string();
    assert!(
        said.contains("both GET /v1/recherche and GET /v2/recherche"),
        "{said}"
    );
    assert!(said.contains("operations.recherche.path"), "{said}");
}

/// One run reports every problem, and every fix that can be pasted works.
#[test]
fn pasted_fixes_make_the_document_bind() {
    let mut document = reconstruction();
    recherche(&mut document).retain(|parameter| parameter["name"] != "rome");
    named(&mut document, "acc_fi")["schema"] = json!({"type": "integer", "minimum": 0});
    named(&mut document, "rs")["required"] = json!(true);
    recherche(&mut document).push(
        json!({"name": "region", "in": "query", "required": true, "schema": {"type": "string"}}),
    );
    let problems = bound(&document).unwrap_err();
    assert_eq!(problems.len(), 4, "{problems:?}");

    let mut overlay = "overlay: 1.0.0\ninfo: { title: t, version: '1' }\nactions:\n".to_owned();
    for problem in &problems {
        let lines = problem.help.lines();
        let action = |line: &&str| line.starts_with("- target") || line.starts_with("  ");
        for line in lines.filter(action) {
            overlay += &format!("{line}\n");
        }
    }
    let overlay = openapi_document::parse(overlay.as_bytes()).unwrap();
    let document = openapi_convert::convert(&document).unwrap().document;
    let corrected = openapi_overlay::apply(document, &overlay).unwrap().document;
    bound(&corrected).unwrap();
}
