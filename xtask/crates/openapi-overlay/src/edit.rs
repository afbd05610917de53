//! Applies `update` and `remove` to places of a document.

use super::error::Problem;
use openapi_document::json_path;
use serde_json::{Map, Value};
use serde_json_path::NormalizedPath;
use serde_json_path::PathElement;
use std::fmt;

/// One step from a value to one inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(usize),
    Name(String),
}

/// A place selected by a target; displayed as a normalized JSONPath.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(Vec<Step>);

impl From<&NormalizedPath<'_>> for Place {
    fn from(path: &NormalizedPath<'_>) -> Self {
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Step::Name((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        Self(path.iter().map(step).collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        self.0.iter().try_for_each(|step| match step {
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Name(name) => write!(f, "[{}]", json_path::quoted(name)),
        })
    }
}

fn find<'a>(document: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(document, |value, step| match step {
        Step::Name(name) => value.get_mut(name),
        Step::Index(index) => value.get_mut(index),
    })
}

/// Removes the values at the places and returns the places removed.
pub(super) fn remove(document: &mut Value, places: &[Place]) -> Result<Vec<String>, Problem> {
    let mut last_first: Vec<_> = places.iter().collect();
    // Inner places before outer ones, and high indices before low ones, so that no pending
    // place moves.
    last_first.sort_unstable_by(|a, b| b.cmp(a));
    last_first.dedup();
    for place in &last_first {
        let Some((last, holder)) = place.0.split_last() else {
            return Err(Problem::Invalid("it removes the whole document".to_owned()));
        };
        match (find(document, holder), last) {
            (Some(Value::Object(map)), Step::Name(name)) => drop(map.shift_remove(name)),
            (Some(Value::Array(list)), Step::Index(index)) if *index < list.len() => {
                drop(list.remove(*index));
            }
            _ => {}
        }
    }
    Ok(last_first.iter().rev().map(ToString::to_string).collect())
}

/// Merges `update` into the values at the places and returns the places changed.
pub(super) fn update(
    document: &mut Value,
    places: &[Place],
    update: &Value,
) -> Result<Vec<String>, Problem> {
    let mut changed = Vec::new();
    for place in places {
        let Some(value) = find(document, &place.0) else {
            continue;
        };
        let before = value.clone();
        match (&mut *value, update) {
            (Value::Object(map), Value::Object(update)) => merge(map, update, place)?,
            (Value::Object(_), _) => {
                return Err(Problem::Invalid(format!(
                    "{place} is an object, so `update` has to be one"
                )));
            }
            (Value::Array(list), entry) => append(list, entry, place)?,
            _ => return Err(Problem::PlainValue(place.to_string())),
        }
        if *value != before {
            changed.push(place.to_string());
        }
    }
    Ok(changed)
}

fn merge(
    map: &mut Map<String, Value>,
    update: &Map<String, Value>,
    at: &Place,
) -> Result<(), Problem> {
    for (key, value) in update {
        let mut below = at.clone();
        below.0.push(Step::Name(key.clone()));
        match (map.get_mut(key), value) {
            (Some(Value::Object(map)), Value::Object(update)) => merge(map, update, &below)?,
            (Some(Value::Array(list)), Value::Array(entries)) => {
                entries
                    .iter()
                    .try_for_each(|entry| append(list, entry, &below))?;
            }
            (Some(there), value) => *there = value.clone(),
            (None, value) => drop(map.insert(key.clone(), value.clone())),
        }
    }
    Ok(())
}

/// Appends an entry; an entry that is there already is an error, so that the action does not repeat
/// unnoticed.
fn append(list: &mut Vec<Value>, entry: &Value, at: &Place) -> Result<(), Problem> {
    if list.contains(entry) {
        return Err(Problem::Repeats(at.to_string()));
    }
    list.push(entry.clone());
    Ok(())
}
