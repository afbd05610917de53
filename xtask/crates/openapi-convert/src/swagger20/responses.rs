//! Converts responses: a schema and its media types become `content`.

use super::parameters;
use crate::log::Log;
use crate::map::{replace, take};
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// Converts one response; a reference is unchanged. `now` is its place in the converted document.
pub(super) fn convert(
    response: &Value,
    produces: &[String],
    at: &Pointer,
    now: &Pointer,
    log: &mut Log,
) -> Value {
    let Value::Object(map) = response else {
        return response.clone();
    };
    if map.contains_key("$ref") {
        return response.clone();
    }
    let mut map = map.clone();
    if !map.contains_key("description") {
        map.shift_insert(0, "description".to_owned(), "".into());
    }
    let schema = take(&mut map, "schema");
    let examples = match map.get("examples") {
        Some(Value::Object(_)) => match take(&mut map, "examples") {
            Some(Value::Object(examples)) => examples,
            _ => Map::new(),
        },
        _ => Map::new(),
    };
    if map.contains_key("examples") {
        log.refuse(
            at,
            "examples",
            "not a map of media types to examples",
            "remove it with an overlay action",
        );
    }
    let mut content = Map::new();
    if let Some(schema) = schema {
        let file = schema.get("type") == Some(&json!("file"));
        let default = if file {
            "application/octet-stream"
        } else {
            "application/json"
        };
        let default = [default.to_owned()];
        for media_type in if produces.is_empty() {
            &default
        } else {
            produces
        } {
            log.moved(
                now.join("content").join(media_type).join("schema"),
                at.join("schema"),
            );
            content.insert(media_type.clone(), json!({"schema": schema}));
        }
    }
    for (media_type, example) in examples {
        let described = content.entry(media_type).or_insert_with(|| json!({}));
        if let Value::Object(described) = described {
            described.insert("example".to_owned(), example);
        }
    }
    if !content.is_empty() {
        map.insert("content".to_owned(), Value::Object(content));
    }
    if let Some(Value::Object(headers)) = map.get("headers") {
        let headers: Map<_, _> = headers
            .iter()
            .map(|(name, value)| {
                let at = at.join("headers").join(name);
                (name.clone(), header(value, &at, log))
            })
            .collect();
        replace(&mut map, "headers", "headers", Value::Object(headers));
    }
    Value::Object(map)
}

fn header(header: &Value, at: &Pointer, log: &mut Log) -> Value {
    let Value::Object(map) = header else {
        return header.clone();
    };
    let mut map = map.clone();
    let format = take(&mut map, "collectionFormat");
    let schema = parameters::schema(&mut map, at, log);
    map.insert("schema".to_owned(), schema);
    if format.as_ref().is_some_and(|format| format != "csv") {
        parameters::refuse_format(&mut map, format.as_ref(), at, log);
    }
    Value::Object(map)
}
