//! Drops and replaces every place of one document and many of another: each change is reported,
//! except at a few places without meaning.

use openapi_drift::{self as drift, Verdict};
use serde_json::{Value, json};

use crate::support::{TODAY, compare, effective, everywhere, rich};

/// Suffixes of places without meaning, each with the reason.
const SILENT: [(&str, &str); 5] = [
    (
        "/openapi",
        "a missing version is read as what the document looks like",
    ),
    (
        "{numero}/parameters/0/required",
        "a path parameter is always required",
    ),
    (
        "~1pieces/get/parameters/2/schema/type",
        "the values that are listed beside it have this type",
    ),
    (
        "/etat/type",
        "the values that are listed beside it have this type",
    ),
    ("/pagination/type", "its sibling in allOf has the same type"),
];

/// The documents, and how many places each tried place stands for: the properties of the effective
/// document are much alike.
fn documents() -> [(Value, usize); 2] {
    [(rich(), 1), (effective(), 7)]
}

fn is_silent(pointer: &str, value: &Value) -> bool {
    // Default values and empty lists.
    let default = [json!(false), json!([]), json!({})].contains(value);
    default || SILENT.iter().any(|(end, _)| pointer.ends_with(end))
}

#[test]
fn every_single_loss_is_reported() {
    for (document, stride) in documents() {
        let mut places = Vec::new();
        everywhere(&document, "", &mut places);
        let mut silent = Vec::new();
        for pointer in places.iter().skip(1).step_by(stride) {
            let value = document.pointer(pointer).unwrap();
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let mut changed = document.clone();
            match changed.pointer_mut(parent).unwrap() {
                Value::Object(map) => {
                    drop(map.shift_remove(&key.replace("~1", "/").replace("~0", "~")))
                }
                Value::Array(list) => drop(list.remove(key.parse().unwrap())),
                _ => unreachable!(),
            }
            let unnoticed = compare(&document, &changed).verdict() == Verdict::None
                || compare(&changed, &document).verdict() == Verdict::None;
            if unnoticed && !is_silent(pointer, value) {
                silent.push(pointer.clone());
            }
        }
        assert!(
            silent.is_empty(),
            "lost without a word:\n{}",
            silent.join("\n")
        );
    }
}

#[test]
fn every_single_other_value_is_reported() {
    for (document, stride) in documents() {
        let mut places = Vec::new();
        everywhere(&document, "", &mut places);
        let mut silent = Vec::new();
        for pointer in places.iter().step_by(stride) {
            let other = match document.pointer(pointer).unwrap() {
                Value::String(text) => json!(format!("{text}x")),
                Value::Number(_) => json!(123_456),
                Value::Bool(value) => json!(!value),
                _ => continue,
            };
            let mut changed = document.clone();
            *changed.pointer_mut(pointer).unwrap() = other;
            let unnoticed = drift::compare(&document, &changed, TODAY)
                .is_ok_and(|report| report.verdict() == Verdict::None);
            if unnoticed && !is_silent(pointer, &Value::Null) {
                silent.push(pointer.clone());
            }
        }
        assert!(
            silent.is_empty(),
            "changed without a word:\n{}",
            silent.join("\n")
        );
    }
}
