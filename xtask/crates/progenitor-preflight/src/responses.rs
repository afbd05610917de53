//! Responses: one type of success and one of error, in JSON.

use super::bodies::content_update;
use super::context::Context;
use super::fix;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// How the generator reads a response.
#[derive(PartialEq)]
enum Body<'a> {
    Nothing,
    Json(&'a Value),
    Bytes,
}

/// One response of an operation.
struct Response<'a> {
    code: &'a str,
    body: Body<'a>,
    written: &'a Value,
    at: Pointer,
}

pub(super) fn check(context: &mut Context<'_>) {
    for operation in context.operations() {
        context.enter(&operation);
        let Some(Value::Object(responses)) = operation.map.get("responses") else {
            continue;
        };
        let at = operation.at.join("responses");
        let mut read = Vec::new();
        for (code, written) in responses.iter().filter(|(code, _)| !code.starts_with("x-")) {
            let at = at.join(code);
            if !is_code(code) {
                context.error(
                    "response-code",
                    &at,
                    format!("`{code}` is no status code, range or `default`; the generator passes over it"),
                    fix::remove(context.document, &at),
                );
                continue;
            }
            let Some(Value::Object(response)) = context.resolve(written) else {
                continue;
            };
            let mut place = at.clone();
            if let Some(referred) = written
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(Pointer::parse)
            {
                place = referred;
            }
            content(context, response, &place);
            read.push(Response {
                code,
                body: body(response),
                written,
                at,
            });
        }
        kinds(context, &at, &read);
    }
}

fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    match bytes {
        b"default" => true,
        [b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => true,
        [b'1'..=b'5', rest @ ..] => rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.starts_with("application/json;")
}

fn body(response: &Map<String, Value>) -> Body<'_> {
    let Some(Value::Object(content)) = response.get("content") else {
        return Body::Nothing;
    };
    match content.iter().find(|(media_type, _)| is_json(media_type)) {
        Some((_, value)) => value.get("schema").map_or(Body::Bytes, Body::Json),
        None if content.is_empty() => Body::Nothing,
        None => Body::Bytes,
    }
}

fn content(context: &mut Context<'_>, response: &Map<String, Value>, at: &Pointer) {
    let document = context.document;
    let Some(Value::Object(content)) = response.get("content") else {
        return;
    };
    let content_at = at.join("content");
    if content.len() > 1 {
        let kept = content
            .keys()
            .find(|media_type| is_json(media_type))
            .or(content.keys().next());
        let others = content
            .keys()
            .filter(|media_type| Some(*media_type) != kept);
        context.error(
            "response-media-types",
            &content_at,
            "a response comes in several media types; the generator reads one, whatever the service sends".to_owned(),
            fix::all(others.map(|other| fix::remove(document, &content_at.join(other)))),
        );
    }
    for (media_type, value) in content {
        let at = content_at.join(media_type);
        let lower = media_type.to_ascii_lowercase();
        if is_json(media_type) {
            if value.get("schema").is_none() {
                context.error(
                    "response-without-schema",
                    &at,
                    "the JSON of a response has no schema".to_owned(),
                    fix::update(document, &at, json!({"schema": {}})),
                );
            }
            if value
                .get("encoding")
                .is_some_and(|encoding| encoding != &json!({}))
            {
                context.error(
                    "response-encoding",
                    &at.join("encoding"),
                    "the generator refuses an `encoding`".to_owned(),
                    fix::remove(document, &at.join("encoding")),
                );
            }
        } else if content.len() == 1
            && (lower.contains("json") || lower.starts_with("*/") || lower == "application/*")
        {
            context.error(
                "response-media-type",
                &at,
                format!("the generator reads JSON only as `application/json`; `{media_type}` would be raw bytes"),
                fix::all([
                    fix::remove(document, &at),
                    content_update(document, &at, json!({"application/json": value})),
                ]),
            );
        }
    }
}

fn kinds(context: &mut Context<'_>, at: &Pointer, responses: &[Response<'_>]) {
    let success = |code: &str| code.starts_with('2') || code == "default" || code == "101";
    let error = |code: &str| code.starts_with(['4', '5']) || code == "default";
    for response in responses {
        if !success(response.code) && !error(response.code) && response.body != Body::Nothing {
            context.warn(
                "response-ignored",
                &response.at,
                format!("the body of a {} is not read", response.code),
                fix::remove(context.document, &response.at.join("content")),
            );
        }
        if response.code == "101" {
            context.error(
                "response-upgrade",
                &response.at,
                "a 101 makes the generator upgrade the connection".to_owned(),
                fix::remove(context.document, &response.at),
            );
        }
    }
    if !responses.iter().any(|response| success(response.code)) {
        context.warn(
            "response-success-missing",
            at,
            "no response of success is described; it would be raw bytes".to_owned(),
            fix::update(context.document, at, json!({"200": {"description": "OK"}})),
        );
    }
    let ranged = responses
        .iter()
        .any(|response| response.code.eq_ignore_ascii_case("2XX"));
    one_kind(context, at, responses, "success", &|code| {
        success(code) && !(ranged && code == "default")
    });
    one_kind(context, at, responses, "error", &error);
}

/// All responses of one kind have to be read alike.
fn one_kind(
    context: &mut Context<'_>,
    at: &Pointer,
    responses: &[Response<'_>],
    kind: &str,
    of_kind: &dyn Fn(&str) -> bool,
) {
    let chosen: Vec<_> = responses
        .iter()
        .filter(|response| of_kind(response.code))
        .collect();
    let Some(first) = chosen.first() else { return };
    if chosen.iter().all(|response| response.body == first.body) {
        return;
    }
    // A status that promises no body costs nothing to leave out; one that does, its type.
    let kept = chosen
        .iter()
        .find(|response| response.body != Body::Nothing)
        .unwrap_or(first);
    let codes: Vec<_> = chosen
        .iter()
        .map(|response| format!("{} ({})", response.code, told(&response.body)))
        .collect();
    let fix = match chosen.iter().find(|response| response.code == "default") {
        Some(default) => split_default(context, at, default, responses),
        None => fix::all(
            chosen
                .iter()
                .filter(|response| response.body != kept.body)
                .map(|response| fix::remove(context.document, &response.at)),
        ),
    };
    context.error(
        "response-schemas",
        at,
        format!(
            "responses of {kind} differ, and the generator takes one type for all: {}",
            codes.join(", ")
        ),
        fix,
    );
}

/// `default` is success and error to the generator; the ranges of the errors say what is meant.
fn split_default(
    context: &Context<'_>,
    at: &Pointer,
    default: &Response<'_>,
    responses: &[Response<'_>],
) -> String {
    let mut ranges = BTreeMap::new();
    let errors_agree = responses
        .iter()
        .filter(|response| response.code.starts_with(['4', '5']))
        .all(|response| response.body == default.body);
    for range in ["4XX", "5XX"].into_iter().filter(|_| errors_agree) {
        if !responses
            .iter()
            .any(|response| response.code.eq_ignore_ascii_case(range))
        {
            ranges.insert(range, default.written);
        }
    }
    let removed = fix::remove(context.document, &default.at);
    match ranges.is_empty() {
        true => removed,
        false => fix::all([removed, fix::update(context.document, at, json!(ranges))]),
    }
}

fn told(body: &Body<'_>) -> String {
    match body {
        Body::Nothing => "nothing".to_owned(),
        Body::Bytes => "bytes".to_owned(),
        Body::Json(schema) => {
            let text = match schema.get("$ref").and_then(Value::as_str) {
                Some(reference) => reference.rsplit('/').next().unwrap_or(reference).to_owned(),
                None => schema.to_string(),
            };
            let short: String = text.chars().take(60).collect();
            if short.len() < text.len() {
                format!("{short}…")
            } else {
                text
            }
        }
    }
}
