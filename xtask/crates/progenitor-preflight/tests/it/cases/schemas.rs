//! Schemas.

use super::Without::{Fails, Wrong};
use super::{Case, operation, property};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "schema-keyword",
            property(json!({"const": 1})),
            Wrong("any value is taken"),
        ),
        (
            "schema-keyword",
            property(json!({"type": "object", "patternProperties": {}})),
            Wrong("it is passed over"),
        ),
        (
            "rust-type-extension",
            property(
                json!({"type": "string", "x-rust-type": {"crate": "a", "version": "1", "path": "a::B"}}),
            ),
            Wrong("the document chooses a type"),
        ),
        (
            "discriminator",
            property(
                json!({"oneOf": [{"$ref": "#/components/schemas/T"}], "discriminator": {"propertyName": "t"}}),
            ),
            Wrong("it is ignored"),
        ),
        (
            "schema-type",
            property(json!({"type": ["string", "null"]})),
            Fails,
        ),
        ("schema-type", property(json!({"type": "file"})), Fails),
        (
            "schema-format",
            property(json!({"type": "boolean", "format": "x"})),
            Fails,
        ),
        ("schema-untyped", property(json!({"minimum": 1})), Fails),
        ("schema-untyped", property(json!({"format": "date"})), Fails),
        (
            "schema-untyped",
            property(json!({"nullable": true, "minLength": 1})),
            Wrong("a list is read"),
        ),
        (
            "schema-exclusive",
            property(json!({"exclusiveMinimum": true})),
            Fails,
        ),
        ("composition-empty", property(json!({"allOf": []})), Fails),
        (
            "composition-mixed",
            property(json!({"oneOf": [{"type": "string"}], "anyOf": [{"type": "integer"}]})),
            Fails,
        ),
        (
            "schema-not",
            property(json!({"not": {"type": "string"}})),
            Fails,
        ),
        (
            "schema-not",
            property(json!({"not": {}})),
            Wrong("no value can be read"),
        ),
        (
            "enum-empty",
            property(json!({"type": "string", "enum": []})),
            Wrong("any text is taken"),
        ),
        (
            "enum-type",
            property(json!({"type": "integer", "enum": ["1"]})),
            Fails,
        ),
        ("enum-mixed", property(json!({"enum": ["a", 1]})), Fails),
        (
            "enum-untyped",
            property(json!({"nullable": true, "enum": ["a", null]})),
            Fails,
        ),
        (
            "enum-clash",
            property(json!({"type": "string", "enum": ["A", "a"]})),
            Fails,
        ),
        (
            "enum-clash",
            property(json!({"type": "string", "enum": ["a+", "a-"]})),
            Fails,
        ),
        (
            "array-length",
            property(json!({"type": "array", "minItems": 99, "maxItems": 99, "items": {}})),
            Wrong("the code does not compile"),
        ),
        (
            "property-clash",
            property(json!({"type": "object", "properties": {"a-b": {}, "a_b": {}}})),
            Fails,
        ),
        (
            "property-clash",
            property(
                json!({"type": "object", "properties": {"extra": {}}, "additionalProperties": {"type": "string"}}),
            ),
            Fails,
        ),
        (
            "pattern-invalid",
            property(json!({"type": "string", "pattern": "("})),
            Fails,
        ),
        (
            "pattern-invalid",
            property(json!({"type": "string", "pattern": "(?i)a"})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "default": 3})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "integer", "minimum": 3, "default": 1})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "enum": ["a"], "default": "b"})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "array", "items": {"type": "integer"}, "default": ["x"]})),
            Fails,
        ),
        (
            "default-mismatch",
            property(
                json!({"type": "object", "properties": {"a": {"type": "integer"}}, "default": {"a": "x"}}),
            ),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"oneOf": [{"type": "string"}, {"type": "integer"}], "default": true})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"allOf": [{"$ref": "#/components/schemas/T"}], "default": 3})),
            Wrong("it is passed over"),
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "pattern": "^a$", "default": "b"})),
            Wrong("reading a record panics"),
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "format": "date", "default": "nope"})),
            Wrong("reading a record panics"),
        ),
        (
            "unreadable",
            property(json!({"type": "string", "minLength": -1})),
            Fails,
        ),
        (
            "unreadable",
            property(json!({"type": "array", "items": [{}]})),
            Fails,
        ),
        (
            "unreadable",
            operation(json!({"responses": {"200": {}}})),
            Fails,
        ),
        (
            "generator",
            property(json!({"allOf": [{"type": "string"}, {"type": "integer"}]})),
            Wrong("no value can be read"),
        ),
    ]
}
