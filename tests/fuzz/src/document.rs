//! API documents of any dialect, with something arbitrary in each of their places.

use libfuzzer_sys::arbitrary::Unstructured;
use serde_json::{Map, Value, json};

use crate::tree::{self, Words, choose};
use crate::words;

/// What API documents are made of.
pub static WORDS: Words = Words {
    keys: words::keywords,
    texts: words::TEXTS,
};

/// A document of one of the dialects.
pub fn document(entropy: &mut Unstructured<'_>) -> Value {
    match entropy.int_in_range(0..=4).unwrap_or(0) {
        0 => swagger(entropy),
        1 | 2 => openapi(entropy, "3.0.3"),
        _ => openapi(entropy, "3.1.0"),
    }
}

/// A document of OpenAPI 3.x.
pub fn openapi(entropy: &mut Unstructured<'_>, version: &str) -> Value {
    json!({
        "openapi": version,
        "info": {"title": text(entropy), "version": "1"},
        "paths": paths(entropy),
        "components": {
            "schemas": {"A": schema(entropy, 4), "B": schema(entropy, 4)},
            "parameters": {"a": parameter(entropy)},
            "responses": {"a": response(entropy)},
            "pathItems": {"a": tree::value(entropy, &WORDS, 3)},
            "securitySchemes": {"a": tree::object(entropy, &WORDS, 2)},
        },
    })
}

fn swagger(entropy: &mut Unstructured<'_>) -> Value {
    let mut document = json!({
        "swagger": "2.0",
        "info": {"title": text(entropy), "version": "1"},
        "paths": paths(entropy),
        "definitions": {"A": schema(entropy, 4), "B": schema(entropy, 4)},
        "parameters": {"a": parameter(entropy)},
        "responses": {"a": response(entropy)},
        "securityDefinitions": {"a": tree::object(entropy, &WORDS, 2)},
    });
    if let (Value::Object(document), Value::Object(more)) =
        (&mut document, tree::object(entropy, &WORDS, 3))
    {
        more.into_iter().for_each(|(key, value)| {
            document.entry(key).or_insert(value);
        });
    }
    document
}

fn paths(entropy: &mut Unstructured<'_>) -> Value {
    json!({
        "/a": {"get": operation(entropy), "post": operation(entropy), "parameters": [parameter(entropy)]},
        "/a/{id}": {"get": operation(entropy)},
        "/b/{c}": or_anything(entropy, |entropy| json!({"delete": operation(entropy)})),
    })
}

fn operation(entropy: &mut Unstructured<'_>) -> Value {
    or_anything(entropy, |entropy| {
        let mut operation = Map::new();
        operation.insert("operationId".to_owned(), text(entropy).into());
        if half(entropy) {
            operation.insert("description".to_owned(), text(entropy).into());
        }
        let parameters = (0..entropy.int_in_range(0..=3).unwrap_or(0)).map(|_| parameter(entropy));
        operation.insert("parameters".to_owned(), parameters.collect());
        if half(entropy) {
            operation.insert("requestBody".to_owned(), body(entropy));
        }
        let status = choose(entropy, &["200", "204", "404", "default", "4XX"]).copied();
        operation.insert(
            "responses".to_owned(),
            json!({"200": response(entropy), status.unwrap_or("200"): response(entropy)}),
        );
        Value::Object(operation)
    })
}

fn parameter(entropy: &mut Unstructured<'_>) -> Value {
    or_anything(entropy, |entropy| {
        let place = choose(
            entropy,
            &["query", "path", "header", "cookie", "body", "formData"],
        )
        .copied();
        let name = choose(entropy, &["id", "a", "b", "c", "A b"]).copied();
        let mut parameter = json!({
            "name": name, "in": place, "required": half(entropy), "schema": schema(entropy, 2),
        });
        if half(entropy)
            && let (Value::Object(parameter), Value::Object(more)) =
                (&mut parameter, schema(entropy, 1))
        {
            parameter.extend(more);
        }
        parameter
    })
}

fn body(entropy: &mut Unstructured<'_>) -> Value {
    let media = choose(
        entropy,
        &[
            "application/json",
            "text/plain",
            "application/octet-stream",
            "multipart/form-data",
        ],
    );
    json!({"description": text(entropy), "content": {*media.unwrap_or(&""): {"schema": schema(entropy, 3)}}})
}

fn response(entropy: &mut Unstructured<'_>) -> Value {
    or_anything(entropy, |entropy| {
        let mut response = body(entropy);
        response["schema"] = schema(entropy, 2);
        response
    })
}

/// A schema that mostly makes sense.
pub fn schema(entropy: &mut Unstructured<'_>, depth: usize) -> Value {
    or_anything(entropy, |entropy| {
        if depth == 0 {
            return json!({"type": choose(entropy, &["string", "integer", "boolean"])});
        }
        let mut schema = match entropy.int_in_range(0..=7).unwrap_or(0) {
            0 => json!({"type": choose(entropy, &["string", "integer", "number", "boolean"])}),
            1 => json!({"type": "array", "items": schema(entropy, depth - 1)}),
            2 => {
                json!({"$ref": choose(entropy, &["#/components/schemas/A", "#/components/schemas/B", "#/definitions/A"])})
            }
            3 => json!({"type": "string", "enum": [text(entropy), text(entropy)]}),
            4 => json!({"type": ["null", text(entropy)], "const": text(entropy)}),
            5 => {
                let union = choose(entropy, &["allOf", "oneOf", "anyOf"]).copied();
                json!({union.unwrap_or("allOf"): [schema(entropy, depth - 1), schema(entropy, depth - 1)]})
            }
            _ => json!({
                "type": "object",
                "properties": {
                    "id": schema(entropy, depth - 1),
                    tree::key(entropy, &WORDS): schema(entropy, depth - 1),
                },
                "required": ["id", text(entropy)],
            }),
        };
        if entropy.ratio(1, 3).unwrap_or(false) {
            schema[tree::key(entropy, &WORDS)] = tree::value(entropy, &WORDS, 2);
        }
        schema
    })
}

/// What is asked for, or one time in sixteen anything at all.
fn or_anything(
    entropy: &mut Unstructured<'_>,
    make: impl FnOnce(&mut Unstructured<'_>) -> Value,
) -> Value {
    match entropy.ratio(1, 16).unwrap_or(false) {
        true => tree::value(entropy, &WORDS, 3),
        false => make(entropy),
    }
}

fn text(entropy: &mut Unstructured<'_>) -> String {
    tree::text(entropy, &WORDS)
}

fn half(entropy: &mut Unstructured<'_>) -> bool {
    entropy.arbitrary().unwrap_or_default()
}
