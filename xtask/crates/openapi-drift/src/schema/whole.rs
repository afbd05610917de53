//! Compares keywords as a whole, not part by part.

use std::collections::BTreeSet;

use serde_json::Value;

use super::compare_parts;
use super::trial::{Reach, difference};
use super::view::{DOCS, View};
use crate::comparison::Comparison;
use crate::docs;
use crate::document::members;
use crate::place::{Place, Side};
use crate::rules::{KEYWORD_ADDED, KEYWORD_CHANGED, KEYWORD_REMOVED};
use crate::same::{canonical, same, same_except};

/// Keywords whose entries constrain independently: another entry narrows the schema.
const MAPS: [&str; 4] = [
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "patternProperties",
];

/// Keywords whose schemas narrow or widen the schema that contains them in the same way.
const POSITIVE: [&str; 5] = [
    "patternProperties/",
    "dependentSchemas/",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
];

/// Reports every keyword that was added, removed or changed.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &View<'d>,
    new: &View<'d>,
) {
    let names: BTreeSet<_> = old
        .keywords
        .keys()
        .chain(new.keywords.keys())
        .copied()
        .collect();
    let none = Vec::new();
    for name in names {
        let values = |view: &View<'d>| view.keywords.get(name).unwrap_or(&none).clone();
        let (mut gone, mut came) = (values(old), values(new));
        if let ([before], [after]) = (gone.as_slice(), came.as_slice())
            && MAPS.contains(&name)
        {
            let keys: BTreeSet<_> = members(Some(before))
                .chain(members(Some(after)))
                .map(|(key, _)| key)
                .collect();
            for key in keys {
                entry(
                    comparison,
                    &place.member(name, key),
                    &format!("{name}/{key}"),
                    before.get(key),
                    after.get(key),
                );
            }
            continue;
        }
        // The members of a conjunction have no order.
        if gone.len() > 1 || came.len() > 1 {
            gone.retain(|before| {
                let twin = came.iter().position(|after| same(before, after));
                twin.is_none_or(|at| {
                    came.remove(at);
                    false
                })
            });
        }
        for at in 0..gone.len().max(came.len()) {
            entry(
                comparison,
                &place.keyword(name),
                name,
                gone.get(at).copied(),
                came.get(at).copied(),
            );
        }
    }
}

fn entry<'d>(
    comparison: &mut Comparison<'d>,
    at: &Place<'_>,
    name: &str,
    old: Option<&'d Value>,
    new: Option<&'d Value>,
) {
    match (old, new) {
        (None, Some(_)) => comparison.aspect(
            at,
            Side::Revision,
            &KEYWORD_ADDED,
            &format!("`{name}` was added"),
        ),
        (Some(_), None) => comparison.aspect(
            at,
            Side::Base,
            &KEYWORD_REMOVED,
            &format!("`{name}` was dropped"),
        ),
        (Some(old), Some(new))
            if !same_except(old, new, |key| DOCS.contains(&key))
                && !mean_the_same(comparison, old, new, at.text) =>
        {
            if POSITIVE.iter().any(|keyword| name.starts_with(keyword))
                && old.is_object()
                && new.is_object()
            {
                return compare_parts(comparison, at, &vec![old], &vec![new]);
            }
            comparison.aspect(
                at,
                Side::Revision,
                &KEYWORD_CHANGED,
                &format!("`{name}` was changed"),
            );
        }
        (Some(old), Some(new))
            if !same(old, new) && same_except(old, new, |key| DOCS.contains(&key)) =>
        {
            docs::description(comparison, at, &format!("what `{name}` says to people"));
        }
        _ => {}
    }
}

/// Whether two schemas written differently mean the same.
fn mean_the_same<'d>(
    comparison: &Comparison<'d>,
    old: &'d Value,
    new: &'d Value,
    text: bool,
) -> bool {
    if let (Value::Array(old), Value::Array(new)) = (old, new) {
        // The names listed in `dependentRequired`.
        let names = |list: &[Value]| list.iter().map(canonical).collect::<BTreeSet<_>>();
        return names(old) == names(new);
    }
    let (old_parts, new_parts) = (vec![old], vec![new]);
    old.is_object()
        && new.is_object()
        && difference(
            comparison,
            (Side::Base, &old_parts),
            (Side::Revision, &new_parts),
            text,
            Reach::Whole,
        )
        .is_none()
}
