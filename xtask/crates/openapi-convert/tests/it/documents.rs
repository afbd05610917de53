//! Random JSON and random documents, made of the keywords that the conversions look for.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The keywords that the conversions look for, so that random documents reach their branches.
const WORDS: &[&str] = &[
    "type",
    "null",
    "string",
    "integer",
    "array",
    "object",
    "number",
    "anyOf",
    "oneOf",
    "allOf",
    "not",
    "const",
    "enum",
    "nullable",
    "$ref",
    "$defs",
    "definitions",
    "items",
    "properties",
    "additionalProperties",
    "unevaluatedProperties",
    "exclusiveMinimum",
    "minimum",
    "examples",
    "example",
    "contentEncoding",
    "contentMediaType",
    "base64",
    "if",
    "$id",
    "prefixItems",
    "paths",
    "components",
    "schemas",
    "pathItems",
    "parameters",
    "responses",
    "securitySchemes",
    "info",
    "license",
    "summary",
    "identifier",
    "webhooks",
    "jsonSchemaDialect",
    "/a",
    "/b/{c}",
    "get",
    "post",
    "requestBody",
    "content",
    "application/json",
    "application/octet-stream",
    "schema",
    "headers",
    "default",
    "200",
    "in",
    "query",
    "path",
    "body",
    "formData",
    "header",
    "name",
    "required",
    "format",
    "file",
    "multi",
    "collectionFormat",
    "consumes",
    "produces",
    "host",
    "basePath",
    "schemes",
    "securityDefinitions",
    "oauth2",
    "flow",
    "accessCode",
    "discriminator",
    "mapping",
    "x-nullable",
    "#/definitions/a",
    "#/$defs/a",
    "#/parameters/a",
    "#/components/schemas/a",
    "#/components/pathItems/a",
    "#",
    "a",
    "operationId",
    "tags",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![8 => proptest::sample::select(WORDS).prop_map(str::to_owned), 1 => ".{0,6}"]
}

pub(crate) fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3i64..9).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 96, 6, |inner| {
        prop_oneof![
            2 => proptest::collection::vec((word(), inner.clone()), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
            1 => proptest::collection::vec(inner, 0..4).prop_map(Value::from),
        ]
    })
}

/// A document with arbitrary values in each of its places.
pub(crate) fn document() -> impl Strategy<Value = Value> {
    let version = prop_oneof![
        3 => Just(json!({"openapi": "3.1.0"})),
        1 => Just(json!({"openapi": "3.0.1"})),
        3 => Just(json!({"swagger": "2.0"})),
    ];
    let places = (
        json_value(),
        json_value(),
        json_value(),
        json_value(),
        json_value(),
    );
    (version, places).prop_map(|(mut document, (a, b, c, d, e))| {
        if let Value::Object(map) = &mut document {
            map.extend(Map::from_iter([
                ("paths".to_owned(), json!({"/a": {"get": a, "parameters": [b.clone()]}, "/b": b})),
                ("components".to_owned(), json!({
                    "schemas": {"a": c.clone(), "b": {"$defs": {"a": d.clone()}, "allOf": [c.clone()]}},
                    "parameters": {"a": e.clone()}, "pathItems": {"a": d.clone()}, "responses": e.clone(),
                })),
                ("definitions".to_owned(), json!({"a": c})),
                ("parameters".to_owned(), json!({"a": d})),
                ("responses".to_owned(), json!({"a": e.clone()})),
                ("securityDefinitions".to_owned(), json!({"a": e})),
            ]));
        }
        document
    })
}
