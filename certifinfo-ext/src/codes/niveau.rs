//! [`Niveau`]: a level of qualification of the scale of 2019, and the scales it is confused with.

use super::error::CodeError;
use super::kind::{CodeErrorKind, Kind, Mode, Number, Shape};
use super::lenient::{Scanner, trim};
use super::macros::code_traits;
use super::text::Text;

/// A level of the cadre national des certifications professionnelles, 1 to 8 (décret 2019-14 of
/// 8 January 2019), the same numbers as the European framework.
///
/// Three other scales write the same digits: the one of 1969 ([`Niveau1969`]), LHÉO's dictionary
/// ([`Niveau::from_lheo`]: its 5 is level 4) and the first digit of a
/// [`CfdCode`](super::CfdCode) (its 5 is level 3). Only say what the text is, and read it with the
/// function of that name.
///
/// Serialised as a JSON integer, read from an integer or from text.
///
/// ```
/// use certifinfo_ext::codes::Niveau;
///
/// assert_eq!("5".parse(), Ok(Niveau::N5));
/// assert_eq!(Niveau::from_lheo(5), Some(Niveau::N4));
/// assert_eq!(Niveau::from_lheo(15), Some(Niveau::N5));
/// assert_eq!(Niveau::from_bcn("05"), Some(Niveau::N5));
/// assert_eq!(Niveau::from_france_competences("NIV5"), Some(Niveau::N5));
/// assert_eq!(Niveau::parse_lenient("Niveau 5"), Ok(Niveau::N5));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Niveau {
    /// Level 1: basic knowledge.
    N1 = 1,
    /// Level 2.
    N2 = 2,
    /// Level 3, the niveau V of 1969: CAP.
    N3 = 3,
    /// Level 4, the niveau IV of 1969: baccalauréat.
    N4 = 4,
    /// Level 5, the niveau III of 1969: BTS.
    N5 = 5,
    /// Level 6, the niveau II of 1969: licence.
    N6 = 6,
    /// Level 7, part of the niveau I of 1969: master.
    N7 = 7,
    /// Level 8, part of the niveau I of 1969: doctorat.
    N8 = 8,
}

const KIND: Kind = Kind {
    name: "niveau",
    type_name: "Niveau",
    noun: "a level",
    expected: "one digit, 1 to 8 (6)",
    pattern: "^[1-8]$",
    example: "6",
    source: "décret 2019-14 of 8 January 2019",
    labels: &[],
    number: Number::Written { max: 8 },
    shape: Shape::Fixed("9"),
    explain,
    advise,
    lenient: |text| Niveau::lenient(text).map(Niveau::written),
};

impl Niveau {
    /// All of them, lowest first.
    pub const ALL: [Self; 8] = [
        Self::N1,
        Self::N2,
        Self::N3,
        Self::N4,
        Self::N5,
        Self::N6,
        Self::N7,
        Self::N8,
    ];

    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match text {
            [digit @ b'1'..=b'8'] => Some(Self::ALL[(*digit - b'1') as usize]),
            _ => None,
        }
    }

    /// `NIV3`, `niveau4`, `Niveau 4`, `niv. 6`, and BCN's two digits, `03`.
    fn lenient(text: &str) -> Option<Self> {
        let mut scanner = Scanner::new(text);
        if scanner.word("niveau") || scanner.word("niv") {
            scanner.separators();
        } else if let Some(niveau) = Self::from_bcn(scanner.rest()) {
            return Some(niveau);
        }
        Self::strict(scanner.rest().as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_number(self as u32, 0)
    }

    /// The level with this number.
    ///
    /// # Errors
    /// A [`CodeError`] when the number is not 1 to 8.
    pub fn new(numero: u8) -> Result<Self, CodeError> {
        Text::new().push_number(numero.into(), 0).as_str().parse()
    }

    /// The number, 1 to 8.
    pub const fn numero(self) -> u8 {
        self as u8
    }

    /// Reads a value of LHÉO's `dict-niveaux`: 11 to 18 are the levels of 2019; 4 to 7 are those of
    /// 1969 (4 = niveau V, 5 = IV, 6 = III, 7 = II). 8 is niveau I, which is level 7 or 8: none.
    pub const fn from_lheo(valeur: u8) -> Option<Self> {
        match valeur {
            11..=18 => Some(Self::ALL[(valeur - 11) as usize]),
            _ => match Niveau1969::from_lheo(valeur) {
                Some(niveau) => niveau.to_niveau(),
                None => None,
            },
        }
    }

    /// Reads BCN's two digits, `01` to `08`; `00` (out of scope), `99` (undetermined) and `XX` (to
    /// be determined) are not levels.
    pub fn from_bcn(valeur: &str) -> Option<Self> {
        Self::strict(valeur.strip_prefix('0')?.as_bytes())
    }

    /// Reads the values of France compétences, `NIV3` to `NIV8`; `AUCUN` and `REPRISE` are not levels.
    pub fn from_france_competences(valeur: &str) -> Option<Self> {
        Self::strict(valeur.strip_prefix("NIV")?.as_bytes())
    }

    /// The level of 1969 it comes from (table of the décret); 1 and 2 come from none.
    pub const fn to_1969(self) -> Option<Niveau1969> {
        match self {
            Self::N1 | Self::N2 => None,
            Self::N3 => Some(Niveau1969::V),
            Self::N4 => Some(Niveau1969::IV),
            Self::N5 => Some(Niveau1969::III),
            Self::N6 => Some(Niveau1969::II),
            Self::N7 | Self::N8 => Some(Niveau1969::I),
        }
    }
}

fn explain(text: &str, mode: Mode) -> Option<CodeErrorKind> {
    let number = match mode {
        Mode::Strict => text,
        Mode::Lenient => {
            let mut scanner = Scanner::new(text);
            if scanner.word("niveau") || scanner.word("niv") {
                scanner.separators();
            }
            scanner.rest()
        }
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(CodeErrorKind::OutOfRange)
}

fn advise(text: &str) -> Option<&'static str> {
    match trim(text) {
        "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" => {
            Some("a value of LHÉO's dictionary: `Niveau::from_lheo`")
        }
        "00" | "99" | "XX" => Some("BCN's word for no level: `Niveau::from_bcn`"),
        "AUCUN" | "REPRISE" => Some("a word for no level: `Niveau::from_france_competences`"),
        "I" | "II" | "III" | "IV" | "V" | "V bis" | "VI" => {
            Some("a level of the scale of 1969: `Niveau1969`")
        }
        _ => None,
    }
}

code_traits!(Niveau);

/// A level of the nomenclature of 1969, where a smaller number is a higher level.
///
/// ```
/// use certifinfo_ext::codes::{Niveau, Niveau1969};
///
/// assert_eq!(Niveau1969::V.to_niveau(), Some(Niveau::N3));
/// // Niveau I became 7 or 8: which one, it does not say.
/// assert_eq!(Niveau1969::I.niveaux(), [Niveau::N7, Niveau::N8]);
/// assert_eq!(Niveau1969::I.to_niveau(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Niveau1969 {
    /// Niveau VI.
    VI,
    /// Niveau V bis.
    VBis,
    /// Niveau V: CAP.
    V,
    /// Niveau IV: baccalauréat.
    IV,
    /// Niveau III: BTS.
    III,
    /// Niveau II: licence.
    II,
    /// Niveau I: beyond.
    I,
}

impl Niveau1969 {
    /// Reads the values 3 to 8 of LHÉO's `dict-niveaux` (3 = V bis, 4 = V, 5 = IV, 6 = III, 7 = II,
    /// 8 = I). Values below 3 are not levels, or are not in the dictionary.
    pub const fn from_lheo(valeur: u8) -> Option<Self> {
        match valeur {
            3 => Some(Self::VBis),
            4 => Some(Self::V),
            5 => Some(Self::IV),
            6 => Some(Self::III),
            7 => Some(Self::II),
            8 => Some(Self::I),
            _ => None,
        }
    }

    /// The levels of 2019 it became (table of the décret 2019-14): none for VI and V bis, two for I.
    pub const fn niveaux(self) -> &'static [Niveau] {
        match self {
            Self::VI | Self::VBis => &[],
            Self::V => &[Niveau::N3],
            Self::IV => &[Niveau::N4],
            Self::III => &[Niveau::N5],
            Self::II => &[Niveau::N6],
            Self::I => &[Niveau::N7, Niveau::N8],
        }
    }

    /// The level of 2019, when there is exactly one.
    pub const fn to_niveau(self) -> Option<Niveau> {
        match self.niveaux() {
            [niveau] => Some(*niveau),
            _ => None,
        }
    }
}
