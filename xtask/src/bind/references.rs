//! The published components that the requests of a document use.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::names::Names;
use openapi_document::Pointer;

/// A component: its section of `components` and its name.
pub(super) type Component = (String, String);

/// Every component that `roots` refer to, directly or indirectly.
pub(super) fn reachable<'v>(
    document: &'v Value,
    roots: impl Iterator<Item = &'v Value>,
) -> BTreeSet<Component> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Value> = roots.collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => open.extend(map.values()),
            Value::Array(list) => open.extend(list),
            // A `$ref`, or an entry of `discriminator.mapping`.
            Value::String(text) => {
                if let Some(component) = component(text)
                    && reached.insert(component.clone())
                {
                    let (kind, name) = &component;
                    let at = Pointer::from(["components", kind, name]);
                    open.extend(at.find(document));
                }
            }
            _ => {}
        }
    }
    reached
}

/// New names for schemas whose names are taken by records.
pub(super) fn rename(kept: &BTreeSet<Component>, names: &mut Names) -> BTreeMap<String, String> {
    let schemas = kept.iter().filter(|(kind, _)| kind == "schemas");
    let renamed = schemas.map(|(_, name)| (name.clone(), names.keep(name)));
    renamed.filter(|(old, new)| old != new).collect()
}

/// Rewrites every reference to a renamed schema.
pub(super) fn rewrite(value: &mut Value, renamed: &BTreeMap<String, String>) {
    match value {
        Value::Object(map) => map.values_mut().for_each(|member| rewrite(member, renamed)),
        Value::Array(list) => list
            .iter_mut()
            .for_each(|element| rewrite(element, renamed)),
        Value::String(text) => {
            if let Some(new) = component(text)
                .filter(|(kind, _)| kind == "schemas")
                .and_then(|(_, name)| renamed.get(&name))
            {
                let at = Pointer::parse(text)
                    .map(|at| at.segments()[3..].to_vec())
                    .unwrap_or_default();
                let at = at
                    .iter()
                    .fold(Pointer::from(["components", "schemas", new]), |at, step| {
                        at.join(step)
                    });
                *text = at.to_string();
            }
        }
        _ => {}
    }
}

fn component(reference: &str) -> Option<Component> {
    if !reference.starts_with("#/components/") {
        return None;
    }
    match Pointer::parse(reference)?.segments() {
        [_, kind, name, ..] => Some((kind.clone(), name.clone())),
        _ => None,
    }
}
