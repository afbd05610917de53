//! Schemas that no operation was seen to use by name, unused or merged into others: nothing travels
//! under their name, but types are generated for them. And webhooks.

use super::change::Direction;
use super::comparison::Comparison;
use super::document::{Document, escaped, members};
use super::place::{Root, Side};
use super::rules::{
    COMPONENT_ADDED, COMPONENT_REMOVED, DESCRIPTION_CHANGED, WEBHOOK_ADDED, WEBHOOK_CHANGED,
    WEBHOOK_REMOVED,
};
use super::same::{same, same_except};
use super::schema::DOCS;
use super::usage::Pending;
use serde_json::Value;

/// Compares what nothing else has compared. To be called when all operations have been walked.
pub(super) fn compare_unused(comparison: &mut Comparison<'_>) {
    let (old, new) = (schemas(comparison.base), schemas(comparison.revision));
    for (name, schema) in members(old) {
        let pointer = format!("#/components/schemas/{}", escaped(name));
        match new.and_then(|new| new.get(name)) {
            Some(twin) => {
                if !comparison.was_walked(schema, twin) {
                    let start: std::rc::Rc<str> = pointer.as_str().into();
                    let root = Root {
                        base: start.clone(),
                        revision: start,
                        label: format!("`{name}`").into(),
                        operation: None,
                    };
                    comparison.later(Pending {
                        base: vec![schema],
                        revision: vec![twin],
                        root,
                        direction: Direction::Structure,
                        text: false,
                        default_told: false,
                    });
                }
            }
            // What was used and is gone was compared where it was used: written in place, or renamed.
            None if comparison.is_used(Side::Base, schema) => {}
            None => {
                comparison.push(
                    &COMPONENT_REMOVED,
                    Direction::Structure,
                    None,
                    pointer,
                    format!("`{name}` is gone"),
                );
            }
        }
    }
    for (name, schema) in members(new) {
        let known = old.is_some_and(|old| old.get(name).is_some());
        if !known && !comparison.is_used(Side::Revision, schema) {
            let pointer = format!("#/components/schemas/{}", escaped(name));
            comparison.push(
                &COMPONENT_ADDED,
                Direction::Structure,
                None,
                pointer,
                format!("`{name}` is new, and no operation compared here uses it"),
            );
        }
    }
}

fn schemas<'d>(document: &'d Document<'d>) -> Option<&'d Value> {
    document.root().get("components")?.get("schemas")
}

/// Under the name of 3.1, or the one that the conversion to 3.0.3 keeps them by.
fn webhooks(root: &Value) -> Option<&Value> {
    root.get("webhooks").or_else(|| root.get("x-webhooks"))
}

/// Compares webhooks, each as a whole.
pub(super) fn compare_webhooks(comparison: &mut Comparison<'_>) {
    let (old, new) = (
        webhooks(comparison.base.root()),
        webhooks(comparison.revision.root()),
    );
    let pointer = |name: &str| format!("#/webhooks/{}", escaped(name));
    for (name, hook) in members(old) {
        match new.and_then(|new| new.get(name)) {
            None => comparison.push(
                &WEBHOOK_REMOVED,
                Direction::Structure,
                None,
                pointer(name),
                format!("webhook `{name}` is gone"),
            ),
            Some(twin) if same(hook, twin) => {}
            Some(twin) if same_except(hook, twin, |key| DOCS.contains(&key)) => {
                let message = format!("what webhook `{name}` says to people was changed");
                comparison.push(
                    &DESCRIPTION_CHANGED,
                    Direction::Structure,
                    None,
                    pointer(name),
                    message,
                );
            }
            Some(_) => {
                comparison.push(
                    &WEBHOOK_CHANGED,
                    Direction::Structure,
                    None,
                    pointer(name),
                    format!("webhook `{name}` was changed"),
                );
            }
        }
    }
    for (name, _) in members(new).filter(|(name, _)| old.is_none_or(|old| old.get(*name).is_none()))
    {
        comparison.push(
            &WEBHOOK_ADDED,
            Direction::Structure,
            None,
            pointer(name),
            format!("webhook `{name}` is new"),
        );
    }
}
