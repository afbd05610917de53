//! Compares documentation, and reports renamed components.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::document::{elements, members};
use super::place::{Place, Root, Side};
use super::rules::{
    COMPONENT_RENAMED, DESCRIPTION_CHANGED, DOCUMENT_EXTENSION_CHANGED, EXAMPLE_CHANGED,
    EXTERNAL_DOCS_CHANGED, INFO_CHANGED, Rule, TAGS_CHANGED, TITLE_CHANGED,
};
use super::same::{same, same_option};

/// Compares the documentation keywords of two schemas, parameters or operations.
pub(super) fn compare_maps(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &BTreeMap<&str, &Value>,
    new: &BTreeMap<&str, &Value>,
) {
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    for key in keys {
        text(
            comparison,
            place,
            key,
            old.get(key).copied(),
            new.get(key).copied(),
        );
    }
}

/// Compares these keys of two values.
pub(super) fn compare_keys(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    keys: &[&str],
    old: &Value,
    new: &Value,
) {
    for key in keys {
        text(comparison, place, key, old.get(*key), new.get(*key));
    }
}

fn text(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    key: &str,
    old: Option<&Value>,
    new: Option<&Value>,
) {
    // `description: ""` equals a missing one.
    let silent =
        |value: Option<&Value>| value.is_none_or(|value| value == "" || value == &Value::Null);
    if same_option(old, new) || (silent(old) && silent(new)) {
        return;
    }
    let rule: &'static Rule = match key {
        "title" => &TITLE_CHANGED,
        "example" | "examples" => &EXAMPLE_CHANGED,
        "externalDocs" => &EXTERNAL_DOCS_CHANGED,
        "tags" => &TAGS_CHANGED,
        _ => &DESCRIPTION_CHANGED,
    };
    let (side, verb) = if silent(old) {
        (Side::Revision, "was added")
    } else if silent(new) {
        (Side::Base, "was dropped")
    } else {
        (Side::Revision, "was changed")
    };
    comparison.report(&place.keyword(key), side, rule, &format!("{key} {verb}"));
}

/// Reports a change of documentation.
pub(super) fn description(comparison: &mut Comparison<'_>, place: &Place<'_>, what: &str) {
    comparison.report(
        place,
        Side::Revision,
        &DESCRIPTION_CHANGED,
        &format!("{what} was changed"),
    );
}

/// Reports, once, that the schema `old` is named `new` now.
pub(super) fn component_renamed(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &str,
    new: &str,
) {
    let message = format!("`{old}` is `{new}` now");
    comparison.push(
        &COMPONENT_RENAMED,
        Direction::Structure,
        place.operation(),
        new.to_owned(),
        message,
    );
}

/// Compares the extensions of two values outside schemas.
pub(super) fn extensions(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    known: &[&str],
    old: &Value,
    new: &Value,
) {
    let keys = members(Some(old))
        .chain(members(Some(new)))
        .map(|(key, _)| key);
    let keys: BTreeSet<_> = keys.filter(|key| !known.contains(key)).collect();
    for key in keys {
        if !same_option(old.get(key), new.get(key)) {
            let side = if new.get(key).is_some() {
                Side::Revision
            } else {
                Side::Base
            };
            let at = place.keyword(key).towards(Direction::Structure);
            comparison.report(
                &at,
                side,
                &DOCUMENT_EXTENSION_CHANGED,
                &format!("`{key}` was added, changed or dropped"),
            );
        }
    }
}

/// Compares the documentation of the whole documents.
pub(super) fn compare_documents<'d>(comparison: &mut Comparison<'d>) {
    let (old, new) = (comparison.base.root(), comparison.revision.root());
    let root = Root {
        base: "#".into(),
        revision: "#".into(),
        label: "document".into(),
        operation: None,
        inbound: None,
    };
    let place = Place::at(&root, Direction::Structure, false);
    let empty = Value::Null;
    let info = |root: &'d Value| root.get("info").unwrap_or(&empty);
    let keys: BTreeSet<_> = members(Some(info(old)))
        .chain(members(Some(info(new))))
        .map(|(key, _)| key.to_owned())
        .collect();
    for key in keys {
        let (before, after) = (info(old).get(&key), info(new).get(&key));
        if !same_option(before, after) {
            let side = if after.is_some() {
                Side::Revision
            } else {
                Side::Base
            };
            let what = match (
                before.and_then(Value::as_str),
                after.and_then(Value::as_str),
            ) {
                (Some(before), Some(after)) if key == "version" || key == "title" => {
                    format!("{key} went from `{before}` to `{after}`")
                }
                _ => format!("{key} was added, changed or dropped"),
            };
            let at = place.keyword("info");
            comparison.report(&at.keyword(&key), side, &INFO_CHANGED, &what);
        }
    }
    compare_keys(comparison, &place, &["externalDocs"], old, new);
    compare_tags(comparison, &place, old, new);
    const KNOWN: [&str; 19] = [
        "openapi",
        "swagger",
        "info",
        "servers",
        "paths",
        "components",
        "security",
        "tags",
        "externalDocs",
        "webhooks",
        "definitions",
        "parameters",
        "responses",
        "securityDefinitions",
        "host",
        "basePath",
        "schemes",
        // The names that the conversion to 3.0.3 gives them.
        "x-webhooks",
        "x-jsonSchemaDialect",
    ];
    extensions(comparison, &place, &KNOWN, old, new);
}

/// Compares tags by name; their order does not matter.
fn compare_tags(comparison: &mut Comparison<'_>, place: &Place<'_>, old: &Value, new: &Value) {
    let by_name = |root: &Value| -> BTreeMap<String, Value> {
        let named = |tag: &Value| Some((tag.get("name")?.as_str()?.to_owned(), tag.clone()));
        elements(root.get("tags"))
            .iter()
            .filter_map(named)
            .collect()
    };
    let (old, new) = (by_name(old), by_name(new));
    let alike = old.len() == new.len()
        && old
            .iter()
            .all(|(name, tag)| new.get(name).is_some_and(|other| same(tag, other)));
    if !alike {
        comparison.report(
            &place.keyword("tags"),
            Side::Revision,
            &TAGS_CHANGED,
            "tags were added, changed or dropped",
        );
    }
}

/// The tags of an operation, as a set.
pub(super) fn operation_tags(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &Value,
    new: &Value,
) {
    let names = |operation: &Value| -> BTreeSet<String> {
        elements(operation.get("tags"))
            .iter()
            .filter_map(Value::as_str)
            .map(ToOwned::to_owned)
            .collect()
    };
    let (old, new) = (names(old), names(new));
    if old != new {
        let show = |tags: &BTreeSet<String>| tags.iter().cloned().collect::<Vec<_>>().join(", ");
        let what = format!("tags went from [{}] to [{}]", show(&old), show(&new));
        comparison.report(&place.keyword("tags"), Side::Revision, &TAGS_CHANGED, &what);
    }
}
