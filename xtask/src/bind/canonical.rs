//! One order for every document: one that only orders its keys or its lists otherwise means the same,
//! and gives the same code.

use serde_json::{Map, Value};

/// Lists whose order means nothing.
const UNORDERED: [&str; 8] = [
    "allOf",
    "anyOf",
    "oneOf",
    "enum",
    "parameters",
    "required",
    "security",
    "tags",
];
/// What the document quotes, in whose lists the order may mean something.
const QUOTED: [&str; 3] = ["default", "example", "examples"];
/// Maps whose keys are names that the producer chose.
const NAMED: [&str; 2] = ["properties", "schemas"];

/// Orders the keys of every object, and every list whose order means nothing.
pub(super) fn order(value: &mut Value) {
    sort(value, Keys::Keywords);
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Keywords,
    Names,
    Data,
}

fn sort(value: &mut Value, keys: Keys) {
    match value {
        Value::Object(map) => {
            let mut members: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (key, member) in &mut members {
                let is = |list: &[&str]| list.contains(&key.as_str());
                let below = match keys {
                    Keys::Keywords if is(&QUOTED) => Keys::Data,
                    Keys::Keywords if is(&NAMED) => Keys::Names,
                    Keys::Data => Keys::Data,
                    Keys::Keywords | Keys::Names => Keys::Keywords,
                };
                sort(member, below);
                if keys == Keys::Keywords
                    && is(&UNORDERED)
                    && let Value::Array(list) = member
                {
                    list.sort_by_cached_key(rank);
                }
            }
            *map = Map::from_iter(members);
        }
        Value::Array(list) => list.iter_mut().for_each(|element| sort(element, keys)),
        _ => {}
    }
}

/// A parameter by its name, anything else by what is written.
fn rank(element: &Value) -> (Option<String>, String) {
    let name = element.get("name").and_then(Value::as_str);
    (name.map(str::to_owned), element.to_string())
}
