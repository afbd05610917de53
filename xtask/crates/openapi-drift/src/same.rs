//! Equality of JSON values by meaning: key order does not matter, `1` equals `1.0`, and deep
//! nesting does not overflow the stack.

use serde_json::{Number, Value};

/// Maximum depth that [`canonical`] writes; deeper values are cut.
const CANONICAL_DEPTH: usize = 64;

/// Keywords whose lists are sets.
const SETS: [&str; 8] = [
    "required", "enum", "type", "allOf", "anyOf", "oneOf", "tags", "examples",
];

fn is_set(key: &str) -> bool {
    SETS.contains(&key)
}

/// Whether both values are equal, ignoring key order and the order of lists that are sets.
pub(super) fn same(left: &Value, right: &Value) -> bool {
    same_except(left, right, |_| false)
}

/// Whether both values are equal, ignoring key order and the keys in `ignored`.
pub(super) fn same_except(left: &Value, right: &Value, ignored: impl Fn(&str) -> bool) -> bool {
    compare(left, right, &ignored)
}

fn compare(left: &Value, right: &Value, ignored: &dyn Fn(&str) -> bool) -> bool {
    // An explicit stack: values may nest deeper than the thread's stack allows.
    let mut open = vec![(left, right, false)];
    while let Some((left, right, set)) = open.pop() {
        match (left, right) {
            (Value::Object(left), Value::Object(right)) => {
                let counted = |map: &serde_json::Map<String, Value>| {
                    map.keys().filter(|key| !ignored(key)).count()
                };
                if counted(left) != counted(right) {
                    return false;
                }
                for (key, value) in left.iter().filter(|(key, _)| !ignored(key)) {
                    match right.get(key) {
                        Some(other) => open.push((value, other, is_set(key))),
                        None => return false,
                    }
                }
            }
            (Value::Array(left), Value::Array(right)) => {
                if left.len() != right.len() {
                    return false;
                }
                if set {
                    let sorted = |list: &'_ [Value]| -> Vec<usize> {
                        let key = |at: &usize| canonical_except(&list[*at], ignored);
                        let mut order: Vec<_> = (0..list.len()).collect();
                        order.sort_by_cached_key(key);
                        order
                    };
                    let pairs = sorted(left).into_iter().zip(sorted(right));
                    open.extend(pairs.map(|(old, new)| (&left[old], &right[new], false)));
                } else {
                    open.extend(
                        left.iter()
                            .zip(right)
                            .map(|(left, right)| (left, right, false)),
                    );
                }
            }
            (Value::Number(left), Value::Number(right)) => {
                if number(left) != number(right) {
                    return false;
                }
            }
            (left, right) => {
                if left != right {
                    return false;
                }
            }
        }
    }
    true
}

/// Like [`same`], for optional values.
pub(super) fn same_option(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => same(left, right),
        (None, None) => true,
        _ => false,
    }
}

/// A text that is equal for equal values, for sets and for messages.
pub(super) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text, CANONICAL_DEPTH, &|_| false);
    text
}

/// As [`canonical`], without the keys that `ignored` names.
pub(super) fn canonical_except(value: &Value, ignored: &dyn Fn(&str) -> bool) -> String {
    let mut text = String::new();
    write(value, &mut text, CANONICAL_DEPTH, ignored);
    text
}

fn write(value: &Value, text: &mut String, depth: usize, ignored: &dyn Fn(&str) -> bool) {
    if depth == 0 {
        text.push('…');
        return;
    }
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().filter(|(key, _)| !ignored(key)).collect();
            keys.sort_unstable_by_key(|(key, _)| key.as_str());
            text.push('{');
            for (at, (key, value)) in keys.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                match value {
                    Value::Array(items) if is_set(key) => {
                        let mut items: Vec<_> = items
                            .iter()
                            .map(|item| {
                                let mut text = String::new();
                                write(item, &mut text, depth - 1, ignored);
                                text
                            })
                            .collect();
                        items.sort_unstable();
                        text.push('[');
                        text.push_str(&items.join(","));
                        text.push(']');
                    }
                    value => write(value, text, depth - 1, ignored),
                }
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (at, value) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(value, text, depth - 1, ignored);
            }
            text.push(']');
        }
        Value::Number(value) => text.push_str(&number(value)),
        scalar => text.push_str(&scalar.to_string()),
    }
}

/// `1.0` and `1e0` as `1`; any other value as written.
fn number(number: &Number) -> String {
    match number.as_f64() {
        // Above 2^53 a float cannot represent every integer: keep the digits.
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
            format!("{float:.0}")
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn key_order_and_number_form_are_no_difference() {
        let left: Value = serde_json::from_str(r#"{"a": 1, "b": [2.0, {"c": null}]}"#).unwrap();
        let right: Value = serde_json::from_str(r#"{"b": [2, {"c": null}], "a": 1.0}"#).unwrap();
        assert!(same(&left, &right));
        assert_eq!(canonical(&left), canonical(&right));
        assert!(!same(&json!([1, 2]), &json!([2, 1])));
        assert!(!same(&json!({"a": 1}), &json!({"a": 1, "b": 1})));
        assert!(!same(
            &json!(9007199254740993u64),
            &json!(9007199254740992u64)
        ));
    }
}
