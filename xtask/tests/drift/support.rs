//! Documents to change, and small edits by JSON pointer.

use serde_json::{Value, json};
use xtask::drift::{self, Report};

/// The day of every comparison here.
pub(crate) const TODAY: &str = "2026-01-31";

pub(crate) fn compare(old: &Value, new: &Value) -> Report {
    drift::compare(old, new, TODAY).expect("both are documents")
}

/// The effective document of this workspace.
pub(crate) fn effective() -> Value {
    serde_json::from_str(include_str!("../../../openapi/effective.json")).expect("effective.json")
}

/// A document with bodies, headers, composition, recursion and everything else that is judged.
pub(crate) fn rich() -> Value {
    serde_json::from_str(include_str!("rich.json")).expect("rich.json")
}

/// One edit of a document.
pub(crate) enum Edit {
    Set(&'static str, Value),
    Drop(&'static str),
    Rename(&'static str, &'static str),
    Push(&'static str, Value),
}
pub(crate) use Edit::{Drop, Push, Rename, Set};

/// The document after the edits; an edit that finds nothing is a mistake of the test.
pub(crate) fn edited(mut document: Value, edits: &[Edit]) -> Value {
    for edit in edits {
        match edit {
            Set(pointer, value) => {
                let (parent, key) = split(&mut document, pointer);
                match parent {
                    Value::Object(map) => {
                        map.insert(key, value.clone());
                    }
                    Value::Array(list) => {
                        list[key.parse::<usize>().expect("index")] = value.clone()
                    }
                    _ => panic!("{pointer}: nothing to set in"),
                }
            }
            Drop(pointer) => {
                let (parent, key) = split(&mut document, pointer);
                match parent {
                    Value::Object(map) => {
                        map.shift_remove(&key)
                            .unwrap_or_else(|| panic!("{pointer}: not there"));
                    }
                    Value::Array(list) => {
                        list.remove(key.parse().expect("index"));
                    }
                    _ => panic!("{pointer}: nothing to drop from"),
                }
            }
            Rename(pointer, name) => {
                let (parent, key) = split(&mut document, pointer);
                let map = parent.as_object_mut().expect("an object");
                let value = map
                    .shift_remove(&key)
                    .unwrap_or_else(|| panic!("{pointer}: not there"));
                map.insert((*name).to_owned(), value);
            }
            Push(pointer, value) => {
                let list = document.pointer_mut(pointer).and_then(Value::as_array_mut);
                list.unwrap_or_else(|| panic!("{pointer}: no list"))
                    .push(value.clone());
            }
        }
    }
    document
}

fn split<'d>(document: &'d mut Value, pointer: &str) -> (&'d mut Value, String) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{pointer}: no parent"));
    (parent, key.replace("~1", "/").replace("~0", "~"))
}

/// A document whose one operation sends this schema.
pub(crate) fn sends(schema: &Value) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "done"}},
    }}}})
}

/// A document whose one operation receives this schema.
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
    let line = |change: &drift::Change| {
        format!(
            "{} {} {}",
            change.severity.word(),
            change.direction.word(),
            change.id
        )
    };
    report.changes.iter().map(line).collect()
}
