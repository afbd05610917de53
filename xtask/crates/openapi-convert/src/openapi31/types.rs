//! Converts `type`: a list of types, or `null`.

use crate::map::{replace, take};
use serde_json::{Map, Value, json};

/// The keywords that constrain one type only, and so move to the branch of that type.
const OF_TYPE: [(&[&str], &[&str]); 4] = [
    (
        &["string"],
        &["pattern", "minLength", "maxLength", "format"],
    ),
    (
        &["integer", "number"],
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ],
    ),
    (
        &["array"],
        &["items", "minItems", "maxItems", "uniqueItems"],
    ),
    (
        &["object"],
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "discriminator",
        ],
    ),
];

/// The number formats of OpenAPI; any other format belongs to strings.
const NUMBER_FORMATS: [&str; 4] = ["int32", "int64", "float", "double"];

/// A schema that accepts only null. 3.0.3 has no null type, but an `enum` can list null.
pub(super) fn only_null() -> Value {
    json!({"nullable": true, "enum": [null]})
}

/// Whether a (converted) schema accepts only null.
pub(super) fn is_only_null(schema: &Value) -> bool {
    let Value::Object(map) = schema else {
        return false;
    };
    match (map.get("enum"), map.get("type")) {
        (Some(Value::Array(values)), None) => values.len() == 1 && values[0].is_null(),
        (None, Some(Value::String(name))) => name == "null",
        _ => false,
    }
}

/// Converts `type` of a schema whose `const` has already become an `enum`.
pub(super) fn convert(map: &mut Map<String, Value>) {
    let mut names: Vec<String> = match map.get("type") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(list)) => {
            let names: Option<Vec<_>> = list
                .iter()
                .map(|name| name.as_str().map(str::to_owned))
                .collect();
            match names {
                Some(names) => names,
                None => return, // no type list: left for the lint to name
            }
        }
        _ => return,
    };
    let nullable = names.iter().any(|name| name == "null");
    names.retain(|name| name != "null");
    let mut seen: Vec<String> = Vec::new();
    names.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });
    if names.iter().any(|name| name == "number") {
        names.retain(|name| name != "integer"); // every integer is a number
    }

    match names.as_slice() {
        [] if nullable => {
            take(map, "type");
            for (key, value) in as_map(only_null()) {
                map.insert(key, value);
            }
        }
        [] => {}
        [name] => {
            let name = name.clone();
            replace(map, "type", "type", name.into());
        }
        names => {
            let branches = names.iter().map(|name| branch(map, name)).collect();
            for (_, keywords) in OF_TYPE {
                for keyword in keywords {
                    take(map, keyword);
                }
            }
            take(map, "enum");
            let union = Value::Array(branches);
            if map.contains_key("anyOf") {
                take(map, "type");
                super::schema::and(map, json!({"anyOf": union}));
            } else {
                replace(map, "type", "anyOf", union);
            }
        }
    }
    if nullable {
        make_nullable(map);
    }
}

/// Makes a schema nullable. `nullable` has an effect only beside a `type` in 3.0.3, so an `enum`
/// whose values have one type gets that type.
pub(super) fn make_nullable(map: &mut Map<String, Value>) {
    map.insert("nullable".to_owned(), true.into());
    let Some(Value::Array(values)) = map.get("enum") else {
        return;
    };
    let mut values = values.iter().filter(|value| !value.is_null());
    let Some(first) = values.next() else { return };
    let name = ["boolean", "integer", "number", "string", "array", "object"]
        .into_iter()
        .find(|name| {
            is_of_type(first, name) && values.clone().all(|value| is_of_type(value, name))
        });
    if let (Some(name), false) = (name, map.contains_key("type")) {
        map.shift_insert(0, "type".to_owned(), name.into());
    }
}

/// The branch for one type: the type and its keywords.
fn branch(map: &Map<String, Value>, name: &str) -> Value {
    let mut branch = as_map(json!({"type": name}));
    for (types, keywords) in OF_TYPE {
        for keyword in keywords.iter().filter(|_| types.contains(&name)) {
            if let Some(value) = map.get(*keyword) {
                let foreign = *keyword == "format"
                    && value
                        .as_str()
                        .is_some_and(|format| NUMBER_FORMATS.contains(&format))
                        == (name == "string");
                if !foreign {
                    branch.insert((*keyword).to_owned(), value.clone());
                }
            }
        }
    }
    if let Some(Value::Array(values)) = map.get("enum") {
        let own: Vec<_> = values
            .iter()
            .filter(|value| is_of_type(value, name))
            .cloned()
            .collect();
        branch.insert("enum".to_owned(), own.into());
    }
    branch.into()
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => {
            name == "number" || name == "integer" && (number.is_i64() || number.is_u64())
        }
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

fn as_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
