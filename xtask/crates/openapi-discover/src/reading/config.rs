//! The configuration of a viewer: a document, its URL, or a list of several.
//!
//! All viewers use the same few keys. A configuration is an argument of a call, a variable, a JSON
//! script, an attribute or a file.

use serde_json::{Map, Value};

use super::{Choice, Reading, Target, looks_like_document};
use openapi_document::parse;

/// Keys whose value is a document, as an object or as text.
const DOCUMENT: [&str; 5] = [
    "swaggerDoc",
    "spec",
    "content",
    "data",
    "apiDescriptionDocument",
];
/// Keys whose value is the URL of a document.
const URL: [&str; 5] = [
    "url",
    "swaggerUrl",
    "specUrl",
    "spec-url",
    "apiDescriptionUrl",
];
/// Keys whose value is a list of URLs with names.
const URLS: [&str; 3] = ["urls", "swaggerUrls", "sources"];
/// The key of the user's configuration in swagger-ui-express.
const OPTIONS: &str = "customOptions";
/// Keys that occur only in the configuration of a viewer.
const OF_A_VIEWER: [&str; 8] = [
    OPTIONS,
    "dom_id",
    "domNode",
    "deepLinking",
    "configUrl",
    "urls.primaryName",
    "swaggerUrl",
    "swaggerUrls",
];
/// Maximum number of documents offered from a list.
const MAX_CHOICES: usize = 100;
/// Maximum depth at which a configuration is looked for in any other object.
const DEPTH: usize = 4;

/// Reads a configuration and adds the best of the documents that it names.
pub(super) fn read(value: &Value, how: &str, primary: Option<&str>, into: &mut Reading) {
    if let Some(document) = document(value) {
        into.named(how, Target::Document(document));
        return;
    }
    let Value::Object(object) = value else { return };
    for key in DOCUMENT {
        let Some(inner) = object.get(key) else {
            continue;
        };
        let how = format!("the `{key}` of {how}");
        if let Some(document) = document(inner) {
            into.named(&how, Target::Document(document));
        } else if inner.is_object() {
            // Scalar's `spec: { url }`, Redoc's `spec: { data }`.
            nested(inner, &how, primary, into);
        }
    }
    if let Some(options) = object.get(OPTIONS) {
        read(options, &format!("`{OPTIONS}` in {how}"), primary, into);
    }
    if let Some(url) = text(object, "configUrl") {
        into.named(
            &format!("the `configUrl` of {how}"),
            Target::Config(url.to_owned()),
        );
    }
    let primary = primary.or_else(|| text(object, "urls.primaryName"));
    for key in URLS {
        if let Some(Value::Array(entries)) = object.get(key) {
            several(entries, &format!("the `{key}` of {how}"), primary, into);
        }
    }
    for key in URL {
        if let Some(url) = text(object, key) {
            into.url(&format!("the `{key}` of {how}"), url);
        }
    }
}

/// Reads the object under a document key, one level deep.
fn nested(inner: &Value, how: &str, primary: Option<&str>, into: &mut Reading) {
    if let Some(document) = DOCUMENT.iter().find_map(|key| document(inner.get(key)?)) {
        into.named(how, Target::Document(document));
    } else if let Some(url) = inner.get("url").and_then(Value::as_str) {
        into.url(&format!("the `url` of {how}"), url);
    } else if let Some(Value::Array(entries)) = inner.get("sources") {
        several(entries, how, primary, into);
    }
}

/// Looks for a configuration in any value.
pub(super) fn search(value: &Value, how: &str, primary: Option<&str>, into: &mut Reading) {
    let mut level = vec![value];
    for _ in 0..DEPTH {
        let mut below = Vec::new();
        for value in level {
            let object = value.as_object();
            let holds = DOCUMENT.iter().any(|key| {
                object
                    .and_then(|object| object.get(*key))
                    .is_some_and(|inner| {
                        looks_like_document(inner)
                            || DOCUMENT
                                .iter()
                                .any(|key| inner.get(key).is_some_and(looks_like_document))
                    })
            });
            let viewer = object
                .is_some_and(|object| OF_A_VIEWER.iter().any(|key| object.contains_key(*key)));
            if holds || viewer || looks_like_document(value) {
                read(value, how, primary, into);
            } else {
                match value {
                    Value::Object(object) => below.extend(object.values()),
                    Value::Array(list) => below.extend(list),
                    _ => {}
                }
            }
        }
        level = below;
    }
}

/// Reads several documents by name and URL; an entry may contain the document itself.
pub(super) fn several(entries: &[Value], how: &str, primary: Option<&str>, into: &mut Reading) {
    let mut choices: Vec<Choice> = Vec::new();
    let mut marked = None;
    for entry in entries.iter().take(MAX_CHOICES) {
        let entry = match entry {
            Value::String(url) => Choice {
                name: url.clone(),
                url: url.clone(),
            },
            entry => match entry.get("url").and_then(Value::as_str) {
                Some(url) => {
                    let name = ["name", "title", "slug"]
                        .iter()
                        .find_map(|key| entry.get(key));
                    let name = name.and_then(Value::as_str).unwrap_or(url).to_owned();
                    if entry.get("default") == Some(&Value::Bool(true)) {
                        marked = Some(choices.len());
                    }
                    Choice {
                        name,
                        url: url.to_owned(),
                    }
                }
                None => {
                    // Scalar's sources may be embedded.
                    if let Some(document) = entry.get("content").and_then(document) {
                        into.named(how, Target::Document(document));
                    }
                    continue;
                }
            },
        };
        choices.push(entry);
    }
    let by_name = primary.and_then(|name| choices.iter().position(|choice| choice.name == name));
    match &*choices {
        [] => {}
        [only, rest @ ..] if rest.iter().all(|choice| choice.url == only.url) => {
            into.url(how, &only.url);
        }
        _ => into.named(how, Target::Several(choices, by_name.or(marked))),
    }
}

/// The document that a value is, or contains as text.
pub(super) fn document(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) if text.contains("openapi") || text.contains("swagger") => {
            parse(text.as_bytes()).ok().filter(looks_like_document)
        }
        value => looks_like_document(value).then(|| value.clone()),
    }
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    object
        .get(key)?
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}
