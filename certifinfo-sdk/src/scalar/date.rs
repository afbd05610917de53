//! A day, in any of the usual forms.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::LenientText;

/// A day, kept as it was written: `31/08/2028`, `2028-08-31`, an ISO date and time, or nothing.
///
/// ```
/// use certifinfo_sdk::scalar::LenientDate;
/// for sent in [r#""31/08/2028""#, r#""2028-08-31""#, r#""2028-08-31T00:00:00""#] {
///     assert_eq!(serde_json::from_str::<LenientDate>(sent)?.ymd(), Some((2028, 8, 31)));
/// }
/// assert_eq!(serde_json::from_str::<LenientDate>(r#""""#)?.ymd(), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct LenientDate(LenientText);

impl LenientDate {
    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year, month and day as written, if they are a valid day.
    ///
    /// A time or an offset after the day is ignored: `2028-08-30T22:00:00Z` gives the 30th, although
    /// it is the 31st in Paris.
    pub fn ymd(&self) -> Option<(u16, u8, u8)> {
        let text = self.0.trim();
        let (day, rest) = text.split_at_checked(10)?;
        if !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return None;
        }
        let (year, month, day) = match day.as_bytes() {
            [_, _, b'/', _, _, b'/', ..] => (&day[6..], &day[3..5], &day[..2]),
            [_, _, _, _, b'-', _, _, b'-', ..] => (&day[..4], &day[5..7], &day[8..]),
            _ => return None,
        };
        calendar(
            digits(year)?,
            digits(month)?.try_into().ok()?,
            digits(day)?.try_into().ok()?,
        )
    }
}

impl fmt::Display for LenientDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<&str> for LenientDate {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// Digits alone: `parse` would take a sign.
fn digits(text: &str) -> Option<u16> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

fn calendar(year: u16, month: u8, day: u8) -> Option<(u16, u8, u8)> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}
