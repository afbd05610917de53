//! [`RsCode`]: the number of a sheet in the Répertoire spécifique.

use std::num::NonZeroU32;

use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::macros::{code_traits, number_code};
use super::recognise::RS;
use super::registre::{self, MAX_DIGITS, Registre};
use super::strict::decimal;
use super::text::Text;

/// RS5000 was decided on 13 June 2019; that numbers from 5000 on belong to the register as
/// reformed is inferred from it.
const FIRST_AFTER_2019_REFORM: u32 = 5_000;

/// The number of a sheet in the Répertoire spécifique (the former Inventaire), such as RS5000.
///
/// Both `RS5000` and the bare `5000` are strict forms; the canonical one has the prefix. RS sheets
/// have no blocks.
///
/// ```
/// use certifinfo_ext::codes::{CodeErrorKind, RsCode};
///
/// let code: RsCode = "RS5000".parse()?;
/// assert_eq!(RsCode::parse_lenient("rs-05000")?, code);
/// assert_eq!(code.url(), "https://www.francecompetences.fr/recherche/rs/5000/");
///
/// let error = "RNCP35419".parse::<RsCode>().unwrap_err();
/// assert_eq!(error.kind(), CodeErrorKind::WrongRegister);
/// assert_eq!(error.suggestion().as_deref(), Some("this is an RNCP number: `RncpCode`"));
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RsCode(NonZeroU32);

const KIND: Kind = Kind {
    name: RS.name,
    type_name: RS.type_name,
    noun: RS.noun,
    expected: "RS and 1 to 5 digits, the first not zero, or the digits alone (RS5000)",
    pattern: "^(?:RS)?[1-9][0-9]{0,4}$",
    example: "RS5000",
    source: "LHÉO code-RS; France compétences",
    labels: &[],
    number: Number::Read,
    shape: Shape::Number {
        prefixes: &["RS"],
        max: MAX_DIGITS,
    },
    explain: |text, _| registre::looks_like_address(text).then_some(CodeErrorKind::WrongAddress),
    advise: |text| {
        let is_block = RsCode::lenient(text.split("BC").next()?).is_some() && text.contains("BC");
        is_block.then_some("RS sheets have no blocks")
    },
    lenient: |text| RsCode::lenient(text).map(RsCode::written),
};

impl RsCode {
    #[inline]
    pub(super) const fn strict(text: &[u8]) -> Option<Self> {
        let digits = match text {
            [b'R', b'S', digits @ ..] => digits,
            digits => digits,
        };
        match decimal(digits, MAX_DIGITS) {
            Some(numero) => Some(Self(numero)),
            None => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        match registre::read(text)? {
            (None | Some(Registre::Rs), numero) => Some(Self(numero)),
            (Some(Registre::Rncp), _) => None,
        }
    }

    pub(super) const fn written(self) -> Text {
        Text::new().push_all(b"RS").push_number(self.numero(), 0)
    }

    /// Whether the sheet comes from the Inventaire that the reform of 2019 replaced: its number is
    /// below 5000 (inferred: RS5000 was decided on 13 June 2019).
    pub const fn is_before_2019_reform(self) -> bool {
        self.numero() < FIRST_AFTER_2019_REFORM
    }

    /// The sheet's page at France compétences.
    pub fn url(self) -> String {
        registre::url(Registre::Rs, self.numero())
    }
}

impl super::serde::Prefixed for RsCode {
    fn numero(&self) -> u32 {
        (*self).numero()
    }
}

number_code!(RsCode, MAX_DIGITS);
code_traits!(RsCode);
