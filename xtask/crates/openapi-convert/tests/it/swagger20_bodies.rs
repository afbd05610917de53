//! Swagger 2.0: parameters in body and formData.

use crate::swagger20::{converted, operation};
use serde_json::json;

#[test]
fn body_becomes_request_body() {
    let body = json!({"name": "b", "in": "body", "description": "d", "required": true,
        "schema": {"$ref": "#/definitions/A"}});
    let schema = json!({"schema": {"$ref": "#/components/schemas/A"}});
    assert_eq!(
        operation(json!({"consumes": ["text/json"], "parameters": [body], "responses": {}})),
        json!({"requestBody": {"description": "d", "required": true,
                               "content": {"text/json": schema}}, "responses": {}})
    );
    // The path's body serves each operation; the document's media types serve both.
    let all = converted(
        json!({"consumes": ["application/json", "application/xml"], "paths": {"/a": {
        "parameters": [body, {"name": "q", "in": "query", "type": "string"}], "get": {}, "post": {}}}}),
    );
    let content = json!({"application/json": schema, "application/xml": schema});
    for method in ["get", "post"] {
        assert_eq!(
            all["paths"]["/a"][method]["requestBody"]["content"],
            content
        );
    }
    assert_eq!(
        all["paths"]["/a"]["parameters"],
        json!([{"name": "q", "in": "query", "schema": {"type": "string"}}])
    );
}

/// Swagger 2.0 has no `requestBody`; one that is there by mistake is replaced by the body.
#[test]
fn body_replaces_existing_request_body() {
    let body = json!([{"name": "b", "in": "body", "schema": {"type": "string"}}]);
    for written in [
        json!({"requestBody": 1, "parameters": body}),
        json!({"parameters": body, "x-a": 1, "requestBody": 1}),
        json!({"requestBody": 1, "parameters": body, "responses": {}}),
        json!({"parameters": body, "responses": {}, "requestBody": 1}),
    ] {
        let content = &operation(written)["requestBody"]["content"];
        assert_eq!(
            content["application/json"]["schema"],
            json!({"type": "string"})
        );
    }
}

#[test]
fn form_fields_become_one_request_body() {
    assert_eq!(
        operation(json!({"parameters": [
            {"name": "a", "in": "formData", "type": "string", "required": true, "description": "d"},
            {"name": "q", "in": "query", "type": "string"},
            {"name": "l", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "csv"},
            {"name": "m", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
        ]})),
        json!({
            "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {
                "schema": {"type": "object", "required": ["a"], "properties": {
                    "a": {"type": "string", "description": "d"},
                    "l": {"type": "array", "items": {"type": "string"}},
                    "m": {"type": "array", "items": {"type": "string"}},
                }},
                "encoding": {"l": {"style": "form", "explode": false}},
            }}},
        })
    );
    assert_eq!(
        operation(json!({"consumes": ["application/x-www-form-urlencoded"],
            "parameters": [{"name": "f", "in": "formData", "type": "file"}]})),
        json!({"requestBody": {"content": {"multipart/form-data": {"schema": {
            "type": "object", "properties": {"f": {"type": "string", "format": "binary"}}}}}}})
    );
}

#[test]
fn references_to_bodies_and_fields_are_followed() {
    let document = converted(json!({
        "consumes": ["application/json"],
        "parameters": {
            "B": {"name": "b", "in": "body", "schema": {"type": "string"}},
            "F": {"name": "f", "in": "formData", "type": "string"},
            "Q": {"name": "q", "in": "query", "type": "string"},
        },
        "paths": {
            "/a": {"post": {"parameters": [{"$ref": "#/parameters/B"}, {"$ref": "#/parameters/Q"}]}},
            "/b": {"post": {"consumes": ["text/plain"], "parameters": [{"$ref": "#/parameters/B"}]}},
            "/c": {"post": {"parameters": [{"$ref": "#/parameters/F"}]}},
        },
    }));
    assert_eq!(
        document["components"],
        json!({
            "requestBodies": {"B": {"content": {"application/json": {"schema": {"type": "string"}}}}},
            "parameters": {"Q": {"name": "q", "in": "query", "schema": {"type": "string"}}},
        })
    );
    assert_eq!(
        document["paths"]["/a"]["post"],
        json!({"parameters": [{"$ref": "#/components/parameters/Q"}],
               "requestBody": {"$ref": "#/components/requestBodies/B"}})
    );
    assert_eq!(
        document["paths"]["/b"]["post"]["requestBody"]["content"],
        json!({"text/plain": {"schema": {"type": "string"}}})
    );
    let form = &document["paths"]["/c"]["post"]["requestBody"]["content"];
    assert_eq!(
        form["application/x-www-form-urlencoded"]["schema"]["properties"],
        json!({"f": {"type": "string"}})
    );
}
