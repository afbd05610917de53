//! Wrapped references: 3.0 writes "that, or null" as `allOf: [$ref]` with `nullable` beside it. The
//! wrapper is compared in place; its target is compared once, under its own name.

use serde_json::Value;

use super::view::{DOCS, View, is_null};
use super::{extensions, objects, types, values};
use crate::comparison::Comparison;
use crate::docs;
use crate::place::{Place, Side};
use crate::same::same_option;

/// The siblings of a reference that do not constrain the value.
const BESIDE: [&str; 7] = [
    "type",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
    "discriminator",
];

/// Whether a schema is a reference without siblings.
pub(super) fn is_bare(schema: &Value) -> bool {
    schema
        .as_object()
        .is_some_and(|map| map.len() == 1 && map.contains_key("$ref"))
}

/// Whether a schema is a reference, with or without siblings.
pub(super) fn is_reference(schema: &Value) -> bool {
    schema.get("$ref").is_some_and(Value::is_string)
}

/// Whether a schema is a composition.
pub(super) fn composes(schema: &Value) -> bool {
    ["$ref", "allOf", "oneOf", "anyOf"]
        .iter()
        .any(|key| schema.get(key).is_some())
}

/// The references that two schemas are or wrap, when their siblings constrain alike.
pub(super) fn both<'d>(old: &'d Value, new: &'d Value) -> Option<(&'d Value, &'d Value)> {
    // A type beside a reference mostly repeats that of its target; if only one side has it, both
    // are merged.
    if same_option(old.get("type"), new.get("type")) {
        within(old).zip(within(new))
    } else {
        None
    }
}

/// The single reference that a schema is or wraps.
pub(super) fn within(schema: &Value) -> Option<&Value> {
    if is_bare(schema) {
        return Some(schema);
    }
    let mut found = None;
    for (key, value) in schema.as_object()? {
        match key.as_str() {
            "$ref" if found.replace(schema).is_some() => return None,
            "$ref" => {}
            "allOf" | "oneOf" | "anyOf" => {
                let mut branches = value.as_array()?.iter().filter(|branch| !is_null(branch));
                let only = branches.next().filter(|branch| is_bare(branch))?;
                if branches.next().is_some() || found.replace(only).is_some() {
                    return None;
                }
            }
            key if BESIDE.contains(&key) || DOCS.contains(&key) || key.starts_with("x-") => {}
            _ => return None,
        }
    }
    found
}

/// Compares the siblings of two references.
pub(super) fn compare_shells<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &'d Value,
    new: &'d Value,
) {
    if is_bare(old) && is_bare(new) {
        return;
    }
    let (before, after) = (View::shell(old), View::shell(new));
    if before.nullable != after.nullable || before.null_unsure != after.null_unsure {
        // Only one wrapper allows null: the other target may allow it itself.
        let before = View::read(comparison, Side::Base, &vec![old]);
        let after = View::read(comparison, Side::Revision, &vec![new]);
        types::compare_null(comparison, place, &before, &after);
    }
    values::compare(comparison, place, &before, &after);
    objects::permissions(comparison, place, &before, &after);
    if !same_option(before.discriminator, after.discriminator) {
        let parts = (vec![old], vec![new]);
        let views = (
            View::read(comparison, Side::Base, &parts.0),
            View::read(comparison, Side::Revision, &parts.1),
        );
        super::unions::compare(
            comparison,
            place,
            (&views.0, &views.1),
            (&parts.0, &parts.1),
        );
    }
    extensions(comparison, place, &before, &after);
    docs::compare_maps(comparison, place, &before.docs, &after.docs);
}
