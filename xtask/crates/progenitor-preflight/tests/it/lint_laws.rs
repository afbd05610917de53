//! What the lint lets pass, the generator takes: on documents of many kinds, and on mutations.

use crate::cases::{Without, cases};
use crate::corpus::corpus;
use crate::generator::generate;
use crate::lint;
use progenitor_preflight::Severity;
use proptest::prelude::*;
use serde_json::{Value, json};

fn passes(document: &Value) -> bool {
    lint(document)
        .iter()
        .all(|finding| finding.severity == Severity::Warning)
}

#[test]
fn the_corpus_passes_and_is_generated() {
    for document in corpus() {
        assert_eq!(lint(&document), []);
        let outcome = generate(&document);
        assert!(outcome.is_ok(), "{outcome:?}");
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

/// A value to put in the place of another: a piece of another document, or a plain one.
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

/// How to change a document: where, and what to do there.
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
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_passes_is_generated(
        which in any::<prop::sample::Index>(),
        mutations in proptest::collection::vec(mutation(), 1..4),
    ) {
        let mut document = which.get(&corpus()).clone();
        for mutation in mutations {
            mutate(&mut document, mutation);
        }
        if passes(&document) {
            let outcome = generate(&document);
            prop_assert!(outcome.is_ok(), "{:?}", outcome);
        }
    }

    #[test]
    fn the_lint_answers_on_mutations_of_what_fails(
        which in any::<prop::sample::Index>(),
        mutations in proptest::collection::vec(mutation(), 0..4),
    ) {
        let documents: Vec<_> = cases().into_iter().filter(|case| case.2 != Without::Overflows).collect();
        let mut document = which.get(&documents).1.clone();
        for mutation in mutations {
            mutate(&mut document, mutation);
        }
        let _ = lint(&document);
    }
    /// What a conversion refuses and leaves in place stays an error until an overlay mends it.
    #[test]
    fn what_a_conversion_leaves_in_place_the_lint_finds(source in crate::documents::document()) {
        let conversion = openapi_convert::convert(&source).unwrap();
        if conversion.refusals.iter().any(|refusal| refusal.left_in_place) {
            prop_assert!(!passes(&conversion.document));
        }
    }
}
