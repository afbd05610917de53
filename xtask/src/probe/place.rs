//! Where in an answer a value stands, without the indices: `data[].rome[].code`.

use serde_json::Value;

use openapi_document::json_path::is_plain;

/// Longest name of a property that is shown whole.
const MAX_NAME: usize = 60;

/// A place, grown and shrunk on the way through an answer.
#[derive(Debug, Default, Clone)]
pub(super) struct Place(String);

impl Place {
    /// Goes into a property, does something there, and comes back.
    pub(super) fn property<T>(&mut self, name: &str, inside: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.0.len();
        if is_plain(name) && name.len() <= MAX_NAME {
            if before > 0 {
                self.0.push('.');
            }
            self.0.push_str(name);
        } else {
            self.0.push('[');
            self.0.push_str(&shown_name(name));
            self.0.push(']');
        }
        let outcome = inside(self);
        self.0.truncate(before);
        outcome
    }

    /// Goes into the elements of a list, does something there, and comes back.
    pub(super) fn elements<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.0.len();
        self.0.push_str("[]");
        let outcome = inside(self);
        self.0.truncate(before);
        outcome
    }

    /// The place as it is shown; `(body)` for the whole answer.
    pub(super) fn shown(&self) -> &str {
        match self.0.as_str() {
            "" => "(body)",
            place => place,
        }
    }
}

/// A name from outside, in quotes, without control characters, and not longer than a line.
pub(super) fn shown_name(name: &str) -> String {
    let mut short: String = name.chars().take(MAX_NAME).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    format!("{short:?}")
}

/// Calls `each` with every scalar of a value and its place.
pub(super) fn scalars(value: &Value, place: &mut Place, each: &mut dyn FnMut(&Place, &Value)) {
    match value {
        Value::Array(list) => place.elements(|place| {
            for value in list {
                scalars(value, place, each);
            }
        }),
        Value::Object(members) => {
            for (name, value) in members {
                place.property(name, |place| scalars(value, place, each));
            }
        }
        scalar => each(place, scalar),
    }
}
