//! Compares the parameters of an operation and its path, matched by location and name.

use std::collections::BTreeMap;

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::document::{elements, flag, kind};
use super::lifecycle;
use super::parameter;
use super::paths::{Operation, parameter_names};
use super::place::{Place, Root, Side};
use super::rename;
use super::rules::{
    OPTIONAL_PARAMETER_ADDED, PARAMETER_MOVED, PARAMETER_REMOVED, PARAMETER_REMOVED_AFTER_SUNSET,
    PARAMETER_REMOVED_UNPROMISED, PARAMETER_RENAMED, PATH_PARAMETER_RENAMED,
    REQUIRED_PARAMETER_ADDED,
};

/// A parameter on one side.
#[derive(Debug, Clone)]
pub(super) struct Parameter<'d> {
    /// `query`, `header`, `path` or `cookie`.
    pub(super) place: &'d str,
    /// The name as written.
    pub(super) name: &'d str,
    pub(super) value: &'d Value,
    pub(super) pointer: String,
}

impl Parameter<'_> {
    /// Whether it is required; a path parameter always is, even when the document does not say so.
    pub(super) fn required(&self) -> bool {
        self.place == "path" || flag(self.value, "required")
    }

    pub(super) fn label(&self) -> String {
        format!("parameter `{}` ({})", self.name, self.place)
    }
}

/// The key for matching: location and name; headers ignore case, path parameters use their
/// position.
type Key = (String, String);
type Parameters<'d> = BTreeMap<Key, Parameter<'d>>;

/// Compares the parameters of two operations.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    root: &Root,
    old: &Operation<'d>,
    new: &Operation<'d>,
) {
    let unpromised = lifecycle::is_unpromised(old.value);
    let mut before = read(comparison, Side::Base, old);
    let mut after = read(comparison, Side::Revision, new);
    // Reported with the path.
    let renamed_in_path = old.path.template != new.path.template;
    let both: Vec<_> = before
        .keys()
        .filter(|key| after.contains_key(*key))
        .cloned()
        .collect();
    for key in both {
        if let (Some(old), Some(new)) = (before.remove(&key), after.remove(&key)) {
            let root = both_sides(root, &old, &new);
            if old.place == "path" && old.name != new.name && !renamed_in_path {
                let place = Place::at(&root, Direction::Structure, false);
                let what = format!("is called `{}` now", new.name);
                comparison.report(&place, Side::Revision, &PATH_PARAMETER_RENAMED, &what);
            }
            parameter::compare(comparison, &root, &old, &new);
        }
    }
    for old in before.into_values() {
        let excused = if lifecycle::is_past_sunset(old.value, comparison.today) {
            Some(&PARAMETER_REMOVED_AFTER_SUNSET)
        } else if unpromised {
            Some(&PARAMETER_REMOVED_UNPROMISED)
        } else {
            None
        };
        let moved = after
            .iter()
            .find(|(_, new)| new.name == old.name)
            .map(|(key, _)| key.clone());
        let renamed = || {
            let candidates: Vec<_> = after
                .values()
                .filter(|new| new.place == old.place && new.required() == old.required())
                .collect();
            let schemas: Vec<_> = candidates
                .iter()
                .map(|new| (new.name, without_name(new)))
                .collect();
            let old_parts = without_name(&old);
            let name = rename::likely(
                old.name,
                &old_parts,
                schemas.iter().map(|(name, parts)| (*name, parts)),
            )?;
            after
                .iter()
                .find(|(_, new)| new.name == name && new.place == old.place)
                .map(|(key, _)| key.clone())
        };
        let (key, rule) = match moved {
            Some(key) => (Some(key), &PARAMETER_MOVED),
            None => (renamed(), &PARAMETER_RENAMED),
        };
        // An unstable parameter is not matched with a new one as its new name.
        let key = key.filter(|_| excused.is_none());
        if let Some(new) = key.and_then(|key| after.remove(&key)) {
            let root = both_sides(root, &old, &new);
            let place = Place::at(&root, Direction::Request, true);
            comparison.report(
                &place,
                Side::Revision,
                rule,
                &format!("is now {}", new.label()),
            );
            parameter::compare(comparison, &root, &old, &new);
        } else {
            let root = both_sides(root, &old, &old);
            let place = Place::at(&root, Direction::Request, true);
            let rule = excused.unwrap_or(&PARAMETER_REMOVED);
            comparison.report(&place, Side::Base, rule, "is gone");
        }
    }
    for new in after.into_values() {
        let root = both_sides(root, &new, &new);
        let place = Place::at(&root, Direction::Request, true);
        let (rule, what) = if new.required() {
            (&REQUIRED_PARAMETER_ADDED, "is new and required")
        } else {
            (&OPTIONAL_PARAMETER_ADDED, "is new")
        };
        comparison.report(&place, Side::Revision, rule, what);
    }
}

/// The parameter without its name.
fn without_name<'d>(parameter: &Parameter<'d>) -> Vec<&'d Value> {
    parameter
        .value
        .get("schema")
        .or_else(|| parameter.value.get("content"))
        .into_iter()
        .collect()
}

fn both_sides(root: &Root, old: &Parameter<'_>, new: &Parameter<'_>) -> Root {
    Root {
        base: old.pointer.as_str().into(),
        revision: new.pointer.as_str().into(),
        label: old.label().into(),
        operation: root.operation.clone(),
        inbound: root.inbound,
    }
}

fn read<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    operation: &Operation<'d>,
) -> Parameters<'d> {
    let names = parameter_names(operation.path.template);
    let mut found = Parameters::new();
    let mut misnamed = Vec::new();
    let levels = [
        (operation.path.item, operation.path.pointer()),
        (operation.value, operation.pointer()),
    ];
    for (level, pointer) in levels {
        for (index, written) in elements(level.get("parameters")).iter().enumerate() {
            let pointer = format!("{pointer}/parameters/{index}");
            let Some((value, name)) = comparison.resolve(side, written) else {
                continue;
            };
            let text = |key| value.get(key).and_then(Value::as_str);
            let (Some(place), Some(own_name)) = (text("in"), text("name")) else {
                comparison.note(
                    side,
                    &format!(
                        "{pointer} is {} without `in` and `name`: not compared",
                        kind(value)
                    ),
                );
                continue;
            };
            let key = match place {
                "header" => own_name.to_lowercase(),
                "path" => match names.iter().position(|name| *name == own_name) {
                    Some(position) => position.to_string(),
                    None => {
                        let template = operation.path.template;
                        let note = format!("path parameter `{own_name}` is not in `{template}`");
                        comparison.note(side, &note);
                        let pointer = name.map_or(pointer, ToOwned::to_owned);
                        let parameter = Parameter {
                            place,
                            name: own_name,
                            value,
                            pointer,
                        };
                        misnamed.retain(|other: &Parameter<'d>| other.name != own_name);
                        misnamed.push(parameter);
                        continue;
                    }
                },
                _ => own_name.to_owned(),
            };
            // OpenAPI ignores header parameters named content-type, accept or authorization: the
            // body, the responses and the security describe them.
            if place == "header"
                && matches!(key.as_str(), "accept" | "content-type" | "authorization")
            {
                continue;
            }
            let pointer = name.map_or(pointer, ToOwned::to_owned);
            found.insert(
                (place.to_owned(), key),
                Parameter {
                    place,
                    name: own_name,
                    value,
                    pointer,
                },
            );
        }
    }
    // A name that the template does not have takes a position that no other parameter has.
    let key = |at: usize| ("path".to_owned(), at.to_string());
    let free: Vec<_> = (0..names.len())
        .filter(|at| !found.contains_key(&key(*at)))
        .collect();
    for (at, parameter) in misnamed.into_iter().enumerate() {
        let named = || ("path".to_owned(), parameter.name.to_owned());
        let key = free.get(at).map_or_else(named, |at| key(*at));
        found.insert(key, parameter);
    }
    found
}
