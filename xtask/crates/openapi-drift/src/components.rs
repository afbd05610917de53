//! Schemas that no operation uses by name: unused ones, and ones merged into others. Types are
//! generated for them although no request or response names them.

use std::rc::Rc;

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::{escaped, members};
use super::place::{Place, Root, Side};
use super::rules::{COMPONENT_ADDED, COMPONENT_REMOVED};
use super::schema::{Reach, difference};
use super::visited::Pending;

/// Maximum number of pairs of schemas tried to find a renamed one.
const TRIED: usize = 2_000;

/// Compares what was not compared yet; call it after all operations.
pub(super) fn compare_unused(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.base.schemas(), comparison.revision.schemas());
    let mut gone = Vec::new();
    for (name, schema) in members(old) {
        match new.and_then(|new| new.get(name)) {
            Some(twin) if comparison.was_walked(schema, twin) => {}
            Some(twin) => walk(comparison, name, (schema, twin)),
            // A schema that was used and is gone was compared where it was used: inlined, or
            // renamed.
            None if comparison.is_used(Side::Base, schema) => {}
            None => gone.push((name, schema)),
        }
    }
    let mut came: Vec<_> = members(new)
        .filter(|(name, schema)| {
            let known = old.is_some_and(|old| old.get(*name).is_some());
            !known && !comparison.is_used(Side::Revision, schema)
        })
        .collect();
    let mut tried = 0;
    gone.retain(|(name, schema)| {
        let twin = came.iter().position(|(_, other)| {
            tried += 1;
            let parts = (vec![*schema], vec![*other]);
            tried < TRIED
                && looks_like(schema, other)
                && difference(
                    comparison,
                    (Side::Base, &parts.0),
                    (Side::Revision, &parts.1),
                    false,
                    Reach::Near,
                )
                .is_none()
        });
        let Some(at) = twin else { return true };
        let (other, twin) = came.remove(at);
        let root = root(name, other);
        let place = Place::at(&root, Direction::Structure, false);
        docs::component_renamed(comparison, &place, &root.base, &root.revision);
        later(comparison, root.clone(), (schema, twin));
        false
    });
    for (name, _) in gone {
        comparison.push(
            &COMPONENT_REMOVED,
            Direction::Structure,
            None,
            pointer(name),
            format!("`{name}` is gone"),
        );
    }
    for (name, _) in came {
        comparison.push(
            &COMPONENT_ADDED,
            Direction::Structure,
            None,
            pointer(name),
            format!("`{name}` is new, and no operation compared here uses it"),
        );
    }
}

fn pointer(name: &str) -> String {
    format!("#/components/schemas/{}", escaped(name))
}

fn root(old: &str, new: &str) -> Root {
    Root {
        base: pointer(old).into(),
        revision: pointer(new).into(),
        label: Rc::from(format!("`{new}`")),
        operation: None,
        inbound: None,
    }
}

fn walk<'d>(comparison: &mut Comparison<'d>, name: &str, pair: (&'d Value, &'d Value)) {
    later(comparison, root(name, name), pair);
}

fn later<'d>(comparison: &mut Comparison<'d>, root: Root, (old, new): (&'d Value, &'d Value)) {
    comparison.later(Pending {
        base: vec![old],
        revision: vec![new],
        root,
        direction: Direction::Structure,
        text: false,
        default_reported: false,
    });
}

/// Whether two schemas have the same property names, a quick check.
fn looks_like(old: &Value, new: &Value) -> bool {
    let count = |schema: &Value| members(schema.get("properties")).count();
    count(old) == count(new)
        && members(old.get("properties")).all(|(name, _)| new["properties"].get(name).is_some())
}
