//! Days in Paris, the legal time of the registers, independent of the time zone of the machine.
//!
//! A sheet registered until the 31st is valid until midnight in Paris. The rule is written here
//! rather than looked up: it needs neither a table of time zones nor the system's files, and is the
//! same on every machine. **It holds from 1996 on** (since 2002 by directive 2000/84/CE): summer
//! time lasts from the last Sunday of March to the last Sunday of October, at 1:00 UTC.

use std::sync::LazyLock;

use jiff::Timestamp;
pub use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Central European time with its summer, as POSIX writes such a rule.
const RULE: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

static PARIS: LazyLock<TimeZone> = LazyLock::new(|| {
    // A test reads the rule; were it broken all the same, days would turn an hour or two late.
    TimeZone::posix(RULE).unwrap_or(TimeZone::UTC)
});

/// Today, in Paris.
///
/// ```
/// let today = certifinfo_ext::paris::today();
/// assert!(today >= jiff::civil::date(2024, 1, 1));
/// ```
#[must_use]
pub fn today() -> Date {
    day_of(Timestamp::now())
}

/// The day that an instant falls on in Paris.
///
/// ```
/// use certifinfo_ext::paris;
///
/// // Ten in the evening in London is the next day in Paris, in summer.
/// let day = paris::day_of("2028-08-30T22:00:00Z".parse()?);
/// assert_eq!(day, jiff::civil::date(2028, 8, 31));
/// # Ok::<(), jiff::Error>(())
/// ```
#[must_use]
pub fn day_of(instant: Timestamp) -> Date {
    instant.to_zoned_datetime(PARIS.clone()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_a_rule() {
        assert!(TimeZone::posix(RULE).is_ok());
    }

    #[test]
    fn days_turn_at_midnight_in_paris() {
        for (instant, day) in [
            ("2025-01-01T22:59:59Z", "2025-01-01"),
            ("2025-01-01T23:00:00Z", "2025-01-02"),
            ("2025-07-01T21:59:59Z", "2025-07-01"),
            ("2025-07-01T22:00:00Z", "2025-07-02"),
            // The last days of summer and of winter time.
            ("2025-10-25T22:00:00Z", "2025-10-26"),
            ("2025-10-26T22:59:59Z", "2025-10-26"),
            ("2025-10-26T23:00:00Z", "2025-10-27"),
            ("2026-03-28T23:00:00Z", "2026-03-29"),
            ("2026-03-29T22:00:00Z", "2026-03-30"),
            // An offset of any other place.
            ("2025-01-02T08:00:00+09:00", "2025-01-02"),
        ] {
            let read: Timestamp = instant.parse().unwrap();
            assert_eq!(day_of(read).to_string(), day, "{instant}");
        }
    }
}
