//! Formats that the generator would turn into types of crates the client does not have.
//!
//! `date`, `uuid` and the like become types of `chrono`, `uuid` and `std::net`: two more
//! dependencies, and strict readers, where one odd value costs the record. A text stays a text;
//! whoever wants a day reads it with the views.

use serde_json::Value;

/// The formats that become something else than a text.
const FORMATS: [&str; 7] = [
    "date",
    "date-time",
    "partial-date-time",
    "uuid",
    "ip",
    "ipv4",
    "ipv6",
];

/// Takes these formats off every text of the document.
pub(super) fn drop(document: &mut Value) {
    match document {
        Value::Object(members) => {
            let text = members.get("type").is_some_and(|t| t == "string");
            let format = members.get("format").and_then(Value::as_str);
            if text && format.is_some_and(|format| FORMATS.contains(&format)) {
                members.shift_remove("format");
            }
            members.values_mut().for_each(drop);
        }
        Value::Array(elements) => elements.iter_mut().for_each(drop),
        _ => {}
    }
}
