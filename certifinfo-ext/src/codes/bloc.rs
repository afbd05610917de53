//! [`BlocCode`]: a block of competences of an RNCP sheet.

use super::kind::{CodeErrorKind, Kind, Mode, Number, Shape};
use super::lenient::{Scanner, trim};
use super::macros::code_traits;
use super::recognise::BLOC;
use super::registre::MAX_DIGITS;
use super::rncp::RncpCode;
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
    name: BLOC.name,
    type_name: BLOC.type_name,
    noun: BLOC.noun,
    expected: "an RNCP number, BC and 2 digits (RNCP37674BC01)",
    pattern: "^RNCP[1-9][0-9]{0,4}BC(?:0[1-9]|[1-9][0-9])$",
    example: "RNCP37674BC01",
    source: "LHÉO code-bloc; France compétences",
    labels: &["bloc"],
    number: Number::Refused,
    shape: Shape::Numbers,
    explain,
    advise: |text| {
        if matches!(trim(text).as_bytes(), [b'R' | b'r', b'S' | b's', ..]) {
            return Some("RS sheets have no blocks");
        }
        let bare = trim(text).trim_start_matches(['B', 'C', 'b', 'c']);
        (!bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|byte| byte.is_ascii_digit()))
            .then_some("a block is only known together with its sheet: put the RNCP number first")
    },
    lenient: |text| BlocCode::lenient(text).map(BlocCode::written),
};

impl BlocCode {
    const fn strict(text: &[u8]) -> Option<Self> {
        let [sheet @ .., b'B', b'C', tens, units] = text else {
            return None;
        };
        // The bare number, which RncpCode accepts, is not enough here.
        let [b'R', ..] = sheet else { return None };
        match (RncpCode::strict(sheet), digits(&[*tens, *units])) {
            (Some(rncp), Some(numero @ 1..)) => Some(Self {
                rncp,
                numero: numero as u8,
            }),
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
    let mut scanner = Scanner::in_mode(text, mode);
    let skip_separators = |scanner: &mut Scanner<'_>| {
        if mode == Mode::Lenient {
            scanner.separators();
        }
    };
    if scanner.word_in_mode("RS", mode) {
        return Some(CodeErrorKind::WrongRegister);
    }
    if !scanner.word_in_mode("RNCP", mode) {
        return Some(CodeErrorKind::WrongPrefix);
    }
    skip_separators(&mut scanner);
    let sheet = scanner.digits();
    skip_separators(&mut scanner);
    if sheet.is_empty() || !scanner.word_in_mode("BC", mode) {
        let position = scanner.position();
        // Nothing after the sheet: the general explanation names the kind of that number.
        return (!scanner.is_done()).then_some(CodeErrorKind::BadChar { position });
    }
    skip_separators(&mut scanner);
    let numero = scanner.digits();
    let is_zero = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit == b'0');
    Some(if !scanner.is_done() {
        CodeErrorKind::BadChar {
            position: scanner.position(),
        }
    } else if is_zero(sheet) || is_zero(numero) && numero.len() <= 2 {
        CodeErrorKind::Zero
    } else if sheet.starts_with('0') && mode == Mode::Strict {
        CodeErrorKind::LeadingZero
    } else {
        CodeErrorKind::Length
    })
}

code_traits!(BlocCode);
