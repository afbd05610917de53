//! Names of components, and names that no honest document has.

use super::context::Context;
use super::{fix, rust};
use crate::dialect::pointer::Pointer;
use crate::dialect::shape::Kind;
use serde_json::Value;

/// A name longer than this is a text.
const MAX_NAME: usize = 128;

pub(super) fn check(context: &mut Context<'_>) {
    components(context);
    for (kind, value, at) in context.all(|_| true) {
        for (name, place) in names_of(kind, value, &at) {
            if let Some(problem) = problem(name) {
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
            context.error(
                "component-name",
                &at,
                format!(
                    "{name:?} is no name of a component: letters, digits, `.`, `-` and `_` only"
                ),
                fix::remove(context.document, &at),
            );
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

fn problem(name: &str) -> Option<&'static str> {
    if name.trim().is_empty() {
        Some("is empty")
    } else if name.chars().count() > MAX_NAME {
        Some("is longer than 128 characters")
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
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
