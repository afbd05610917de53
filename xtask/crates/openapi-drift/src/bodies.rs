//! Compares request bodies, and the media types of everything with a `content` map.

use std::collections::BTreeMap;

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::{flag, matches_nothing, members};
use super::place::{Place, Root, Side, Step};
use super::rules::{
    BODY_BECAME_OPTIONAL, BODY_BECAME_REQUIRED, BODY_REMOVED, OPTIONAL_BODY_ADDED,
    PART_ENCODING_CHANGED, REQUEST_MEDIA_TYPE_ADDED, REQUEST_MEDIA_TYPE_REMOVED,
    REQUIRED_BODY_ADDED, RESPONSE_MEDIA_TYPE_ADDED, RESPONSE_MEDIA_TYPE_NARROWED,
    RESPONSE_MEDIA_TYPE_REMOVED, RESPONSE_MEDIA_TYPE_WIDENED, Rule,
};
use super::same::same_option;
use super::schema;

/// Compares the request bodies of two operations.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    root: &Root,
    old: &'d Value,
    new: &'d Value,
) {
    let read = |comparison: &mut Comparison<'d>, side, operation: &'d Value, start: &str| {
        let written = operation.get("requestBody")?;
        let (value, name) = comparison.resolve(side, written)?;
        Some((
            value,
            name.map_or_else(|| format!("{start}/requestBody"), ToOwned::to_owned),
        ))
    };
    let before = read(comparison, Side::Base, old, &root.base);
    let after = read(comparison, Side::Revision, new, &root.revision);
    let pointer =
        |side: &Option<(&Value, String)>| side.as_ref().map_or("#", |(_, pointer)| pointer).into();
    let root = Root {
        base: pointer(&before),
        revision: pointer(&after),
        label: "request body".into(),
        ..root.clone()
    };
    let place = Place::at(&root, Direction::Request, false);
    match (before, after) {
        (None, None) => {}
        (None, Some((new, _))) => {
            let rule = if flag(new, "required") {
                &REQUIRED_BODY_ADDED
            } else {
                &OPTIONAL_BODY_ADDED
            };
            comparison.report(&place, Side::Revision, rule, "is new");
        }
        (Some(_), None) => comparison.report(&place, Side::Base, &BODY_REMOVED, "is gone"),
        (Some((old, _)), Some((new, _))) => {
            match (flag(old, "required"), flag(new, "required")) {
                (false, true) => comparison.report(
                    &place,
                    Side::Revision,
                    &BODY_BECAME_REQUIRED,
                    "is required now",
                ),
                (true, false) => comparison.report(
                    &place,
                    Side::Revision,
                    &BODY_BECAME_OPTIONAL,
                    "is no longer required",
                ),
                _ => {}
            }
            docs::compare_keys(comparison, &place, &["description"], old, new);
            docs::extensions(
                comparison,
                &place,
                &["description", "content", "required"],
                old,
                new,
            );
            let (before, after) = (old.get("content"), new.get("content"));
            compare_content(comparison, &place, before, after, None);
        }
    }
}

/// The rules for the media types of a response.
pub(super) const RESPONSE: Option<(&Rule, &Rule)> =
    Some((&RESPONSE_MEDIA_TYPE_ADDED, &RESPONSE_MEDIA_TYPE_REMOVED));

/// Compares two `content` maps; without `rules`, the rules of requests apply.
pub(super) fn compare_content<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: Option<&'d Value>,
    new: Option<&'d Value>,
    rules: Option<(&'static Rule, &'static Rule)>,
) {
    let (added, removed) =
        rules.unwrap_or((&REQUEST_MEDIA_TYPE_ADDED, &REQUEST_MEDIA_TYPE_REMOVED));
    let mut before = by_name(old);
    let mut after = by_name(new);
    let both: Vec<_> = before
        .keys()
        .filter(|name| after.contains_key(*name))
        .cloned()
        .collect();
    for name in both {
        if let (Some((old_name, old)), Some((new_name, new))) =
            (before.remove(&name), after.remove(&name))
        {
            let at = place.steps("content", Step::Key(old_name), Step::Key(new_name));
            compare_media(comparison, at.with_text(!is_json(&name)), old, new);
        }
    }
    if place.direction == Direction::Response {
        exactness(comparison, place, &mut before, &mut after);
    }
    for (name, _) in before.into_values() {
        comparison.report(
            &place.member("content", name),
            Side::Base,
            removed,
            &format!("`{name}` is gone"),
        );
    }
    for (name, _) in after.into_values() {
        comparison.report(
            &place.member("content", name),
            Side::Revision,
            added,
            &format!("`{name}` is new"),
        );
    }
}

fn compare_media<'d>(
    comparison: &mut Comparison<'d>,
    place: Place<'_>,
    old: &'d Value,
    new: &'d Value,
) {
    let (before, after) = (old.get("schema"), new.get("schema"));
    let at = place.keyword("schema");
    let nothing = |schema: Option<&Value>| schema.is_some_and(matches_nothing);
    if place.direction == Direction::Response && nothing(after) && !nothing(before) {
        let what = "this media type allows no value any more";
        comparison.report(&at, Side::Revision, &RESPONSE_MEDIA_TYPE_REMOVED, what);
    } else {
        schema::compare(comparison, &at, before, after);
    }
    docs::compare_keys(comparison, &place, &["example", "examples"], old, new);
    docs::extensions(
        comparison,
        &place,
        &["schema", "example", "examples", "encoding"],
        old,
        new,
    );
    if !same_option(old.get("encoding"), new.get("encoding"))
        && place.direction == Direction::Request
    {
        let side = if new.get("encoding").is_some() {
            Side::Revision
        } else {
            Side::Base
        };
        comparison.report(
            &place.keyword("encoding"),
            side,
            &PART_ENCODING_CHANGED,
            "the parts are serialized differently",
        );
    }
}

/// Pairs media types of the same kind of which one is more exact than the other.
fn exactness<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    before: &mut Media<'d>,
    after: &mut Media<'d>,
) {
    before.retain(|name, (old_name, old)| {
        let narrower = after
            .keys()
            .find(|other| is_exact_form(other, name))
            .cloned();
        let wider = || {
            after
                .keys()
                .find(|other| is_exact_form(name, other))
                .cloned()
        };
        let (twin, rule) = match narrower {
            Some(twin) => (Some(twin), &RESPONSE_MEDIA_TYPE_NARROWED),
            None => (wider(), &RESPONSE_MEDIA_TYPE_WIDENED),
        };
        let Some((new_name, new)) = twin.as_ref().and_then(|twin| after.remove(twin)) else {
            return true;
        };
        let at = place.steps("content", Step::Key(old_name), Step::Key(new_name));
        comparison.report(
            &at,
            Side::Revision,
            rule,
            &format!("`{old_name}` is `{new_name}` now"),
        );
        compare_media(comparison, at.with_text(!is_json(name)), old, new);
        false
    });
}

/// Whether `exact` is a special case of `general`: `application/problem+json` of
/// `application/json`, `text/csv; header=present` of `text/csv`. Another charset makes a different
/// type.
fn is_exact_form(exact: &str, general: &str) -> bool {
    let split = |name: &str| {
        let (essence, rest) = name.split_once(';').unwrap_or((name, ""));
        (essence.trim().to_owned(), rest.trim().to_owned())
    };
    let ((exact, parameters), (general, none)) = (split(exact), split(general));
    if !none.is_empty() || (is_json(&exact) && parameters.contains("charset=")) {
        return false;
    }
    let suffixed = |(kind, form): (&str, &str)| {
        let (general_kind, general_form) = general.split_once('/').unwrap_or_default();
        kind == general_kind
            && form
                .strip_suffix(general_form)
                .is_some_and(|rest| rest.ends_with('+'))
    };
    (exact == general && !parameters.is_empty()) || exact.split_once('/').is_some_and(suffixed)
}

/// Media types by their normalised name, each with the name as written and its value.
type Media<'d> = BTreeMap<String, (&'d str, &'d Value)>;

/// Media types by their normalised name: lower case, without the redundant `charset` of JSON.
fn by_name(content: Option<&Value>) -> Media<'_> {
    let normal = |name: &str| {
        let parts = name
            .split(';')
            .map(|part| part.trim().to_lowercase().replace('"', ""));
        parts
            .filter(|part| !(part == "charset=utf-8" && is_json(&name.to_lowercase())))
            .collect::<Vec<_>>()
            .join("; ")
    };
    members(content)
        .map(|(name, media)| (normal(name), (name, media)))
        .collect()
}

/// Whether numbers and strings differ in this media type.
fn is_json(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or(name).trim();
    essence.ends_with("/json") || essence.ends_with("+json") || essence == "*/*"
}
