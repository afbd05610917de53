//! Keywords that are compared as a whole: what stands in them is not walked part by part.

use std::collections::BTreeSet;

use serde_json::Value;

use super::view::{DOCS, View};
use crate::comparison::Comparison;
use crate::docs;
use crate::document::members;
use crate::place::{Place, Side};
use crate::rules::{KEYWORD_ADDED, KEYWORD_CHANGED, KEYWORD_REMOVED};
use crate::same::{same, same_except};

/// Keywords whose entries each bind on their own: one more binds more.
const MAPS: [&str; 4] = [
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "patternProperties",
];

/// Reports every keyword that came, went or changed.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
    let names: BTreeSet<_> = old
        .keywords
        .keys()
        .chain(new.keywords.keys())
        .copied()
        .collect();
    for name in names {
        let (before, after) = (
            old.keywords.get(name).copied(),
            new.keywords.get(name).copied(),
        );
        if let (Some(before), Some(after)) = (before, after)
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
        } else {
            entry(comparison, &place.keyword(name), name, before, after);
        }
    }
}

fn entry(
    comparison: &mut Comparison<'_>,
    at: &Place<'_>,
    name: &str,
    old: Option<&Value>,
    new: Option<&Value>,
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
        (Some(old), Some(new)) if !same_except(old, new, |key| DOCS.contains(&key)) => {
            comparison.aspect(
                at,
                Side::Revision,
                &KEYWORD_CHANGED,
                &format!("`{name}` was changed"),
            );
        }
        (Some(old), Some(new)) if !same(old, new) => {
            docs::description(comparison, at, &format!("what `{name}` says to people"));
        }
        _ => {}
    }
}
