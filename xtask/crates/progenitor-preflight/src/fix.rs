//! Writes overlay actions to paste: YAML, each value on one line, as JSON.

use openapi_document::{Pointer, json_path};
use serde_json::Value;

/// The action that removes the value at a place.
pub(crate) fn remove(document: &Value, at: &Pointer) -> String {
    format!(
        "- target: {}\n  remove: true",
        quoted(&target(document, at))
    )
}

/// The action that merges a value into the one at a place.
pub(crate) fn update(document: &Value, at: &Pointer, value: Value) -> String {
    format!(
        "- target: {}\n  update: {value}",
        quoted(&target(document, at))
    )
}

/// A text as JSON, which is one line of YAML whatever it contains.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A place as a JSONPath. Parameters and other named list entries are selected by name instead of
/// index, so that the action still works after a change of order.
fn target(document: &Value, at: &Pointer) -> String {
    let mut path = "$".to_owned();
    let mut holder = Some(document);
    for segment in at.segments() {
        let here = holder;
        holder = holder.and_then(|value| match value {
            Value::Array(list) => list.get(segment.parse::<usize>().ok()?),
            other => other.get(segment),
        });
        match here {
            Some(Value::Array(list)) => path += &index(list, segment, holder),
            _ => json_path::push_name(&mut path, segment),
        }
    }
    path
}

fn index(list: &[Value], segment: &str, item: Option<&Value>) -> String {
    let field = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = item.and_then(|item| field(item, "name"));
    let alone = |name: &String| {
        list.iter()
            .filter(|i| field(i, "name").as_ref() == Some(name))
            .count()
            == 1
    };
    match name.filter(alone) {
        Some(name) => format!("[?@.name == {}]", json_path::quoted(&name)),
        None => format!("[{segment}]"),
    }
}
