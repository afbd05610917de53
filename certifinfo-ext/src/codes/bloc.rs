//! [`BlocCode`]: a block of competences of an RNCP sheet.

use super::RncpCode;
use super::code::{Kind, Number, Shape};
use super::error::{CodeErrorKind, Mode};
use super::lenient::{Scanner, trim};
use super::macros::code_traits;
use super::registre::MAX_DIGITS;
use super::strict::digits;
use super::text::Text;

/// A bloc de compétences, such as RNCP37674BC01: the sheet and the number of the block in it.
///
/// A block number alone identifies nothing (`01` is a block of RNCP40505 and of RNCP40080), so the
/// sheet is always part of the code. RS sheets have no blocks.
///
/// ```
/// use certifinfo_ext::codes::BlocCode;
///
/// let bloc: BlocCode = "RNCP35625BC10".parse()?;
/// assert_eq!((bloc.rncp().numero(), bloc.numero()), (35625, 10));
/// assert_eq!(BlocCode::parse_lenient("rncp35625-bc1")?.to_string(), "RNCP35625BC01");
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlocCode {
    rncp: RncpCode,
    numero: u8,
}

const KIND: Kind = Kind {
    name: "bloc",
    type_name: "BlocCode",
    noun: "a block of competences",
    expected: "an RNCP number, BC and 2 digits (RNCP37674BC01)",
    pattern: "^RNCP[1-9][0-9]{0,4}BC(?:0[1-9]|[1-9][0-9])$",
    example: "RNCP37674BC01",
    source: "LHÉO code-bloc; France compétences",
    number: Number::Refused,
    shape: Shape::Free,
    explain,
    advise: |text| {
        let bare = trim(text).trim_start_matches(['B', 'C', 'b', 'c']);
        (!bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|byte| byte.is_ascii_digit()))
            .then_some("a block is only known together with its sheet: put the RNCP number first")
    },
    lenient: |text| BlocCode::lenient(text).map(BlocCode::written),
};

impl BlocCode {
    const fn strict(text: &[u8]) -> Option<Self> {
        match text {
            [b'R', b'N', b'C', b'P', rest @ ..] => match rest {
                [number @ .., b'B', b'C', tens, units] => {
                    match (
                        super::strict::decimal(number, MAX_DIGITS),
                        digits(&[*tens, *units]),
                    ) {
                        (Some(rncp), Some(numero @ 1..)) => Some(Self {
                            rncp: RncpCode::new_const(rncp.get()),
                            numero: numero as u8,
                        }),
                        _ => None,
                    }
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Separators around `BC`, zeros in front of the sheet's number, and a block number of one
    /// digit, which LHÉO's `RNCPxBCy` allows.
    fn lenient(text: &str) -> Option<Self> {
        let mut scanner = Scanner::new(text);
        if !scanner.word("RNCP") {
            return None;
        }
        scanner.before_number();
        let rncp = scanner.number(MAX_DIGITS)?;
        scanner.separators();
        if !scanner.word("BC") {
            return None;
        }
        scanner.separators();
        let numero @ 1.. = block_number(scanner.digits())? else {
            return None;
        };
        let rncp = RncpCode::new(rncp.get()).ok()?;
        scanner.is_done().then_some(Self { rncp, numero })
    }

    const fn written(self) -> Text {
        self.rncp
            .written()
            .push_all(b"BC")
            .push_number(self.numero as u32, 2)
    }

    /// The sheet.
    pub const fn rncp(self) -> RncpCode {
        self.rncp
    }

    /// The number of the block in its sheet, 1 to 99.
    pub const fn numero(self) -> u8 {
        self.numero
    }
}

fn block_number(text: &str) -> Option<u8> {
    if text.len() > 2 {
        None
    } else {
        text.parse().ok()
    }
}

fn explain(text: &str, mode: Mode) -> Option<CodeErrorKind> {
    let mut scanner = match mode {
        Mode::Strict => Scanner::whole(text),
        Mode::Lenient => Scanner::new(text),
    };
    let start = text.len() - text.trim_start_matches(super::lenient::is_blank).len();
    let start = if mode == Mode::Strict { 0 } else { start };
    let skip = |scanner: &mut Scanner<'_>| {
        if mode == Mode::Lenient {
            scanner.separators();
        }
    };
    let word = |scanner: &mut Scanner<'_>, word: &str| {
        (mode == Mode::Lenient || scanner.rest().starts_with(word)) && scanner.word(word)
    };
    let bad = |scanner: &Scanner<'_>| match scanner.is_done() {
        true => Some(CodeErrorKind::Length),
        false => Some(CodeErrorKind::BadChar {
            position: start + scanner.read(),
        }),
    };
    if word(&mut scanner, "RS") {
        return Some(CodeErrorKind::WrongRegister);
    }
    if !word(&mut scanner, "RNCP") {
        return Some(CodeErrorKind::WrongPrefix);
    }
    skip(&mut scanner);
    let number = scanner.digits();
    if number.is_empty() {
        return bad(&scanner);
    }
    if number.bytes().all(|digit| digit == b'0') {
        return Some(CodeErrorKind::Zero);
    }
    if mode == Mode::Strict && number.starts_with('0') {
        return Some(CodeErrorKind::LeadingZero);
    }
    if number.trim_start_matches('0').len() > MAX_DIGITS {
        return Some(CodeErrorKind::Length);
    }
    skip(&mut scanner);
    if scanner.is_done() {
        // A whole sheet: the general explanation names its register.
        return Some(CodeErrorKind::WrongRegister);
    }
    if !word(&mut scanner, "BC") {
        return bad(&scanner);
    }
    skip(&mut scanner);
    let numero = scanner.digits();
    if !scanner.is_done() {
        return bad(&scanner);
    }
    Some(if matches!(numero, "0" | "00") {
        CodeErrorKind::Zero
    } else {
        CodeErrorKind::Length
    })
}

code_traits!(BlocCode);
