//! Converts parameters in query, path and header: their type becomes a schema.

use crate::log::Log;
use crate::map::take;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// The keys of a parameter, a header or an item that belong to its schema.
const OF_VALUE: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "title",
];

/// Converts one parameter; a reference, or a value that is not an object, is unchanged.
pub(super) fn convert(parameter: &Value, at: &Pointer, log: &mut Log) -> Value {
    let Value::Object(map) = parameter else {
        return parameter.clone();
    };
    if map.contains_key("$ref") {
        return parameter.clone();
    }
    let mut map = map.clone();
    let place = map
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let format = take(&mut map, "collectionFormat");
    let schema = schema(&mut map, at, log);
    let array = schema.get("type") == Some(&json!("array"));
    map.insert("schema".to_owned(), schema);
    if array {
        collection(&mut map, &place, format.as_ref(), at, log);
    }
    Value::Object(map)
}

/// Extracts the schema keywords from a parameter, header or form field.
pub(super) fn schema(map: &mut Map<String, Value>, at: &Pointer, log: &mut Log) -> Value {
    if let Some(schema) = take(map, "schema") {
        return schema; // not in Swagger 2.0, but what it means is plain
    }
    let keys: Vec<String> = map
        .keys()
        .filter(|key| OF_VALUE.contains(&key.as_str()))
        .cloned()
        .collect();
    let mut schema = Map::new();
    for key in keys {
        if let Some(value) = take(map, &key) {
            schema.insert(key, value);
        }
    }
    if let Some(items) = schema.get_mut("items") {
        nested(items, &at.join("items"), log);
    }
    Value::Object(schema)
}

/// Refuses the separators of lists in lists, which 3.0.3 does not have.
fn nested(items: &mut Value, at: &Pointer, log: &mut Log) {
    let Value::Object(map) = items else { return };
    if map.get("type") == Some(&json!("array")) {
        log.refuse(
            at,
            "collectionFormat",
            "3.0.3 has no separator for a list in a list",
            "describe the parameter as a text with an overlay action",
        );
        map.entry("collectionFormat")
            .or_insert_with(|| "csv".into());
    } else {
        take(map, "collectionFormat"); // has no effect without a list
    }
    if let Some(items) = map.get_mut("items") {
        nested(items, &at.join("items"), log);
    }
}

/// The style and the `explode` flag of a `collectionFormat` in a query or a form. `None` for tabs,
/// which 3.0.3 does not have.
pub(super) fn style(format: Option<&Value>) -> Option<(&'static str, bool)> {
    Some(match format.map(|format| format.as_str()) {
        None | Some(Some("csv")) => ("form", false),
        Some(Some("multi")) => ("form", true),
        Some(Some("ssv")) => ("spaceDelimited", false),
        Some(Some("pipes")) => ("pipeDelimited", false),
        _ => return None,
    })
}

fn collection(
    map: &mut Map<String, Value>,
    place: &str,
    format: Option<&Value>,
    at: &Pointer,
    log: &mut Log,
) {
    let simple = format.is_none_or(|format| format == "csv");
    match (place, style(format)) {
        ("query", Some((style, explode))) => {
            map.insert("style".to_owned(), style.into());
            map.insert("explode".to_owned(), explode.into());
        }
        ("path" | "header", _) if simple => {
            map.insert("style".to_owned(), "simple".into());
        }
        _ => refuse_format(map, format, at, log),
    }
}

/// Refuses a separator that 3.0.3 does not have here; it stays in the document.
pub(super) fn refuse_format(
    map: &mut Map<String, Value>,
    format: Option<&Value>,
    at: &Pointer,
    log: &mut Log,
) {
    log.refuse(
        at,
        "collectionFormat",
        "3.0.3 has no such separator here",
        "describe the parameter as a text with an overlay action",
    );
    if let Some(format) = format {
        map.insert("collectionFormat".to_owned(), format.clone());
    }
}
