//! Request bodies: one media type of four, with the schema it wants.

use super::context::Context;
use super::fix;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

pub(super) fn check(context: &mut Context<'_>) {
    for operation in context.operations() {
        context.enter(&operation);
        let Some(written) = operation.map.get("requestBody") else {
            continue;
        };
        let mut at = operation.at.join("requestBody");
        if let Some(referred) = written
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(Pointer::parse)
        {
            at = referred;
        }
        let Some(Value::Object(body)) = context.resolve(written) else {
            continue;
        };
        check_body(context, body, &at);
    }
}

fn check_body(context: &mut Context<'_>, body: &Map<String, Value>, at: &Pointer) {
    let document = context.document;
    let content_at = at.join("content");
    let empty = Map::new();
    let content = body
        .get("content")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    match content.len() {
        0 => context.error(
            "body-without-content",
            at,
            "the request body has no media type, and would be left out".to_owned(),
            fix::update(
                document,
                at,
                json!({"content": {"application/json": {"schema": {}}}}),
            ),
        ),
        1 => {}
        _ => {
            let kept = if content.contains_key("application/json") {
                "application/json"
            } else {
                content
                    .keys()
                    .next()
                    .map(String::as_str)
                    .unwrap_or_default()
            };
            let others = content.keys().filter(|media_type| *media_type != kept);
            context.error(
                "body-media-types",
                &content_at,
                "the request body comes in several media types; the generator takes one".to_owned(),
                fix::all(others.map(|other| fix::remove(document, &content_at.join(other)))),
            );
        }
    }
    for (media_type, value) in content {
        let at = content_at.join(media_type);
        check_media_type(context, media_type, value, &at);
    }
    if body.get("required") != Some(&json!(true)) {
        context.warn(
            "body-optional",
            at,
            "the request body is optional; the generated method always wants one".to_owned(),
            fix::update(document, at, json!({"required": true})),
        );
    }
}

fn check_media_type(context: &mut Context<'_>, media_type: &str, value: &Value, at: &Pointer) {
    let document = context.document;
    let essence = media_type.split(';').next().unwrap_or_default();
    let plain = match essence {
        "application/json" | "application/x-www-form-urlencoded" => None,
        "application/octet-stream" => Some(json!({"type": "string", "format": "binary"})),
        "text/plain" | "text/x-markdown" => Some(json!({"type": "string"})),
        _ => {
            context.error(
                "body-media-type",
                at,
                format!("the generator cannot send `{media_type}`"),
                format!(
                    "describe the body as a stream of bytes, encoded by the caller:\n{}\n{}",
                    fix::remove(document, at),
                    content_update(
                        document,
                        at,
                        json!({"application/octet-stream":
                        {"schema": {"type": "string", "format": "binary"}}})
                    ),
                ),
            );
            return;
        }
    };
    let Some(schema) = value.get("schema") else {
        context.error(
            "body-without-schema",
            at,
            format!("`{media_type}` has no schema"),
            fix::update(document, at, json!({"schema": plain.unwrap_or(json!({}))})),
        );
        return;
    };
    if let Some(wanted) = plain {
        if context
            .resolve(schema)
            .is_some_and(|schema| !is_plainly(schema, &wanted))
        {
            context.error(
                "body-schema",
                &at.join("schema"),
                format!("of `{media_type}` the generator takes only the schema {wanted}"),
                fix::all([
                    fix::remove(document, &at.join("schema")),
                    fix::update(document, at, json!({"schema": wanted})),
                ]),
            );
        }
    } else if value
        .get("encoding")
        .is_some_and(|encoding| encoding != &json!({}))
    {
        context.error(
            "body-encoding",
            &at.join("encoding"),
            "the generator refuses an `encoding`".to_owned(),
            fix::remove(document, &at.join("encoding")),
        );
    }
}

/// Whether a schema says what `wanted` says, and besides only what describes it.
fn is_plainly(schema: &Value, wanted: &Value) -> bool {
    let constraints = [
        "type",
        "format",
        "pattern",
        "enum",
        "minLength",
        "maxLength",
        "default",
        "discriminator",
    ];
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let composed = ["allOf", "anyOf", "oneOf", "not"]
        .iter()
        .any(|keyword| schema.get(*keyword).is_some());
    !nullable
        && !composed
        && constraints
            .iter()
            .all(|keyword| schema.get(*keyword) == wanted.get(*keyword))
}

/// The action that merges media types into the `content` that holds the one at a place.
pub(super) fn content_update(document: &Value, media_type: &Pointer, content: Value) -> String {
    let mut holder = media_type.clone();
    holder.pop();
    fix::update(document, &holder, content)
}
