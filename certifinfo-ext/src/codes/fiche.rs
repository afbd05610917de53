//! [`FicheCode`]: a sheet of either register.

use super::error::CodeError;
use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::macros::code_traits;
use super::registre::{self, MAX_DIGITS, Registre};
use super::rncp::RncpCode;
use super::rs::RsCode;
use super::text::Text;

/// A sheet of the RNCP or of the RS: what a succession leads to, since RNCP19468 was replaced by
/// RS6117.
///
/// A bare number is ambiguous (64 numbers are in both registers) and is never guessed.
///
/// ```
/// use certifinfo_ext::codes::{CodeErrorKind, FicheCode};
///
/// let next: FicheCode = "RS6117".parse()?;
/// assert!(matches!(next, FicheCode::Rs(rs) if rs.numero() == 6117));
///
/// let error = "35419".parse::<FicheCode>().unwrap_err();
/// let [rncp, rs] = FicheCode::candidates("35419").unwrap();
/// assert_eq!(error.kind(), CodeErrorKind::Ambiguous { numero: 35419 });
/// assert_eq!((rncp.to_string(), rs.to_string()), ("RNCP35419".into(), "RS35419".into()));
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FicheCode {
    /// A sheet of the RNCP.
    Rncp(RncpCode),
    /// A sheet of the RS.
    Rs(RsCode),
}

const KIND: Kind = Kind {
    name: "fiche",
    type_name: "FicheCode",
    noun: "an RNCP or RS number",
    expected: "RNCP or RS and 1 to 5 digits, the first not zero (RNCP35419, RS6117)",
    pattern: "^(?:RNCP|RS)[1-9][0-9]{0,4}$",
    example: "RNCP35419",
    source: "France compétences; LHÉO code-RNCP and code-RS",
    labels: &[],
    number: Number::Read,
    shape: Shape::Number {
        prefixes: &["RNCP", "RS"],
        max: MAX_DIGITS,
    },
    explain: |text, _| match registre::read(text) {
        Some((None, numero)) => Some(CodeErrorKind::Ambiguous {
            numero: numero.get(),
        }),
        _ => registre::looks_like_address(text).then_some(CodeErrorKind::WrongAddress),
    },
    advise: |_| None,
    lenient: |text| FicheCode::lenient(text).map(FicheCode::written),
};

impl FicheCode {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match text {
            [b'R', b'N', ..] => match RncpCode::strict(text) {
                Some(code) => Some(Self::Rncp(code)),
                None => None,
            },
            [b'R', b'S', ..] => match RsCode::strict(text) {
                Some(code) => Some(Self::Rs(code)),
                None => None,
            },
            _ => None,
        }
    }

    fn lenient(text: &str) -> Option<Self> {
        let (registre, numero) = registre::read(text)?;
        Self::new(registre?, numero.get()).ok()
    }

    const fn written(self) -> Text {
        match self {
            Self::Rncp(code) => code.written(),
            Self::Rs(code) => code.written(),
        }
    }

    /// The sheet with this number in this register.
    ///
    /// # Errors
    /// A [`CodeError`] when the number is zero or has more than 5 digits.
    pub fn new(registre: Registre, numero: u32) -> Result<Self, CodeError> {
        match registre {
            Registre::Rncp => RncpCode::new(numero).map(Self::Rncp),
            Registre::Rs => RsCode::new(numero).map(Self::Rs),
        }
    }

    /// The two sheets that a bare number may mean, RNCP first; `None` when the text is not a bare
    /// number. Reads leniently (`34-670`).
    pub fn candidates(text: &str) -> Option<[Self; 2]> {
        let (None, numero) = registre::read(text)? else {
            return None;
        };
        let rncp = Self::new(Registre::Rncp, numero.get()).ok()?;
        let rs = Self::new(Registre::Rs, numero.get()).ok()?;
        Some([rncp, rs])
    }

    /// The register.
    pub const fn registre(self) -> Registre {
        match self {
            Self::Rncp(_) => Registre::Rncp,
            Self::Rs(_) => Registre::Rs,
        }
    }

    /// The number alone.
    pub const fn numero(self) -> u32 {
        match self {
            Self::Rncp(code) => code.numero(),
            Self::Rs(code) => code.numero(),
        }
    }

    /// The sheet's page at France compétences.
    pub fn url(self) -> String {
        registre::url(self.registre(), self.numero())
    }
}

impl From<RncpCode> for FicheCode {
    fn from(code: RncpCode) -> Self {
        Self::Rncp(code)
    }
}

impl From<RsCode> for FicheCode {
    fn from(code: RsCode) -> Self {
        Self::Rs(code)
    }
}

code_traits!(FicheCode);
