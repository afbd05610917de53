//! [`DateMaj`]: a date as the service writes it.

use jiff::civil::Date;

use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::lenient::trim;
use super::macros::code_traits;
use super::strict::digits;
use super::text::Text;

/// A date in the form of the service, `29/07/2020`: day, month, year.
///
/// Shown and serialised in that form, so that it reads back; [`DateMaj::date`] is the date itself,
/// whose text is ISO.
///
/// ```
/// use certifinfo_ext::codes::DateMaj;
///
/// let maj: DateMaj = "29/07/2020".parse()?;
/// assert_eq!(maj.date(), jiff::civil::date(2020, 7, 29));
/// assert_eq!(maj.date().to_string(), "2020-07-29");
/// assert!("31/02/2024".parse::<DateMaj>().is_err());
/// assert!(maj < "01/01/2021".parse()?);
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateMaj {
    year: u16,
    month: u8,
    day: u8,
}

const KIND: Kind = Kind {
    name: "date_maj",
    type_name: "DateMaj",
    noun: "a date of the service",
    expected: "a day as dd/mm/yyyy (29/07/2020)",
    pattern: "^(?:0[1-9]|[12][0-9]|3[01])/(?:0[1-9]|1[0-2])/[0-9]{4}$",
    example: "29/07/2020",
    source: "Date_MaJ of the open-data export of 2025-01-01",
    labels: &[],
    number: Number::Refused,
    shape: Shape::Fixed("99/99/9999"),
    explain: |text, _| DateMaj::parts(trim(text).as_bytes()).map(|_| CodeErrorKind::Calendar),
    advise,
    lenient: |text| DateMaj::lenient(text).map(DateMaj::written),
};

impl DateMaj {
    const fn strict(text: &[u8]) -> Option<Self> {
        match Self::parts(text) {
            Some(date)
                if date.year > 0
                    && date.day > 0
                    && date.day <= days_in_month(date.year, date.month) =>
            {
                Some(date)
            }
            _ => None,
        }
    }

    /// Day, month and year, not yet checked against the calendar.
    const fn parts(text: &[u8]) -> Option<Self> {
        let &[a, b, b'/', c, d, b'/', e, f, g, h] = text else {
            return None;
        };
        match (digits(&[a, b]), digits(&[c, d]), digits(&[e, f, g, h])) {
            (Some(day), Some(month), Some(year)) => Some(Self {
                year: year as u16,
                month: month as u8,
                day: day as u8,
            }),
            _ => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        Self::strict(trim(text).as_bytes())
    }

    const fn written(self) -> Text {
        Text::new()
            .push_number(self.day as u32, 2)
            .push(b'/')
            .push_number(self.month as u32, 2)
            .push(b'/')
            .push_number(self.year as u32, 4)
    }

    /// The date.
    pub const fn date(self) -> Date {
        jiff::civil::date(self.year as i16, self.month as i8, self.day as i8)
    }
}

fn advise(text: &str) -> Option<&'static str> {
    let text = trim(text);
    if text.parse::<Date>().is_ok() && text.contains('-') {
        return Some("an ISO date is `DateMaj::try_from(jiff::civil::Date)`");
    }
    let other_marks = |c| matches!(c, '-' | '.' | ' ') || char::is_ascii_digit(&c);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits == 8 && text.chars().all(other_marks)).then_some("slashes part day, month and year")
}

/// The number of days of a month; 0 when there is no such month.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

impl TryFrom<Date> for DateMaj {
    type Error = super::CodeError;

    /// # Errors
    /// A [`CodeError`](super::CodeError) for a year before 1: the form has four digits and no sign.
    fn try_from(date: Date) -> Result<Self, Self::Error> {
        date.strftime("%d/%m/%Y").to_string().parse()
    }
}

impl From<DateMaj> for Date {
    fn from(maj: DateMaj) -> Self {
        maj.date()
    }
}

code_traits!(
    DateMaj,
    fn write_canonical(&self, out: &mut dyn std::fmt::Write) -> std::fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
);
