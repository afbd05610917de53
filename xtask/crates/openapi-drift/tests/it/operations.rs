//! Single changes of whole documents (`cases/*.yaml`): operations, parameters, bodies, responses,
//! security, servers, names, and schemas in place.

use serde_json::{Value, json};

use crate::rewrites::fixture;
use crate::support::{compare, edit, effective, lines, rich, table};

/// One change of a document, and the expected report.
pub(crate) struct Case {
    name: String,
    pub(crate) old: Value,
    pub(crate) new: Value,
    report: Vec<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let read = |case: Value| {
        let list = |key: &str| {
            case.get(key)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let mut old = match case["in"].as_str() {
            Some("effective") => effective(),
            Some("rich") => rich(),
            Some(name) => fixture(name),
            other => panic!("no document {other:?}"),
        };
        list("before")
            .iter()
            .for_each(|before| edit(&mut old, before));
        let mut new = old.clone();
        list("do").iter().for_each(|change| edit(&mut new, change));
        let report = list("report")
            .iter()
            .filter_map(Value::as_str)
            .map(ToOwned::to_owned)
            .collect();
        Case {
            name: case["change"].as_str().expect("a name").to_owned(),
            old,
            new,
            report,
        }
    };
    let files = [
        include_str!("cases/effective.yaml"),
        include_str!("cases/operations.yaml"),
        include_str!("cases/parameters.yaml"),
        include_str!("cases/bodies.yaml"),
        include_str!("cases/access.yaml"),
        include_str!("cases/in-place.yaml"),
        include_str!("cases/composed.yaml"),
    ];
    table(&files).into_iter().map(read).collect()
}

#[test]
fn every_change_of_a_document_is_reported_and_nothing_else() {
    let mut wrong = Vec::new();
    for Case {
        name,
        old,
        new,
        report: mut expected,
    } in cases()
    {
        let mut found = lines(&compare(&old, &new));
        found.sort_unstable();
        expected.sort_unstable();
        if found != expected {
            wrong.push(format!(
                "{name}:\n  expected {expected:?}\n  found    {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_operation_and_the_place_are_told() {
    let changed = |change: Value| {
        let mut new = rich();
        edit(&mut new, &change);
        compare(&rich(), &new)
    };
    let report = changed(json!({"drop": "/paths/~1pieces/get"}));
    assert_eq!(report.changes[0].operation.as_deref(), Some("GET /pieces"));
    assert_eq!(report.changes[0].location, "#/paths/~1pieces/get");
    let report =
        changed(json!({"set": "/components/schemas/Prix/properties/montant/type", "to": "string"}));
    let change = report
        .changes
        .iter()
        .find(|change| change.id == "response-type-changed")
        .unwrap();
    assert_eq!(change.operation.as_deref(), Some("GET /pieces"));
    assert_eq!(
        change.location,
        "#/components/schemas/Prix/properties/montant/type"
    );
    assert_eq!(
        change.message,
        "`Prix`, `montant`: number became string (in 3 operations)"
    );
}
