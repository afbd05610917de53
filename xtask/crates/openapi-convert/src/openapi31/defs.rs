//! Moves schemas inside schemas (`$defs`, and the older `definitions`) to `components.schemas`.

use crate::log::Log;
use crate::map::take;
use openapi_document::Pointer;
use openapi_document::{Kind, walk, walk_mut};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const KEYWORDS: [&str; 2] = ["$defs", "definitions"];

/// A definition to move.
struct Definition {
    /// Its place in the source.
    source: Pointer,
    /// Its name in `components.schemas`.
    name: String,
}

/// Moves every definition and rewrites every reference to it.
///
/// A reference is first resolved literally (`#/components/schemas/A/$defs/X`). Many producers write
/// `#/$defs/X` relative to the schema they embed, so such a reference is then looked up in the
/// enclosing schemas, innermost first.
pub(super) fn hoist(document: &mut Value, log: &mut Log) {
    let definitions = find(document);
    if definitions.is_empty() {
        return;
    }
    let names: BTreeMap<Pointer, String> = definitions
        .iter()
        .map(|found| (found.source.clone(), found.name.clone()))
        .collect();

    rewrite(document, &names);
    for definition in &definitions {
        log.note(
            &definition.source,
            format!("moved to `#/components/schemas/{}`", definition.name),
        );
    }
    let moved = take_out(document, &names);
    for definition in definitions {
        let place = Pointer::from(["components", "schemas", &definition.name]);
        log.moved(place, definition.source);
    }
    if let Some(schemas) = schemas(document) {
        schemas.extend(moved);
    }
}

/// Every definition and its new name: its own name if unused, otherwise prefixed with the name of
/// the schema or followed by a number.
fn find(document: &Value) -> Vec<Definition> {
    let mut taken: BTreeSet<String> = match document.pointer("/components/schemas") {
        Some(Value::Object(map)) => map.keys().cloned().collect(),
        _ => BTreeSet::new(),
    };
    let mut found = Vec::new();
    let mut note = |holder: &Value, at: &Pointer| {
        for keyword in KEYWORDS {
            let Some(Value::Object(map)) = holder.get(keyword) else {
                continue;
            };
            for name in map.keys() {
                let free = unique(name, at, &taken);
                taken.insert(free.clone());
                found.push(Definition {
                    source: at.join(keyword).join(name),
                    name: free,
                });
            }
        }
    };
    walk(
        Kind::Document,
        document,
        &mut Pointer::root(),
        &mut |kind, value, at| {
            if holds_definitions(kind) {
                note(value, at);
            }
        },
    );
    found
}

fn unique(name: &str, at: &Pointer, taken: &BTreeSet<String>) -> String {
    let clean = |text: &str| -> String {
        text.chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || "._-".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .collect()
    };
    let name = clean(name);
    let holder = at
        .segments()
        .last()
        .map(|last| format!("{}_{name}", clean(last)));
    std::iter::once(name.clone())
        .chain(holder)
        .chain((2..).map(|number| format!("{name}_{number}")))
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or(name)
}

fn rewrite(document: &mut Value, names: &BTreeMap<Pointer, String>) {
    walk_mut(
        Kind::Document,
        document,
        &mut Pointer::root(),
        &mut |_, value, at| {
            if let Some(Value::String(reference)) = value.get_mut("$ref")
                && let Some(rewritten) = target(reference, at, names)
            {
                *reference = rewritten;
            }
            if let Some(Value::Object(mapping)) = value.pointer_mut("/discriminator/mapping") {
                for target_of in mapping.values_mut() {
                    if let Value::String(reference) = target_of
                        && let Some(rewritten) = target(reference, at, names)
                    {
                        *reference = rewritten;
                    }
                }
            }
        },
    );
}

/// The new text of a reference at `at` that points to or into a definition.
fn target(reference: &str, at: &Pointer, names: &BTreeMap<Pointer, String>) -> Option<String> {
    let pointer = Pointer::parse(reference)?;
    let literal = names
        .keys()
        .rev()
        .find(|source| pointer.below(source).is_some())
        .cloned();
    let (source, pointer) = match literal {
        Some(source) => (source, pointer),
        None => {
            let [keyword, name, ..] = pointer.segments() else {
                return None;
            };
            let source = enclosing(at, keyword, name, names)?;
            let holder_to_definition = Pointer::from([keyword.as_str(), name.as_str()]);
            let moved = pointer.moved(&holder_to_definition, &source)?;
            (source, moved)
        }
    };
    let name = names.get(&source)?;
    let to = Pointer::from(["components", "schemas", name]);
    pointer
        .moved(&source, &to)
        .map(|pointer| pointer.to_string())
}

/// The definition with that name in the innermost schema around `at` that has one.
fn enclosing(
    at: &Pointer,
    keyword: &str,
    name: &str,
    names: &BTreeMap<Pointer, String>,
) -> Option<Pointer> {
    let mut holder = at.clone();
    loop {
        let candidate = holder.join(keyword).join(name);
        if names.contains_key(&candidate) {
            return Some(candidate);
        }
        if holder.segments().is_empty() {
            return None;
        }
        holder.pop();
    }
}

/// Removes the definitions from their places; they are inserted again under their new names.
fn take_out(document: &mut Value, names: &BTreeMap<Pointer, String>) -> Map<String, Value> {
    let mut moved = Map::new();
    walk_mut(
        Kind::Document,
        document,
        &mut Pointer::root(),
        &mut |kind, value, at| {
            let Value::Object(map) = value else { return };
            for keyword in KEYWORDS.into_iter().filter(|_| holds_definitions(kind)) {
                if !matches!(map.get(keyword), Some(Value::Object(_))) {
                    continue;
                }
                let Some(Value::Object(definitions)) = take(map, keyword) else {
                    continue;
                };
                for (name, schema) in definitions {
                    if let Some(new_name) = names.get(&at.join(keyword).join(&name)) {
                        moved.insert(new_name.clone(), schema);
                    }
                }
            }
        },
    );
    moved
}

/// The root may have `$defs` too, which the OpenAPI specification does not define.
fn holds_definitions(kind: Kind) -> bool {
    matches!(kind, Kind::Document | Kind::Schema | Kind::SchemaOrFlag)
}

fn schemas(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let components = document
        .as_object_mut()?
        .entry("components")
        .or_insert_with(|| json!({}));
    let schemas = components
        .as_object_mut()?
        .entry("schemas")
        .or_insert_with(|| json!({}));
    schemas.as_object_mut()
}
