//! The place of a value in a response, without indices: `data[].rome[].code`.

use serde_json::Value;

use openapi_document::json_path::is_plain;

/// Maximum length of a property name that is shown in full.
const MAX_NAME: usize = 60;

/// The current place of a walk through a response.
#[derive(Debug, Default, Clone)]
pub(super) struct Place(String);

impl Place {
    /// Calls a function with the place of a property, then goes back.
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

    /// Calls a function with the place of the elements of a list, then goes back.
    pub(super) fn elements<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.0.len();
        self.0.push_str("[]");
        let outcome = inside(self);
        self.0.truncate(before);
        outcome
    }

    /// The place as text; `(body)` for the whole response.
    pub(super) fn shown(&self) -> &str {
        match self.0.as_str() {
            "" => "(body)",
            place => place,
        }
    }
}

/// An untrusted name, quoted, without control characters, and shortened to fit a line.
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
