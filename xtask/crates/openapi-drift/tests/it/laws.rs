//! Documents with the same meaning give `none`, however they are written.

use openapi_drift::Verdict;
use serde_json::{Map, Value, json};

use crate::support::{compare, effective, lines, rich};

#[test]
fn a_document_is_itself_written_in_another_order() {
    for document in [effective(), rich()] {
        assert_eq!(compare(&document, &document).verdict(), Verdict::None);
        let backwards = reversed(&document);
        assert_ne!(document.to_string(), backwards.to_string());
        assert_eq!(lines(&compare(&document, &backwards)), [""; 0]);
        assert_eq!(lines(&compare(&backwards, &document)), [""; 0]);
        let parsed: Value =
            serde_json::from_str(&serde_json::to_string_pretty(&document).unwrap()).unwrap();
        assert_eq!(lines(&compare(&document, &parsed)), [""; 0]);
    }
}

#[test]
fn a_document_is_itself_in_another_dialect() {
    for document in [effective(), rich()] {
        let newer = in_3_1(&document);
        assert_ne!(document, newer);
        assert_eq!(lines(&compare(&document, &newer)), [""; 0]);
        assert_eq!(lines(&compare(&newer, &document)), [""; 0]);
        let converted = openapi_convert::convert(&newer).unwrap().document;
        assert_eq!(lines(&compare(&newer, &converted)), [""; 0]);
    }
    let swagger = json!({
        "swagger": "2.0",
        "info": {"title": "Atelier", "version": "1"},
        "host": "atelier.example", "basePath": "/v1", "schemes": ["https"],
        "produces": ["application/json"], "consumes": ["application/json"],
        "securityDefinitions": {"cle": {"type": "apiKey", "in": "header", "name": "X-Cle"}},
        "security": [{"cle": []}],
        "paths": {"/pieces": {
            "get": {
                "operationId": "list",
                "parameters": [
                    {"name": "nom", "in": "query", "type": "string", "maxLength": 9},
                    {"name": "couleurs", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
                ],
                "responses": {"200": {"description": "ok", "schema": {"type": "array", "items": {"$ref": "#/definitions/Piece"}}}},
            },
            "post": {
                "operationId": "make",
                "parameters": [{"name": "body", "in": "body", "required": true, "schema": {"$ref": "#/definitions/Piece"}}],
                "responses": {"201": {"description": "made"}},
            },
        }},
        "definitions": {"Piece": {"type": "object", "required": ["nom"], "properties": {"nom": {"type": "string", "x-nullable": true}}}},
    });
    let piece = json!({"$ref": "#/components/schemas/Piece"});
    let openapi = json!({
        "openapi": "3.0.3",
        "info": {"title": "Atelier", "version": "1"},
        "servers": [{"url": "https://atelier.example/v1"}],
        "security": [{"cle": []}],
        "paths": {"/pieces": {
            "get": {
                "operationId": "list",
                "parameters": [
                    {"name": "nom", "in": "query", "schema": {"type": "string", "maxLength": 9}},
                    {"name": "couleurs", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                ],
                "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": piece}}}}},
            },
            "post": {
                "operationId": "make",
                "requestBody": {"required": true, "content": {"application/json": {"schema": piece}}},
                "responses": {"201": {"description": "made"}},
            },
        }},
        "components": {
            "securitySchemes": {"cle": {"type": "apiKey", "in": "header", "name": "X-Cle"}},
            "schemas": {"Piece": {"type": "object", "required": ["nom"], "properties": {"nom": {"type": "string", "nullable": true}}}},
        },
    });
    assert_eq!(lines(&compare(&swagger, &openapi)), [""; 0]);
    assert_eq!(lines(&compare(&openapi, &swagger)), [""; 0]);
}

#[test]
fn places_are_those_of_the_document_as_it_was_written() {
    let old = in_3_1(&rich());
    let mut new = old.clone();
    new["components"]["schemas"]["Prix"]["properties"]["montant"]["type"] =
        json!(["number", "null"]);
    for change in compare(&old, &new).changes {
        assert_eq!(
            change.location,
            "#/components/schemas/Prix/properties/montant"
        );
    }
}

#[test]
fn a_document_is_itself_with_every_reference_written_in_place_or_drawn_out() {
    // Everything that is not recursive is inlined.
    let document = effective();
    let mut inline = document.clone();
    for _ in 0..8 {
        let schemas = inline["components"]["schemas"].clone();
        written_in_place(&mut inline["paths"], &schemas);
        written_in_place(&mut inline["components"]["schemas"], &schemas);
    }
    inline["components"]
        .as_object_mut()
        .unwrap()
        .shift_remove("schemas");
    assert!(!inline.to_string().contains("$ref"));
    assert_eq!(lines(&compare(&document, &inline)), [""; 0]);
    assert_eq!(lines(&compare(&inline, &document)), [""; 0]);
}

fn written_in_place(value: &mut Value, schemas: &Value) {
    if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
        *value = schemas[&name].clone();
        return;
    }
    match value {
        Value::Object(map) => map
            .values_mut()
            .for_each(|value| written_in_place(value, schemas)),
        Value::Array(list) => list
            .iter_mut()
            .for_each(|value| written_in_place(value, schemas)),
        _ => {}
    }
}

/// Every object with its keys reversed.
pub(crate) fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .rev()
            .map(|(key, value)| (key.clone(), reversed(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(list) => list.iter().map(reversed).collect(),
        scalar => scalar.clone(),
    }
}

/// The same document after its producer moved to 3.1.
fn in_3_1(value: &Value) -> Value {
    let Value::Object(map) = value else {
        return match value {
            Value::Array(list) => list.iter().map(in_3_1).collect(),
            scalar => scalar.clone(),
        };
    };
    let mut newer: Map<String, Value> = map
        .iter()
        .map(|(key, value)| (key.clone(), in_3_1(value)))
        .collect();
    if newer.contains_key("openapi") {
        newer.insert("openapi".into(), "3.1.0".into());
    }
    if newer.get("nullable") == Some(&Value::Bool(true)) {
        newer.shift_remove("nullable");
        if let Some(kind) = newer.get("type").cloned() {
            newer.insert("type".into(), json!([kind, "null"]));
        }
        if let Some(Value::Array(branches)) = newer.shift_remove("allOf") {
            newer.shift_remove("type");
            newer.insert("anyOf".into(), json!([branches[0], {"type": "null"}]));
        }
    }
    if let Some(example) = newer.get("example").cloned()
        && newer.contains_key("type")
    {
        newer.shift_remove("example");
        newer.insert("examples".into(), json!([example]));
    }
    newer.into()
}
