//! The 48 properties: each is read into the public field of its name, and written back.

use certifinfo_sdk::types;
use serde_json::{Value, json};

use super::catalogue::properties;
use crate::support::repo;

/// A property and what its field holds after an object with that one property was read.
pub(super) struct Carried {
    pub(super) schema: &'static str,
    pub(super) property: &'static str,
    held: fn(&Value) -> serde_json::Result<Value>,
}

/// Names every field, so the compiler checks that it exists and is public.
macro_rules! carried {
    ($($schema:ident { $($property:ident)* })*) => {
        pub(super) const PROPERTIES: &[Carried] = &[$($(Carried {
            schema: stringify!($schema),
            property: stringify!($property),
            held: |sent| {
                let object = json!({ stringify!($property): sent });
                let read: types::$schema = serde_json::from_value(object)?;
                serde_json::to_value(read.$property)
            },
        },)*)*];
    };
}

properties!(carried);

#[test]
fn every_field_holds_the_property_of_its_name() {
    let document = repo::json("openapi/effective.json");
    for Carried {
        schema,
        property,
        held,
    } in PROPERTIES
    {
        let place = format!("/components/schemas/{schema}/properties/{property}");
        let declared = document
            .pointer(&place)
            .unwrap_or_else(|| panic!("no {place}"));
        let sent = sample(&document, declared);
        let held = held(&sent).unwrap_or_else(|error| panic!("{place}, sent {sent}: {error}"));
        assert_eq!(held, sent, "{place}");
    }
}

/// A value that the declared type allows and that no default could be mistaken for.
fn sample(document: &Value, schema: &Value) -> Value {
    if let Some(target) = schema["$ref"].as_str() {
        let target = document
            .pointer(target.trim_start_matches('#'))
            .expect(target);
        return sample(document, target);
    }
    if let Some(whole) = schema.pointer("/allOf/0") {
        return sample(document, whole);
    }
    match super::declared(schema) {
        "integer" => json!(1),
        "boolean" => json!(1),
        "string" => json!("un texte"),
        "array" => json!([sample(document, &schema["items"])]),
        "object" => {
            let properties = schema["properties"].as_object().expect("properties");
            let simple = properties.iter().filter(|(_, s)| s["type"] != "array");
            simple
                .map(|(name, schema)| (name.clone(), sample(document, schema)))
                .collect()
        }
        // Untyped: an element of a list of links, which are objects or bare codes.
        _ => json!({ "certifinfo_code": 1 }),
    }
}
