//! Schemas of 3.1 and their 3.0.3 form, one pair per construct.

use openapi_convert::convert;
use serde_json::{Value, json};

/// Converts one schema as the component `S` of a 3.1 document.
fn converted(schema: Value) -> (Value, Vec<String>) {
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {"S": schema}}
    });
    let conversion = convert(&document).unwrap();
    let refused = conversion
        .refusals
        .iter()
        .map(|refusal| refusal.construct.clone())
        .collect();
    (
        conversion.document["components"]["schemas"]["S"].clone(),
        refused,
    )
}

#[track_caller]
fn becomes(source: Value, expected: Value) {
    let (found, refused) = converted(source.clone());
    assert_eq!(found, expected, "from {source}");
    assert_eq!(refused, Vec::<String>::new(), "from {source}");
}

#[test]
fn type_lists_become_nullable_or_any_of() {
    becomes(
        json!({"type": ["string", "null"]}),
        json!({"type": "string", "nullable": true}),
    );
    becomes(json!({"type": ["string"]}), json!({"type": "string"}));
    becomes(
        json!({"type": ["null"]}),
        json!({"nullable": true, "enum": [null]}),
    );
    becomes(
        json!({"type": "null"}),
        json!({"nullable": true, "enum": [null]}),
    );
    becomes(
        json!({"type": ["string", "integer"]}),
        json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    );
    becomes(
        json!({"type": ["integer", "number"]}),
        json!({"type": "number"}),
    );
    becomes(
        json!({"title": "T", "type": ["string", "integer", "null"], "minimum": 3, "maxLength": 2,
               "enum": ["a", 4, null]}),
        json!({"title": "T", "nullable": true, "anyOf": [
            {"type": "string", "maxLength": 2, "enum": ["a"]},
            {"type": "integer", "minimum": 3, "enum": [4]},
        ]}),
    );
    becomes(
        json!({"type": ["array", "null"], "items": {"type": ["integer", "null"]}}),
        json!({"type": "array", "nullable": true, "items": {"type": "integer", "nullable": true}}),
    );
    becomes(
        json!({"type": ["string", "integer"], "format": "int64"}),
        json!({"anyOf": [{"type": "string"}, {"type": "integer", "format": "int64"}]}),
    );
    becomes(
        json!({"type": ["string", "integer"], "anyOf": [{"title": "a"}, {"title": "b"}]}),
        json!({"anyOf": [{"title": "a"}, {"title": "b"}],
               "allOf": [{"anyOf": [{"type": "string"}, {"type": "integer"}]}]}),
    );
    becomes(
        json!({"type": ["array", "string"]}),
        json!({"anyOf": [{"type": "array", "items": {}}, {"type": "string"}]}),
    );
}

#[test]
fn unions_with_null_become_nullable() {
    for union in ["anyOf", "oneOf"] {
        becomes(
            json!({union: [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}),
            json!({"allOf": [{"$ref": "#/components/schemas/A"}], "nullable": true}),
        );
        // Pydantic's form of an optional property.
        becomes(
            json!({union: [{"type": "string", "maxLength": 3}, {"type": "null"}], "title": "T"}),
            json!({"type": "string", "maxLength": 3, "title": "T", "nullable": true}),
        );
        becomes(
            json!({union: [{"type": "string"}, {"type": "null"}, {"type": "integer"}]}),
            json!({union: [{"type": "string"}, {"type": "integer"}], "nullable": true}),
        );
        becomes(
            json!({union: [{"type": "null"}]}),
            json!({"nullable": true, "enum": [null]}),
        );
        becomes(
            json!({union: [{"const": null}, {"type": ["string", "null"]}]}),
            json!({"type": "string", "nullable": true}),
        );
        // The branch clashes with its siblings: both have to hold.
        becomes(
            json!({union: [{"minimum": 3}, {"type": "null"}], "minimum": 1}),
            json!({"allOf": [{"minimum": 3}], "minimum": 1, "nullable": true}),
        );
        // The type beside the union excludes null.
        becomes(
            json!({"type": "string", union: [{"minLength": 3}, {"type": "null"}]}),
            json!({"type": "string", "minLength": 3}),
        );
    }
}

#[test]
fn constants_are_enums_of_one() {
    becomes(
        json!({"const": "a", "title": "T"}),
        json!({"enum": ["a"], "title": "T"}),
    );
    becomes(
        json!({"type": "string", "const": "a"}),
        json!({"type": "string", "enum": ["a"]}),
    );
    becomes(
        json!({"const": null}),
        json!({"enum": [null], "nullable": true}),
    );
    becomes(json!({"const": 1, "enum": [1, 2]}), json!({"enum": [1]}));
    becomes(
        json!({"enum": ["a", null]}),
        json!({"type": "string", "enum": ["a", null], "nullable": true}),
    );
    becomes(
        json!({"anyOf": [{"const": 2}, {"type": "null"}]}),
        json!({"type": "integer", "enum": [2, null], "nullable": true}),
    );
    becomes(
        json!({"enum": ["a", 1, null]}),
        json!({"enum": ["a", 1, null], "nullable": true}),
    );
    becomes(
        json!({"type": "string", "enum": ["a", null]}),
        json!({"type": "string", "enum": ["a", null], "nullable": true}),
    );
}

#[test]
fn numeric_exclusive_bounds_become_flags() {
    becomes(
        json!({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 9}),
        json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true,
               "maximum": 9, "exclusiveMaximum": true}),
    );
    for (source, expected) in [
        (
            json!({"minimum": 1, "exclusiveMinimum": 0}),
            json!({"minimum": 1}),
        ),
        (
            json!({"minimum": 0, "exclusiveMinimum": 0}),
            json!({"minimum": 0, "exclusiveMinimum": true}),
        ),
        (
            json!({"minimum": 0, "exclusiveMinimum": 1}),
            json!({"minimum": 1, "exclusiveMinimum": true}),
        ),
        (
            json!({"maximum": 1, "exclusiveMaximum": 2}),
            json!({"maximum": 1}),
        ),
        (
            json!({"maximum": 2, "exclusiveMaximum": 1}),
            json!({"maximum": 1, "exclusiveMaximum": true}),
        ),
        (
            json!({"exclusiveMaximum": true, "maximum": 1}),
            json!({"exclusiveMaximum": true, "maximum": 1}),
        ),
    ] {
        becomes(source, expected);
    }
}

#[test]
fn examples_encodings_and_arrays() {
    becomes(json!({"examples": ["a"]}), json!({"example": "a"}));
    becomes(json!({"examples": []}), json!({}));
    becomes(
        json!({"examples": ["a", "b"]}),
        json!({"x-examples": ["a", "b"], "example": "a"}),
    );
    becomes(
        json!({"example": 1, "examples": [2]}),
        json!({"example": 1, "x-examples": [2]}),
    );
    becomes(
        json!({"type": "string", "contentEncoding": "base64"}),
        json!({"type": "string", "format": "byte"}),
    );
    becomes(
        json!({"contentMediaType": "application/octet-stream"}),
        json!({"type": "string", "format": "binary"}),
    );
    becomes(
        json!({"type": "string", "contentMediaType": "image/png"}),
        json!({"type": "string", "format": "binary", "x-contentMediaType": "image/png"}),
    );
    becomes(
        json!({"type": "string", "contentMediaType": "application/json", "contentSchema": {}}),
        json!({"type": "string", "x-contentMediaType": "application/json", "x-contentSchema": {}}),
    );
    becomes(
        json!({"type": "string", "contentEncoding": "quoted-printable"}),
        json!({"type": "string", "x-contentEncoding": "quoted-printable"}),
    );
    becomes(
        json!({"type": "array"}),
        json!({"type": "array", "items": {}}),
    );
}

#[test]
fn references_boolean_schemas_and_annotations() {
    becomes(
        json!({"$ref": "#/components/schemas/A"}),
        json!({"$ref": "#/components/schemas/A"}),
    );
    becomes(
        json!({"$ref": "#/components/schemas/A", "description": "d"}),
        json!({"allOf": [{"$ref": "#/components/schemas/A"}], "description": "d"}),
    );
    becomes(
        json!({"$ref": "#/a", "allOf": [{"title": "t"}]}),
        json!({"allOf": [{"$ref": "#/a"}, {"title": "t"}]}),
    );
    becomes(json!(true), json!({}));
    becomes(json!(false), json!({"not": {}}));
    becomes(
        json!({"properties": {"a": true}, "additionalProperties": false}),
        json!({"properties": {"a": {}}, "additionalProperties": false}),
    );
    becomes(
        json!({"$comment": "c", "$schema": "s"}),
        json!({"x-comment": "c", "x-schema": "s"}),
    );
    becomes(
        json!({"type": "object", "unevaluatedProperties": false}),
        json!({"type": "object", "additionalProperties": false}),
    );
    becomes(
        json!({"allOf": [{}], "unevaluatedProperties": true}),
        json!({"allOf": [{}]}),
    );
}

#[test]
fn data_that_looks_like_a_schema_is_unchanged() {
    let data = json!({"type": "object", "default": {"type": ["string", "null"]},
        "example": {"const": 1}, "enum": [{"const": 2}], "x-mine": {"const": 3}});
    becomes(data.clone(), data);
    becomes(
        json!({"properties": {"const": {"const": 1}, "x-y": {"type": ["string", "null"]}}}),
        json!({"properties": {"const": {"enum": [1]},
                              "x-y": {"type": "string", "nullable": true}}}),
    );
}

#[test]
fn inexpressible_keyword_is_refused_and_kept() {
    for keyword in [
        "$id",
        "$anchor",
        "$dynamicRef",
        "$dynamicAnchor",
        "if",
        "then",
        "else",
        "dependentSchemas",
        "dependentRequired",
        "patternProperties",
        "propertyNames",
        "prefixItems",
        "contains",
        "minContains",
    ] {
        let source = json!({"title": "T", keyword: {"title": "inner"}});
        let (found, refused) = converted(source.clone());
        assert_eq!(refused, [keyword]);
        assert_eq!(found, source);
    }
    let composed = json!({"allOf": [{}], "unevaluatedProperties": false});
    assert_eq!(
        converted(composed.clone()),
        (composed, vec!["unevaluatedProperties".to_owned()])
    );
}
