//! [`RncpCode`]: the number of a sheet in the RNCP.

use std::num::NonZeroU32;

use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::macros::{code_traits, number_code};
use super::recognise::RNCP;
use super::registre::{self, MAX_DIGITS, Registre};
use super::strict::{decimal, five_digits};
use super::text::Text;

/// Sheets below this number predate the reform of 2019 (law of 5 September 2018); the bound is the
/// one api-apprentissage documents as `rncp_anterieur_2019`.
const FIRST_AFTER_2019_REFORM: u32 = 34_000;

/// The number of a sheet in the Répertoire national des certifications professionnelles, such as
/// RNCP35419.
///
/// Both `RNCP35419` (France compétences) and the bare `35419` (open-data export) are strict forms;
/// the canonical one has the prefix and no padding. One number can cover up to 48 certifications.
///
/// ```
/// use certifinfo_ext::codes::{CodeErrorKind, RncpCode};
///
/// let code: RncpCode = "RNCP35419".parse()?;
/// assert_eq!(code, RncpCode::new_const(35419));
/// assert_eq!(code.url(), "https://www.francecompetences.fr/recherche/rncp/35419/");
/// assert!(!code.is_before_2019_reform());
///
/// for pasted in ["rncp 35419", "RNCP-035419", "RNCP n° 35419", "35-419", code.url().as_str()] {
///     assert_eq!(RncpCode::parse_lenient(pasted)?, code);
/// }
/// for refused in ["RNCP12803?", "5000.0", "34.670,0", "３５４１９", "RS5000"] {
///     assert!(RncpCode::parse_lenient(refused).is_err());
/// }
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
///
/// A wrong literal does not compile:
///
/// ```compile_fail
/// use certifinfo_ext::codes::RncpCode;
///
/// const WRONG: RncpCode = RncpCode::new_const(187_485);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RncpCode(NonZeroU32);

const KIND: Kind = Kind {
    name: RNCP.name,
    type_name: RNCP.type_name,
    noun: RNCP.noun,
    expected: "RNCP and 1 to 5 digits, the first not zero, or the digits alone (RNCP35419)",
    pattern: "^(?:RNCP)?[1-9][0-9]{0,4}$",
    example: "RNCP35419",
    source: "LHÉO code-RNCP; France compétences",
    labels: &[],
    number: Number::Read,
    shape: Shape::Number {
        prefixes: &["RNCP"],
        max: MAX_DIGITS,
    },
    explain: |text, _| registre::looks_like_address(text).then_some(CodeErrorKind::WrongAddress),
    advise: |_| None,
    lenient: |text| RncpCode::lenient(text).map(RncpCode::written),
};

impl RncpCode {
    #[inline]
    pub(super) const fn strict(text: &[u8]) -> Option<Self> {
        // One comparison of four bytes; a slice pattern makes four.
        const PREFIX: u32 = u32::from_le_bytes(*b"RNCP");
        let digits = match text.split_first_chunk() {
            Some((prefix, digits)) if u32::from_le_bytes(*prefix) == PREFIX => digits,
            _ => text,
        };
        let numero = match (text.last_chunk(), digits) {
            // With the prefix, one load takes all five digits, and three letters with them.
            (Some(last), [b'1'..=b'9', _, _, _, _]) => match five_digits(*last) {
                Some(numero) => NonZeroU32::new(numero),
                None => None,
            },
            _ => decimal(digits, MAX_DIGITS),
        };
        match numero {
            Some(numero) => Some(Self(numero)),
            None => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        match registre::read(text)? {
            (None | Some(Registre::Rncp), numero) => Some(Self(numero)),
            (Some(Registre::Rs), _) => None,
        }
    }

    pub(super) const fn written(self) -> Text {
        Text::new().push_all(b"RNCP").push_number(self.numero(), 0)
    }

    /// Whether the sheet predates the reform of 2019: its number is below 34000
    /// (api-apprentissage, `rncp_anterieur_2019`).
    pub const fn is_before_2019_reform(self) -> bool {
        self.numero() < FIRST_AFTER_2019_REFORM
    }

    /// The sheet's page at France compétences.
    pub fn url(self) -> String {
        registre::url(Registre::Rncp, self.numero())
    }
}

impl super::serde::Prefixed for RncpCode {
    fn numero(&self) -> u32 {
        (*self).numero()
    }
}

number_code!(RncpCode, MAX_DIGITS);
code_traits!(RncpCode);
