//! What the lint lets pass, the generator takes: on documents of many kinds, and on mutations.

use crate::cases::{Without, cases};
use crate::generator::generate;
use proptest::prelude::*;
use serde_json::{Value, json};
use xtask::dialect::convert;
use xtask::lint::{Severity, lint};

fn passes(document: &Value) -> bool {
    lint(document)
        .iter()
        .all(|finding| finding.severity == Severity::Warning)
}

/// Documents that a careful producer may write, in two dialects.
fn corpus() -> Vec<Value> {
    let schemas31 = json!({
        "Formacode": {"type": "object", "required": ["code"], "properties": {
            "code": {"type": ["string", "integer"]}, "libelle": {"type": ["string", "null"]}}},
        "Etat": {"type": "string", "enum": ["active", "archivée", "à venir"]},
        "Niveau": {"anyOf": [{"type": "integer", "exclusiveMinimum": 0}, {"type": "null"}]},
        "Certification": {"type": "object", "properties": {
            "type": {"const": "certification"},
            "formacode": {"type": "array", "items": {"$ref": "#/components/schemas/Formacode"}},
            "etat": {"anyOf": [{"$ref": "#/components/schemas/Etat"}, {"type": "null"}]},
            "niveau": {"$ref": "#/components/schemas/Niveau", "description": "Niveau européen"},
            "ancienne": {"type": "array", "items": {"$ref": "#/components/schemas/Certification"}},
            "date": {"type": ["string", "null"], "format": "date"},
            "libre": true,
            "code": {"enum": ["a", "b", null]},
            "x": {"oneOf": [{"enum": ["q"]}, {"type": "null"}]},
            "paire": {"$defs": {"Un": {"type": "string"}}, "type": "array", "items": {"$ref": "#/components/schemas/Certification/properties/paire/$defs/Un"}}}},
        "Tree": {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
            "parent": {"$ref": "#/components/schemas/Tree"}}, "additionalProperties": false},
        "Extended": {"allOf": [{"$ref": "#/components/schemas/Formacode"}, {"type": "object", "properties": {"plus": {"type": "number", "default": 1.5}}}]},
        "Either": {"oneOf": [{"$ref": "#/components/schemas/Formacode"}, {"type": "string"}, {"type": "array", "items": {"type": "integer"}}]},
        "Free": {"type": "object", "additionalProperties": {"type": "string"}},
    });
    let paths = json!({
        "/recherche": {
            "parameters": [{"$ref": "#/components/parameters/page"}],
            "get": {"operationId": "recherche", "summary": "Cherche", "tags": ["a"], "parameters": [
                {"name": "rome", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}, "explode": true},
                {"name": "type", "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}},
                {"name": "token-connexion", "in": "header", "required": true, "schema": {"type": "string"}},
            ], "responses": {
                "200": {"description": "d", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Certification"}}}}},
                "404": {"$ref": "#/components/responses/Error"}, "500": {"$ref": "#/components/responses/Error"}}}},
        "/certification/{id}": {
            "get": {"operationId": "certification", "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}}],
                "responses": {"2XX": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Extended"}}}},
                              "default": {"$ref": "#/components/responses/Error"}}},
            "post": {"operationId": "type", "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Either"}}}},
                "responses": {"204": {"description": "d"}}}},
        "/file": {
            "put": {"operationId": "upload", "requestBody": {"required": true, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
                    "responses": {"200": {"description": "d", "content": {"text/csv": {"schema": {"type": "string"}}}}}},
            "patch": {"operationId": "form", "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}},
                      "responses": {"200": {"description": "d"}}}},
    });
    let components = |schemas: &Value| {
        json!({
            "schemas": schemas,
            "parameters": {"page": {"name": "page_num", "in": "query", "schema": {"type": "integer", "default": 1}}},
            "responses": {"Error": {"description": "e", "content": {"application/json": {"schema": {
                "type": "object", "properties": {"message": {"type": "string"}}}}}}},
            "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": "token-connexion"}},
        })
    };
    let info = json!({"title": "api", "version": "1.0", "description": "Une description\n\n- avec une liste"});
    let source = json!({"openapi": "3.1.0", "info": info, "paths": paths, "components": components(&schemas31)});
    let conversion = convert(&source).unwrap();
    assert_eq!(conversion.refusals, []);
    vec![conversion.document]
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
}
