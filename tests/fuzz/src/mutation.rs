//! Changes of a document: somewhere, something is taken out, put in, or put in its place.

use libfuzzer_sys::arbitrary::Unstructured;
use serde_json::Value;

use crate::document::{WORDS, schema};
use crate::tree;

/// Changes a document once.
pub fn mutate(document: &mut Value, entropy: &mut Unstructured<'_>) {
    let mut pointers = Vec::new();
    places(document, &mut String::new(), &mut pointers);
    let Some(pointer) = tree::choose(entropy, &pointers) else {
        return;
    };
    let value = match entropy.arbitrary().unwrap_or_default() {
        true => schema(entropy, 2),
        false => tree::value(entropy, &WORDS, 2),
    };
    let key = tree::key(entropy, &WORDS);
    let removes = entropy.ratio(1, 3).unwrap_or(false);
    match document.pointer_mut(pointer) {
        Some(Value::Object(map)) if removes => {
            let gone = map.keys().nth(key.len() % map.len().max(1)).cloned();
            gone.and_then(|gone| map.remove(&gone));
        }
        Some(Value::Array(list)) if removes => {
            list.pop();
        }
        Some(Value::Object(map)) => {
            map.insert(key, value);
        }
        Some(place) => *place = value,
        None => {}
    }
}

/// The pointers of all values.
pub fn places(value: &Value, pointer: &mut String, found: &mut Vec<String>) {
    found.push(pointer.clone());
    let length = pointer.len();
    let mut below = |key: &str, value: &Value| {
        pointer.push('/');
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        places(value, pointer, found);
        pointer.truncate(length);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                below(&index.to_string(), value);
            }
        }
        _ => {}
    }
}
