//! Lists that are sent as one query parameter: `rome=D1102,D1104`.
//!
//! The generator repeats the parameter (`rome=D1102&rome=D1104`); where the document declares
//! otherwise, the generated code writes the list through this module.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A list that is written as one text.
pub(crate) struct Joined<'a, T> {
    name: &'a str,
    list: &'a T,
    separator: &'a str,
}

impl<'a, T> Joined<'a, T> {
    pub(crate) fn new(name: &'a str, list: &'a T, separator: &'a str) -> Self {
        Self {
            name,
            list,
            separator,
        }
    }
}

/// Writes the pair, or none for a list that is absent or empty.
impl<T: Serialize> Serialize for Joined<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let list = serde_json::to_value(self.list).map_err(serde::ser::Error::custom)?;
        let texts: Vec<String> = list.as_array().into_iter().flatten().map(text).collect();
        let joined = texts.join(self.separator);
        let pair = (!texts.is_empty()).then_some((self.name, joined));
        serializer.collect_seq(pair)
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
