//! Names of components, and names that no honest document has.

use super::context::Context;
use super::{fix, rust};
use openapi_document::Kind;
use openapi_document::Pointer;
use serde_json::Value;

/// A name longer than this is a text.
const MAX_NAME: usize = 128;

/// The values of an enumeration are texts; they become names all the same.
const MAX_VALUE: usize = 1_000;

pub(super) fn check(context: &mut Context<'_>) {
    components(context);
    for (kind, value, at) in context.all(|_| true) {
        for (name, place) in names_of(kind, value, &at) {
            let limit = match place.segments().last() {
                Some(last) if last == "enum" => MAX_VALUE,
                _ => MAX_NAME,
            };
            if let Some(problem) = problem(name, limit) {
                context.error(
                    "name-absurd",
                    &place,
                    format!("the name {name:?} {problem}"),
                    fix::remove(context.document, &place),
                );
            }
        }
    }
}

fn components(context: &mut Context<'_>) {
    let Some(Value::Object(components)) = context.document.get("components") else {
        return;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    for (section, entries) in components
        .iter()
        .filter(|(section, _)| !section.starts_with("x-"))
    {
        let Value::Object(entries) = entries else {
            continue;
        };
        for name in entries
            .keys()
            .filter(|name| name.is_empty() || !name.chars().all(plain))
        {
            let at = Pointer::from(["components", section, name]);
            let message = format!(
                "{name:?} is no name of a component: letters, digits, `.`, `-` and `_` only"
            );
            let fix = "give it a name, and its references, with overlay actions".to_owned();
            // A reference escapes these, and the generator does not unescape them everywhere.
            if name.is_empty() || name.contains(['/', '~', '%', '#']) {
                context.error("component-name", &at, message, fix);
            } else {
                context.warn("component-name", &at, message, fix);
            }
        }
    }
    let Some(Value::Object(schemas)) = components.get("schemas") else {
        return;
    };
    for (ident, names) in rust::clashes(schemas.keys().map(String::as_str), rust::pascal) {
        let Some(last) = names.last() else { continue };
        let at = Pointer::from(["components", "schemas", last]);
        context.error(
            "schema-clash",
            &at,
            format!(
                "the schemas {} would both be called `{ident}`",
                rust::listed(&names)
            ),
            fix::remove(context.document, &at),
        );
    }
}

/// The names that an object gives to things which become Rust, and where they stand.
fn names_of<'a>(kind: Kind, value: &'a Value, at: &Pointer) -> Vec<(&'a str, Pointer)> {
    let text = |key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .map(|name| (name, at.clone()))
    };
    match kind {
        Kind::Operation => text("operationId").into_iter().collect(),
        Kind::Parameter => text("name").into_iter().collect(),
        Kind::Schema | Kind::SchemaOrFlag => {
            let properties = value.get("properties").and_then(Value::as_object);
            let properties = properties
                .into_iter()
                .flatten()
                .map(|(name, _)| (name.as_str(), at.join("properties").join(name)));
            let values = value.get("enum").and_then(Value::as_array);
            let values = values
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .filter(|text| !text.is_empty())
                .map(|text| (text, at.join("enum")));
            properties.chain(values).collect()
        }
        Kind::Document => {
            let paths = value.get("paths").and_then(Value::as_object);
            paths
                .into_iter()
                .flatten()
                .map(|(path, _)| (path.as_str(), at.join("paths").join(path)))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn problem(name: &str, limit: usize) -> Option<&'static str> {
    if name.trim().is_empty() {
        Some("is empty")
    } else if name.chars().count() > limit {
        Some("is too long to be a name")
    } else if name.chars().any(is_unprintable) {
        Some("holds characters that cannot be seen")
    } else if name.contains("*/") || name.contains("/*") {
        Some("holds the mark of a comment")
    } else {
        None
    }
}

/// Control characters, and those that change the order or the look of what stands around them.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control() || is_bidi(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Characters that change the order in which a text is shown; rustc refuses them in code.
pub(super) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
