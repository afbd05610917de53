//! Which changes concern what one client uses.

use openapi_drift::{NeededOperation, Needs, Report, compare_for};
use serde_json::{Value, json};

use crate::rewrites::fixture;
use crate::support::{TODAY, edit};

fn needs() -> Needs {
    let record = |properties: &[(&str, Option<&str>)]| {
        let named = |(name, inner): &(&str, Option<&str>)| {
            ((*name).to_owned(), inner.map(ToOwned::to_owned))
        };
        properties.iter().map(named).collect()
    };
    Needs {
        operations: vec![
            NeededOperation {
                method: "get".to_owned(),
                path: "shelters".to_owned(),
                parameters: Vec::new(),
                answer: Some("Shelter".to_owned()),
            },
            NeededOperation {
                method: "get".to_owned(),
                path: "animals/{id}".to_owned(),
                parameters: vec!["depth".to_owned()],
                answer: None,
            },
        ],
        records: [
            (
                "Shelter".to_owned(),
                record(&[("address", Some("Address")), ("size", None)]),
            ),
            ("Address".to_owned(), record(&[("town", Some("Town"))])),
            ("Town".to_owned(), record(&[("code", None)])),
        ]
        .into(),
    }
}

fn compared(edits: &[Value]) -> Report {
    let old = fixture("composed");
    let mut new = old.clone();
    edits.iter().for_each(|one| edit(&mut new, one));
    compare_for(Some(&needs()), &old, &new, TODAY).expect("both are documents")
}

/// Whether changes of this kind concern what the client uses; all of a kind must agree.
fn is_used(report: &Report, id: &str) -> bool {
    let mut used = report.changes.iter().filter(|change| change.id == id);
    let first = used
        .next()
        .unwrap_or_else(|| panic!("no {id} in {:?}", report.changes));
    assert!(used.all(|change| change.used == first.used));
    first.used.expect("judged")
}

#[test]
fn property_that_is_read_is_used() {
    let cases = [
        ("/components/schemas/Town/properties/code/type", true),
        ("/components/schemas/Town/properties/name/type", false),
    ];
    for (place, expected) in cases {
        let report = compared(&[json!({"set": place, "to": "boolean"})]);
        assert_eq!(
            is_used(&report, "response-type-changed"),
            expected,
            "{place}"
        );
    }
}

#[test]
fn property_of_an_answer_that_is_read_whole_is_used() {
    let place = "/components/schemas/Fish/properties/scales/type";
    let report = compared(&[json!({"set": place, "to": "boolean"})]);
    assert!(is_used(&report, "response-type-changed"));
}

#[test]
fn parameter_that_is_sent_is_used() {
    let report = compared(&[json!({"drop": "/paths/~1animals~1{id}/get/parameters/depth"})]);
    assert!(is_used(&report, "request-parameter-removed"));
    let report = compared(&[json!({"drop": "/paths/~1animals~1{id}/parameters/lang"})]);
    assert!(!is_used(&report, "request-parameter-removed"));
}

#[test]
fn new_required_parameter_of_a_called_operation_is_used() {
    let parameter = json!({"name": "new", "in": "query", "required": true, "schema": {}});
    let report =
        compared(&[json!({"push": "/paths/~1animals~1{id}/get/parameters", "value": parameter})]);
    assert!(is_used(&report, "request-parameter-added-required"));
}

#[test]
fn operation_that_nobody_calls_is_not_used() {
    assert!(!is_used(
        &compared(&[json!({"drop": "/paths/~1shelters/post"})]),
        "operation-removed"
    ));
    assert!(is_used(
        &compared(&[json!({"drop": "/paths/~1shelters/get"})]),
        "operation-removed"
    ));
}

#[test]
fn operation_under_another_prefix_is_found_by_its_end() {
    let report = compared(&[
        json!({"rename": "/paths/~1shelters", "to": "/api/v1/shelters"}),
        json!({"set": "/components/schemas/Town/properties/code/type", "to": "boolean"}),
    ]);
    assert!(is_used(&report, "response-type-changed"));
    let moved = report
        .changes
        .iter()
        .find(|change| change.operation.as_deref() == Some("GET /shelters"));
    assert_eq!(moved.expect("moved").used, Some(true));
}

#[test]
fn change_compared_for_nobody_has_no_key() {
    let old = fixture("composed");
    let mut new = old.clone();
    edit(&mut new, &json!({"drop": "/paths/~1shelters/get"}));
    let report = openapi_drift::compare(&old, &new, TODAY).expect("documents");
    let change = serde_json::to_value(&report.changes[0]).expect("JSON");
    assert!(change.get("used").is_none(), "{change}");
    let report = compare_for(Some(&needs()), &old, &new, TODAY).expect("documents");
    let change = serde_json::to_value(&report.changes[0]).expect("JSON");
    assert_eq!(change["used"], json!(true));
}
