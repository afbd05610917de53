//! [`BrancheProA`]: a branch code of the Pro-A, of which no format is published.

use std::fmt;
use std::str::FromStr;

use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::CodeError;
use super::kind::{CodeErrorKind, Kind, Mode, Number, Shape};
use super::lenient::trim;

/// More than any code seen anywhere; a bound against nonsense, not a rule.
const MAX_BYTES: usize = 64;

/// A "code branche Pro-A" (`proa_codes` of the API).
///
/// **No format is published for these codes**, so none is enforced: the text is kept as it is. Only
/// what no code can be is refused: nothing, white space around, control characters, more than 64
/// bytes. It may look like an IDCC, and must not be taken for one.
///
/// ```
/// use certifinfo_ext::codes::BrancheProA;
///
/// let branche: BrancheProA = "0843".parse()?;
/// assert_eq!(branche.as_str(), "0843");
/// assert_eq!(BrancheProA::parse_lenient(" 0843\t")?, branche);
/// assert!("".parse::<BrancheProA>().is_err());
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BrancheProA(Box<str>);

const KIND: Kind = Kind {
    name: "branche_pro_a",
    type_name: "BrancheProA",
    noun: "a Pro-A branch code",
    expected: "1 to 64 bytes of text without control characters (no format is published)",
    pattern: "",
    example: "0843",
    source: "none: no format is published",
    labels: &[],
    number: Number::Refused,
    shape: Shape::Free,
    explain: |text, _| {
        let wrong = text
            .find(char::is_control)
            .or_else(|| match text.find(trim(text)) {
                Some(0) if trim(text).len() < text.len() => Some(trim(text).len()),
                Some(0) | None => None,
                Some(_) => Some(0),
            });
        wrong.map(|position| CodeErrorKind::BadChar { position })
    },
    advise: |_| None,
    lenient: |_| None,
};

impl BrancheProA {
    /// Reads the text without the white space around it.
    ///
    /// # Errors
    /// A [`CodeError`] for an empty text, control characters, or more than 64 bytes.
    pub fn parse_lenient(text: &str) -> Result<Self, CodeError> {
        Self::checked(trim(text)).ok_or_else(|| CodeError::new(&KIND, text, Mode::Lenient))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn checked(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= MAX_BYTES
            && trim(text).len() == text.len()
            && !text.chars().any(char::is_control);
        fits.then(|| Self(text.into()))
    }
}

impl FromStr for BrancheProA {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        Self::checked(text).ok_or_else(|| CodeError::new(&KIND, text, Mode::Strict))
    }
}

impl fmt::Display for BrancheProA {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for BrancheProA {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for BrancheProA {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(::serde::de::Error::custom)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for BrancheProA {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        KIND.type_name.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "minLength": 1,
            "maxLength": MAX_BYTES,
            "description": "A Pro-A branch code. No format is published for these codes.",
        })
    }
}
