//! [`AnneeSession`]: the year of a first or last session.

use super::error::CodeError;
use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::lenient::trim;
use super::macros::code_traits;
use super::strict::digits;
use super::text::Text;

/// The year of the first or the last session of a certification, 1900 to 2099.
///
/// ```
/// use certifinfo_ext::codes::AnneeSession;
///
/// let annee: AnneeSession = "2025".parse()?;
/// assert_eq!(annee, AnneeSession::new_const(2025));
/// assert!("2025-2026".parse::<AnneeSession>().is_err());
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnneeSession(u16);

const KIND: Kind = Kind {
    name: "annee_session",
    type_name: "AnneeSession",
    noun: "a year of session",
    expected: "a year from 1900 to 2099 (2025)",
    pattern: "^(?:19|20)[0-9]{2}$",
    example: "2025",
    source: "the open-data export of 2025-01-01, 1947 to 2031",
    labels: &[],
    number: Number::Read,
    shape: Shape::Fixed("9999"),
    explain: |text, _| {
        let year = trim(text);
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then_some(CodeErrorKind::OutOfRange)
    },
    advise: |_| None,
    lenient: |text| AnneeSession::lenient(text).map(AnneeSession::written),
};

impl AnneeSession {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match text {
            [b'1', b'9', ..] | [b'2', b'0', ..] if text.len() == 4 => match digits(text) {
                Some(year) => Some(Self(year as u16)),
                None => None,
            },
            _ => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        Self::strict(trim(text).as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_number(self.0 as u32, 4)
    }

    /// This year.
    ///
    /// # Errors
    /// A [`CodeError`] when it is not 1900 to 2099.
    pub fn new(annee: u16) -> Result<Self, CodeError> {
        Text::new().push_number(annee.into(), 0).as_str().parse()
    }

    /// This year, for constants: a wrong one does not compile there.
    ///
    /// # Panics
    /// When it is not 1900 to 2099. In a `const`, that is a compile error.
    #[track_caller]
    pub const fn new_const(annee: u16) -> Self {
        assert!(
            annee >= 1900 && annee <= 2099,
            "a year of session is 1900 to 2099"
        );
        Self(annee)
    }

    /// The year.
    pub const fn annee(self) -> u16 {
        self.0
    }
}

code_traits!(AnneeSession);
