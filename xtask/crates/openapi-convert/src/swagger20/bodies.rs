//! Converts parameters in body and formData to a request body.

use super::parameters;
use crate::log::Log;
use crate::map::take;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Converts a parameter in `body` to a request body; `now` is its place in the converted document.
pub(super) fn of_body(
    parameter: &Value,
    consumes: &[String],
    at: &Pointer,
    now: &Pointer,
    log: &mut Log,
) -> Value {
    let Value::Object(map) = parameter else {
        return json!({"content": {}});
    };
    let mut body = map.clone();
    for key in ["in", "name", "type", "collectionFormat"] {
        take(&mut body, key);
    }
    let schema = take(&mut body, "schema").unwrap_or_else(|| json!({}));
    let default = ["application/json".to_owned()];
    let consumes = if consumes.is_empty() {
        &default
    } else {
        consumes
    };
    let mut content = Map::new();
    for media_type in consumes {
        log.moved(
            now.join("content").join(media_type).join("schema"),
            at.join("schema"),
        );
        content.insert(media_type.clone(), json!({"schema": schema}));
    }
    body.insert("content".to_owned(), Value::Object(content));
    Value::Object(body)
}

/// Converts form fields, each with its place in the source, to a request body.
pub(super) fn of_form(
    fields: &[(&Map<String, Value>, Pointer)],
    consumes: &[String],
    now: &Pointer,
    log: &mut Log,
) -> Value {
    let file = fields
        .iter()
        .any(|(field, _)| field.get("type") == Some(&json!("file")));
    let mut media_types: Vec<&str> = consumes
        .iter()
        .map(String::as_str)
        .filter(|name| *name == MULTIPART || *name == FORM && !file)
        .collect();
    if media_types.is_empty() {
        media_types.push(if file { MULTIPART } else { FORM });
    }
    let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
    for (field, at) in fields {
        let mut field = (*field).clone();
        let Some(Value::String(name)) = take(&mut field, "name") else {
            continue;
        };
        if take(&mut field, "required") == Some(Value::Bool(true)) {
            required.push(Value::from(name.as_str()));
        }
        take(&mut field, "in");
        let format = take(&mut field, "collectionFormat");
        let mut schema = parameters::schema(&mut field, at, log);
        if let Value::Object(schema) = &mut schema {
            if schema.get("type") == Some(&json!("array")) {
                match parameters::style(format.as_ref()) {
                    Some(("form", true)) => {} // the default of 3.0.3
                    Some((style, explode)) => {
                        encoding.insert(name.clone(), json!({"style": style, "explode": explode}));
                    }
                    None => parameters::refuse_format(schema, format.as_ref(), at, log),
                }
            }
            // The remaining keys belong to the field: a description, extensions.
            schema.extend(field);
        }
        for media_type in &media_types {
            let place = now.join("content").join(media_type).join("schema");
            log.moved(place.join("properties").join(&name), at.clone());
        }
        properties.insert(name, schema);
    }
    let mut schema = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), Value::Object(properties)),
    ]);
    let wanted = !required.is_empty();
    if wanted {
        schema.insert("required".to_owned(), required.into());
    }
    let mut content = Map::new();
    for media_type in media_types {
        let mut described = Map::from_iter([("schema".to_owned(), Value::Object(schema.clone()))]);
        if !encoding.is_empty() {
            described.insert("encoding".to_owned(), Value::Object(encoding.clone()));
        }
        content.insert(media_type.to_owned(), Value::Object(described));
    }
    match wanted {
        true => json!({"required": true, "content": content}),
        false => json!({"content": content}),
    }
}
