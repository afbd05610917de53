//! The schema keywords of 3.1 that 3.0.3 does not have: some are refused, some only noted.

use crate::log::Log;
use crate::map::{rename, take};
use openapi_document::Pointer;
use serde_json::{Map, Value};

/// Keywords that change which values are valid or what a reference means, and that 3.0.3 cannot
/// express. They are refused and stay in the document.
pub(super) const REFUSED: [(&str, &str); 22] = [
    (
        "$id",
        "references inside it would be relative to another document",
    ),
    ("$anchor", "3.0.3 has no reference by anchor"),
    ("$dynamicAnchor", "3.0.3 has no dynamic references"),
    ("$dynamicRef", "3.0.3 has no dynamic references"),
    ("$recursiveAnchor", "3.0.3 has no recursive references"),
    ("$recursiveRef", "3.0.3 has no recursive references"),
    ("$vocabulary", "3.0.3 has one fixed vocabulary"),
    ("if", "3.0.3 has no conditional schemas"),
    ("then", "3.0.3 has no conditional schemas"),
    ("else", "3.0.3 has no conditional schemas"),
    ("dependentSchemas", "3.0.3 has no conditional schemas"),
    (
        "dependentRequired",
        "3.0.3 cannot make one property require another",
    ),
    (
        "dependencies",
        "3.0.3 cannot make one property require another",
    ),
    (
        "patternProperties",
        "3.0.3 types additional properties by one schema, not by their names",
    ),
    (
        "propertyNames",
        "3.0.3 does not constrain the names of properties",
    ),
    (
        "prefixItems",
        "3.0.3 has no tuples: all items of an array have one schema",
    ),
    (
        "additionalItems",
        "3.0.3 has no tuples: all items of an array have one schema",
    ),
    (
        "contains",
        "3.0.3 constrains all items of an array, not some",
    ),
    (
        "minContains",
        "3.0.3 constrains all items of an array, not some",
    ),
    (
        "maxContains",
        "3.0.3 constrains all items of an array, not some",
    ),
    ("unevaluatedItems", "3.0.3 has no unevaluated items"),
    (
        "unevaluatedProperties",
        "3.0.3 has no unevaluated properties beside subschemas",
    ),
];

/// Keywords that do not constrain values: kept as extensions of the same name.
const ANNOTATIONS: [&str; 4] = ["$schema", "$comment", "contentSchema", "contentMediaType"];

/// Converts keywords that have an equivalent, and refuses or notes the others.
pub(super) fn convert(map: &mut Map<String, Value>, at: &Pointer, log: &mut Log) {
    unevaluated(map);
    for (keyword, reason) in REFUSED {
        if map.contains_key(keyword) {
            log.refuse(at, keyword, reason, &fix(keyword));
        }
    }
    for keyword in ANNOTATIONS {
        let extension = format!("x-{}", keyword.trim_start_matches('$'));
        if rename(map, keyword, &extension) {
            log.note(at, format!("`{keyword}` is kept as `{extension}`"));
        }
    }
}

fn fix(keyword: &str) -> String {
    format!(
        "remove `{keyword}` with an overlay action, or replace the schema that holds it by the \
         nearest one that 3.0.3 can say"
    )
}

/// Without subschemas, `unevaluated…` equals `additional…`; `true` does not constrain anything.
fn unevaluated(map: &mut Map<String, Value>) {
    for keyword in ["unevaluatedProperties", "unevaluatedItems"] {
        if map.get(keyword) == Some(&Value::Bool(true)) {
            take(map, keyword);
        }
    }
    let applicators = [
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "dependentSchemas",
    ];
    let alone = !applicators.iter().any(|keyword| map.contains_key(*keyword))
        && !map.contains_key("patternProperties");
    if alone {
        if map.contains_key("additionalProperties") {
            take(map, "unevaluatedProperties"); // everything is evaluated already
        } else {
            rename(map, "unevaluatedProperties", "additionalProperties");
        }
        if map.contains_key("items") {
            take(map, "unevaluatedItems");
        }
    }
}
