//! Whole documents of 3.1, with the text of their refusals and notes.

use openapi_convert::{Conversion, convert, detect};
use serde_json::{Value, json};

fn document(more: Value) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
    });
    if let (Value::Object(document), Value::Object(more)) = (&mut document, more) {
        document.extend(more);
    }
    document
}

fn said(conversion: &Conversion) -> String {
    let mut lines = vec![format!("read as {}", conversion.dialect)];
    lines.extend(
        conversion
            .refusals
            .iter()
            .map(|refusal| format!("refused {refusal}")),
    );
    lines.extend(conversion.notes.iter().map(|note| format!("note {note}")));
    lines.join("\n")
}

#[test]
fn the_dialect_is_read_from_texts_and_numbers() {
    for (source, read) in [
        (json!({"openapi": "3.1.0"}), "OpenAPI 3.1.0"),
        (json!({"openapi": "3.1"}), "OpenAPI 3.1"),
        (json!({"openapi": 3.1}), "OpenAPI 3.1"),
        (json!({"openapi": "3.0.3"}), "OpenAPI 3.0.3"),
        (json!({"openapi": 3.0}), "OpenAPI 3.0"),
        (json!({"swagger": "2.0"}), "Swagger 2.0"),
        (json!({"swagger": 2}), "Swagger 2.0"),
        (json!({"swagger": 2.0}), "Swagger 2.0"),
    ] {
        assert_eq!(detect(&source).unwrap().to_string(), read);
    }
}

#[test]
fn value_that_is_not_a_document_is_rejected() {
    let lines: Vec<_> = [
        json!(null),
        json!([1]),
        json!("<html>"),
        json!({}),
        json!({"message": "maintenance", "code": 503}),
        json!({"openapi": "3.2.0"}),
        json!({"openapi": "4.0.0"}),
        json!({"openapi": null}),
        json!({"swagger": "1.2"}),
        json!({"swaggerVersion": "1.2"}),
    ]
    .iter()
    .map(|source| convert(source).unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_document_around_the_schemas_is_converted() {
    let source = json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
        "info": {"title": "t", "summary": "s", "version": "1",
                 "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": {
            "/a": {"$ref": "#/components/pathItems/A", "summary": "mine"},
            "/b": {"get": {"operationId": "b"}},
        },
        "webhooks": {"w": {"post": {}}},
        "components": {
            "pathItems": {"A": {"summary": "theirs", "get": {
                "operationId": "a",
                "parameters": [{"$ref": "#/components/parameters/P", "description": "d"}],
                "requestBody": {"content": {"application/octet-stream": {}}},
                "responses": {"200": {"description": "ok", "content": {"application/json": {
                    "schema": {"type": ["string", "null"]}}}}},
            }}},
            "parameters": {"P": {"name": "p", "in": "query", "schema": {"const": 1}}},
        },
    });
    let conversion = convert(&source).unwrap();
    assert_eq!(
        conversion.document,
        json!({
            "openapi": "3.0.3",
            "x-jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
            "info": {"title": "t", "x-summary": "s", "version": "1",
                     "license": {"name": "MIT", "x-identifier": "MIT"}},
            "paths": {
                "/a": {"summary": "mine", "get": {
                    "operationId": "a",
                    "parameters": [{"$ref": "#/components/parameters/P", "description": "d"}],
                    "requestBody": {"content": {"application/octet-stream": {
                        "schema": {"type": "string", "format": "binary"}}}},
                    "responses": {"200": {"description": "ok", "content": {"application/json": {
                        "schema": {"type": "string", "nullable": true}}}}},
                }},
                "/b": {"get": {"operationId": "b", "responses": {}}},
            },
            "x-webhooks": {"w": {"post": {}}},
            "components": {
                "x-pathItems": {"A": {"summary": "theirs", "get": {
                    "operationId": "a",
                    "parameters": [{"$ref": "#/components/parameters/P", "description": "d"}],
                    "requestBody": {"content": {"application/octet-stream": {
                        "schema": {"type": "string", "format": "binary"}}}},
                    "responses": {"200": {"description": "ok", "content": {"application/json": {
                        "schema": {"type": "string", "nullable": true}}}}},
                }}},
                "parameters": {"P": {"name": "p", "in": "query", "schema": {"enum": [1]}}},
            },
        })
    );
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(&conversion.document),
        [
            "openapi",
            "x-jsonSchemaDialect",
            "info",
            "paths",
            "x-webhooks",
            "components"
        ],
        "keys keep their order"
    );
    insta::assert_snapshot!(said(&conversion));
}

#[test]
fn nullable_header_loses_null_but_nullable_query_keeps_it() {
    let nullable = json!({"anyOf": [{"type": "string"}, {"type": "null"}]});
    let parameter = |place: &str| json!({"name": place, "in": place, "schema": nullable});
    let source = document(json!({"paths": {"/a": {"get": {"parameters": [
        parameter("header"), parameter("path"), parameter("query")]}}}}));
    let document = convert(&source).unwrap().document;
    let parameters = &document["paths"]["/a"]["get"]["parameters"];
    assert_eq!(parameters[0]["schema"], json!({"type": "string"}));
    assert_eq!(parameters[1]["schema"], json!({"type": "string"}));
    assert_eq!(
        parameters[2]["schema"],
        json!({"type": "string", "nullable": true})
    );
}

#[test]
fn missing_paths_are_empty() {
    let conversion =
        convert(&json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}})).unwrap();
    assert_eq!(conversion.document["paths"], json!({}));
    assert_eq!(conversion.notes.len(), 1);
}

#[test]
fn definitions_inside_schemas_move_to_the_components() {
    let source = document(json!({
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {
            "description": "ok",
            "content": {"application/json": {"schema": {
                "type": "object",
                // Some generators embed a JSON schema whose references are relative to that schema.
                "properties": {"x": {"$ref": "#/$defs/X"}, "y": {"$ref": "#/components/schemas/A/$defs/X"}},
                "$defs": {"X": {"type": "object", "properties": {"again": {"$ref": "#/$defs/X"}}}},
            }}},
        }}}}},
        "components": {"schemas": {
            "A": {"$ref": "#/components/schemas/A/$defs/X/properties/deep", "$defs": {
                "X": {"type": "object", "properties": {"deep": {"type": ["string", "null"]}}},
                "Bad name": {"$defs": {"Inner": {"if": {}}}},
            }},
            "X": {"type": "string"},
        }},
    }));
    let conversion = convert(&source).unwrap();
    assert_eq!(
        conversion.document["components"]["schemas"],
        json!({
            "A": {"$ref": "#/components/schemas/A_X/properties/deep"},
            "X": {"type": "string"},
            "schema_X": {"type": "object", "properties": {
                "again": {"$ref": "#/components/schemas/schema_X"}}},
            "A_X": {"type": "object", "properties": {
                "deep": {"type": "string", "nullable": true}}},
            "Inner": {"if": {}},
            "Bad_name": {},
        })
    );
    let schema = &conversion.document["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]
        ["schema"];
    assert_eq!(
        schema,
        &json!({"type": "object", "properties": {
            "x": {"$ref": "#/components/schemas/schema_X"},
            "y": {"$ref": "#/components/schemas/A_X"},
        }})
    );
    insta::assert_snapshot!(said(&conversion));
}

#[test]
fn refusals_name_the_construct_the_place_and_the_fix() {
    let source = document(json!({
        "jsonSchemaDialect": "https://example.org/mine",
        "paths": {
            "/certification/{id}": {"get": {"operationId": "a", "responses": {"200": {
                "description": "ok",
                "content": {"application/json": {"schema": {
                    "type": "array", "prefixItems": [{"type": "string"}]}}},
            }}}},
            "/elsewhere": {"$ref": "other.yaml#/paths/~1x"},
        },
        "components": {
            "schemas": {"A": {"type": "object", "patternProperties": {"^x": {"$anchor": "here"}}}},
            "securitySchemes": {"tls": {"type": "mutualTLS"}},
        },
    }));
    insta::assert_snapshot!(said(&convert(&source).unwrap()));
}
