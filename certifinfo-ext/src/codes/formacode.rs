//! [`Formacode`]: a descriptor of the Centre Inffo's thesaurus.

use super::kind::{Kind, Number, Shape};
use super::lenient::compact;
use super::macros::code_traits;
use super::strict::{digits, fits};
use super::text::Text;

const DIGITS: usize = 5;

/// A Formacode, such as 21538: 3 digits for the field, then 2 digits.
///
/// The version (V13 at Certif Info, V14 at France compétences) is not part of the code: keep it
/// beside the code. A field is not an NSF group, although both have a 326.
///
/// ```
/// use certifinfo_ext::codes::Formacode;
///
/// let code: Formacode = "21059".parse()?;
/// assert_eq!(code.champ(), 210);
/// assert_eq!(Formacode::parse_lenient("210 59")?, code);
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Formacode([u8; DIGITS]);

const KIND: Kind = Kind {
    name: "formacode",
    type_name: "Formacode",
    noun: "a Formacode",
    expected: "5 digits, the first not zero (21538)",
    pattern: "^[1-9][0-9]{4}$",
    example: "21538",
    source: "LHÉO code-FORMACODE; Centre Inffo, Formacode V13",
    labels: &["formacode"],
    number: Number::Read,
    shape: Shape::Number {
        prefixes: &[],
        max: DIGITS,
    },
    explain: |_, _| None,
    advise: |text| match text.get(..1) {
        Some("V" | "v") => Some("the version is not part of the code: drop it"),
        _ => None,
    },
    lenient: |text| Formacode::lenient(text).map(Formacode::written),
};

impl Formacode {
    #[inline]
    const fn strict(text: &[u8]) -> Option<Self> {
        match *text {
            [a @ b'1'..=b'9', b, c, d, e] if fits([b, c, d, e, b'0', b'0', b'0', b'0'], 0) => {
                Some(Self([a, b, c, d, e]))
            }
            _ => None,
        }
    }

    /// Centre Inffo prints `210 59`: white space inside goes.
    fn lenient(text: &str) -> Option<Self> {
        Self::strict(compact(text)?.as_str().as_bytes())
    }

    const fn written(self) -> Text {
        Text::new().push_all(&self.0)
    }

    /// The code with this number.
    ///
    /// # Errors
    /// A [`CodeError`](super::CodeError) when the number has not 5 digits.
    pub fn new(numero: u32) -> Result<Self, super::CodeError> {
        Text::new().push_number(numero, 0).as_str().parse()
    }

    /// The code with this number, for constants: a wrong one does not compile there.
    ///
    /// # Panics
    /// When the number has not 5 digits. In a `const`, that is a compile error.
    #[track_caller]
    pub const fn new_const(numero: u32) -> Self {
        assert!(
            numero >= 10_000 && numero <= 99_999,
            "a Formacode has 5 digits"
        );
        let mut digits = [0; DIGITS];
        let mut rest = numero;
        let mut at = DIGITS;
        while at > 0 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        Self(digits)
    }

    /// The number.
    pub const fn numero(self) -> u32 {
        match digits(&self.0) {
            Some(numero) => numero,
            None => 0,
        }
    }

    /// The field (champ): the first 3 digits (Centre Inffo; verified on each domain descriptor of
    /// V8).
    pub const fn champ(self) -> u16 {
        (self.numero() / 100) as u16
    }
}

code_traits!(Formacode);
