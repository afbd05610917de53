//! Renames components and rewrites the references to them.
//!
//! Swagger 2.0 accepts any text as a name (`Page«Item»`); OpenAPI 3 accepts letters, digits, `.`,
//! `-` and `_`.

use super::Source;
use crate::log::Log;
use openapi_document::Pointer;
use openapi_document::{Kind, walk_mut};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// New names by old name, one map per section.
pub(super) struct Names {
    schemas: BTreeMap<String, String>,
    parameters: BTreeMap<String, String>,
    responses: BTreeMap<String, String>,
}

impl Names {
    /// Chooses a name for every entry of the sections.
    pub(super) fn of(document: &Map<String, Value>, log: &mut Log) -> Self {
        let mut section = |name: &str| {
            let mut found = BTreeMap::new();
            let entries = document.get(name).and_then(Value::as_object);
            let all: Vec<&String> = entries
                .into_iter()
                .flatten()
                .map(|(name, _)| name)
                .collect();
            for old in &all {
                let new = match is_plain(old) {
                    true => (*old).clone(),
                    false => {
                        let new = plain(old, |new| {
                            all.contains(&new) || found.values().any(|n| n == new)
                        });
                        log.note(
                            &Pointer::from([name, old]),
                            format!("no name for a component: called `{new}`"),
                        );
                        new
                    }
                };
                found.insert((*old).clone(), new);
            }
            found
        };
        Self {
            schemas: section("definitions"),
            parameters: section("parameters"),
            responses: section("responses"),
        }
    }

    /// The new name of a definition; an unknown name is unchanged.
    pub(super) fn schema(&self, name: &str) -> String {
        self.schemas
            .get(name)
            .map_or_else(|| name.to_owned(), Clone::clone)
    }

    /// The new name of a top-level parameter; an unknown name is unchanged.
    pub(super) fn parameter(&self, name: &str) -> String {
        self.parameters
            .get(name)
            .map_or_else(|| name.to_owned(), Clone::clone)
    }

    /// The new name of a top-level response; an unknown name is unchanged.
    pub(super) fn response(&self, name: &str) -> String {
        self.responses
            .get(name)
            .map_or_else(|| name.to_owned(), Clone::clone)
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// The name with invalid characters replaced by `_`, and a number appended if that name is taken.
fn plain(name: &str, taken: impl Fn(&String) -> bool) -> String {
    let words: Vec<&str> = name
        .split(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let base = if words.is_empty() {
        "_".to_owned()
    } else {
        words.join("_")
    };
    std::iter::once(base.clone())
        .chain((2..).map(|number| format!("{base}_{number}")))
        .find(|candidate| !taken(candidate))
        .unwrap_or(base)
}

/// Rewrites every reference of the converted document to the new places.
pub(super) fn rewrite(document: &mut Value, source: &Source) {
    walk_mut(
        Kind::Document,
        document,
        &mut Pointer::root(),
        &mut |_, value, _| {
            let Some(Value::String(reference)) = value.get_mut("$ref") else {
                return;
            };
            if let Some(target) = Pointer::parse(reference).and_then(|old| moved(&old, source)) {
                *reference = target.to_string();
            }
        },
    );
}

fn moved(old: &Pointer, source: &Source) -> Option<Pointer> {
    let [section, name, ..] = old.segments() else {
        return None;
    };
    let (now, new_name) = match section.as_str() {
        "definitions" => ("schemas", source.names.schema(name)),
        "responses" => ("responses", source.names.response(name)),
        "parameters" => {
            let described = Pointer::from(["parameters", name]);
            let place = described
                .find(&source.document)
                .and_then(|value| value.get("in"));
            let body = place.and_then(Value::as_str) == Some("body");
            (
                if body { "requestBodies" } else { "parameters" },
                source.names.parameter(name),
            )
        }
        _ => return None,
    };
    old.moved(
        &Pointer::from([section.as_str(), name]),
        &Pointer::from(["components", now, &new_name]),
    )
}
