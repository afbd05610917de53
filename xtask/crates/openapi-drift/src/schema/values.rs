//! Compares enumerations and defaults.

use std::collections::BTreeSet;

use super::view::View;
use crate::comparison::Comparison;
use crate::place::{Place, Side};
use crate::rules::{
    Aspect, BECAME_ENUM, DEFAULT_CHANGED, ENUM_DROPPED, ENUM_VALUE_ADDED, ENUM_VALUE_REMOVED,
    EXTENSIBLE_ENUM_VALUE_ADDED, EXTENSIBLE_ENUM_VALUE_REMOVED,
};
use crate::same::{canonical, same_option};

/// Maximum number of values in a message.
const SHOWN: usize = 8;

/// Reports changes of enumerations and defaults.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
    let at = place.keyword("enum");
    match (&old.values, &new.values) {
        (None, Some(values)) => {
            comparison.aspect(
                &at,
                Side::Revision,
                &BECAME_ENUM,
                &format!("only {} now", list(values.iter())),
            );
        }
        (Some(values), None) => {
            comparison.aspect(
                &at,
                Side::Base,
                &ENUM_DROPPED,
                &format!("no longer only {}", list(values.iter())),
            );
        }
        (Some(old), Some(new)) => {
            let (added, removed) = (&ENUM_VALUE_ADDED, &ENUM_VALUE_REMOVED);
            compare_lists(comparison, &at, (old, new), added, removed);
        }
        (None, None) => {}
    }
    if old.extensible != new.extensible {
        let at = place.keyword("x-extensible-enum");
        let empty = BTreeSet::new();
        let lists = (
            old.extensible.as_ref().unwrap_or(&empty),
            new.extensible.as_ref().unwrap_or(&empty),
        );
        let (added, removed) = (&EXTENSIBLE_ENUM_VALUE_ADDED, &EXTENSIBLE_ENUM_VALUE_REMOVED);
        compare_lists(comparison, &at, lists, added, removed);
    }
    if !place.default_reported && !same_option(old.default, new.default) {
        let at = place.keyword("default");
        let side = if new.default.is_some() {
            Side::Revision
        } else {
            Side::Base
        };
        comparison.aspect(
            &at,
            side,
            &DEFAULT_CHANGED,
            &default_words(old.default, new.default),
        );
    }
}

/// The change of a default, as text.
pub(crate) fn default_words(
    old: Option<&serde_json::Value>,
    new: Option<&serde_json::Value>,
) -> String {
    match (old, new) {
        (None, Some(new)) => format!("the default is {} now", canonical(new)),
        (Some(old), None) => format!("the default {} was dropped", canonical(old)),
        (Some(old), Some(new)) => format!(
            "the default went from {} to {}",
            canonical(old),
            canonical(new)
        ),
        (None, None) => "the default is as it was".to_owned(),
    }
}

fn compare_lists(
    comparison: &mut Comparison<'_>,
    at: &Place<'_>,
    (old, new): (&BTreeSet<String>, &BTreeSet<String>),
    added: &'static Aspect,
    removed: &'static Aspect,
) {
    if old.is_subset(new) && new.is_subset(old) {
        return;
    }
    if !new.is_subset(old) {
        comparison.aspect(
            at,
            Side::Revision,
            added,
            &format!("{} may come now", list(new.difference(old))),
        );
    }
    if !old.is_subset(new) {
        comparison.aspect(
            at,
            Side::Base,
            removed,
            &format!("{} is no longer listed", list(old.difference(new))),
        );
    }
}

fn list<'v>(values: impl Iterator<Item = &'v String>) -> String {
    let values: Vec<_> = values.map(String::as_str).collect();
    let mut text = values
        .iter()
        .take(SHOWN)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    if values.len() > SHOWN {
        text.push_str(&format!(" and {} more", values.len() - SHOWN));
    }
    text
}
