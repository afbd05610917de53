//! References, and schemas that contain themselves.

use super::Without::{Fails, Overflows, Wrong};
use super::{Case, operation, property, schemas};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    let mut wrong_section = property(json!({"$ref": "#/components/responses/T"}));
    wrong_section["components"]["responses"] = json!({"T": {"description": "d"}});
    vec![
        (
            "reference-dangling",
            property(json!({"$ref": "#/components/schemas/Nope"})),
            Fails,
        ),
        (
            "reference-dangling",
            operation(json!({"parameters": [{"$ref": "#/components/parameters/P"}]})),
            Fails,
        ),
        (
            "reference-dangling",
            operation(json!({"responses": {"200": {"$ref": "#/components/responses/R"}}})),
            Fails,
        ),
        (
            "reference-external",
            property(json!({"$ref": "other.json#/A"})),
            Fails,
        ),
        (
            "reference-external",
            property(json!({"$ref": "../../../etc/passwd"})),
            Fails,
        ),
        (
            "reference-external",
            property(json!({"$ref": "https://example.org/a.json#/A"})),
            Fails,
        ),
        (
            "reference-kind",
            wrong_section,
            Wrong("the schema `T` is taken"),
        ),
        (
            "reference-deep",
            property(json!({"$ref": "#/components/schemas/S/properties/p"})),
            Fails,
        ),
        (
            "reference-deep",
            schemas(
                json!({"S": {"type": "object", "properties": {"p": {"type": "integer"},
            "q": {"$ref": "#/components/schemas/S/properties/p"}}}, "p": {"type": "string"}}),
            ),
            Wrong("the schema `p` is taken"),
        ),
        (
            "reference-siblings",
            property(json!({"$ref": "#/components/schemas/T", "nullable": true})),
            Wrong("a null costs the record"),
        ),
        (
            "reference-siblings",
            property(json!({"$ref": "#/components/schemas/T", "description": "d"})),
            Wrong("the description is lost"),
        ),
        (
            "recursion",
            schemas(json!({"A": {"$ref": "#/components/schemas/A"}})),
            Wrong("a type of no end"),
        ),
        (
            "recursion",
            schemas(json!({
            "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"type": "object"}]},
            "B": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "object"}]}})),
            Overflows,
        ),
        (
            "recursion-merge",
            schemas(json!({
            "A": {"allOf": [
                {"type": "object", "properties": {"x": {"$ref": "#/components/schemas/A"}}},
                {"type": "object", "properties": {"x": {"type": "object", "properties": {"y": {"type": "string"}}}}}]}})),
            Overflows,
        ),
        (
            "recursion-merge",
            schemas(json!({
            "Base": {"type": "object", "properties": {"parent": {"$ref": "#/components/schemas/Base"}}},
            "Node": {"allOf": [{"$ref": "#/components/schemas/Base"},
                {"type": "object", "properties": {"parent": {"$ref": "#/components/schemas/Node"}}}]}})),
            Overflows,
        ),
        (
            "recursion-merge",
            schemas(json!({
            "Node": {"allOf": [{"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Node"}},
                {"type": "object", "properties": {"a": {"type": "object"}}}]}})),
            Overflows,
        ),
    ]
}
