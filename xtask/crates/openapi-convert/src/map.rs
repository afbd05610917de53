//! Changes to a JSON object that keep the order of its other keys.

use serde_json::{Map, Value};

/// Takes a key out, leaving the rest in order (`Map::remove` would move the last key forward).
pub(super) fn take(map: &mut Map<String, Value>, key: &str) -> Option<Value> {
    map.shift_remove(key)
}

/// Puts a value under a key, in front of what stands at `place`; at the end when nothing does. A
/// value already under that key gives way.
pub(super) fn put(map: &mut Map<String, Value>, place: usize, key: &str, value: Value) {
    let before = map.keys().take(place).any(|there| there == key);
    map.shift_remove(key);
    let place = (place - usize::from(before)).min(map.len());
    map.shift_insert(place, key.to_owned(), value);
}

/// Puts a value under another key, in the place where `old` stands; at the end when `old` is not
/// there. A value already under `new` gives way.
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

/// Gives a value another key in the same place. A value already under `new` stays, and the other
/// one stays under `old`: the answer is whether it was moved.
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
