//! Names, texts and keys.

use super::Without::{Fails, Wrong};
use super::{Case, operation, parameter, property, schemas};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    let mut version = operation(json!({}));
    version["info"]["version"] = json!("1 é");
    let mut dialect = operation(json!({}));
    dialect["jsonSchemaDialect"] = json!("https://example.org/mine");
    let mut slashed = operation(json!({"parameters": [{"$ref": "#/components/parameters/a~1b"}]}));
    slashed["components"] = json!({"parameters": {
        "a/b": {"name": "p", "in": "query", "schema": {"type": "string"}}}});
    vec![
        (
            "key-refused",
            dialect,
            Wrong("the schemas mean something else"),
        ),
        (
            "key-refused",
            parameter(json!({"collectionFormat": "tsv"})),
            Wrong("it is passed over"),
        ),
        (
            "key-unknown",
            parameter(json!({"requierd": true})),
            Wrong("it is passed over"),
        ),
        ("version-text", version, Wrong("the client panics")),
        (
            "schema-clash",
            schemas(json!({"foo": {"type": "object"}, "Foo": {"type": "object"}})),
            Fails,
        ),
        ("component-name", slashed, Fails),
        (
            "component-name",
            schemas(json!({"a b": {"type": "object"}})),
            Wrong("no reference leads to it"),
        ),
        (
            "name-absurd",
            property(json!({"type": "object", "properties": {"a\u{202e}b": {}}})),
            Wrong("it is read as something else"),
        ),
        (
            "name-absurd",
            property(json!({"type": "object", "properties": {"a*/b": {}}})),
            Wrong("it is no honest name"),
        ),
        (
            "name-absurd",
            parameter(json!({"name": "a\nb"})),
            Wrong("it is no honest name"),
        ),
        (
            "name-absurd",
            operation(json!({"operationId": "a".repeat(200)})),
            Wrong("it is no honest name"),
        ),
        (
            "text-unsafe",
            operation(json!({"description": "```\npanic!()\n```"})),
            Wrong("`cargo test` runs it"),
        ),
        (
            "text-unsafe",
            operation(json!({"summary": "<script>alert(1)</script>"})),
            Wrong("a browser runs it"),
        ),
        (
            "text-unsafe",
            property(json!({"type": "string", "description": "a\u{202e}b"})),
            Wrong("it is read as something else"),
        ),
    ]
}
