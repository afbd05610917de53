//! Converts `anyOf` and `oneOf` with a null branch to `nullable`.

use super::types::{is_only_null, make_nullable, only_null};
use crate::map::{put, replace, take};
use serde_json::{Map, Value, json};

/// Removes the null branches of a union whose branches are already converted.
///
/// A single remaining branch replaces the union (a reference goes into an `allOf`, because 3.0.3
/// ignores the siblings of a `$ref`). With several branches, the union itself becomes nullable.
pub(super) fn convert(map: &mut Map<String, Value>) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = map.get(keyword) else {
            continue;
        };
        let rest: Vec<Value> = branches
            .iter()
            .filter(|branch| !is_only_null(branch))
            .cloned()
            .collect();
        if rest.len() == branches.len() {
            continue;
        }
        // A type beside the union that excludes null makes the null branch unreachable.
        let reachable = !map.contains_key("type") || map.get("nullable") == Some(&json!(true));
        match rest.as_slice() {
            [] => {
                take(map, keyword);
                if let Value::Object(null) = only_null() {
                    map.extend(null);
                }
            }
            [only] => {
                let only = only.clone();
                take_place(map, keyword, only);
            }
            _ => replace(map, keyword, keyword, rest.into()),
        }
        if reachable {
            // The null was allowed beside the listed values, so it joins the list.
            if let Some(Value::Array(values)) = map.get_mut("enum")
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
            }
            make_nullable(map);
        }
    }
}

/// Replaces a union by its only branch; merges the two when no keyword clashes.
fn take_place(map: &mut Map<String, Value>, keyword: &str, only: Value) {
    let merged = match &only {
        Value::Object(branch) if !branch.contains_key("$ref") => branch
            .iter()
            .all(|(key, _)| !map.contains_key(key) || key == "title" || key == "description"),
        _ => false,
    };
    match only {
        Value::Object(branch) if merged => {
            let place = map.keys().position(|key| key == keyword).unwrap_or(0);
            take(map, keyword);
            // The annotations of the schema win over those of the branch.
            let fresh: Vec<_> = branch
                .into_iter()
                .filter(|(key, _)| !map.contains_key(key))
                .collect();
            for (offset, (key, value)) in fresh.into_iter().enumerate() {
                put(map, place + offset, &key, value);
            }
        }
        only if map.contains_key("allOf") => {
            take(map, keyword);
            super::schema::and(map, only);
        }
        only => replace(map, keyword, "allOf", json!([only])),
    }
}
