//! [`TypeDiplome`]: the type of a certification.

use super::Niveau;
use super::code::{Kind, Number, Shape};
use super::error::CodeError;
use super::lenient::trim;
use super::macros::code_traits;
use super::strict::decimal;
use super::text::Text;
use super::type_diplome_labels::LABELS;

const DIGITS: usize = 3;

/// The type of a certification, such as 320 (Brevet de technicien supérieur): 3 digits.
///
/// The list is open: 95 types were known on 2025-01-01, others are kept and have no label
/// ([`Code::is_known`](super::Code::is_known) is then false).
///
/// ```
/// use certifinfo_ext::codes::{Code, Niveau, TypeDiplome};
///
/// let bts: TypeDiplome = "320".parse()?;
/// assert_eq!(bts.label(), Some("Brevet de technicien supérieur"));
/// assert_eq!(bts.niveaux(), [Niveau::N5]);
///
/// let new: TypeDiplome = "971".parse()?;
/// assert!(!new.is_known());
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeDiplome(u16);

const KIND: Kind = Kind {
    name: "type_diplome",
    type_name: "TypeDiplome",
    noun: "a type of diploma",
    expected: "3 digits, the first not zero (320)",
    pattern: "^[1-9][0-9]{2}$",
    example: "320",
    source: "the open-data export of 2025-01-01, 95 types",
    number: Number::Read,
    shape: Shape::Number {
        prefixes: &[],
        max: DIGITS,
    },
    explain: |_, _| None,
    advise: |text| {
        LABELS
            .iter()
            .any(|(_, label)| *label == trim(text))
            .then_some("this is a label: `TypeDiplome::from_label`")
    },
    lenient: |text| TypeDiplome::lenient(text).map(TypeDiplome::written),
};

impl TypeDiplome {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match decimal(text, DIGITS) {
            Some(number) if number.get() >= 100 => Some(Self(number.get() as u16)),
            _ => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        Self::strict(trim(text).as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_number(self.0 as u32, 0)
    }

    /// The type with this number.
    ///
    /// # Errors
    /// A [`CodeError`] when the number has not 3 digits.
    pub fn new(numero: u16) -> Result<Self, CodeError> {
        Text::new().push_number(numero.into(), 0).as_str().parse()
    }

    /// The type with exactly this label.
    pub fn from_label(label: &str) -> Option<Self> {
        LABELS
            .iter()
            .find(|(_, known)| *known == label)
            .map(|(code, _)| Self(*code))
    }

    /// The number.
    pub const fn numero(self) -> u16 {
        self.0
    }

    /// The label, as the service writes it; none for a type that was not known on 2025-01-01.
    pub fn label(self) -> Option<&'static str> {
        let at = LABELS
            .binary_search_by_key(&self.0, |(code, _)| *code)
            .ok()?;
        Some(LABELS[at].1)
    }

    /// The levels that go with the first digit. A certification of the type may have no level, but
    /// never had another one (6,331 certifications measured).
    pub const fn niveaux(self) -> &'static [Niveau] {
        match self.0 / 100 {
            1 => &[Niveau::N7, Niveau::N8],
            2 => &[Niveau::N6],
            3 => &[Niveau::N5],
            4 => &[Niveau::N4],
            5 => &[Niveau::N3],
            _ => &[],
        }
    }
}

code_traits!(
    TypeDiplome,
    fn is_known(&self) -> bool {
        self.label().is_some()
    }
);
