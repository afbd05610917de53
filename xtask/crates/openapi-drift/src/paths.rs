//! Finds the operations of each side and matches them.

use std::collections::BTreeMap;
use std::rc::Rc;

use openapi_document::METHODS;
use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::{escaped, members};
use super::lifecycle;
use super::moved;
use super::operation;
use super::place::{Place, Root, Side};
use super::rules::{
    OPERATION_ADDED, OPERATION_MOVED, OPERATION_REMOVED, PATH_ADDED, PATH_PARAMETER_RENAMED,
    PATH_REMOVED, REMOVED_AFTER_SUNSET, REMOVED_UNPROMISED, Rule,
};
use super::servers;

/// The keys of a path item that are operations: those of 3.0 and 3.1, and `query` of 3.2, which is
/// read as 3.1.
pub(super) fn methods() -> impl Iterator<Item = &'static str> {
    METHODS.into_iter().chain(["query"])
}

/// A path on one side.
#[derive(Debug, Clone)]
pub(super) struct Path<'d> {
    /// The template as written, with its parameters in braces.
    pub(super) template: &'d str,
    /// The path item, with references resolved.
    pub(super) item: &'d Value,
    /// The pointer of the map that holds it: `#/paths`.
    pub(super) parent: Rc<str>,
}

/// An operation on one side.
#[derive(Debug, Clone)]
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

    /// The `operationId`.
    pub(super) fn id(&self) -> Option<&str> {
        self.value.get("operationId").and_then(Value::as_str)
    }
}

impl Path<'_> {
    pub(super) fn pointer(&self) -> String {
        format!("{}/{}", self.parent, escaped(self.template))
    }
}

/// Compares all paths and operations.
pub(super) fn compare<'d>(comparison: &mut Comparison<'d>) {
    let mut old = read(comparison, Side::Base);
    let mut new = read(comparison, Side::Revision);
    let mut pairs = Vec::new();
    // An identical template first, then one that differs in the names of its parameters.
    old.retain(|template, path| match new.remove(template) {
        Some(twin) => {
            pairs.push((path.clone(), twin));
            false
        }
        None => true,
    });
    let mut nameless: BTreeMap<String, Path<'_>> = new
        .values()
        .map(|path| (shape(path.template), path.clone()))
        .collect();
    old.retain(|template, path| match nameless.remove(&shape(template)) {
        Some(twin) => {
            new.remove(twin.template);
            pairs.push((path.clone(), twin));
            false
        }
        None => true,
    });
    let lone = |paths: BTreeMap<&str, Path<'d>>, rule: &'static Rule| -> Vec<_> {
        let operations = paths.values().flat_map(operations);
        operations.map(|operation| (operation, rule)).collect()
    };
    let mut gone = lone(old, &PATH_REMOVED);
    let mut came = lone(new, &PATH_ADDED);
    for (base, revision) in pairs {
        rename(comparison, &base, &revision);
        compare_items(comparison, &base, &revision);
        let mut after: Vec<_> = operations(&revision).collect();
        for operation in operations(&base) {
            let twin = after
                .iter()
                .position(|twin| twin.method == operation.method);
            match twin.map(|at| after.remove(at)) {
                Some(twin) => operation::compare(comparison, &operation, &twin, None),
                None => gone.push((operation, &OPERATION_REMOVED)),
            }
        }
        came.extend(
            after
                .into_iter()
                .map(|operation| (operation, &OPERATION_ADDED)),
        );
    }
    let moved = moved::find(
        &gone
            .iter()
            .map(|(operation, _)| operation)
            .collect::<Vec<_>>(),
        &came
            .iter()
            .map(|(operation, _)| operation)
            .collect::<Vec<_>>(),
    );
    for (at, (operation, rule)) in gone.iter().enumerate() {
        let name = operation.name();
        let excused = if lifecycle::is_past_sunset(operation.value, comparison.today) {
            Some(&REMOVED_AFTER_SUNSET)
        } else if lifecycle::is_unpromised(operation.value) {
            Some(&REMOVED_UNPROMISED)
        } else {
            None
        };
        if let Some(twin) = moved.get(&at).map(|twin| &came[*twin].0) {
            let message = format!("{name} is at {} now", twin.path.template);
            let rule = excused.unwrap_or(&OPERATION_MOVED);
            let at = twin.pointer();
            comparison.push(rule, Direction::Structure, Some(&name.into()), at, message);
            operation::compare(comparison, operation, twin, None);
        } else {
            let message = format!("{name} is gone");
            let rule = excused.unwrap_or(rule);
            let at = operation.pointer();
            comparison.push(rule, Direction::Structure, Some(&name.into()), at, message);
        }
    }
    for (at, (operation, rule)) in came.iter().enumerate() {
        if !moved.values().any(|twin| *twin == at) {
            let name = operation.name();
            let message = format!("{name} is new");
            let at = operation.pointer();
            comparison.push(rule, Direction::Structure, Some(&name.into()), at, message);
        }
    }
}

fn read<'d>(comparison: &mut Comparison<'d>, side: Side) -> BTreeMap<&'d str, Path<'d>> {
    let parent: Rc<str> = "#/paths".into();
    let mut paths = BTreeMap::new();
    for (template, item) in members(comparison.document(side).root().get("paths")) {
        if template.starts_with("x-") {
            continue;
        }
        match comparison.resolve(side, item) {
            Some((item, _)) if item.is_object() => {
                let parent = parent.clone();
                paths.insert(
                    template,
                    Path {
                        template,
                        item,
                        parent,
                    },
                );
            }
            _ => comparison.note(
                side,
                &format!("path `{template}` is not an object: not compared"),
            ),
        }
    }
    paths
}

/// The operations of a path.
pub(super) fn operations<'d>(path: &Path<'d>) -> impl Iterator<Item = Operation<'d>> {
    methods().filter_map(|method| {
        let value = path.item.get(method).filter(|value| value.is_object())?;
        Some(Operation {
            path: path.clone(),
            method,
            value,
        })
    })
}

fn rename(comparison: &mut Comparison<'_>, base: &Path<'_>, revision: &Path<'_>) {
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

/// Compares the path item without its operations; its parameters are compared with theirs.
fn compare_items<'d>(comparison: &mut Comparison<'d>, old: &Path<'d>, new: &Path<'d>) {
    let root = Root {
        base: old.pointer().into(),
        revision: new.pointer().into(),
        label: format!("path `{}`", new.template).into(),
        operation: None,
        inbound: None,
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
pub(super) fn shape(template: &str) -> String {
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
