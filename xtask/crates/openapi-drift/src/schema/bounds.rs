//! Compares limits of numbers, lengths and counts.

use serde_json::Value;

use crate::comparison::Comparison;
use crate::place::{Place, Side};
use crate::rules::{
    Aspect, COUNT_NARROWED, COUNT_WIDENED, LENGTH_NARROWED, LENGTH_WIDENED, RANGE_CHANGED,
    RANGE_NARROWED, RANGE_WIDENED,
};

/// A numeric limit, inclusive or exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Limit {
    value: f64,
    exclusive: bool,
}

/// All limits of a schema, the strictest of each kind.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Bounds {
    minimum: Option<Limit>,
    maximum: Option<Limit>,
    /// The `multipleOf` values, in ascending order.
    multiple_of: Vec<f64>,
    sizes: [Option<f64>; SIZES.len()],
}

/// Limits of sizes: keyword, whether it is a lower limit, its value without effect, and the aspects
/// of narrowing and widening it.
struct Size {
    keyword: &'static str,
    lower: bool,
    void: Option<f64>,
    narrowed: &'static Aspect,
    widened: &'static Aspect,
}

const fn length(keyword: &'static str, lower: bool) -> Size {
    let void = if lower { Some(0.0) } else { None };
    Size {
        keyword,
        lower,
        void,
        narrowed: &LENGTH_NARROWED,
        widened: &LENGTH_WIDENED,
    }
}

const fn count(keyword: &'static str, lower: bool, void: Option<f64>) -> Size {
    Size {
        keyword,
        lower,
        void,
        narrowed: &COUNT_NARROWED,
        widened: &COUNT_WIDENED,
    }
}

static SIZES: [Size; 8] = [
    length("minLength", true),
    length("maxLength", false),
    count("minItems", true, Some(0.0)),
    count("maxItems", false, None),
    count("minProperties", true, Some(0.0)),
    count("maxProperties", false, None),
    count("minContains", true, Some(1.0)),
    count("maxContains", false, None),
];

impl Bounds {
    /// Records the keyword if it is a limit. Returns whether it is.
    pub(super) fn absorb(&mut self, keyword: &str, value: &Value, schema: &Value) -> bool {
        match keyword {
            "minimum" | "maximum" => {
                let lower = keyword == "minimum";
                let twin = if lower {
                    "exclusiveMinimum"
                } else {
                    "exclusiveMaximum"
                };
                // 3.0 has a flag for exclusive limits.
                let exclusive = schema.get(twin) == Some(&Value::Bool(true));
                self.limit(lower, value, exclusive);
            }
            // 3.1 has the number in the keyword itself.
            "exclusiveMinimum" | "exclusiveMaximum" => {
                self.limit(keyword == "exclusiveMinimum", value, true)
            }
            "multipleOf" => {
                if let Some(value) = value.as_f64()
                    && !self.multiple_of.contains(&value)
                {
                    self.multiple_of.push(value);
                    self.multiple_of.sort_by(f64::total_cmp);
                }
            }
            _ => {
                let Some(at) = SIZES.iter().position(|size| size.keyword == keyword) else {
                    return false;
                };
                let size = &SIZES[at];
                let value = value.as_f64().filter(|value| Some(*value) != size.void);
                self.sizes[at] = stricter(self.sizes[at], value, size.lower);
            }
        }
        true
    }

    /// Whether a list with one item is within the limits.
    pub(super) fn allows_one_item(&self) -> bool {
        SIZES
            .iter()
            .zip(self.sizes)
            .all(|(size, limit)| match size.keyword {
                "minItems" => limit.is_none_or(|least| least <= 1.0),
                "maxItems" => limit.is_none_or(|most| most >= 1.0),
                _ => true,
            })
    }

    /// Whether numbers must be multiples of an integer.
    pub(super) fn only_integers(&self) -> bool {
        self.multiple_of.iter().any(|step| step.fract() == 0.0)
    }

    /// Normalises the limits of integers: `> 0` is `>= 1`, `<= 9.5` is `<= 9`.
    pub(super) fn round_to_integers(&mut self) {
        for (slot, lower) in [(&mut self.minimum, true), (&mut self.maximum, false)] {
            let Some(limit) = slot else { continue };
            let whole = if lower {
                limit.value.ceil()
            } else {
                limit.value.floor()
            };
            let inward = if lower { 1.0 } else { -1.0 };
            let shut_out = limit.exclusive && whole == limit.value;
            limit.value = if shut_out { whole + inward } else { whole };
            limit.exclusive = false;
        }
        self.multiple_of.retain(|step| *step != 1.0);
    }

    fn limit(&mut self, lower: bool, value: &Value, exclusive: bool) {
        let Some(value) = value.as_f64() else { return };
        let slot = if lower {
            &mut self.minimum
        } else {
            &mut self.maximum
        };
        let limit = Limit { value, exclusive };
        if slot.is_none_or(|before| is_tighter(before, limit, lower)) {
            *slot = Some(limit);
        }
    }
}

/// Reports every limit that differs.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    base: &Bounds,
    revision: &Bounds,
) {
    for (keyword, lower, old, new) in [
        ("minimum", true, base.minimum, revision.minimum),
        ("maximum", false, base.maximum, revision.maximum),
    ] {
        if old == new {
            continue;
        }
        let narrowed = match (old, new) {
            (Some(old), Some(new)) => is_tighter(old, new, lower),
            (_, new) => new.is_some(),
        };
        let aspect = if narrowed {
            &RANGE_NARROWED
        } else {
            &RANGE_WIDENED
        };
        let show = |limit: Option<Limit>| {
            limit.map(|limit| {
                format!(
                    "{}{}",
                    limit.value,
                    if limit.exclusive { " (excluded)" } else { "" }
                )
            })
        };
        tell(comparison, place, aspect, keyword, show(old), show(new));
    }
    steps(comparison, place, &base.multiple_of, &revision.multiple_of);
    for (at, size) in SIZES.iter().enumerate() {
        let (old, new) = (base.sizes[at], revision.sizes[at]);
        if old == new {
            continue;
        }
        let aspect = if stricter(old, new, size.lower) == new {
            size.narrowed
        } else {
            size.widened
        };
        let show = |value: Option<f64>| value.map(|value| value.to_string());
        tell(
            comparison,
            place,
            aspect,
            size.keyword,
            show(old),
            show(new),
        );
    }
}

/// Reports changes of `multipleOf`.
fn steps(comparison: &mut Comparison<'_>, place: &Place<'_>, base: &[f64], revision: &[f64]) {
    let other = |steps: &[f64], than: &[f64]| -> Vec<f64> {
        let differs = |step: &&f64| !than.contains(step);
        steps.iter().filter(differs).copied().collect()
    };
    let (gone, came) = (other(base, revision), other(revision, base));
    let longest = gone.len().max(came.len());
    for (old, new) in (0..longest).map(|at| (gone.get(at), came.get(at))) {
        let aspect = match (old, new) {
            (Some(old), Some(new)) if divides(*old, *new) => &RANGE_NARROWED,
            (Some(old), Some(new)) if divides(*new, *old) => &RANGE_WIDENED,
            (Some(_), Some(_)) => &RANGE_CHANGED,
            (None, _) => &RANGE_NARROWED,
            (Some(_), None) => &RANGE_WIDENED,
        };
        let show = |value: Option<&f64>| value.map(f64::to_string);
        tell(
            comparison,
            place,
            aspect,
            "multipleOf",
            show(old),
            show(new),
        );
    }
}

fn tell(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    aspect: &'static Aspect,
    keyword: &str,
    old: Option<String>,
    new: Option<String>,
) {
    let (side, what) = match (old, new) {
        (Some(old), Some(new)) => (
            Side::Revision,
            format!("{keyword} went from {old} to {new}"),
        ),
        (Some(old), None) => (Side::Base, format!("{keyword} {old} was dropped")),
        (None, new) => (
            Side::Revision,
            format!("{keyword} {} was set", new.unwrap_or_default()),
        ),
    };
    comparison.aspect(&place.keyword(keyword), side, aspect, &what);
}

/// Whether `new` allows fewer values than `old`.
fn is_tighter(old: Limit, new: Limit, lower: bool) -> bool {
    if old.value == new.value {
        return new.exclusive && !old.exclusive;
    }
    (new.value > old.value) == lower
}

/// The stricter limit; `None` allows everything.
fn stricter(left: Option<f64>, right: Option<f64>, lower: bool) -> Option<f64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(if lower {
            left.max(right)
        } else {
            left.min(right)
        }),
        (one, other) => one.or(other),
    }
}

/// Whether every multiple of `whole` is a multiple of `part`.
fn divides(part: f64, whole: f64) -> bool {
    let quotient = whole / part;
    (quotient - quotient.round()).abs() < 1e-9
}
