//! Which operations there are on each side, and which is which.

use std::collections::BTreeMap;

use openapi_document::METHODS;
use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::{escaped, members};
use super::lifecycle;
use super::operation;
use super::place::{Place, Root, Side};
use super::rules::{
    OPERATION_ADDED, OPERATION_MOVED, OPERATION_REMOVED, PATH_ADDED, PATH_PARAMETER_RENAMED,
    PATH_REMOVED, REMOVED_AFTER_SUNSET, REMOVED_UNPROMISED,
};
use super::servers;

/// The keys of a path item that are operations: those of 3.0 and 3.1, and the `query` of 3.2, which
/// is read as 3.1.
pub(super) fn methods() -> impl Iterator<Item = &'static str> {
    METHODS.into_iter().chain(["query"])
}

/// A path on one side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path<'d> {
    /// As written, with its parameters in braces.
    pub(super) template: &'d str,
    /// The path item, references followed.
    pub(super) item: &'d Value,
}

/// An operation on one side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operation<'d> {
    pub(super) path: Path<'d>,
    pub(super) method: &'d str,
    pub(super) value: &'d Value,
}

impl Operation<'_> {
    /// `GET /items`
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path.template)
    }

    pub(super) fn pointer(&self) -> String {
        format!("{}/{}", self.path.pointer(), self.method)
    }

    fn id(&self) -> Option<&str> {
        self.value.get("operationId").and_then(Value::as_str)
    }
}

impl Path<'_> {
    pub(super) fn pointer(&self) -> String {
        format!("#/paths/{}", escaped(self.template))
    }
}

/// Compares all paths and operations.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let mut old = read(comparison, Side::Base);
    let mut new = read(comparison, Side::Revision);
    let mut pairs = Vec::new();
    // A path under the very same name first, then one that differs in the names of its parameters.
    let exact: Vec<_> = old
        .keys()
        .filter(|key| new.contains_key(*key))
        .copied()
        .collect();
    for template in exact {
        pairs.extend(old.remove(template).zip(new.remove(template)));
    }
    let mut nameless: BTreeMap<String, Path<'_>> = new
        .values()
        .map(|path| (shape(path.template), *path))
        .collect();
    old.retain(|template, path| match nameless.remove(&shape(template)) {
        Some(twin) => {
            new.remove(twin.template);
            pairs.push((*path, twin));
            false
        }
        None => true,
    });
    let mut gone: Vec<_> = old
        .into_values()
        .flat_map(|path| operations(path))
        .map(|op| (op, &PATH_REMOVED))
        .collect();
    let mut came: Vec<_> = new
        .into_values()
        .flat_map(|path| operations(path))
        .map(|op| (op, &PATH_ADDED))
        .collect();
    for (base, revision) in pairs {
        rename(comparison, base, revision);
        compare_items(comparison, base, revision);
        let find =
            |path: Path<'_>, method: &str| path.item.get(method).is_some_and(Value::is_object);
        for operation in operations(base) {
            if find(revision, operation.method) {
                let twin = Operation {
                    path: revision,
                    method: operation.method,
                    value: &revision.item[operation.method],
                };
                operation::compare(comparison, operation, twin);
            } else {
                gone.push((operation, &OPERATION_REMOVED));
            }
        }
        came.extend(
            operations(revision)
                .filter(|operation| !find(base, operation.method))
                .map(|op| (op, &OPERATION_ADDED)),
        );
    }
    for (operation, rule) in gone {
        let moved = came.iter().position(|(other, _)| {
            operation.id().is_some()
                && other.id() == operation.id()
                && other.method == operation.method
        });
        if let Some(at) = moved {
            let (twin, _) = came.remove(at);
            let message = format!("{} is at {} now", operation.name(), twin.path.template);
            comparison.push(
                &OPERATION_MOVED,
                Direction::Structure,
                Some(&operation.name().into()),
                twin.pointer(),
                message,
            );
            operation::compare(comparison, operation, twin);
        } else {
            let sunset = lifecycle::is_past_sunset(operation.value, comparison.today);
            let rule = if sunset {
                &REMOVED_AFTER_SUNSET
            } else if lifecycle::is_unpromised(operation.value) {
                &REMOVED_UNPROMISED
            } else {
                rule
            };
            let message = format!("{} is gone", operation.name());
            comparison.push(
                rule,
                Direction::Structure,
                Some(&operation.name().into()),
                operation.pointer(),
                message,
            );
        }
    }
    for (operation, rule) in came {
        let message = format!("{} is new", operation.name());
        comparison.push(
            rule,
            Direction::Structure,
            Some(&operation.name().into()),
            operation.pointer(),
            message,
        );
    }
}

fn read<'d>(comparison: &mut Comparison<'d>, side: Side) -> BTreeMap<&'d str, Path<'d>> {
    let mut paths = BTreeMap::new();
    for (template, item) in members(comparison.document(side).root().get("paths")) {
        if template.starts_with("x-") {
            continue;
        }
        match comparison.resolve(side, item) {
            Some((item, _)) if item.is_object() => {
                paths.insert(template, Path { template, item });
            }
            _ => comparison.note(
                side,
                &format!("path `{template}` is no object: not compared"),
            ),
        }
    }
    paths
}

fn operations<'d>(path: Path<'d>) -> impl Iterator<Item = Operation<'d>> {
    methods().filter_map(move |method| {
        let value = path.item.get(method).filter(|value| value.is_object())?;
        Some(Operation {
            path,
            method,
            value,
        })
    })
}

fn rename(comparison: &mut Comparison<'_>, base: Path<'_>, revision: Path<'_>) {
    if base.template == revision.template {
        return;
    }
    let message = format!("`{}` is written `{}` now", base.template, revision.template);
    comparison.push(
        &PATH_PARAMETER_RENAMED,
        Direction::Structure,
        None,
        revision.pointer(),
        message,
    );
}

/// Compares what a path says for all its operations; its parameters are compared with theirs.
fn compare_items<'d>(comparison: &mut Comparison<'d>, old: Path<'d>, new: Path<'d>) {
    let root = Root {
        base: old.pointer().into(),
        revision: new.pointer().into(),
        label: format!("path `{}`", new.template).into(),
        operation: None,
    };
    let place = Place::at(&root, Direction::Structure, false);
    docs::compare_keys(
        comparison,
        &place,
        &["summary", "description"],
        old.item,
        new.item,
    );
    servers::compare(
        comparison,
        &place.towards(Direction::Request),
        old.item,
        new.item,
    );
    let known = ["summary", "description", "servers", "parameters", "$ref"];
    let known: Vec<_> = methods().chain(known).collect();
    docs::extensions(comparison, &place, &known, old.item, new.item);
}

/// A template without the names of its parameters: `/a/{id}` is `/a/{}`.
fn shape(template: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for letter in template.chars() {
        match letter {
            '{' => {
                inside = true;
                shape.push('{');
            }
            '}' => {
                inside = false;
                shape.push('}');
            }
            _ if inside => {}
            _ => shape.push(letter),
        }
    }
    shape
}

/// The names of a template's parameters, in order.
pub(super) fn parameter_names(template: &str) -> Vec<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}
