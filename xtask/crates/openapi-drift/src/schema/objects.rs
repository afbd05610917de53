//! Compares objects: properties, `required`, `readOnly`/`writeOnly`, and unknown properties.

use serde_json::Value;

use super::compare_parts;
use super::view::{Additional, View};
use crate::change::Direction;
use crate::comparison::Comparison;
use crate::document::matches_nothing;
use crate::place::{Place, Side};
use crate::rename;
use crate::rules::{
    ADDITIONAL_PROPERTIES_ALLOWED, ADDITIONAL_PROPERTIES_FORBIDDEN, BECAME_NOT_READ_ONLY,
    BECAME_NOT_WRITE_ONLY, BECAME_READ_ONLY, BECAME_WRITE_ONLY, PROPERTY_ADDED,
    PROPERTY_ADDED_TO_CLOSED_OBJECT, PROPERTY_BECAME_OPTIONAL, PROPERTY_BECAME_REQUIRED,
    PROPERTY_REMOVED, REQUIRED_NAME_CHANGED, REQUIRED_PROPERTY_ADDED,
};
use crate::visited::Parts;

/// Reports changes of the properties, and compares those present on both sides.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &View<'d>,
    new: &View<'d>,
) {
    for (name, property) in &old.properties {
        let at = place.member("properties", name);
        match new.properties.get(name) {
            None => removed(comparison, &at, name, property, (old, new)),
            // A property whose schema became `false` counts as removed although it is still listed.
            Some(revision) if is_nothing(revision) && !is_nothing(property) => {
                removed(comparison, &at, name, property, (old, new));
            }
            Some(revision) => {
                let at = travelling(comparison, at, property, revision);
                requiredness(
                    comparison,
                    &at,
                    old.required.contains(name),
                    new.required.contains(name),
                );
                compare_parts(comparison, &at, property, revision);
            }
        }
    }
    for (name, property) in &new.properties {
        if !old.properties.contains_key(name) {
            added(
                comparison,
                place.member("properties", name),
                name,
                property,
                (old, new),
            );
        }
    }
    undescribed(comparison, place, old, new);
    additional(comparison, place, &old.additional, &new.additional);
    permissions(comparison, place, old, new);
}

/// Whether one of the parts rejects every value.
fn is_nothing(parts: &Parts<'_>) -> bool {
    parts.iter().any(|part| matches_nothing(part))
}

/// A read-only property is not sent in requests, a write-only one not in responses.
fn travelling<'p, 'd>(
    comparison: &mut Comparison<'d>,
    place: Place<'p>,
    base: &Parts<'d>,
    revision: &Parts<'d>,
) -> Place<'p> {
    let keyword = match place.direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
        Direction::Structure => return place,
    };
    let stays = marked(comparison, Side::Base, base, keyword)
        && marked(comparison, Side::Revision, revision, keyword);
    if stays {
        place.towards(Direction::Structure)
    } else {
        place
    }
}

/// Whether a property has this keyword, directly or through its reference.
fn marked<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    parts: &Parts<'d>,
    keyword: &str,
) -> bool {
    parts.iter().any(|part| {
        let set = |schema: &Value| schema.get(keyword) == Some(&Value::Bool(true));
        set(part)
            || (part.get("$ref").is_some()
                && comparison
                    .resolve(side, part)
                    .is_some_and(|(target, _)| set(target)))
    })
}

fn removed<'d>(
    comparison: &mut Comparison<'d>,
    at: &Place<'_>,
    name: &str,
    property: &Parts<'d>,
    (old, new): (&View<'d>, &View<'d>),
) {
    let place = travelling(comparison, *at, property, property);
    let mut what = if old.required.contains(name) {
        "a required property is gone"
    } else {
        "the property is gone"
    }
    .to_owned();
    let candidates = new
        .properties
        .iter()
        .filter(|(other, _)| !old.properties.contains_key(*other));
    if let Some(other) = rename::likely(
        name,
        property,
        candidates.map(|(name, parts)| (*name, parts)),
    ) {
        what.push_str(&format!(" (it looks renamed to `{other}`)"));
    }
    comparison.aspect(&place, Side::Base, &PROPERTY_REMOVED, &what);
}

fn added<'d>(
    comparison: &mut Comparison<'d>,
    at: Place<'_>,
    name: &str,
    property: &Parts<'d>,
    (old, new): (&View<'d>, &View<'d>),
) {
    let place = travelling(comparison, at, property, property);
    let required = new.required.contains(name);
    let (aspect, what) = if matches!(old.additional, Additional::Forbidden)
        && !(required && place.direction == Direction::Request)
    {
        (
            &PROPERTY_ADDED_TO_CLOSED_OBJECT,
            "a new property, where unknown ones were forbidden",
        )
    } else if required {
        (&REQUIRED_PROPERTY_ADDED, "a new required property")
    } else {
        (&PROPERTY_ADDED, "a new property")
    };
    comparison.aspect(&place, Side::Revision, aspect, what);
}

fn requiredness(comparison: &mut Comparison<'_>, at: &Place<'_>, old: bool, new: bool) {
    match (old, new) {
        (false, true) => comparison.aspect(
            at,
            Side::Revision,
            &PROPERTY_BECAME_REQUIRED,
            "is required now",
        ),
        (true, false) => comparison.aspect(
            at,
            Side::Revision,
            &PROPERTY_BECAME_OPTIONAL,
            "is no longer required",
        ),
        _ => {}
    }
}

/// Names in `required` that are not among the properties.
fn undescribed(comparison: &mut Comparison<'_>, place: &Place<'_>, old: &View<'_>, new: &View<'_>) {
    for name in old.required.symmetric_difference(&new.required) {
        if !old.properties.contains_key(name) && !new.properties.contains_key(name) {
            let (side, verb) = if new.required.contains(name) {
                (Side::Revision, "names")
            } else {
                (Side::Base, "no longer names")
            };
            let what = format!("`required` {verb} `{name}`, which no property describes");
            comparison.aspect(
                &place.member("required", name),
                side,
                &REQUIRED_NAME_CHANGED,
                &what,
            );
        }
    }
}

fn additional<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &Additional<'d>,
    new: &Additional<'d>,
) {
    let at = place.keyword("additionalProperties");
    let (side, aspect, what) = match (old, new) {
        (Additional::Schema(old), Additional::Schema(new)) => {
            return compare_parts(comparison, &at, old, new);
        }
        (Additional::Free, Additional::Free) | (Additional::Forbidden, Additional::Forbidden) => {
            return;
        }
        (Additional::Forbidden, Additional::Free) => (
            Side::Base,
            &ADDITIONAL_PROPERTIES_ALLOWED,
            "unknown properties are allowed now",
        ),
        (Additional::Forbidden, Additional::Schema(_)) => (
            Side::Revision,
            &ADDITIONAL_PROPERTIES_ALLOWED,
            "unknown properties of one kind are allowed now",
        ),
        (Additional::Schema(_), Additional::Free) => (
            Side::Base,
            &ADDITIONAL_PROPERTIES_ALLOWED,
            "unknown properties may be anything now",
        ),
        (Additional::Free, Additional::Schema(_)) => (
            Side::Revision,
            &ADDITIONAL_PROPERTIES_FORBIDDEN,
            "unknown properties must be of one kind now",
        ),
        (_, Additional::Forbidden) => (
            Side::Revision,
            &ADDITIONAL_PROPERTIES_FORBIDDEN,
            "unknown properties are forbidden now",
        ),
    };
    comparison.aspect(&at, side, aspect, what);
}

/// Reports changes of `readOnly` and `writeOnly`.
pub(super) fn permissions(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
    let at = place.keyword("readOnly");
    match (old.read_only, new.read_only) {
        (false, true) => comparison.aspect(
            &at,
            Side::Revision,
            &BECAME_READ_ONLY,
            "is for responses only now",
        ),
        (true, false) => {
            comparison.aspect(&at, Side::Base, &BECAME_NOT_READ_ONLY, "may be sent now")
        }
        _ => {}
    }
    let at = place.keyword("writeOnly");
    match (old.write_only, new.write_only) {
        (false, true) => comparison.aspect(
            &at,
            Side::Revision,
            &BECAME_WRITE_ONLY,
            "is for requests only now",
        ),
        (true, false) => comparison.aspect(
            &at,
            Side::Base,
            &BECAME_NOT_WRITE_ONLY,
            "appears in responses now",
        ),
        _ => {}
    }
}
