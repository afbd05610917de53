//! Documents to change, small edits of them, and short forms of reports.

use openapi_drift::{self as drift, Change, Report};
use serde_json::{Value, json};

/// The day of every comparison here.
pub(crate) const TODAY: &str = "2026-01-31";

pub(crate) fn compare(old: &Value, new: &Value) -> Report {
    drift::compare(old, new, TODAY).expect("both are documents")
}

/// A document as a producer publishes it, with its corrections.
pub(crate) fn effective() -> Value {
    serde_json::from_str(include_str!("catalogue.json")).expect("catalogue.json")
}

/// A document with bodies, headers, composition, recursion and every other construct.
pub(crate) fn rich() -> Value {
    serde_json::from_str(include_str!("rich.json")).expect("rich.json")
}

/// The document after an edit: `{"set": pointer, "to": value}`, `{"drop": pointer}`, `{"rename":
/// pointer, "to": key}` or `{"push": pointer, "value": value}`. In a list of parameters, a name
/// replaces the index. An edit that finds nothing is a mistake in the test.
pub(crate) fn edit(document: &mut Value, edit: &Value) {
    let text = |key: &str| edit.get(key).and_then(Value::as_str);
    if let Some(pointer) = text("push") {
        let list = find(document, pointer).as_array_mut().expect("a list");
        list.push(edit["value"].clone());
        return;
    }
    let pointer = text("set")
        .or(text("drop"))
        .or(text("rename"))
        .unwrap_or_else(|| panic!("{edit}: no edit"));
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    let parent = find(document, parent);
    match parent {
        Value::Object(map) => {
            let gone = if text("set").is_some() {
                None
            } else {
                Some(
                    map.shift_remove(&key)
                        .unwrap_or_else(|| panic!("{pointer}: not there")),
                )
            };
            match (gone, edit.get("to")) {
                (None, Some(value)) => drop(map.insert(key, value.clone())),
                (Some(gone), Some(name)) => {
                    drop(map.insert(name.as_str().expect("a name").to_owned(), gone))
                }
                _ => {}
            }
        }
        Value::Array(list) => {
            let index = index(list, &key);
            match edit.get("to") {
                Some(value) => list[index] = value.clone(),
                None => drop(list.remove(index)),
            }
        }
        _ => panic!("{pointer}: nothing to edit"),
    }
}

fn find<'d>(document: &'d mut Value, pointer: &str) -> &'d mut Value {
    pointer.split('/').skip(1).fold(document, |value, key| {
        let key = key.replace("~1", "/").replace("~0", "~");
        match value {
            Value::Array(list) => {
                let index = index(list, &key);
                &mut list[index]
            }
            value => value
                .get_mut(&key)
                .unwrap_or_else(|| panic!("{pointer}: no {key}")),
        }
    })
}

fn index(list: &[Value], key: &str) -> usize {
    let named = || list.iter().position(|element| element["name"] == key);
    key.parse()
        .ok()
        .or_else(named)
        .unwrap_or_else(|| panic!("no {key} in the list"))
}

/// A document with one operation that sends this schema.
pub(crate) fn sends(schema: &Value) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "done"}},
    }}}})
}

/// A document with one operation that receives this schema.
pub(crate) fn receives(schema: &Value) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}},
    }}}})
}

/// A document in which no operation uses this schema.
pub(crate) fn declares(schema: &Value) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {"Thing": schema}}})
}

/// `severity direction id`, for each change.
pub(crate) fn lines(report: &Report) -> Vec<String> {
    let line = |change: &Change| {
        format!(
            "{} {} {}",
            change.severity.word(),
            change.direction.word(),
            change.id
        )
    };
    report.changes.iter().map(line).collect()
}

/// The cases of these tables.
pub(crate) fn table(files: &[&str]) -> Vec<Value> {
    let mut cases = Vec::new();
    for file in files {
        match openapi_document::parse(file.as_bytes()).expect("a table") {
            Value::Array(list) => cases.extend(list),
            other => panic!("no list: {other}"),
        }
    }
    cases
}

/// The pointers of all values.
pub(crate) fn everywhere(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                everywhere(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                everywhere(value, &format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
}
