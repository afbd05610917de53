//! Any JSON, in words that a reader looks for.

use libfuzzer_sys::arbitrary::Unstructured;
use serde_json::{Map, Value};

/// The words that trees are made of.
pub struct Words {
    /// Names of members.
    pub keys: fn() -> &'static [String],
    /// Texts, beside the names.
    pub texts: &'static [&'static str],
}

/// A value of at most `depth` levels; `null` when the bytes run out.
pub fn value(entropy: &mut Unstructured<'_>, words: &Words, depth: usize) -> Value {
    match entropy.int_in_range(0..=11).unwrap_or(0) {
        0 => Value::Null,
        1 => entropy.arbitrary::<bool>().unwrap_or_default().into(),
        2 => entropy.arbitrary::<i8>().unwrap_or_default().into(),
        3 => entropy.arbitrary::<i64>().unwrap_or_default().into(),
        4 => entropy.arbitrary::<f64>().unwrap_or_default().into(),
        5 | 6 => text(entropy, words).into(),
        7 => key(entropy, words).into(),
        8 | 9 if depth > 0 => {
            let count = entropy.int_in_range(0..=4).unwrap_or(0);
            let items = (0..count).map(|_| value(entropy, words, depth - 1));
            items.collect::<Vec<_>>().into()
        }
        _ if depth > 0 => object(entropy, words, depth),
        _ => Value::Null,
    }
}

/// An object of at most `depth` levels.
pub fn object(entropy: &mut Unstructured<'_>, words: &Words, depth: usize) -> Value {
    let count = entropy.int_in_range(0..=6).unwrap_or(0);
    let members = (0..count).map(|_| {
        let key = key(entropy, words);
        (key, value(entropy, words, depth.saturating_sub(1)))
    });
    Value::Object(members.collect::<Map<_, _>>())
}

/// A name: mostly a known one.
pub fn key(entropy: &mut Unstructured<'_>, words: &Words) -> String {
    match entropy.ratio(1, 12).unwrap_or(false) {
        true => free(entropy),
        false => choose(entropy, (words.keys)()).cloned().unwrap_or_default(),
    }
}

/// A text: a known one, or a few letters of any kind.
pub fn text(entropy: &mut Unstructured<'_>, words: &Words) -> String {
    match entropy.ratio(1, 3).unwrap_or(false) {
        true => free(entropy),
        false => choose(entropy, words.texts).map_or_else(String::new, |text| (*text).to_owned()),
    }
}

/// One of these; the first when the bytes run out.
pub fn choose<'a, T>(entropy: &mut Unstructured<'_>, list: &'a [T]) -> Option<&'a T> {
    entropy.choose(list).ok().or(list.first())
}

fn free(entropy: &mut Unstructured<'_>) -> String {
    let length = entropy.int_in_range(0..=12).unwrap_or(0);
    let letters = (0..length).filter_map(|_| entropy.arbitrary::<char>().ok());
    letters.collect()
}
