//! Compares security schemes: how each sends its credentials.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::{elements, escaped, members};
use super::place::{Place, Root, Side};
use super::rules::{
    SECURITY_SCHEME_ADDED, SECURITY_SCHEME_CHANGED, SECURITY_SCHEME_DETAIL_CHANGED,
    SECURITY_SCHEME_REMOVED,
};
use super::same::{canonical_except, same, same_option};

/// Keys of a scheme that do not affect how credentials are sent.
const DETAILS: [&str; 3] = ["description", "bearerFormat", "scopes"];

fn schemes(root: &Value) -> impl Iterator<Item = (&str, &Value)> {
    members(
        root.get("components")
            .and_then(|components| components.get("securitySchemes")),
    )
}

/// A scheme with its case-insensitive names (headers, HTTP schemes) in lower case.
fn in_lower_case(scheme: &Value) -> Value {
    let mut scheme = scheme.clone();
    let in_header = scheme.get("in").is_some_and(|place| place == "header");
    for (key, any_case) in [("scheme", true), ("name", in_header)] {
        if let Some(Value::String(name)) = scheme.get_mut(key)
            && any_case
        {
            name.make_ascii_lowercase();
        }
    }
    scheme
}

/// How a scheme sends credentials.
fn wire(scheme: &Value) -> String {
    canonical_except(&in_lower_case(scheme), &|key| {
        DETAILS.contains(&key) || key.starts_with("x-")
    })
}

/// The new name of each scheme whose definition moved to another name.
pub(super) fn renamed(comparison: &Comparison<'_>) -> BTreeMap<String, String> {
    let (old, new) = (comparison.base.root(), comparison.revision.root());
    let has = |root: &Value, name: &str| schemes(root).any(|(other, _)| other == name);
    schemes(old)
        .filter(|(name, _)| !has(new, name))
        .filter_map(|(name, scheme)| {
            let twin = schemes(new)
                .find(|(other, twin)| !has(old, other) && wire(twin) == wire(scheme))?;
            Some((name.to_owned(), twin.0.to_owned()))
        })
        .collect()
}

/// Compares the schemes that both documents declare.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.base.root(), comparison.revision.root());
    let before: BTreeMap<_, _> = schemes(old).collect();
    let after: BTreeMap<_, _> = schemes(new).collect();
    let used = used(old);
    for (name, scheme) in &before {
        let pointer = format!("#/components/securitySchemes/{}", escaped(name));
        let root = Root {
            base: pointer.as_str().into(),
            revision: pointer.as_str().into(),
            label: format!("scheme `{name}`").into(),
            operation: None,
            inbound: None,
        };
        let place = Place::at(&root, Direction::Request, false);
        let Some(twin) = after.get(name) else {
            comparison.report(
                &place.towards(Direction::Structure),
                Side::Base,
                &SECURITY_SCHEME_REMOVED,
                "is no longer declared",
            );
            continue;
        };
        if wire(scheme) != wire(twin) {
            let rule = if used.contains(*name) {
                &SECURITY_SCHEME_CHANGED
            } else {
                &SECURITY_SCHEME_DETAIL_CHANGED
            };
            let keys: BTreeSet<_> = members(Some(scheme))
                .chain(members(Some(twin)))
                .map(|(key, _)| key)
                .collect();
            let changed: Vec<_> = keys
                .into_iter()
                .filter(|key| {
                    !same_option(scheme.get(*key), twin.get(*key)) && !DETAILS.contains(key)
                })
                .collect();
            comparison.report(
                &place,
                Side::Revision,
                rule,
                &format!("{} changed", changed.join(", ")),
            );
        } else if !same(scheme, twin) {
            let words = |scheme: &Value| {
                canonical_except(&in_lower_case(scheme), &|key| key == "description")
            };
            docs::compare_keys(comparison, &place, &["description"], scheme, twin);
            if words(scheme) != words(twin) {
                comparison.report(
                    &place,
                    Side::Revision,
                    &SECURITY_SCHEME_DETAIL_CHANGED,
                    "a detail changed",
                );
            }
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        let pointer = format!("#/components/securitySchemes/{}", escaped(name));
        let message = format!("scheme `{name}` was declared");
        comparison.push(
            &SECURITY_SCHEME_ADDED,
            Direction::Structure,
            None,
            pointer,
            message,
        );
    }
}

/// The schemes that the document or one of its operations requires.
fn used(root: &Value) -> BTreeSet<&str> {
    let operations = members(root.get("paths")).flat_map(|(_, item)| members(Some(item)));
    let lists = operations
        .filter_map(|(_, operation)| operation.get("security"))
        .chain(root.get("security"));
    lists
        .flat_map(|list| elements(Some(list)))
        .flat_map(|one| members(Some(one)))
        .map(|(name, _)| name)
        .collect()
}
