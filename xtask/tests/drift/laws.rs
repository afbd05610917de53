//! Laws that hold for any document: what is the same is `none`, what is not never is, and nothing
//! panics.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use xtask::drift::{self, Verdict};

use crate::support::{TODAY, compare, effective, lines, rich};

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
        let converted = xtask::dialect::convert(&newer).unwrap().document;
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
fn a_document_is_itself_with_every_reference_written_in_place_or_drawn_out() {
    // All that is not recursive is written in place.
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

fn reversed(value: &Value) -> Value {
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

/// The same document as a producer who moved to 3.1 writes it.
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

/// The pointers of all objects that have a `type`, the schemas of the document.
fn schemas(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if map.get("type").is_some_and(Value::is_string) && !pointer.contains("securitySchemes")
            {
                found.push(pointer.to_owned());
            }
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                schemas(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                schemas(value, &format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
}

/// Changes of a schema that always mean something.
fn meaningful(schema: &mut Map<String, Value>, how: usize) {
    let kind = schema
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    match how % 9 {
        0 => drop(
            schema.insert(
                "type".into(),
                if kind == "boolean" {
                    "integer"
                } else {
                    "boolean"
                }
                .into(),
            ),
        ),
        1 => {
            let nullable = schema.get("nullable") == Some(&Value::Bool(true));
            schema.insert("nullable".into(), (!nullable).into());
        }
        2 => drop(schema.insert("format".into(), "unheard-of".into())),
        3 => drop(schema.insert("description".into(), "Said otherwise.".into())),
        4 => drop(schema.insert("enum".into(), json!(["one", "two", "three"]))),
        5 => drop(schema.insert("x-new".into(), json!({"a": [1]}))),
        6 if kind == "object" => {
            let properties = schema.entry("properties").or_insert_with(|| json!({}));
            properties["brand_new"] = json!({"type": "string"});
        }
        7 if kind == "object" => {
            let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
            match properties
                .and_then(|map| map.keys().next().cloned().map(|key| map.shift_remove(&key)))
            {
                Some(_) => {}
                None => drop(schema.insert("minProperties".into(), 7.into())),
            }
        }
        _ => drop(schema.insert("not".into(), json!({"enum": ["never"]}))),
    }
}

/// Any JSON value, for putting where it does not belong.
fn rubbish() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z$/#~{}]{0,12}".prop_map(Value::from),
        Just(json!({"$ref": "#/components/schemas/Piece"})),
        Just(json!({"$ref": "#"})),
    ];
    scalar.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(
                (
                    "(type|properties|allOf|items|enum|required|[a-z]{1,6})",
                    inner
                ),
                0..4
            )
            .prop_map(|pairs| pairs.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

/// The pointers of all values.
fn everywhere(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                everywhere(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                everywhere(value, &format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_change_of_meaning_is_never_none(which in any::<prop::sample::Index>(), how in 0usize..9, both in any::<bool>()) {
        let document = if both { effective() } else { rich() };
        let mut found = Vec::new();
        schemas(&document, "", &mut found);
        let pointer = &found[which.index(found.len())];
        let mut changed = document.clone();
        meaningful(changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap(), how);
        prop_assert_ne!(compare(&document, &changed).verdict(), Verdict::None, "{} changed in way {}", pointer, how);
        prop_assert_ne!(compare(&changed, &document).verdict(), Verdict::None, "{} changed back in way {}", pointer, how);
    }

    #[test]
    fn nothing_panics_and_nothing_is_lost_in_rubbish(
        places in prop::collection::vec((any::<prop::sample::Index>(), rubbish()), 1..6),
    ) {
        let document = rich();
        let mut changed = document.clone();
        for (which, value) in places {
            let mut found = Vec::new();
            everywhere(&changed, "", &mut found);
            let pointer = &found[which.index(found.len())];
            *changed.pointer_mut(pointer).unwrap() = value;
        }
        let forwards = drift::compare(&document, &changed, TODAY);
        let backwards = drift::compare(&changed, &document, TODAY);
        prop_assert_eq!(forwards.is_ok(), backwards.is_ok());
        if let Ok(itself) = drift::compare(&changed, &changed, TODAY) {
            prop_assert_eq!(itself.verdict(), Verdict::None);
        }
        if let Ok(shuffled) = drift::compare(&changed, &reversed(&changed), TODAY) {
            prop_assert_eq!(shuffled.verdict(), Verdict::None);
        }
    }
}
