//! Sorts a document, so that documents which differ only in the order of keys or sets give the same
//! code.

use serde_json::{Map, Value};

/// Lists whose order has no meaning.
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
/// Keywords whose values are data, in which the order of lists may matter.
const QUOTED: [&str; 3] = ["default", "example", "examples"];
/// Maps whose keys are chosen by the producer.
const NAMED: [&str; 2] = ["properties", "schemas"];

/// Sorts the keys of every object, and every list whose order has no meaning.
pub(super) fn order(value: &mut Value) {
    sort(value, Keys::Keywords);
}

/// The role of an object's keys.
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

/// The sort key: of a parameter its name, of any other value its text.
fn rank(element: &Value) -> (Option<String>, String) {
    let name = element.get("name").and_then(Value::as_str);
    (name.map(str::to_owned), element.to_string())
}
