//! Documents that differ only in the order of keys or sets have the same meaning.

use serde_json::{Map, Value};

use super::{bound, reconstruction};

/// Reverses the keys of every object, and every list whose order has no meaning.
fn reversed(value: Value, key: &str) -> Value {
    match value {
        Value::Object(map) => {
            let members = map.into_iter().rev();
            let members = members.map(|(key, value)| {
                let value = reversed(value, &key);
                (key, value)
            });
            Value::Object(Map::from_iter(members))
        }
        Value::Array(list) => {
            let mut list: Vec<Value> = list
                .into_iter()
                .map(|element| reversed(element, ""))
                .collect();
            if [
                "parameters",
                "required",
                "enum",
                "allOf",
                "anyOf",
                "oneOf",
                "tags",
                "type",
            ]
            .contains(&key)
            {
                list.reverse();
            }
            Value::Array(list)
        }
        other => other,
    }
}

#[test]
fn reordered_document_binds_to_the_same_bytes() {
    let mut documents = vec![reconstruction()];
    documents.extend(
        super::documents::all()
            .into_iter()
            .map(|(_, document)| document),
    );
    for document in documents {
        let expected = bound(&document).unwrap().document.to_string();
        let reordered = bound(&reversed(document, "")).unwrap().document.to_string();
        assert_eq!(reordered, expected);
    }
}
