//! What a viewer is configured with: the document itself, its URL, or a list of several.
//!
//! The same few keys serve every viewer; a configuration stands in a call, a variable, a JSON
//! script, an attribute or a file of its own.

use serde_json::{Map, Value};

use super::{Choice, Reading, Target, looks_like_document};
use openapi_document::parse;

/// Keys that hold a document, as an object or as text.
const DOCUMENT: [&str; 5] = [
    "swaggerDoc",
    "spec",
    "content",
    "data",
    "apiDescriptionDocument",
];
/// Keys that hold the URL of one.
const URL: [&str; 5] = [
    "url",
    "swaggerUrl",
    "specUrl",
    "spec-url",
    "apiDescriptionUrl",
];
/// Keys that hold a list of URLs with names.
const URLS: [&str; 3] = ["urls", "swaggerUrls", "sources"];
/// The key under which swagger-ui-express writes what its user configures.
const OPTIONS: &str = "customOptions";
/// Keys that only the configuration of a viewer has.
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
/// Documents of a list that are offered.
const MAX_CHOICES: usize = 100;
/// How far below the root of any other object a configuration is looked for.
const DEPTH: usize = 4;

/// Reads a value that is a configuration: of everything it names, the best first.
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

/// The object within a key that holds a document; one step only.
fn nested(inner: &Value, how: &str, primary: Option<&str>, into: &mut Reading) {
    if let Some(document) = DOCUMENT.iter().find_map(|key| document(inner.get(key)?)) {
        into.named(how, Target::Document(document));
    } else if let Some(url) = inner.get("url").and_then(Value::as_str) {
        into.url(&format!("the `url` of {how}"), url);
    } else if let Some(Value::Array(entries)) = inner.get("sources") {
        several(entries, how, primary, into);
    }
}

/// Looks for a configuration in a value that may be anything.
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

/// Several documents by name and URL; entries may hold a document themselves.
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

/// The document that a value is, or holds as text.
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
