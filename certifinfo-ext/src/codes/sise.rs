//! [`SiseCode`]: a diploma in the ministry's student statistics.

use super::kind::{CodeErrorKind, Kind, Number, Shape};
use super::lenient::{Scanner, compact, trim};
use super::macros::code_traits;
use super::strict::{capitals_at, fits};
use super::text::Text;

/// A SISE code, such as 2500279 or M000184: a character for the kind of diploma and a serial number
/// of 6 digits.
///
/// National diplomas start with 1 to 8, M, R or F (BCN N_DIPLOME_SISE); institutions use others.
/// Seven digits may also be a CFD that lost its zero (1025409): only the column can tell.
///
/// ```
/// use certifinfo_ext::codes::SiseCode;
///
/// let code: SiseCode = "M000184".parse()?;
/// assert_eq!((code.premier_caractere(), code.numero()), ('M', 184));
/// assert!(code.is_national());
/// assert_eq!(SiseCode::parse_lenient("m-000184")?, code);
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiseCode([u8; 7]);

/// `0000000` is excluded by requiring a first character other than zero: not every engine has look-ahead.
const PATTERN: &str = "^(?:[1-9A-Z][0-9]{6}|0[1-9][0-9]{5}|0{2}[1-9][0-9]{4}|0{3}[1-9][0-9]{3}\
    |0{4}[1-9][0-9]{2}|0{5}[1-9][0-9]|0{6}[1-9])$";

const KIND: Kind = Kind {
    name: "sise",
    type_name: "SiseCode",
    noun: "a SISE code",
    expected: "a digit or capital and 6 digits, not all zero (2500279)",
    pattern: PATTERN,
    example: "2500279",
    source: "BCN N_DIPLOME_SISE",
    labels: &["sise"],
    number: Number::Refused,
    shape: Shape::Fixed("X999999"),
    explain: |text, _| (trim(text) == "0000000").then_some(CodeErrorKind::Zero),
    advise: |_| None,
    lenient: |text| SiseCode::lenient(text).map(SiseCode::written),
};

impl SiseCode {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        const CAPITALS: u64 = capitals_at([0]);
        match *text {
            [a, b, c, d, e, f, g] if fits([a, b, c, d, e, f, g, b'0'], CAPITALS) => match text {
                b"0000000" => None,
                _ => Some(Self([a, b, c, d, e, f, g])),
            },
            _ => None,
        }
    }

    /// White space, and a separator after a letter (`M-000184`).
    fn lenient(text: &str) -> Option<Self> {
        if let Some(code) = Self::strict(compact(text)?.as_str().as_bytes()) {
            return Some(code);
        }
        let mut scanner = Scanner::new(text);
        let letter = scanner
            .rest()
            .bytes()
            .next()
            .filter(u8::is_ascii_alphabetic)?;
        scanner.word(&scanner.rest()[..1]);
        scanner.separators();
        let tidy = Text::new().push(letter.to_ascii_uppercase());
        Self::strict(tidy.push_all(scanner.rest().as_bytes()).as_str().as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_all(&self.0)
    }

    /// The first character: the kind of diploma (1 first cycle, 2 second, 3 third, 4 research,
    /// 5 health, 6 engineers, 7 preparations…).
    pub const fn premier_caractere(self) -> char {
        self.0[0] as char
    }

    /// The serial number.
    pub const fn numero(self) -> u32 {
        let [_, digits @ ..] = self.0;
        match super::strict::digits(&digits) {
            Some(numero) => numero,
            None => 0,
        }
    }

    /// Whether the first character is one of the national diplomas.
    pub const fn is_national(self) -> bool {
        matches!(self.0[0], b'1'..=b'8' | b'M' | b'R' | b'F')
    }
}

code_traits!(SiseCode);
