//! Schemas that contain themselves in a way that has no end: the generator overflows its stack on
//! them, which nothing can catch.

use super::context::Context;
use openapi_document::Pointer;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(context: &mut Context<'_>) {
    let Some(Value::Object(schemas)) = context.document.pointer("/components/schemas") else {
        return;
    };
    let composed: BTreeMap<&str, BTreeSet<&str>> = schemas
        .iter()
        .map(|(name, schema)| (name.as_str(), composed_of(schema)))
        .collect();
    let mut circular = BTreeSet::new();
    for name in schemas.keys() {
        if reaches(&composed, name, name) {
            circular.insert(name.as_str());
            context.error(
                "recursion",
                &Pointer::from(["components", "schemas", name]),
                format!(
                    "`{name}` is composed of itself, through `$ref`, `allOf`, `anyOf`, `oneOf` or \
                     `not` alone: no value settles it"
                ),
                "take the reference back to itself out of the composition".to_owned(),
            );
        }
    }
    let mentioned: BTreeMap<&str, BTreeSet<&str>> = schemas
        .iter()
        .map(|(name, schema)| (name.as_str(), mentions(schema)))
        .collect();
    for (schema, at) in context.schemas() {
        let Some(clash) = merged_clash(context.document, schema, &circular) else {
            continue;
        };
        // What the merge goes into, and whether it comes back to a merge of the same schemas.
        let below: BTreeSet<&str> = clash.iter().flat_map(|part| mentions(part)).collect();
        let around: BTreeSet<&str> = parts_of(context.document, schema, &circular).1;
        let own = match at.segments() {
            [_, _, name, ..] if at.segments()[0] == "components" => Some(name.as_str()),
            _ => None,
        };
        let back = |name: &str| {
            Some(name) == own
                || around.contains(name)
                || mentioned.get(name).is_some_and(|_| {
                    around
                        .iter()
                        .copied()
                        .chain(own)
                        .any(|goal| reaches(&mentioned, name, goal))
                })
        };
        if below.iter().any(|name| back(name)) {
            context.error(
                "recursion-merge",
                &at,
                "`allOf` merges two different schemas of one property, and one of them leads back \
                 here: the merge has no end"
                    .to_owned(),
                "state the property in one branch only".to_owned(),
            );
        }
    }
}

/// The components that a schema is made of without a property or an item between.
fn composed_of(schema: &Value) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        names.extend(component(schema));
        for keyword in ["allOf", "anyOf", "oneOf"] {
            if let Some(Value::Array(branches)) = schema.get(keyword) {
                open.extend(branches);
            }
        }
        open.extend(schema.get("not"));
    }
    names
}

/// Every component that is named anywhere in a schema.
fn mentions(schema: &Value) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(value) = open.pop() {
        names.extend(component(value));
        match value {
            Value::Object(map) => open.extend(map.values()),
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    names
}

fn component(schema: &Value) -> Option<&str> {
    schema
        .get("$ref")?
        .as_str()?
        .strip_prefix("#/components/schemas/")
}

fn reaches(edges: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = edges.get(from).into_iter().flatten().copied().collect();
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            open.extend(edges.get(name).into_iter().flatten());
        }
    }
    false
}

/// The object schemas that an `allOf` merges, and the components they come from.
fn parts_of<'a>(
    document: &'a Value,
    schema: &'a Map<String, Value>,
    circular: &BTreeSet<&str>,
) -> (Vec<&'a Map<String, Value>>, BTreeSet<&'a str>) {
    let mut parts = Vec::new();
    let mut names = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(part) = open.pop() {
        parts.push(part);
        for keyword in ["allOf", "anyOf", "oneOf"] {
            if let Some(Value::Array(branches)) = part.get(keyword) {
                open.extend(branches.iter().filter_map(Value::as_object));
            }
        }
        let name = part.get("$ref").and_then(Value::as_str);
        if let Some(name) = name.and_then(|name| name.strip_prefix("#/components/schemas/"))
            && !circular.contains(name)
            && names.insert(name)
        {
            let at = Pointer::from(["components", "schemas", name]);
            open.extend(at.find(document).and_then(Value::as_object));
        }
    }
    (parts, names)
}

/// Two different schemas that a composition merges into one.
fn merged_clash<'a>(
    document: &'a Value,
    schema: &'a Map<String, Value>,
    circular: &BTreeSet<&str>,
) -> Option<Vec<&'a Value>> {
    let composed = ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if !composed {
        return None;
    }
    let (parts, _) = parts_of(document, schema, circular);
    let mut by_place: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    let mut note = |place: String, value| {
        let there = by_place.entry(place).or_default();
        if !there.contains(&value) {
            there.push(value);
        }
    };
    let additional: Vec<&Value> = parts
        .iter()
        .filter_map(|part| {
            part.get("additionalProperties")
                .filter(|value| value.is_object())
        })
        .collect();
    for part in parts {
        if let Some(Value::Object(properties)) = part.get("properties") {
            for (name, property) in properties {
                note(format!("properties/{name}"), property);
                for value in &additional {
                    note(format!("properties/{name}"), value);
                }
            }
        }
        for keyword in ["items", "additionalProperties"] {
            if let Some(value) = part.get(keyword).filter(|value| value.is_object()) {
                note(keyword.to_owned(), value);
            }
        }
    }
    let clashes: Vec<_> = by_place
        .into_values()
        .filter(|there| there.len() > 1)
        .flatten()
        .collect();
    (!clashes.is_empty()).then_some(clashes)
}
