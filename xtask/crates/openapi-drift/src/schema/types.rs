//! Compares types, formats and nullability.

use std::collections::BTreeSet;

use super::view::{View, differing};
use crate::change::Direction;
use crate::comparison::Comparison;
use crate::place::{Place, Side};
use crate::rules::{
    ARRAY_TO_SCALAR, BECAME_NOT_NULLABLE, BECAME_NULLABLE, EXTENSION_CHANGED, FORMAT_CHANGED,
    FORMAT_NARROWED, FORMAT_WIDENED, SCALAR_TO_ARRAY, TYPE_CHANGED, TYPE_NARROWED, TYPE_WIDENED,
};

/// How two sets of values relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Same,
    Wider,
    Narrower,
    Other,
}

type Types<'d> = Option<BTreeSet<&'d str>>;

/// Reports changes of the types, the format and nullability.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
    compare_types(comparison, place, old, new);
    compare_formats(comparison, place, old, new);
    compare_null(comparison, place, old, new);
}

/// Reports a change of nullability.
pub(super) fn compare_null(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
    let unsure = |view: &View<'_>| view.null_unsure == Some(true);
    if unsure(old) || unsure(new) {
        let sure = |view: &View<'_>| unsure(view) || view.nullable == Some(true);
        let (side, verb) = match (sure(old), sure(new)) {
            (false, true) => (Side::Revision, "was added"),
            (true, false) => (Side::Base, "was dropped"),
            _ => return,
        };
        let what = format!("`nullable` beside a reference, which OpenAPI 3.0 ignores, {verb}");
        return comparison.aspect(&place.keyword("nullable"), side, &EXTENSION_CHANGED, &what);
    }
    // Without types null is allowed anyway, and a change of type includes it.
    let free = |view: &View<'_>| view.unions.is_empty() && !view.says_something();
    if !free(old) && !free(new) {
        let at = place.keyword("nullable");
        match (old.nullable.unwrap_or(false), new.nullable.unwrap_or(false)) {
            (false, true) => {
                comparison.aspect(&at, Side::Revision, &BECAME_NULLABLE, "may be null now")
            }
            (true, false) => comparison.aspect(
                &at,
                Side::Base,
                &BECAME_NOT_NULLABLE,
                "may no longer be null",
            ),
            _ => {}
        }
    }
}

/// Whether one side is a list and the other a single value, so that items are not compared.
pub(super) fn list_and_single(old: &View<'_>, new: &View<'_>) -> bool {
    let is_list = |types: &Types<'_>| types.as_ref().map(|types| types.contains("array"));
    matches!((is_list(&old.types), is_list(&new.types)), (Some(old), Some(new)) if old != new)
}

fn compare_types(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
    // A single type against a union of types: compared as unions.
    if old.unions.len() != new.unions.len() && (old.types.is_none() || new.types.is_none()) {
        return;
    }
    // Listed values imply their types.
    let listed = old.values.is_some() && new.values.is_some();
    if listed && (old.types_inferred || new.types_inferred) {
        return;
    }
    let relation = relate(&old.types, &new.types, place);
    let aspect = match relation {
        Relation::Same => return,
        Relation::Wider => &TYPE_WIDENED,
        Relation::Narrower => &TYPE_NARROWED,
        Relation::Other if is_only(&new.types, "array") => &SCALAR_TO_ARRAY,
        Relation::Other if is_only(&old.types, "array") => &ARRAY_TO_SCALAR,
        Relation::Other => &TYPE_CHANGED,
    };
    let what = format!("{} became {}", show(&old.types), show(&new.types));
    let side = if new.types.is_some() {
        Side::Revision
    } else {
        Side::Base
    };
    comparison.aspect(&place.keyword("type"), side, aspect, &what);
}

fn compare_formats(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
    for change in differing(&old.formats, &new.formats) {
        let (aspect, side, what) = match change {
            (Some(old), None) => (
                &FORMAT_WIDENED,
                Side::Base,
                format!("format {old} was dropped"),
            ),
            (None, new) => (
                &FORMAT_NARROWED,
                Side::Revision,
                format!("format {} was set", new.unwrap_or_default()),
            ),
            (Some(old), Some(new)) => {
                let aspect = if wider_format(new, old) {
                    &FORMAT_WIDENED
                } else if wider_format(old, new) {
                    &FORMAT_NARROWED
                } else {
                    &FORMAT_CHANGED
                };
                (aspect, Side::Revision, format!("format {old} became {new}"))
            }
        };
        comparison.aspect(&place.keyword("format"), side, aspect, &what);
    }
}

fn relate(old: &Types<'_>, new: &Types<'_>, place: &Place<'_>) -> Relation {
    let text = place.text;
    let is_text = |types: &BTreeSet<&str>| text && types.contains("string");
    match (old, new) {
        // In text, every value is a string: nothing changed.
        (Some(types), None) | (None, Some(types)) if is_text(types) => match place.direction {
            Direction::Response => Relation::Narrower,
            _ => Relation::Wider,
        },
        (None, None) => Relation::Same,
        (Some(_), None) => Relation::Wider,
        (None, Some(_)) => Relation::Narrower,
        (Some(old), Some(new)) => {
            let wider = contains(new, old, text);
            let narrower = contains(old, new, text);
            match (wider, narrower) {
                (true, true) if old == new => Relation::Same,
                (true, _) => Relation::Wider,
                (_, true) => Relation::Narrower,
                _ => Relation::Other,
            }
        }
    }
}

/// Whether `wide` contains every value of `narrow`. In text, every number is a string.
fn contains(wide: &BTreeSet<&str>, narrow: &BTreeSet<&str>, text: bool) -> bool {
    narrow.iter().all(|name| {
        wide.contains(name)
            || (*name == "integer" && wide.contains("number"))
            || (text
                && wide.contains("string")
                && matches!(*name, "integer" | "number" | "boolean"))
    })
}

/// Whether format `wide` contains every value of format `narrow`.
fn wider_format(wide: &str, narrow: &str) -> bool {
    matches!(
        (wide, narrow),
        ("double", "float") | ("int64", "int32") | ("bigint", "int32" | "int64")
    )
}

fn is_only(types: &Types<'_>, name: &str) -> bool {
    types
        .as_ref()
        .is_some_and(|types| types.len() == 1 && types.contains(name))
}

fn show(types: &Types<'_>) -> String {
    match types {
        None => "any type".to_owned(),
        Some(types) => types.iter().copied().collect::<Vec<_>>().join(" or "),
    }
}
