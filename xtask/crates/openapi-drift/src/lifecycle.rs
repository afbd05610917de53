//! Deprecation, sunset dates and stability: how long the producer supports an operation.

use serde_json::Value;

use super::change::Direction;
use super::comparison::Comparison;
use super::document::flag;
use super::place::{Place, Side};
use super::rules::{
    OPERATION_DEPRECATED, OPERATION_REACTIVATED, STABILITY_LOWERED, STABILITY_RAISED, SUNSET_ADDED,
    SUNSET_EARLIER, SUNSET_LATER, SUNSET_REMOVED, SUNSET_UNREADABLE, SUNSET_WITHDRAWN,
};
use super::same::same_option;

/// The stability levels, from the weakest promise to the strongest.
const STABILITY: [&str; 4] = ["draft", "alpha", "beta", "stable"];

/// The removal date, `YYYY-MM-DD`, if it can be read.
fn date(sunset: Option<&Value>) -> Option<&str> {
    let date = sunset?.as_str()?.get(..10)?;
    let shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    // The shape is not enough: there is no 13th month.
    (shaped && date.parse::<jiff::civil::Date>().is_ok()).then_some(date)
}

/// Whether the announced removal date is past.
pub(super) fn is_past_sunset(value: &Value, today: &str) -> bool {
    flag(value, "deprecated") && date(value.get("x-sunset")).is_some_and(|date| date < today)
}

/// Whether the producer declared it unstable.
pub(super) fn is_unpromised(value: &Value) -> bool {
    let level = value.get("x-stability-level").and_then(Value::as_str);
    matches!(level, Some("draft" | "alpha"))
}

/// Compares deprecation, sunset and stability of two operations.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &Value,
    new: &Value,
) {
    let at = place.keyword("deprecated");
    match (flag(old, "deprecated"), flag(new, "deprecated")) {
        (false, true) => comparison.report(
            &at,
            Side::Revision,
            &OPERATION_DEPRECATED,
            "is deprecated now",
        ),
        (true, false) => comparison.report(
            &at,
            Side::Base,
            &OPERATION_REACTIVATED,
            "is no longer deprecated",
        ),
        _ => {}
    }
    compare_sunset(comparison, place, old, new);
    let level = |value| Value::get(value, "x-stability-level");
    if !compare_stability(comparison, place, level(old), level(new)) {
        super::docs::extensions(comparison, place, &["x-sunset"], &only(old), &only(new));
    }
}

/// Reports a change of stability; returns whether both sides were stable.
pub(super) fn compare_stability(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: Option<&Value>,
    new: Option<&Value>,
) -> bool {
    let level = |value: Option<&Value>| {
        let word = value?.as_str()?;
        STABILITY.iter().position(|level| *level == word)
    };
    let (Some(before), Some(after)) = (level(old), level(new)) else {
        return false;
    };
    if before != after {
        let rule = if after < before {
            &STABILITY_LOWERED
        } else {
            &STABILITY_RAISED
        };
        let what = format!(
            "stability went from {} to {}",
            STABILITY[before], STABILITY[after]
        );
        let at = place.keyword("x-stability-level");
        comparison.report(
            &at.towards(Direction::Structure),
            Side::Revision,
            rule,
            &what,
        );
    }
    true
}

/// Compares the removal dates of two operations or parameters.
pub(super) fn compare_sunset(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &Value,
    new: &Value,
) {
    let sunset = |value| Value::get(value, "x-sunset");
    compare_dates(
        comparison,
        place,
        sunset(old),
        sunset(new),
        flag(new, "deprecated"),
    );
}

/// Compares two removal dates, deprecated or not.
pub(super) fn compare_dates(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: Option<&Value>,
    new: Option<&Value>,
    deprecated: bool,
) {
    let at = place.keyword("x-sunset");
    let (before, after) = (date(old), date(new));
    let (side, rule, what) = match (before, after) {
        _ if same_option(old, new) => return,
        (_, None) if new.is_some() => (
            Side::Revision,
            &SUNSET_UNREADABLE,
            "has a removal date that cannot be read".to_owned(),
        ),
        (Some(before), None) if deprecated => (
            Side::Base,
            &SUNSET_REMOVED,
            format!("was to be removed on {before}, now at any time"),
        ),
        (Some(before), Some(after)) if after < before => (
            Side::Revision,
            &SUNSET_EARLIER,
            format!("will be removed on {after} instead of {before}"),
        ),
        (_, Some(after)) => (
            Side::Revision,
            if before.is_some() {
                &SUNSET_LATER
            } else {
                &SUNSET_ADDED
            },
            format!("will be removed on {after}"),
        ),
        // No longer deprecated and without a date, or a date that could not be read.
        (_, None) => (
            Side::Base,
            &SUNSET_WITHDRAWN,
            "is no longer to be removed".to_owned(),
        ),
    };
    comparison.report(&at.towards(Direction::Structure), side, rule, &what);
}

/// The stability level without the rest.
fn only(value: &Value) -> Value {
    value.get("x-stability-level").map_or(
        Value::Null,
        |level| serde_json::json!({ "x-stability-level": level }),
    )
}
