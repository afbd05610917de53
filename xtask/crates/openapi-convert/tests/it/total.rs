//! Properties of the conversion on any JSON: it never panics and is idempotent.

use openapi_convert::convert;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::documents::{document, json_value};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn conversion_of_any_json_does_not_panic(value in json_value()) {
        let _ = convert(&value);
    }

    #[test]
    fn conversion_is_idempotent(source in document()) {
        let once = convert(&source).unwrap();
        prop_assert_eq!(&once.document["openapi"], &json!("3.0.3"));
        let twice = convert(&once.document).unwrap();
        prop_assert_eq!(&twice.document, &once.document);
        prop_assert!(twice.refusals.is_empty() && twice.notes.is_empty());
    }

    /// The conversion of 3.1 has nothing left to convert in its own output.
    #[test]
    fn converted_document_has_nothing_left_to_convert(mut source in document()) {
        source["openapi"] = json!("3.1.0");
        let mut once = convert(&source).unwrap().document;
        once["openapi"] = json!("3.1.0");
        let twice = convert(&once).unwrap().document;
        once["openapi"] = json!("3.0.3");
        prop_assert_eq!(twice, once);
    }
}

#[test]
fn document_of_3_0_is_unchanged() {
    let mut source = json!({
        "openapi": "3.0.0", "paths": {"/a": {"$ref": "#/x"}},
        "components": {"schemas": {"S": {"type": ["string", "null"], "const": 1, "$defs": {}}}},
    });
    let document = convert(&source).unwrap().document;
    source["openapi"] = json!("3.0.3");
    assert_eq!(document, source);
}

#[test]
fn deep_nesting_is_refused() {
    // Built and dropped iteratively: `json!` and `drop` recurse as deep as the value is nested.
    let mut source = (0..50_000).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    source = Value::Object(Map::from_iter([
        ("openapi".to_owned(), "3.1.0".into()),
        ("paths".to_owned(), source),
    ]));
    assert!(
        convert(&source)
            .unwrap_err()
            .to_string()
            .contains("200 levels")
    );
    let Value::Object(mut map) = source else {
        panic!()
    };
    let mut rest = map.remove("paths");
    while let Some(Value::Array(mut list)) = rest {
        rest = list.pop();
    }
}

#[test]
fn careful_documents_of_each_dialect_convert_without_refusals() {
    assert_eq!(crate::corpus::corpus().len(), 3);
}
