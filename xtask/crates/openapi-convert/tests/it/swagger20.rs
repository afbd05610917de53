//! Swagger 2.0: snippets and their 3.0.3 form, and a whole document.

use openapi_convert::{Conversion, convert};
use serde_json::{Value, json};

fn document(more: Value) -> Value {
    let mut document = json!({
        "swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {},
    });
    if let (Value::Object(document), Value::Object(more)) = (&mut document, more) {
        document.extend(more);
    }
    document
}

pub(crate) fn converted(more: Value) -> Value {
    let conversion = convert(&document(more)).unwrap();
    assert_eq!(conversion.refusals, []);
    conversion.document
}

/// The converted operation `GET /a`.
pub(crate) fn operation(operation: Value) -> Value {
    converted(json!({"paths": {"/a": {"get": operation}}}))["paths"]["/a"]["get"].clone()
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
fn host_base_path_and_schemes_become_servers() {
    for (source, servers) in [
        (
            json!({"host": "h", "basePath": "/v1", "schemes": ["https", "http"]}),
            json!([{"url": "https://h/v1"}, {"url": "http://h/v1"}]),
        ),
        (
            json!({"host": "h:8080", "basePath": "/"}),
            json!([{"url": "//h:8080"}]),
        ),
        (
            json!({"host": "h", "schemes": ["https"]}),
            json!([{"url": "https://h"}]),
        ),
        (json!({"basePath": "/v1/"}), json!([{"url": "/v1"}])),
        (json!({"basePath": "v1"}), json!([{"url": "/v1"}])),
        (json!({"basePath": "/"}), json!([{"url": "/"}])),
    ] {
        assert_eq!(converted(source)["servers"], servers);
    }
    assert_eq!(converted(json!({})).get("servers"), None);
    let own = converted(json!({"host": "h", "schemes": ["https"],
        "paths": {"/a": {"get": {"schemes": ["http"], "responses": {}}}}}));
    assert_eq!(
        own["paths"]["/a"]["get"],
        json!({"responses": {}, "servers": [{"url": "http://h"}]})
    );
}

#[test]
fn parameters_get_a_schema_and_lists_a_style() {
    let list = |place: &str, format: Option<&str>| {
        let mut parameter =
            json!({"name": "p", "in": place, "type": "array", "items": {"type": "string"}});
        if let Some(format) = format {
            parameter["collectionFormat"] = json!(format);
        }
        let found = operation(json!({"parameters": [parameter]}))["parameters"][0].clone();
        assert_eq!(
            found["schema"],
            json!({"type": "array", "items": {"type": "string"}})
        );
        (found["style"].clone(), found["explode"].clone())
    };
    assert_eq!(list("query", None), (json!("form"), json!(false)));
    assert_eq!(list("query", Some("csv")), (json!("form"), json!(false)));
    assert_eq!(list("query", Some("multi")), (json!("form"), json!(true)));
    assert_eq!(
        list("query", Some("ssv")),
        (json!("spaceDelimited"), json!(false))
    );
    assert_eq!(
        list("query", Some("pipes")),
        (json!("pipeDelimited"), json!(false))
    );
    assert_eq!(list("path", None), (json!("simple"), json!(null)));
    assert_eq!(list("header", Some("csv")), (json!("simple"), json!(null)));

    assert_eq!(
        operation(json!({"parameters": [{
            "name": "p", "in": "query", "description": "d", "required": true, "allowEmptyValue": true,
            "type": "integer", "format": "int32", "minimum": 0, "exclusiveMinimum": true,
            "default": 1, "enum": [1, 2], "x-nullable": true, "x-mine": 1,
        }]})),
        json!({"parameters": [{
            "name": "p", "in": "query", "description": "d", "required": true, "allowEmptyValue": true,
            "x-mine": 1,
            "schema": {"type": "integer", "format": "int32", "minimum": 0, "exclusiveMinimum": true,
                       "default": 1, "enum": [1, 2], "nullable": true},
        }]})
    );
}

#[test]
fn responses_get_content_headers_and_examples() {
    assert_eq!(
        operation(
            json!({"produces": ["application/json", "text/csv"], "responses": {
                "200": {"description": "ok", "schema": {"type": "string"},
                        "headers": {"X-A": {"type": "array", "items": {"type": "integer"}, "description": "d"}},
                        "examples": {"application/json": "x", "text/html": "<p>"}},
                "204": {"description": "nothing"},
                "default": {"$ref": "#/responses/E"},
                "x-mine": 1,
            }})
        )["responses"],
        json!({
            "200": {"description": "ok",
                    "headers": {"X-A": {"description": "d", "schema": {"type": "array", "items": {"type": "integer"}}}},
                    "content": {"application/json": {"schema": {"type": "string"}, "example": "x"},
                                "text/csv": {"schema": {"type": "string"}}, "text/html": {"example": "<p>"}}},
            "204": {"description": "nothing"},
            "default": {"$ref": "#/components/responses/E"},
            "x-mine": 1,
        })
    );
    assert_eq!(
        operation(json!({"responses": {"200": {"schema": {"type": "file"}}}}))["responses"],
        json!({"200": {"description": "", "content": {"application/octet-stream": {
            "schema": {"type": "string", "format": "binary"}}}}})
    );
    // A shared response is sent in the media types of the operation that answers it.
    let document = converted(json!({
        "responses": {"E": {"description": "e", "schema": {"type": "string"}}},
        "paths": {"/a": {"get": {"produces": ["text/plain"], "responses": {"404": {"$ref": "#/responses/E"}}}}},
    }));
    assert_eq!(
        document["paths"]["/a"]["get"]["responses"]["404"]["content"],
        json!({"text/plain": {"schema": {"type": "string"}}})
    );
}

#[test]
fn security_definitions_become_schemes() {
    for (source, scheme) in [
        (
            json!({"type": "basic"}),
            json!({"type": "http", "scheme": "basic"}),
        ),
        (
            json!({"type": "apiKey", "in": "header", "name": "n"}),
            json!({"type": "apiKey", "in": "header", "name": "n"}),
        ),
        (
            json!({"type": "oauth2", "flow": "accessCode", "authorizationUrl": "a", "tokenUrl": "t", "scopes": {"s": "d"}}),
            json!({"type": "oauth2", "flows": {"authorizationCode": {"authorizationUrl": "a", "tokenUrl": "t", "scopes": {"s": "d"}}}}),
        ),
        (
            json!({"type": "oauth2", "flow": "application", "tokenUrl": "t"}),
            json!({"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "t", "scopes": {}}}}),
        ),
        (
            json!({"type": "oauth2", "flow": "implicit", "authorizationUrl": "a"}),
            json!({"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "a", "scopes": {}}}}),
        ),
        (
            json!({"type": "oauth2", "flow": "password", "tokenUrl": "t"}),
            json!({"type": "oauth2", "flows": {"password": {"tokenUrl": "t", "scopes": {}}}}),
        ),
    ] {
        let document = converted(json!({"securityDefinitions": {"s": source}}));
        assert_eq!(document["components"]["securitySchemes"]["s"], scheme);
    }
}

#[test]
fn schemas_move_and_are_reworded() {
    let document = converted(json!({"definitions": {
        "A": {"type": "object", "discriminator": "kind", "properties": {
            "kind": {"type": "string"},
            "b": {"$ref": "#/definitions/B", "x-nullable": true},
            "c": {"type": "array", "items": {"$ref": "#/definitions/Page«B»"}},
            "d": {"$ref": "#/definitions/A/properties/kind"},
        }},
        "B": {"type": "string", "x-nullable": true},
        "Page«B»": {"type": "object"},
        "Page_B": {"type": "integer"},
    }}));
    assert_eq!(
        document["components"]["schemas"],
        json!({
            "A": {"type": "object", "discriminator": {"propertyName": "kind"}, "properties": {
                "kind": {"type": "string"},
                "b": {"allOf": [{"$ref": "#/components/schemas/B"}], "nullable": true},
                "c": {"type": "array", "items": {"$ref": "#/components/schemas/Page_B_2"}},
                "d": {"$ref": "#/components/schemas/A/properties/kind"},
            }},
            "B": {"type": "string", "nullable": true},
            "Page_B_2": {"type": "object"},
            "Page_B": {"type": "integer"},
        })
    );
}

#[test]
fn inexpressible_construct_is_refused() {
    let source = document(json!({
        "servers": [],
        "paths": {"/a": {"post": {"parameters": [
            {"name": "body", "in": "body", "schema": {}},
            {"name": "f", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": "tsv"},
            {"name": "t", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "tsv"},
            {"name": "n", "in": "query", "type": "array", "items": {"type": "array", "items": {"type": "string"}}},
            {"name": "h", "in": "header", "type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"},
        ]}}},
        "responses": {"R": {"description": "d", "examples": [1], "headers": {"H": {
            "type": "array", "items": {"type": "string"}, "collectionFormat": "ssv"}}}},
        "securityDefinitions": {"a": {"type": "magic"}, "b": {"type": "oauth2", "flow": "none"}},
        "definitions": {"A b": {"type": "string", "collectionFormat": "csv"}},
    }));
    insta::assert_snapshot!(said(&convert(&source).unwrap()));
}

#[test]
fn a_whole_document_is_converted() {
    let conversion = convert(&crate::corpus::swagger20()).unwrap();
    assert_eq!(
        (&conversion.refusals, &conversion.notes),
        (&vec![], &vec![])
    );
    insta::assert_snapshot!(serde_json::to_string_pretty(&conversion.document).unwrap());
}
