//! Lowers responses to one type of success and one of error.

use super::Lowering;
use super::bodies::{essence, is_json};
use super::flat::{Flat, Forms};
use openapi_document::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The lowered responses of an operation.
#[derive(Default)]
pub(super) struct Responses {
    pub(super) value: Map<String, Value>,
    /// The media type to request, if the generator would request another.
    pub(super) accept: Option<String>,
    /// Codes without a body where other codes have one: read as `None`.
    pub(super) empty: Vec<u16>,
}

#[derive(Clone, PartialEq)]
enum Content {
    Nothing,
    Json {
        schema: Value,
        at: Pointer,
        media_type: String,
    },
    Bytes,
}

/// The successes or the errors, by code.
type Group = BTreeMap<String, Content>;

impl Lowering<'_> {
    pub(super) fn responses(
        &mut self,
        map: Option<&Value>,
        at: &Pointer,
        operation: &str,
    ) -> Responses {
        let (mut successes, mut errors) = (Group::new(), Group::new());
        let mut otherwise = None;
        for (code, written) in map.and_then(Value::as_object).into_iter().flatten() {
            let place = at.join(code);
            if code.starts_with("x-") {
                continue;
            }
            let content = self.content(written, &place);
            let code = code.trim().to_ascii_uppercase();
            match code.as_bytes() {
                b"DEFAULT" => otherwise = Some(content),
                [b'2', rest @ ..] if is_rest(rest) => drop(successes.insert(code, content)),
                [b'4' | b'5', rest @ ..] if is_rest(rest) => drop(errors.insert(code, content)),
                [b'1' | b'3', rest @ ..] if is_rest(rest) => {}
                _ => self.repairs.add(
                    &place,
                    "a response is left out: it has no code that HTTP knows",
                ),
            }
        }
        if let Some(content) = otherwise {
            if successes.is_empty() {
                successes.insert("2XX".to_owned(), content.clone());
            }
            for range in ["4XX", "5XX"] {
                errors.entry(range.to_owned()).or_insert(content.clone());
            }
        }
        let mut lowered = Responses::default();
        self.group(
            successes,
            at,
            &format!("{operation}Response"),
            false,
            &mut lowered,
        );
        self.group(errors, at, &format!("{operation}Error"), true, &mut lowered);
        lowered
    }

    fn content(&mut self, written: &Value, at: &Pointer) -> Content {
        let Some((response, at)) = self.resolve(written, at) else {
            self.repairs.add(
                at,
                "the reference to a response leads nowhere: its body is read as bytes",
            );
            return Content::Bytes;
        };
        let Some(Value::Object(content)) = response.get("content") else {
            return Content::Nothing;
        };
        let place = at.join("content");
        let rank = |media_type: &str| {
            let essence = essence(media_type);
            match essence.as_str() {
                "application/json" => 0,
                "*/*" | "application/*" => 2,
                _ => 1,
            }
        };
        let json = content
            .iter()
            .filter(|(media_type, _)| is_json(&essence(media_type)))
            .min_by_key(|(media_type, _)| rank(media_type));
        let chosen = json.filter(|(media_type, value)| {
            let open = essence(media_type).contains('*');
            let schema = value.get("schema").cloned();
            let schema_at = place.join(media_type).join("schema");
            // `text/*` is rarely JSON.
            !open
                || schema.is_some_and(|schema| {
                    let forms = Flat::of(self, &schema, &schema_at).forms();
                    !matches!(forms, Forms::Scalar("string"))
                })
        });
        if content.len() > 1 {
            let as_what = chosen.map_or("bytes", |(media_type, _)| media_type.as_str());
            self.repairs.add(
                &at,
                format!("of several media types the response is read as {as_what}"),
            );
        }
        match chosen {
            Some((media_type, value)) => Content::Json {
                schema: value.get("schema").cloned().unwrap_or(json!({})),
                at: place.join(media_type).join("schema"),
                media_type: media_type.clone(),
            },
            None if content.is_empty() => Content::Nothing,
            None => Content::Bytes,
        }
    }

    /// Unifies the responses of one outcome to one type.
    fn group(
        &mut self,
        group: Group,
        at: &Pointer,
        hint: &str,
        error: bool,
        lowered: &mut Responses,
    ) {
        let mut schemas: Vec<(Value, Pointer, String)> = Vec::new();
        let (mut nothing, mut bytes) = (0, 0);
        for content in group.values() {
            match content {
                Content::Nothing => nothing += 1,
                Content::Bytes => bytes += 1,
                Content::Json {
                    schema,
                    at,
                    media_type,
                } => {
                    if !schemas.iter().any(|(known, _, _)| known == schema) {
                        schemas.push((schema.clone(), at.clone(), media_type.clone()));
                    }
                }
            }
        }
        let Some((first, first_at, media_type)) = schemas.first().cloned() else {
            // No body and bytes together are bytes, possibly empty.
            let content = match bytes {
                0 => json!({}),
                _ => json!({"content": {"*/*": {}}}),
            };
            for code in exact(&group) {
                lowered.value.insert(code, described(&content));
            }
            return;
        };
        let what = if error { "errors" } else { "successes" };
        let mut schema = match schemas.len() {
            1 if error && bytes > 0 => json!({}),
            1 => self.schema(&first, &first_at, hint, 0),
            _ => {
                let types: Vec<Value> = schemas.into_iter().map(|(schema, _, _)| schema).collect();
                self.repairs.add(
                    at,
                    format!(
                        "the {what} have several types: they are read as one that takes them all"
                    ),
                );
                match error && bytes > 0 {
                    true => json!({}),
                    false => self.schema(&json!({"anyOf": types}), at, hint, 0),
                }
            }
        };
        let mut group = group;
        if bytes > 0 && !error {
            self.repairs.add(
                at,
                "a success is not JSON while another is: it is returned as an unexpected response",
            );
            group.retain(|_, content| *content != Content::Bytes);
        }
        if nothing > 0 {
            let empty: Vec<String> = group
                .iter()
                .filter(|(_, content)| **content == Content::Nothing)
                .map(|(code, _)| code.clone())
                .collect();
            for code in empty {
                if let Ok(number) = code.parse() {
                    lowered.empty.push(number);
                    group.remove(&code);
                }
            }
            schema = optional(schema);
        }
        if !error && essence(&media_type) != "application/json" && !media_type.contains('*') {
            lowered.accept = Some(media_type);
        }
        let content = json!({"content": {"application/json": {"schema": schema}}});
        for code in exact(&group) {
            lowered.value.insert(code, described(&content));
        }
    }
}

/// A code without its first digit.
fn is_rest(rest: &[u8]) -> bool {
    rest == b"XX" || rest.len() == 2 && rest.iter().all(u8::is_ascii_digit)
}

/// The codes, without those already covered by a range.
fn exact(group: &Group) -> Vec<String> {
    let ranges: Vec<&str> = group
        .keys()
        .filter(|code| code.ends_with("XX"))
        .map(|code| &code[..1])
        .collect();
    let held = |code: &String| !code.ends_with("XX") && ranges.iter().any(|r| code.starts_with(r));
    group.keys().filter(|code| !held(code)).cloned().collect()
}

fn described(content: &Value) -> Value {
    let mut response = json!({"description": ""});
    if let (Value::Object(response), Value::Object(content)) = (&mut response, content) {
        response.extend(content.clone());
    }
    response
}

/// The schema, or none.
fn optional(schema: Value) -> Value {
    match schema.get("$ref") {
        Some(_) => json!({"allOf": [schema], "nullable": true}),
        None if schema.get("type").is_some() || schema.get("allOf").is_some() => {
            let mut schema = schema;
            schema["nullable"] = json!(true);
            schema
        }
        None => schema,
    }
}
