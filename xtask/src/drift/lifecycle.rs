//! Deprecation, sunset dates and stability: what the producer says about how long things last.

use serde_json::Value;

use super::comparison::Comparison;
use super::document::flag;
use super::place::{Place, Side};
use super::rules::{
    OPERATION_DEPRECATED, OPERATION_REACTIVATED, STABILITY_LOWERED, STABILITY_RAISED, SUNSET_ADDED,
    SUNSET_EARLIER, SUNSET_LATER, SUNSET_REMOVED,
};

/// From the least to the most that can be promised.
const STABILITY: [&str; 4] = ["draft", "alpha", "beta", "stable"];

/// The date of removal, `YYYY-MM-DD`, when it can be read.
fn sunset(value: &Value) -> Option<&str> {
    let date = value.get("x-sunset")?.as_str()?.get(..10)?;
    let shaped = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shaped.then_some(date)
}

/// Whether what was promised until a date is past it: then nobody can count on it.
pub(super) fn is_past_sunset(value: &Value, today: &str) -> bool {
    flag(value, "deprecated") && sunset(value).is_some_and(|date| date < today)
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
    let at = place.keyword("x-sunset");
    match (sunset(old), sunset(new)) {
        (None, Some(date)) => comparison.report(
            &at,
            Side::Revision,
            &SUNSET_ADDED,
            &format!("goes on {date}"),
        ),
        // No longer deprecated, no longer going: that is the reactivation above.
        (Some(date), None) if flag(new, "deprecated") => {
            comparison.report(
                &at,
                Side::Base,
                &SUNSET_REMOVED,
                &format!("was to go on {date}, now at any time"),
            );
        }
        (Some(old), Some(new)) if new < old => {
            comparison.report(
                &at,
                Side::Revision,
                &SUNSET_EARLIER,
                &format!("goes on {new} instead of {old}"),
            );
        }
        (Some(old), Some(new)) if new > old => {
            comparison.report(
                &at,
                Side::Revision,
                &SUNSET_LATER,
                &format!("goes on {new} instead of {old}"),
            );
        }
        _ => {}
    }
    let level = |value: &Value| {
        let word = value.get("x-stability-level").and_then(Value::as_str);
        word.and_then(|word| STABILITY.iter().position(|level| *level == word))
    };
    let at = place.keyword("x-stability-level");
    if let (Some(before), Some(after)) = (level(old), level(new))
        && before != after
    {
        let rule = if after < before {
            &STABILITY_LOWERED
        } else {
            &STABILITY_RAISED
        };
        let what = format!(
            "stability went from {} to {}",
            STABILITY[before], STABILITY[after]
        );
        comparison.report(&at, Side::Revision, rule, &what);
    } else if level(old).is_none() != level(new).is_none() {
        super::docs::extensions(comparison, place, &["x-sunset"], &only(old), &only(new));
    }
}

/// The stability alone.
fn only(value: &Value) -> Value {
    value.get("x-stability-level").map_or(
        Value::Null,
        |level| serde_json::json!({ "x-stability-level": level }),
    )
}
