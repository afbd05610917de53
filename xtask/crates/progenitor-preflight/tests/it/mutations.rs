//! Mutated documents: the preflight never panics.

use crate::accept;
use crate::corpus::corpus;
use crate::documents::document;
use crate::zoo::zoo;
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn corpus_is_accepted_without_a_search() {
    for document in corpus() {
        let (_, repairs) = accept(&document).unwrap();
        assert!(
            !repairs
                .iter()
                .any(|repair| repair.contains("does not take")),
            "{repairs:?}"
        );
    }
}

/// Every place of a document, as a path of keys and indices.
fn places(value: &Value, at: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    found.push(at.clone());
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(i, v)| (i.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in below {
        at.push(key);
        places(value, at, found);
        at.pop();
    }
}

fn find<'a>(document: &'a mut Value, place: &[String]) -> Option<&'a mut Value> {
    place.iter().try_fold(document, |value, key| match value {
        Value::Object(map) => map.get_mut(key),
        Value::Array(list) => list.get_mut(key.parse::<usize>().ok()?),
        _ => None,
    })
}

/// A replacement value: a piece of another document, or a scalar.
fn donor() -> impl Strategy<Value = Value> {
    let mut pieces = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1.5),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!({"type": "string"}),
        json!({"type": "object"}),
        json!({"type": "array"}),
        json!({"nullable": true}),
        json!({"$ref": "#/components/schemas/Tree"}),
        json!({"$ref": "#/components/schemas/Certification"}),
        json!({"allOf": [{"$ref": "#/components/schemas/Tree"}, {"$ref": "#/components/schemas/Extended"}]}),
        json!({"oneOf": [{"$ref": "#/components/schemas/Either"}, {"type": "object", "properties": {"a": {}}}]}),
        json!({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "enum": ["a"]}]}),
        json!({"type": "string", "enum": ["a", "b"], "default": "a"}),
        json!({"enum": [1, 2]}),
        json!({"type": "string", "format": "uuid"}),
        json!({"type": "integer", "nullable": true, "enum": [1, null]}),
        json!("string"),
        json!("integer"),
        json!("object"),
        json!("query"),
        json!("header"),
        json!("date-time"),
    ];
    for document in corpus() {
        let mut found = Vec::new();
        places(&document, &mut Vec::new(), &mut found);
        let mut document = document;
        for place in found.iter().filter(|place| place.len() > 3) {
            pieces.extend(find(&mut document, place).cloned());
        }
    }
    proptest::sample::select(pieces)
}

/// A mutation: its place, and what to do there.
fn mutation() -> impl Strategy<Value = (prop::sample::Index, u8, String, Value)> {
    let keys = proptest::sample::select(vec![
        "type",
        "nullable",
        "enum",
        "format",
        "default",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "additionalProperties",
        "required",
        "minimum",
        "minItems",
        "maxItems",
        "title",
        "description",
        "pattern",
        "in",
        "name",
        "style",
        "explode",
        "schema",
        "content",
        "200",
        "default",
        "operationId",
    ]);
    (
        any::<prop::sample::Index>(),
        0u8..4,
        keys.prop_map(str::to_owned),
        donor(),
    )
}

fn mutate(
    document: &mut Value,
    (index, deed, key, value): (prop::sample::Index, u8, String, Value),
) {
    let mut found = Vec::new();
    places(document, &mut Vec::new(), &mut found);
    let place = index.get(&found).clone();
    let Some((last, holder)) = place.split_last() else {
        return;
    };
    match deed {
        0 => {
            if let Some(Value::Object(map)) = find(document, holder) {
                map.shift_remove(last);
            }
        }
        1 => {
            if let Some(Value::Object(map)) = find(document, &place) {
                map.insert(key, value);
            }
        }
        _ => {
            if let Some(there) = find(document, &place) {
                *there = value;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// The preflight never panics on the result of a conversion.
    #[test]
    fn converted_document_is_accepted_or_refused(source in document()) {
        if let Ok(converted) = openapi_convert::convert(&source) {
            let refused = accept(&converted.document).err();
            let generator = refused.filter(|refused| refused.findings.iter().any(|f| f.id == "generator"));
            prop_assert!(generator.is_none(), "{}", generator.map(|r| r.to_string()).unwrap_or_default());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// A refusal names something to do; generated code parses and has unique names.
    #[test]
    fn mutated_document_is_accepted_or_refused_with_actions(
        which in any::<prop::sample::Index>(),
        mutations in proptest::collection::vec(mutation(), 1..5),
    ) {
        let documents: Vec<Value> = corpus().into_iter().chain(zoo().into_iter().map(|(_, d)| d)).collect();
        let mut document = which.get(&documents).clone();
        for mutation in mutations {
            mutate(&mut document, mutation);
        }
        if let Err(refused) = accept(&document) {
            let mendable = refused.findings.iter().all(|finding| finding.fix.starts_with("- target"));
            prop_assert!(!mendable || !refused.actions.is_empty(), "{}", refused);
            prop_assert!(refused.findings.iter().all(|finding| finding.id != "generator"), "{}", refused);
        }
    }
}
