//! Converts the schema keywords that Swagger 2.0 and 3.0.3 write differently.

use crate::log::Log;
use crate::map::{rename, replace, take};
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// Converts one schema in place; its subschemas are already converted.
pub(super) fn convert(schema: &mut Value, at: &Pointer, log: &mut Log) {
    let Value::Object(map) = schema else { return };
    if map.get("type") == Some(&json!("file")) {
        replace(map, "type", "type", "string".into());
        map.insert("format".to_owned(), "binary".into());
    }
    if let Some(Value::String(property)) = map.get("discriminator") {
        let described = json!({"propertyName": property});
        replace(map, "discriminator", "discriminator", described);
    }
    if map.get("x-nullable") == Some(&Value::Bool(true)) {
        nullable(map);
    }
    // On a list, it was refused already.
    if map.get("type") != Some(&json!("array"))
        && rename(map, "collectionFormat", "x-collectionFormat")
    {
        log.note(
            at,
            "`collectionFormat` says nothing here: kept as `x-collectionFormat`",
        );
    }
}

/// Converts `x-nullable: true` to `nullable`, also beside a reference.
fn nullable(map: &mut Map<String, Value>) {
    match map.get("$ref").cloned() {
        Some(reference) if !map.contains_key("allOf") => {
            replace(map, "$ref", "allOf", json!([{"$ref": reference}]));
        }
        _ => {}
    }
    match map.contains_key("nullable") {
        true => drop(take(map, "x-nullable")),
        false => replace(map, "x-nullable", "nullable", true.into()),
    }
}
