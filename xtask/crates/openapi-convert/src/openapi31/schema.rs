//! Converts one schema of 3.1 to 3.0.3; its subschemas are already converted.

use super::{keywords, types, union};
use crate::log::Log;
use crate::map::{put, replace, take};
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// Converts a schema in place. Leaves anything that is neither an object nor a boolean to the lint.
pub(super) fn convert(schema: &mut Value, at: &Pointer, log: &mut Log) {
    match schema {
        Value::Bool(true) => *schema = json!({}),
        Value::Bool(false) => *schema = json!({"not": {}}),
        Value::Object(map) => {
            constant(map);
            null_in_enum(map, at, log);
            bound(
                map,
                "minimum",
                "exclusiveMinimum",
                |inclusive, exclusive| inclusive > exclusive,
            );
            bound(
                map,
                "maximum",
                "exclusiveMaximum",
                |inclusive, exclusive| inclusive < exclusive,
            );
            examples(map, at, log);
            content(map, at, log);
            keywords::convert(map, at, log);
            types::convert(map);
            union::convert(map);
            array_items(map);
            reference(map);
        }
        _ => {}
    }
}

/// Adds a schema that also has to hold, as a branch of `allOf`.
pub(super) fn and(map: &mut Map<String, Value>, schema: Value) {
    match map.get_mut("allOf") {
        Some(Value::Array(branches)) => branches.push(schema),
        _ => {
            map.insert("allOf".to_owned(), json!([schema]));
        }
    }
}

/// Converts `const` to an `enum` of one value; an existing `enum` is narrowed to it.
fn constant(map: &mut Map<String, Value>) {
    let Some(value) = map.get("const").cloned() else {
        return;
    };
    if map.contains_key("enum") {
        take(map, "const");
        map.insert("enum".to_owned(), json!([value]));
    } else {
        replace(map, "const", "enum", json!([value]));
    }
    // `"type": "null"` or a type list with it adds nothing to an enum of null.
    if value.is_null() {
        take(map, "type");
    }
}

/// Converts a null in an `enum` to `nullable`, which 3.0.3 requires. A non-null `type` beside it is
/// taken for a mistake: the enum shows that null occurs.
fn null_in_enum(map: &mut Map<String, Value>, at: &Pointer, log: &mut Log) {
    let Some(Value::Array(values)) = map.get("enum") else {
        return;
    };
    if !values.iter().any(Value::is_null) || map.get("nullable") == Some(&json!(true)) {
        return;
    }
    if let Some(Value::String(name)) = map.get("type").filter(|name| *name != "null") {
        log.note(
            at,
            format!("null is among the values of a `{name}`: read as nullable"),
        );
    }
    if !matches!(map.get("type"), Some(Value::Array(_))) {
        types::make_nullable(map);
    }
}

/// Converts a numeric exclusive bound to a bound and a flag; keeps the tighter of two bounds.
fn bound(
    map: &mut Map<String, Value>,
    inclusive: &str,
    exclusive: &str,
    tighter: fn(f64, f64) -> bool,
) {
    let Some(limit @ Value::Number(number)) = map.get(exclusive) else {
        return;
    };
    let (limit, number) = (limit.clone(), number.as_f64());
    let keep_inclusive = match (map.get(inclusive).and_then(Value::as_f64), number) {
        (Some(inclusive), Some(exclusive)) => tighter(inclusive, exclusive),
        _ => false,
    };
    if keep_inclusive {
        take(map, exclusive);
    } else {
        replace(map, exclusive, exclusive, true.into());
        match map.contains_key(inclusive) {
            true => replace(map, inclusive, inclusive, limit),
            false => {
                let place = map.keys().position(|key| key == exclusive).unwrap_or(0);
                put(map, place, inclusive, limit);
            }
        }
    }
}

/// Converts `examples` to `example`, with the first of them.
fn examples(map: &mut Map<String, Value>, at: &Pointer, log: &mut Log) {
    let Some(examples) = map.get("examples").cloned() else {
        return;
    };
    match examples {
        Value::Array(list) if !map.contains_key("example") && list.len() <= 1 => {
            match list.into_iter().next() {
                Some(example) => replace(map, "examples", "example", example),
                None => drop(take(map, "examples")),
            }
        }
        other => {
            let first = match (&other, map.contains_key("example")) {
                (Value::Array(list), false) => list.first().cloned(),
                _ => None,
            };
            replace(map, "examples", "x-examples", other);
            if let Some(first) = first {
                map.insert("example".to_owned(), first);
            }
            log.note(at, "3.0.3 takes one example: all are kept as `x-examples`");
        }
    }
}

/// Converts encoded and binary strings to formats.
fn content(map: &mut Map<String, Value>, at: &Pointer, log: &mut Log) {
    let encoding = map
        .get("contentEncoding")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let media_type = map
        .get("contentMediaType")
        .and_then(Value::as_str)
        .map(str::to_owned);
    match (encoding, media_type) {
        (Some(encoding), _) => {
            match encoding.to_ascii_lowercase().as_str() {
                "base64" if !map.contains_key("format") => {
                    replace(map, "contentEncoding", "format", "byte".into());
                }
                "base64" => drop(take(map, "contentEncoding")),
                _ => {
                    replace(
                        map,
                        "contentEncoding",
                        "x-contentEncoding",
                        encoding.clone().into(),
                    );
                    log.note(
                        at,
                        format!("3.0.3 has no format for `{encoding}`: a plain string"),
                    );
                }
            }
            string(map);
        }
        (None, Some(media_type)) if is_binary(&media_type) && !map.contains_key("format") => {
            replace(map, "contentMediaType", "format", "binary".into());
            if media_type != "application/octet-stream" {
                map.insert("x-contentMediaType".to_owned(), media_type.clone().into());
                log.note(at, format!("`{media_type}` is read as binary"));
            }
            string(map);
        }
        _ => {}
    }
}

/// Whether a string of this media type is bytes rather than text.
fn is_binary(media_type: &str) -> bool {
    let name = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let text = name.starts_with("text/")
        || ["json", "xml", "yaml", "javascript", "x-www-form-urlencoded"]
            .iter()
            .any(|suffix| name.ends_with(suffix));
    !text
}

fn string(map: &mut Map<String, Value>) {
    if !map.contains_key("type") {
        map.shift_insert(0, "type".to_owned(), "string".into());
    }
}

/// Adds `items`, which 3.0.3 requires in every array.
fn array_items(map: &mut Map<String, Value>) {
    let array = map.get("type") == Some(&json!("array"));
    if array && !map.contains_key("items") && !map.contains_key("prefixItems") {
        map.insert("items".to_owned(), json!({}));
    }
    if let Some(Value::Array(branches)) = map.get_mut("anyOf") {
        for branch in branches.iter_mut().filter_map(Value::as_object_mut) {
            if branch.get("type") == Some(&json!("array")) && !branch.contains_key("items") {
                branch.insert("items".to_owned(), json!({}));
            }
        }
    }
}

/// Moves a `$ref` with siblings into an `allOf`: 3.0.3 ignores the siblings of a `$ref`.
fn reference(map: &mut Map<String, Value>) {
    let beside = map.len() > 1;
    if !beside || !matches!(map.get("$ref"), Some(Value::String(_))) {
        return;
    }
    let Some(reference) = map.get("$ref").cloned() else {
        return;
    };
    let branch = json!({"$ref": reference});
    if let Some(Value::Array(branches)) = map.get_mut("allOf") {
        branches.insert(0, branch);
        take(map, "$ref");
    } else {
        replace(map, "$ref", "allOf", json!([branch]));
    }
}
