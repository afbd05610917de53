//! Webhooks and callbacks, which the service calls. Their operations are compared like any other
//! but in the opposite direction: the client receives their requests and sends their responses.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::change::{Direction, Severity};
use super::comparison::Comparison;
use super::document::{escaped, members};
use super::operation;
use super::paths::{Operation, Path, operations};
use super::place::{Inbound, Side};
use super::rules::{
    BODY_BECAME_OPTIONAL, BODY_BECAME_REQUIRED, CALLBACK_ADDED, CALLBACK_CHANGED,
    CALLBACK_EXTENDED, PARAMETER_BECAME_OPTIONAL, PARAMETER_BECAME_REQUIRED,
    REQUEST_MEDIA_TYPE_ADDED, REQUIRED_BODY_ADDED, REQUIRED_PARAMETER_ADDED, Rule, WEBHOOK_ADDED,
    WEBHOOK_CHANGED, WEBHOOK_EXTENDED, WEBHOOK_REMOVED,
};

impl Inbound {
    /// The rule for a part of a request that the client receives, given the rule for one that it
    /// sends.
    pub(super) fn judge(self, rule: &'static Rule) -> &'static Rule {
        // A required part always arrives; an optional part may be missing.
        let breaks = match rule {
            rule if is_one(
                rule,
                [
                    &BODY_BECAME_REQUIRED,
                    &REQUIRED_BODY_ADDED,
                    &PARAMETER_BECAME_REQUIRED,
                    &REQUIRED_PARAMETER_ADDED,
                ],
            ) =>
            {
                false
            }
            rule if is_one(
                rule,
                [
                    &BODY_BECAME_OPTIONAL,
                    &PARAMETER_BECAME_OPTIONAL,
                    &REQUEST_MEDIA_TYPE_ADDED,
                    &CALLBACK_CHANGED,
                ],
            ) =>
            {
                true
            }
            rule if rule.severity == Severity::Docs => return rule,
            rule => rule.severity == Severity::Breaking,
        };
        match (self, breaks) {
            (Self::Webhook, true) => &WEBHOOK_CHANGED,
            (Self::Webhook, false) => &WEBHOOK_EXTENDED,
            (Self::Callback, true) => &CALLBACK_CHANGED,
            (Self::Callback, false) => &CALLBACK_EXTENDED,
        }
    }
}

fn is_one<const N: usize>(rule: &Rule, rules: [&Rule; N]) -> bool {
    rules.iter().any(|other| other.id == rule.id)
}

/// The name in 3.1, and the one that the conversion to 3.0.3 gives.
fn webhooks(root: &Value) -> Option<&Value> {
    root.get("webhooks").or_else(|| root.get("x-webhooks"))
}

/// Compares the webhooks of both documents.
pub(super) fn compare_webhooks<'d>(comparison: &mut Comparison<'d>) {
    let read = |comparison: &mut Comparison<'d>, side| {
        let hooks = webhooks(comparison.document(side).root());
        items(comparison, side, hooks, "#/webhooks")
    };
    let old = read(comparison, Side::Base);
    let new = read(comparison, Side::Revision);
    pair(
        comparison,
        (old, new),
        Inbound::Webhook,
        |comparison, path, came| {
            let (rule, verb) = match came {
                true => (&WEBHOOK_ADDED, "is new"),
                false => (&WEBHOOK_REMOVED, "is gone"),
            };
            let message = format!("webhook `{}` {verb}", path.template);
            comparison.push(rule, Direction::Structure, None, path.pointer(), message);
        },
    );
}

/// Compares the callbacks of two operations.
pub(super) fn compare_callbacks<'d>(
    comparison: &mut Comparison<'d>,
    old: &Operation<'d>,
    new: &Operation<'d>,
) {
    if [old, new]
        .iter()
        .all(|operation| operation.value.get("callbacks").is_none())
    {
        return;
    }
    let read = |comparison: &mut Comparison<'d>, side, operation: &Operation<'d>| {
        let mut found = BTreeMap::new();
        let start = format!("{}/callbacks", operation.pointer());
        for (name, callback) in members(operation.value.get("callbacks")) {
            if name.starts_with("x-") {
                continue;
            }
            if let Some((value, known)) = comparison.resolve(side, callback) {
                let at = known.map_or_else(|| format!("{start}/{}", escaped(name)), Into::into);
                let items = items(comparison, side, Some(value), &at);
                found.extend(items.into_iter().map(|(key, path)| ((name, key), path)));
            }
        }
        found
    };
    let before = read(comparison, Side::Base, old);
    let after = read(comparison, Side::Revision, new);
    let name: Rc<str> = new.name().into();
    pair(
        comparison,
        (before, after),
        Inbound::Callback,
        |comparison, path, came| {
            let (rule, verb) = match came {
                true => (&CALLBACK_ADDED, "is new"),
                false => (&CALLBACK_CHANGED, "is gone"),
            };
            let message = format!("callback to `{}` {verb}", path.template);
            let direction = Direction::Structure;
            comparison.push(rule, direction, Some(&name), path.pointer(), message);
        },
    );
}

/// The path items of a map, with references resolved.
fn items<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    map: Option<&'d Value>,
    at: &str,
) -> BTreeMap<&'d str, Path<'d>> {
    let parent: Rc<str> = at.into();
    let mut found = BTreeMap::new();
    for (template, item) in members(map).filter(|(key, _)| !key.starts_with("x-")) {
        if let Some((item, _)) = comparison.resolve(side, item) {
            let parent = parent.clone();
            found.insert(
                template,
                Path {
                    template,
                    item,
                    parent,
                },
            );
        }
    }
    found
}

fn pair<'d, K: Ord>(
    comparison: &mut Comparison<'d>,
    (old, mut new): (BTreeMap<K, Path<'d>>, BTreeMap<K, Path<'d>>),
    inbound: Inbound,
    lone: impl Fn(&mut Comparison<'d>, &Path<'d>, bool),
) {
    for (key, path) in old {
        match new.remove(&key) {
            Some(twin) => pair_operations(comparison, &path, &twin, inbound),
            None => lone(comparison, &path, false),
        }
    }
    for path in new.into_values() {
        lone(comparison, &path, true);
    }
}

fn pair_operations<'d>(
    comparison: &mut Comparison<'d>,
    old: &Path<'d>,
    new: &Path<'d>,
    inbound: Inbound,
) {
    let mut came: Vec<_> = operations(new).collect();
    let tell = |comparison: &mut Comparison<'d>, operation: &Operation<'d>, extended: bool| {
        let (rule, verb) = match (inbound, extended) {
            (Inbound::Webhook, false) => (&WEBHOOK_CHANGED, "is gone"),
            (Inbound::Webhook, true) => (&WEBHOOK_EXTENDED, "is new"),
            (Inbound::Callback, false) => (&CALLBACK_CHANGED, "is gone"),
            (Inbound::Callback, true) => (&CALLBACK_EXTENDED, "is new"),
        };
        let name = operation.name();
        let message = format!("{name} {verb}");
        let direction = Direction::Structure;
        let at = operation.pointer();
        comparison.push(rule, direction, Some(&name.into()), at, message);
    };
    for before in operations(old) {
        match came.iter().position(|other| other.method == before.method) {
            Some(at) => {
                operation::compare(comparison, &before, &came.remove(at), Some(inbound));
            }
            None => tell(comparison, &before, false),
        }
    }
    for after in came {
        tell(comparison, &after, true);
    }
}
