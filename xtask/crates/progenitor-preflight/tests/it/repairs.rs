//! The meaning of a repaired document: the generated code sends what the document says.

use crate::accept;
use serde_json::{Value, json};

fn operation(fields: Value) -> Value {
    let mut operation = json!({"operationId": "f", "responses": {"200": {"description": "ok"}}});
    if let (Value::Object(operation), Value::Object(fields)) = (&mut operation, fields) {
        operation.extend(fields);
    }
    json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {"/a/{id}": {"post": operation}},
    })
}

fn schemas(schemas: Value) -> Value {
    json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {}, "components": {"schemas": schemas},
    })
}

/// The code of a document without white space.
fn code(document: &Value) -> String {
    let (code, _) = accept(document).unwrap();
    without_spaces(&code)
}

fn without_spaces(code: &str) -> String {
    code.split_whitespace().collect()
}

fn says(document: &Value, lines: &[&str]) {
    let code = code(document);
    for line in lines {
        assert!(code.contains(&without_spaces(line)), "no {line} in\n{code}");
    }
}

#[test]
fn parameter_named_as_a_method_keeps_its_name_on_the_wire() {
    let parameters = json!([
        {"name": "request", "in": "query", "schema": {"type": "string"}},
        {"name": "id", "in": "query", "schema": {"type": "string"}},
        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
        {"name": "a-b", "in": "header", "schema": {"type": "string"}},
        {"name": "a_b", "in": "query", "schema": {"type": "string"}},
    ]);
    says(
        &operation(json!({"parameters": parameters})),
        &[
            r#"QueryParam::new("request", &request_query)"#,
            r#"QueryParam::new("id", &id)"#,
            "encode_path(&id_path.to_string())",
            r#"header_map.append("a-b", value.to_string().try_into()?)"#,
            r#"QueryParam::new("a_b", &a_b_query)"#,
            "Sends a `POST` request to `/a/{id}`",
        ],
    );
}

#[test]
fn object_in_the_query_is_sent_as_its_properties() {
    let filter = json!({"type": "object", "properties": {"min": {"type": "integer"}}});
    let parameters = json!([
        {"name": "filter", "in": "query", "style": "deepObject", "schema": filter},
        {"name": "page", "in": "query", "schema": {"type": "object", "properties": {"size": {"type": "integer"}}}},
    ]);
    says(
        &operation(json!({"parameters": parameters})),
        &[
            r#"QueryParam::new("filter[min]", &filter_min)"#,
            r#"QueryParam::new("size", &size)"#,
        ],
    );
}

#[test]
fn cookies_are_sent_by_one_header() {
    let parameters = json!([
        {"name": "session", "in": "cookie", "required": true, "schema": {"type": "string"}},
        {"name": "theme", "in": "cookie", "schema": {"type": "string"}},
    ]);
    says(
        &operation(json!({"parameters": parameters})),
        &[
            r#"header_map.append("Cookie", cookie.to_string().try_into()?)"#,
            "`session=…; theme=…`",
        ],
    );
}

#[test]
fn body_of_another_media_type_is_sent_as_that_type() {
    let body = |media_type: &str, schema: Value| {
        operation(
            json!({"requestBody": {"required": true, "content": {media_type: {"schema": schema}}}}),
        )
    };
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    for (media_type, schema, line) in [
        (
            "application/merge-patch+json",
            object.clone(),
            ".json(&body)",
        ),
        ("application/xml", object.clone(), ".body(body)"),
        ("application/pdf", json!({"type": "string"}), ".body(body)"),
    ] {
        let value = format!("::reqwest::header::HeaderValue::from_static(\"{media_type}\"");
        says(&body(media_type, schema), &[&value, line]);
    }
    says(
        &body("multipart/form-data", object),
        &[r#"header_map.append("Content-Type", content_type.to_string().try_into()?)"#],
    );
}

#[test]
fn empty_success_beside_a_body_is_none() {
    let json = json!({"application/json": {"schema": {"type": "object", "properties": {"a": {}}}}});
    let responses = json!({
        "200": {"description": "", "content": json}, "204": {"description": ""},
        "400": {"description": "", "content": {"application/json": {"schema": {"type": "string"}}}},
        "401": {"description": ""},
    });
    says(
        &operation(json!({"responses": responses})),
        &[
            "ResponseValue<::std::option::Option<types::FResponse>>",
            "204u16 => { Ok( ResponseValue::new(",
            "401u16 => { Err( Error::ErrorResponse( ResponseValue::new(",
        ],
    );
}

#[test]
fn errors_of_several_types_are_read_by_one_that_takes_them_all() {
    let error = |property: &str| {
        let schema = json!({"type": "object", "properties": {property: {"type": "string"}}});
        json!({"description": "", "content": {"application/problem+json": {"schema": schema}}})
    };
    let responses =
        json!({"200": {"description": ""}, "400": error("reason"), "default": error("detail")});
    says(
        &operation(json!({"responses": responses})),
        &[
            "Error<types::FError>",
            "pub detail: ::std::option::Option<",
            "pub reason: ::std::option::Option<",
        ],
    );
}

#[test]
fn accepted_media_type_is_the_documented_one() {
    let content = json!({"application/vnd.api+json": {"schema": {"type": "object"}}});
    let responses = json!({"200": {"description": "", "content": content}});
    says(
        &operation(json!({"responses": responses})),
        &[r#"::reqwest::header::HeaderValue::from_static( "application/vnd.api+json""#],
    );
}

#[test]
fn properties_of_one_identifier_are_both_kept() {
    let object = json!({"type": "object", "properties": {"a-b": {"type": "string"}, "a_b": {"type": "integer"}}});
    says(
        &schemas(json!({"S": object})),
        &[
            r#"rename = "a-b""#,
            r#"rename = "a_b""#,
            "pub a_b: ",
            "pub a_b_2: ",
        ],
    );
}

#[test]
fn schemas_of_one_identifier_are_both_kept() {
    let object = |property: &str| json!({"type": "object", "properties": {property: {}}});
    says(
        &schemas(json!({"foo": object("a"), "Foo": object("b"), "Default": object("c")})),
        &[
            "pub struct Foo {",
            "pub struct Foo2 {",
            "pub struct Default2 {",
        ],
    );
}

#[test]
fn union_of_objects_keeps_the_properties_of_every_branch() {
    let branch = |property: &str, kind: &str| {
        json!({"type": "object", "required": ["kind", property], "properties": {
            "kind": {"type": "string", "enum": [kind]}, property: {"type": "string"},
            "value": {"type": if kind == "x" { "string" } else { "integer" }},
        }})
    };
    let document = schemas(json!({
        "A": branch("a", "x"), "B": branch("b", "y"),
        "C": {
            "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
            "discriminator": {"propertyName": "kind"},
        },
    }));
    says(
        &document,
        &[
            "pub struct C { #[serde(skip_serializing_if = \"::std::option::Option::is_none\")] pub a: ",
            "pub b: ::std::option::Option<::std::string::String>",
            "pub kind: CKind",
            "pub value: ::std::option::Option<::serde_json::Value>",
        ],
    );
}

#[test]
fn patterns_are_documented_and_not_checked() {
    let text =
        json!({"type": "string", "description": "A code.", "pattern": "^[A-Z]$", "minLength": 1});
    let document = schemas(json!({"S": {"type": "object", "properties": {"p": text}}}));
    says(
        &document,
        &[
            "Must match `^[A-Z]$`.",
            "pub p: ::std::option::Option<::std::string::String>",
        ],
    );
    let (code, repairs) = accept(&document).unwrap();
    assert!(!code.contains("regress"));
    assert!(
        repairs
            .iter()
            .any(|repair| repair.contains("`pattern` is not checked")),
        "{repairs:?}"
    );
}

#[test]
fn enumerations_inside_schemas_have_names_that_no_other_has() {
    let object = |value: &str| json!({"type": "object", "properties": {"x": {"title": "Same", "type": "string", "enum": [value]}}});
    says(
        &schemas(json!({"A": object("one"), "B": object("two"), "AX": {"type": "string"}})),
        &["pub enum Ax2 {", "pub enum Bx {"],
    );
}
