//! [`CertifInfoCode`]: the identifier of a certification at Certif Info.

use std::num::NonZeroU32;

use super::kind::{Kind, Number, Shape};
use super::lenient::Scanner;
use super::macros::{code_traits, number_code};
use super::strict::decimal;
use super::text::Text;

/// LHÉO allows 10 characters; 6 digits is the most seen.
const MAX_DIGITS: usize = 9;

/// The identifier of a certification at Certif Info, such as 112928.
///
/// It identifies a version: the number changes when the certification evolves, and a larger number
/// is not a later one (212 of the 5,484 replacements measured go from a larger to a smaller one).
///
/// Serialised as a JSON integer, read from an integer or from text.
///
/// ```
/// use certifinfo_ext::codes::CertifInfoCode;
///
/// let code: CertifInfoCode = "112928".parse()?;
/// assert_eq!(code, CertifInfoCode::new(112_928)?);
/// assert_eq!(CertifInfoCode::parse_lenient("112 928")?, code);
/// assert!("RNCP35419".parse::<CertifInfoCode>().is_err());
///
/// const BOULANGERIE: CertifInfoCode = CertifInfoCode::new_const(80735);
/// # assert_eq!(BOULANGERIE.to_string(), "80735");
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertifInfoCode(NonZeroU32);

const KIND: Kind = Kind {
    name: "certif_info",
    type_name: "CertifInfoCode",
    noun: "a Certif Info code",
    expected: "1 to 9 digits, the first not zero (112928)",
    pattern: "^[1-9][0-9]{0,8}$",
    example: "112928",
    source: "LHÉO code-CERTIFINFO; the open-data export of 2025-01-01",
    labels: &["certif info", "ci"],
    number: Number::Written {
        max: 10u32.pow(MAX_DIGITS as u32) - 1,
    },
    shape: Shape::Number {
        prefixes: &[],
        max: MAX_DIGITS,
    },
    explain: |_, _| None,
    advise: |text| {
        text.contains('|')
            .then_some("in an RCO identifier, the third part is the Certif Info code")
    },
    lenient: |text| CertifInfoCode::lenient(text).map(CertifInfoCode::written),
};

impl CertifInfoCode {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match decimal(text, MAX_DIGITS) {
            Some(numero) => Some(Self(numero)),
            None => None,
        }
    }

    /// White space may separate thousands. Leading zeros are not accepted.
    fn lenient(text: &str) -> Option<Self> {
        let mut scanner = Scanner::new(text);
        if scanner.rest().starts_with('0') {
            return None;
        }
        let numero = scanner.grouped_number(MAX_DIGITS, false)?;
        scanner.is_done().then_some(Self(numero))
    }

    const fn written(self) -> Text {
        Text::new().push_number(self.numero(), 0)
    }
}

number_code!(CertifInfoCode, MAX_DIGITS);
code_traits!(CertifInfoCode);
