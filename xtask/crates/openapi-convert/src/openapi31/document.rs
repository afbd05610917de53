//! Converts what 3.1 adds outside schemas.

use crate::log::Log;
use crate::map::{rename, take};
use openapi_document::Kind;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// The schema dialects equal to the default of 3.1.
const DEFAULT_DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://json-schema.org/draft/2020-12/schema",
];

/// Converts one object that is not a schema; its children are already converted.
pub(super) fn convert(kind: Kind, value: &mut Value, at: &Pointer, log: &mut Log) {
    let Value::Object(map) = value else { return };
    match kind {
        Kind::Document => document(map, at, log),
        Kind::Info => extension(map, "summary", at, log),
        Kind::License => extension(map, "identifier", at, log),
        Kind::Operation if !map.contains_key("responses") => {
            map.insert("responses".to_owned(), json!({}));
            log.note(at, "`responses` is missing: read as empty");
        }
        Kind::MediaType => media_type(map, at),
        Kind::SecurityScheme if map.get("type") == Some(&json!("mutualTLS")) => log.refuse(
            at,
            "mutualTLS",
            "3.0.3 has no such security scheme",
            "remove the scheme with an overlay action (and give the client its certificate)",
        ),
        Kind::Parameter if !map.contains_key("$ref") => parameter(map),
        Kind::Parameter
        | Kind::Header
        | Kind::RequestBody
        | Kind::Response
        | Kind::Link
        | Kind::Example
        | Kind::SecurityScheme
            if map.contains_key("$ref") =>
        {
            for beside in ["summary", "description"] {
                if map.contains_key(beside) {
                    log.note(at, format!("3.0.3 ignores the `{beside}` beside a `$ref`"));
                }
            }
        }
        _ => {}
    }
}

fn document(map: &mut Map<String, Value>, at: &Pointer, log: &mut Log) {
    if let Some(dialect) = map.get("jsonSchemaDialect").cloned() {
        match dialect.as_str().map(|name| name.trim_end_matches('#')) {
            Some(name) if DEFAULT_DIALECTS.contains(&name) => {
                extension(map, "jsonSchemaDialect", at, log);
            }
            _ => log.refuse(
                &at.join("jsonSchemaDialect"),
                "jsonSchemaDialect",
                "the schemas are written in another dialect than the one of OpenAPI",
                "read the dialect, and remove the key with an overlay action if it changes nothing",
            ),
        }
    }
    extension(map, "webhooks", at, log);
    if !map.contains_key("paths") {
        map.insert("paths".to_owned(), json!({}));
        log.note(at, "`paths` is missing: read as empty");
    }
}

/// Renames a key to an extension of the same name.
fn extension(map: &mut Map<String, Value>, key: &str, at: &Pointer, log: &mut Log) {
    let extension = format!("x-{key}");
    if rename(map, key, &extension) {
        log.note(
            &at.join(key),
            format!("3.0.3 does not know it: kept as `{extension}`"),
        );
    }
}

/// Removes null from the type of a header or path parameter, which is always text; producers write
/// null for an optional one.
fn parameter(map: &mut Map<String, Value>) {
    let place = map.get("in").and_then(Value::as_str);
    if !matches!(place, Some("header" | "path")) {
        return;
    }
    if let Some(Value::Object(schema)) = map.get_mut("schema")
        && schema.get("enum").is_none()
    {
        take(schema, "nullable");
    }
}

/// Gives a binary body, which has no schema in 3.1, the binary string schema of 3.0.3.
fn media_type(map: &mut Map<String, Value>, at: &Pointer) {
    let name = at.segments().last().map(String::as_str).unwrap_or_default();
    let binary = name.starts_with("application/octet-stream")
        || ["image/", "audio/", "video/"]
            .iter()
            .any(|family| name.starts_with(family));
    if binary && !map.contains_key("schema") {
        map.insert(
            "schema".to_owned(),
            json!({"type": "string", "format": "binary"}),
        );
    }
}

/// Replaces references to `components.pathItems`, which 3.0.3 does not have, by their targets.
pub(super) fn inline_path_items(document: &mut Value, log: &mut Log) {
    let source = document.clone();
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        for (path, item) in paths.iter_mut() {
            let Value::Object(map) = item else { continue };
            let Some(Value::String(reference)) = map.get("$ref") else {
                continue;
            };
            let at = Pointer::from(["paths", path]);
            let reference = reference.clone();
            match resolve(&source, &reference) {
                Some(found) => {
                    take(map, "$ref");
                    for (key, value) in found {
                        // The siblings of the reference override its target.
                        map.entry(key).or_insert(value);
                    }
                    log.note(&at, format!("`{reference}` is written out here"));
                }
                None => log.refuse(
                    &at,
                    "$ref",
                    "the path item it refers to is not in this document",
                    "write the path item out with an overlay action",
                ),
            }
        }
    }
    if let Some(Value::Object(components)) = document.get_mut("components") {
        rename(components, "pathItems", "x-pathItems");
    }
}

/// The path item that a reference leads to, through any chain of references.
fn resolve(document: &Value, reference: &str) -> Option<Map<String, Value>> {
    let mut reference = reference.to_owned();
    let mut beside = Map::new();
    for _ in 0..16 {
        let mut found = Pointer::parse(&reference)?
            .find(document)?
            .as_object()?
            .clone();
        let next = take(&mut found, "$ref");
        for (key, value) in found {
            beside.entry(key).or_insert(value);
        }
        match next {
            Some(Value::String(next)) => reference = next,
            _ => return Some(beside),
        }
    }
    None
}
