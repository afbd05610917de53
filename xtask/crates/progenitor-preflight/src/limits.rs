//! Limits on the document, so that it cannot exhaust the generator.

use super::finding::{Finding, Severity};
use serde_json::Value;

const MAX_PATHS: usize = 1_000;
const MAX_SCHEMAS: usize = 5_000;
const MAX_VALUES: usize = 500_000;
const MAX_DEPTH: usize = 100;

/// The first limit exceeded, or a version other than 3.0.
pub(super) fn check(document: &Value) -> Option<Finding> {
    let finding = |id, message: String, fix: &str| {
        Some(Finding {
            id,
            severity: Severity::Error,
            operation: None,
            location: "#".to_owned(),
            message,
            fix: fix.to_owned(),
        })
    };
    let too_large = |what: &str, limit: usize| {
        finding(
            "too-large",
            format!("the document holds more than {limit} {what}"),
            "make sure that it is the document of this API",
        )
    };
    let (values, depth) = measure(document);
    if depth > MAX_DEPTH {
        return too_large("levels of nesting", MAX_DEPTH);
    }
    if values > MAX_VALUES {
        return too_large("values", MAX_VALUES);
    }
    let count = |pointer: &str| {
        document
            .pointer(pointer)
            .and_then(Value::as_object)
            .map_or(0, serde_json::Map::len)
    };
    if count("/components/schemas") > MAX_SCHEMAS {
        return too_large("schemas", MAX_SCHEMAS);
    }
    if count("/paths") > MAX_PATHS {
        return too_large("paths", MAX_PATHS);
    }
    match document.get("openapi").and_then(Value::as_str) {
        Some(version) if version.starts_with("3.0.") => None,
        _ => finding(
            "version",
            "`openapi` is not 3.0.x: the generator reads nothing else".to_owned(),
            "convert the document first",
        ),
    }
}

/// The number and the nesting of the values; stops counting beyond the limits.
fn measure(document: &Value) -> (usize, usize) {
    let (mut values, mut deepest) = (0, 0);
    let mut open = vec![(document, 1)];
    while let Some((value, depth)) = open.pop() {
        values += 1;
        deepest = deepest.max(depth);
        if values > MAX_VALUES || deepest > MAX_DEPTH {
            break;
        }
        match value {
            Value::Array(list) => open.extend(list.iter().map(|item| (item, depth + 1))),
            Value::Object(map) => open.extend(map.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    (values, deepest)
}
