//! Changes to a JSON object that keep the order of its other keys.

use serde_json::{Map, Value};

/// Removes a key and keeps the order of the rest (`Map::remove` would move the last key forward).
pub(super) fn take(map: &mut Map<String, Value>, key: &str) -> Option<Value> {
    map.shift_remove(key)
}

/// Inserts a key before the key at `place`, or at the end. Replaces a value already under that
/// key.
pub(super) fn put(map: &mut Map<String, Value>, place: usize, key: &str, value: Value) {
    let before = map.keys().take(place).any(|there| there == key);
    map.shift_remove(key);
    let place = (place - usize::from(before)).min(map.len());
    map.shift_insert(place, key.to_owned(), value);
}

/// Inserts a key in the position of `old`, or at the end when `old` is absent. Replaces a value
/// already under `new`.
pub(super) fn replace(map: &mut Map<String, Value>, old: &str, new: &str, value: Value) {
    let place = map.keys().position(|key| key == old);
    if old != new {
        map.shift_remove(old);
    }
    match place {
        Some(index) if !map.contains_key(new) => put(map, index, new, value),
        _ => {
            map.insert(new.to_owned(), value);
        }
    }
}

/// Renames a key in place and returns `true`; when `new` exists already, changes nothing and
/// returns `false`.
pub(super) fn rename(map: &mut Map<String, Value>, old: &str, new: &str) -> bool {
    if map.contains_key(new) {
        return false;
    }
    let Some(value) = map.get(old).cloned() else {
        return false;
    };
    replace(map, old, new, value);
    true
}
