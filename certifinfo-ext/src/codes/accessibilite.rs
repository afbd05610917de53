//! [`Accessibilite`]: whether a certification can be reached by a given route.

use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::lenient::trim;
use super::macros::code_traits;
use super::text::Text;

/// Whether a route (initial training, apprenticeship, VAE…) leads to a certification: no, yes, or
/// not stated.
///
/// The export writes 0, 1 and 2. 0 and 1 agree with France compétences on the certifications
/// compared; that 2 means "not stated" is inferred. The API's booleans cannot carry it.
///
/// ```
/// use certifinfo_ext::codes::Accessibilite;
///
/// let vae: Accessibilite = "2".parse()?;
/// assert_eq!((vae, vae.to_bool(), vae.label()), (Accessibilite::NonPrecise, None, "Inconnu"));
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Accessibilite {
    /// 0: the route is closed.
    Non = 0,
    /// 1: the route is open.
    Oui = 1,
    /// 2: not stated.
    NonPrecise = 2,
}

const KIND: Kind = Kind {
    name: "accessibilite",
    type_name: "Accessibilite",
    noun: "an accessibility",
    expected: "0 (no), 1 (yes) or 2 (not stated)",
    pattern: "^[012]$",
    example: "1",
    source: "the open-data export of 2025-01-01",
    labels: &[],
    number: Number::Read,
    shape: Shape::Fixed("9"),
    explain: |text, _| {
        let is_digit = trim(text).len() == 1 && trim(text).bytes().all(|b| b.is_ascii_digit());
        is_digit.then_some(CodeErrorKind::OutOfRange)
    },
    advise: |text| match trim(text) {
        "true" | "false" => Some("the API's boolean is `Accessibilite::from(bool)`"),
        _ => None,
    },
    lenient: |text| Accessibilite::lenient(text).map(Accessibilite::written),
};

impl Accessibilite {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match text {
            b"0" => Some(Self::Non),
            b"1" => Some(Self::Oui),
            b"2" => Some(Self::NonPrecise),
            _ => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        Self::strict(trim(text).as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_number(self as u32, 0)
    }

    /// `Non`, `Oui`, or `Inconnu` when it is not stated.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Non => "Non",
            Self::Oui => "Oui",
            Self::NonPrecise => "Inconnu",
        }
    }

    /// Yes or no, when it is stated.
    pub const fn to_bool(self) -> Option<bool> {
        match self {
            Self::Non => Some(false),
            Self::Oui => Some(true),
            Self::NonPrecise => None,
        }
    }
}

impl From<bool> for Accessibilite {
    fn from(open: bool) -> Self {
        if open { Self::Oui } else { Self::Non }
    }
}

code_traits!(
    Accessibilite,
    fn write_canonical(&self, out: &mut dyn std::fmt::Write) -> std::fmt::Result {
        out.write_str(self.label())
    }
);
