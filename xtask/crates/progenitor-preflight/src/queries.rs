//! Query parameters: the generator writes plain values, and repeats the parameter for a list.

use super::context::Context;
use super::fix;
use super::types::{Shape, shape};
use openapi_document::Pointer;
use serde_json::{Value, json};

pub(super) fn check(context: &mut Context<'_>, name: &str, value: &Value, at: &Pointer) {
    let document = context.document;
    let shape = value.get("schema").map(|schema| shape(context, schema));
    match value.get("style").and_then(Value::as_str) {
        None | Some("form") => {
            let many = !matches!(shape, Some(Shape::Scalar | Shape::NullableScalar) | None);
            if value.get("explode") == Some(&json!(false)) && many {
                context.error(
                    "query-explode",
                    at,
                    format!(
                        "`{name}` wants its values in one text, separated by commas (`explode: \
                         false`); the generator ignores that and repeats the parameter"
                    ),
                    format!(
                        "if the service takes a repeated parameter:\n{}\nelse describe it as the \
                         text it is:\n{}",
                        fix::update(document, at, json!({"explode": true})),
                        fix::all([
                            fix::remove(document, &at.join("schema")),
                            fix::update(
                                document,
                                at,
                                json!({"schema": {"type": "string"}, "explode": true})
                            ),
                        ]),
                    ),
                );
            }
        }
        Some(style) => context.error(
            "query-style",
            at,
            format!("`{name}` is written in the style `{style}`; the generator knows only `form`"),
            fix::all([
                fix::remove(document, &at.join("schema")),
                fix::update(
                    document,
                    at,
                    json!({"style": "form", "explode": true, "schema": {"type": "string"}}),
                ),
            ]),
        ),
    }
    if shape == Some(Shape::Other) && !is_untyped(value.get("schema")) {
        context.error(
            "query-nested",
            at,
            format!("`{name}` is an object, or a list of more than plain values: it has no form in a query"),
            fix::all([
                fix::remove(document, &at.join("schema")),
                fix::update(document, at, json!({"schema": {"type": "string"}})),
            ]),
        );
    }
    if value.get("allowReserved") == Some(&json!(true)) {
        context.warn(
            "query-reserved",
            at,
            format!("`{name}` allows reserved characters; they are percent-encoded all the same"),
            fix::remove(document, &at.join("allowReserved")),
        );
    }
}

/// A schema that says nothing about the type: any JSON value, which a caller can make a text.
fn is_untyped(schema: Option<&Value>) -> bool {
    let structured = ["type", "properties", "items", "$ref", "allOf"];
    schema.is_some_and(|schema| {
        !structured
            .iter()
            .any(|keyword| schema.get(*keyword).is_some())
    })
}
