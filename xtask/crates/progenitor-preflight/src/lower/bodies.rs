//! Lowers request bodies to one media type, serialized by the generator or by the caller.

use super::Lowering;
use super::flat::{Flat, Forms};
use super::schemas::text;
use crate::fix;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// The lowered request body of an operation.
pub(super) struct Body {
    pub(super) value: Value,
    /// The media type sent, if the generator would send another.
    pub(super) content_type: Option<String>,
    /// The media types among which the caller chooses with a header.
    pub(super) chosen_by_caller: Option<String>,
}

/// Media types that the generator serializes.
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

impl Lowering<'_> {
    /// `None` when the operation has no body.
    pub(super) fn body(&mut self, written: &Value, at: &Pointer, operation: &str) -> Option<Body> {
        let Some((body, at)) = self.resolve(written, at) else {
            self.error(
                "reference-dangling",
                at,
                "the reference to a request body leads nowhere".to_owned(),
                |document| fix::remove(document, at),
            );
            return None;
        };
        let content = body.get("content").and_then(Value::as_object).cloned();
        let content = content.filter(|content| !content.is_empty())?;
        let (media_type, value) = choose(&content)?;
        if content.len() > 1 {
            self.repairs.add(
                &at,
                format!("of several media types the request body is sent as `{media_type}`"),
            );
        }
        if body.get("required") != Some(&json!(true)) {
            self.repairs.add(
                &at,
                "the request body may be left out; the generated method always sends one",
            );
        }
        let schema_at = at.join("content").join(media_type).join("schema");
        let schema = value.get("schema").cloned().unwrap_or(json!({}));
        let hint = format!("{operation}Body");
        let essence = essence(media_type);
        let flat_form = essence == FORM && self.is_flat(&schema, &schema_at);
        let (as_media_type, schema) = if is_json(&essence) {
            let mut schema = self.schema(&schema, &schema_at, &hint, 0);
            if let Value::Object(map) = &mut schema {
                map.shift_remove("nullable");
            }
            (JSON, schema)
        } else if flat_form {
            (FORM, self.schema(&schema, &schema_at, &hint, 0))
        } else if essence.starts_with("text/") || essence == FORM || essence.ends_with("xml") {
            (TEXT, json!({"type": "string"}))
        } else {
            (BYTES, json!({"type": "string", "format": "binary"}))
        };
        if ![JSON, FORM, TEXT, BYTES].contains(&essence.as_str()) || as_media_type != essence {
            let message = match as_media_type {
                JSON | FORM => format!("the request body is sent as `{media_type}`"),
                _ => format!("the request body `{media_type}` is written by the caller"),
            };
            self.repairs.add(&at, message);
        }
        let open = essence.contains('*') || essence.starts_with("multipart/");
        let chosen_by_caller = (open && !is_json(&essence)).then(|| media_type.clone());
        let is_header = |c: char| c.is_ascii_graphic() || c == ' ';
        let content_type = (as_media_type != media_type && !open)
            .then(|| media_type.clone())
            .filter(|media_type| media_type.chars().all(is_header));
        let mut lowered = json!({"required": true, "content": {as_media_type: {"schema": schema}}});
        if let Some(description) = body.as_object().and_then(|map| text(map, "description")) {
            lowered["description"] = description.into();
        }
        Some(Body {
            value: lowered,
            content_type,
            chosen_by_caller,
        })
    }

    /// Whether a form has only scalar values, which the generator serializes.
    fn is_flat(&mut self, schema: &Value, at: &Pointer) -> bool {
        let flat = Flat::of(self, schema, at);
        if !matches!(flat.forms(), Forms::Object) || flat.rest.is_some() {
            return false;
        }
        flat.properties.iter().all(|(_, property)| {
            let forms = Flat::of(self, &property.value(), &property.at).forms();
            matches!(forms, Forms::Scalar(_))
        })
    }
}

/// The media type to send: JSON, a form, text, otherwise the first.
fn choose(content: &Map<String, Value>) -> Option<(&String, &Value)> {
    let rank = |media_type: &String| {
        let essence = essence(media_type);
        match essence.as_str() {
            JSON => 0,
            _ if is_json(&essence) && !essence.contains('*') => 1,
            FORM => 2,
            BYTES => 3,
            _ if essence.contains('*') => 6,
            _ if essence.starts_with("multipart/") => 4,
            _ => 5,
        }
    };
    content
        .iter()
        .min_by_key(|(media_type, _)| rank(media_type))
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type is JSON or a wildcard.
pub(super) fn is_json(essence: &str) -> bool {
    let (ty, subtype) = essence.split_once('/').unwrap_or((essence, ""));
    let lines = ["ndjson", "json-seq", "jsonlines", "json-lines", "jsonl"]
        .iter()
        .any(|lines| subtype.contains(lines));
    essence == "*/*"
        || essence == "application/*"
        || (["application", "text"].contains(&ty) || subtype.ends_with("+json"))
            && (subtype == "json" || subtype.ends_with("+json") || subtype.ends_with("-json"))
            && !lines
}
