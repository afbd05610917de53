//! Compares security requirements: the alternative credentials of each operation. The schemes they
//! name are in `schemes`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::document::{elements, members};
use super::paths::methods;
use super::place::{Place, Root, Side};
use super::rules::{
    SECURITY_ALTERNATIVE_ADDED, SECURITY_ALTERNATIVE_REMOVED, SECURITY_DROPPED, SECURITY_REQUIRED,
    SECURITY_SCOPE_ADDED, SECURITY_SCOPE_REMOVED,
};
use super::schemes;

/// Schemes required together, each with its scopes; an empty set allows anonymous calls.
type Alternative = BTreeMap<String, BTreeSet<String>>;

/// Compares the requirements of an operation. Inherited requirements are reported at the document.
pub(super) fn compare_operation(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &Value,
    new: &Value,
) {
    if old.get("security").is_none() && new.get("security").is_none() {
        return;
    }
    let before = old
        .get("security")
        .or_else(|| comparison.base.root().get("security"));
    let after = new
        .get("security")
        .or_else(|| comparison.revision.root().get("security"));
    compare_alternatives(comparison, place, before, after);
}

/// Compares the document's own requirement and its schemes.
pub(super) fn compare_documents(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.base.root(), comparison.revision.root());
    let root = Root {
        base: "#".into(),
        revision: "#".into(),
        label: "document".into(),
        operation: None,
        inbound: None,
    };
    let place = Place::at(&root, Direction::Request, false);
    // A requirement that every operation overrides has no effect.
    if is_inherited(old) && is_inherited(new) {
        compare_alternatives(comparison, &place, old.get("security"), new.get("security"));
    }
    schemes::compare(comparison);
}

/// Whether an operation may inherit the document's requirement: it has none of its own, is defined
/// elsewhere, or the document has no operations yet.
fn is_inherited(document: &Value) -> bool {
    let items = || members(document.get("paths")).chain(members(document.get("webhooks")));
    let operations = items().flat_map(|(_, item)| methods().filter_map(|key| item.get(key)));
    let mut without = operations.map(|operation| operation.get("security").is_none());
    match without.next() {
        None => true,
        Some(first) => {
            first || without.any(|none| none) || items().any(|(_, item)| item.get("$ref").is_some())
        }
    }
}

fn compare_alternatives(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: Option<&Value>,
    new: Option<&Value>,
) {
    let renamed = schemes::renamed(comparison);
    let old = alternatives(old, &renamed);
    let new = alternatives(new, &BTreeMap::new());
    let at = place.keyword("security").towards(Direction::Request);
    let free = |alternatives: &[Alternative]| alternatives.iter().any(BTreeMap::is_empty);
    match (free(&old), free(&new)) {
        (true, false) => comparison.report(
            &at,
            Side::Revision,
            &SECURITY_REQUIRED,
            &format!("{} now, where none was needed", show_all(&new)),
        ),
        (false, true) => comparison.report(
            &at,
            Side::Revision,
            &SECURITY_DROPPED,
            "no credentials are needed now",
        ),
        _ => {}
    }
    let named = |alternatives: &[Alternative]| -> Vec<Alternative> {
        alternatives
            .iter()
            .filter(|one| !one.is_empty())
            .cloned()
            .collect()
    };
    let mut came = named(&new);
    for before in named(&old) {
        if let Some(same) = came.iter().position(|after| *after == before) {
            came.remove(same);
        } else if let Some(same) = came.iter().position(|after| after.keys().eq(before.keys())) {
            compare_scopes(comparison, &at, &before, &came.remove(same));
        } else if !new.iter().any(|after| is_met_by(after, &before)) {
            comparison.report(
                &at,
                Side::Base,
                &SECURITY_ALTERNATIVE_REMOVED,
                &format!("{} no longer suffices", show(&before)),
            );
        }
    }
    // Credentials that became necessary were reported above.
    let reported = free(&old) && !free(&new);
    for after in came.iter().filter(|_| !reported) {
        comparison.report(
            &at,
            Side::Revision,
            &SECURITY_ALTERNATIVE_ADDED,
            &format!("{} suffices now", show(after)),
        );
    }
}

fn compare_scopes(
    comparison: &mut Comparison<'_>,
    at: &Place<'_>,
    old: &Alternative,
    new: &Alternative,
) {
    for (scheme, before) in old {
        let Some(after) = new.get(scheme) else {
            continue;
        };
        let list =
            |scopes: Vec<&String>| scopes.into_iter().cloned().collect::<Vec<_>>().join(", ");
        let added: Vec<_> = after.difference(before).collect();
        let removed: Vec<_> = before.difference(after).collect();
        let at = at.keyword(scheme);
        if !added.is_empty() {
            comparison.report(
                &at,
                Side::Revision,
                &SECURITY_SCOPE_ADDED,
                &format!("`{scheme}` asks for the scope {} as well", list(added)),
            );
        }
        if !removed.is_empty() {
            comparison.report(
                &at,
                Side::Base,
                &SECURITY_SCOPE_REMOVED,
                &format!("`{scheme}` no longer asks for the scope {}", list(removed)),
            );
        }
    }
}

/// Whether credentials for `given` satisfy `asked`.
fn is_met_by(asked: &Alternative, given: &Alternative) -> bool {
    asked.iter().all(|(scheme, scopes)| {
        given
            .get(scheme)
            .is_some_and(|granted| scopes.is_subset(granted))
    })
}

/// Whether the list is missing or empty, so that anonymous calls are allowed.
fn alternatives(security: Option<&Value>, renamed: &BTreeMap<String, String>) -> Vec<Alternative> {
    let read = |requirement: &Value| -> Alternative {
        let scopes = |value: &Value| {
            elements(Some(value))
                .iter()
                .filter_map(Value::as_str)
                .map(ToOwned::to_owned)
                .collect()
        };
        members(Some(requirement))
            .map(|(name, value)| {
                (
                    renamed
                        .get(name)
                        .cloned()
                        .unwrap_or_else(|| name.to_owned()),
                    scopes(value),
                )
            })
            .collect()
    };
    let found: Vec<_> = elements(security).iter().map(read).collect();
    if found.is_empty() {
        vec![Alternative::new()]
    } else {
        found
    }
}

fn show(alternative: &Alternative) -> String {
    alternative
        .keys()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" with ")
}

fn show_all(alternatives: &[Alternative]) -> String {
    alternatives
        .iter()
        .map(show)
        .collect::<Vec<_>>()
        .join(" or ")
}
