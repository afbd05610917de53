//! [`Ideo2Code`]: a formation in the Onisep's Idéo 2.

use super::kind::{CodeErrorKind, Kind, Mode, Number, Shape};
use super::lenient::Scanner;
use super::macros::code_traits;
use super::recognise::{IDEO2, IDEO2_DIGITS};
use super::strict::decimal;
use super::text::Text;

const MAX_PREFIX: usize = 8;

/// An identifier of the Onisep, such as FOR.5740.
///
/// `FOR` and `TYPDISP` are the prefixes of formations; the Onisep has others, which no source read
/// lists, so another prefix is kept ([`Code::is_known`](super::Code::is_known) is then false). The number of the pages
/// `…/identifiant/4643` is of another scheme.
///
/// ```
/// use certifinfo_ext::codes::{Ideo2Code, Ideo2Prefixe};
///
/// let code: Ideo2Code = "FOR.5740".parse()?;
/// assert_eq!((code.prefixe(), code.numero()), (Ideo2Prefixe::For, 5740));
/// let pasted = "http://www.onisep.fr/http/redirection/formation/slug/FOR.5740";
/// assert_eq!(Ideo2Code::parse_lenient(pasted)?, code);
/// # Ok::<(), certifinfo_ext::codes::CodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ideo2Code {
    prefixe: Ideo2Prefixe,
    numero: u32,
}

/// The scheme of an [`Ideo2Code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Ideo2Prefixe {
    /// `FOR`: a formation.
    For,
    /// `TYPDISP`: a type of dispositif.
    Typdisp,
    /// Another prefix, kept as it is.
    Other(AutrePrefixe),
}

/// A prefix that is not in the list: 2 to 8 capitals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AutrePrefixe([u8; MAX_PREFIX]);

impl AutrePrefixe {
    /// The capitals.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0)
            .unwrap_or_default()
            .trim_end_matches('\0')
    }
}

impl std::fmt::Debug for AutrePrefixe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.as_str(), f)
    }
}

const KIND: Kind = Kind {
    name: IDEO2.name,
    type_name: IDEO2.type_name,
    noun: IDEO2.noun,
    expected: "FOR or TYPDISP, a dot and 1 to 6 digits, the first not zero (FOR.5740)",
    pattern: "^[A-Z]{2,8}\\.[1-9][0-9]{0,5}$",
    example: "FOR.5740",
    source: "Onisep's table of passage; the open-data export of 2025-01-01",
    labels: &["idéo 2", "idÉo 2", "ideo 2"],
    number: Number::Refused,
    shape: Shape::Numbers,
    explain,
    advise: |_| None,
    lenient: |text| Ideo2Code::lenient(text).map(Ideo2Code::written),
};

impl Ideo2Code {
    const fn strict(text: &[u8]) -> Option<Self> {
        let (prefixe, number) = match text {
            [b'F', b'O', b'R', b'.', number @ ..] => (Ideo2Prefixe::For, number),
            [b'T', b'Y', b'P', b'D', b'I', b'S', b'P', b'.', number @ ..] => {
                (Ideo2Prefixe::Typdisp, number)
            }
            other => match other_prefix(other) {
                Some((prefixe, number)) => (Ideo2Prefixe::Other(prefixe), number),
                None => return None,
            },
        };
        match decimal(number, IDEO2_DIGITS) {
            Some(numero) => Some(Self {
                prefixe,
                numero: numero.get(),
            }),
            None => None,
        }
    }

    /// Small letters, and the Onisep's address of a formation.
    fn lenient(text: &str) -> Option<Self> {
        let mut scanner = Scanner::new(text);
        let is_address = scanner.host("onisep.fr");
        if is_address && !scanner.word("http/redirection/formation/slug/") {
            return None;
        }
        let mut tidy = Text::new();
        for letter in scanner.letters().bytes() {
            tidy = tidy.push(letter.to_ascii_uppercase());
        }
        if !scanner.word(".") {
            return None;
        }
        tidy = tidy.push(b'.').push_all(scanner.digits().as_bytes());
        let ends = if is_address {
            scanner.end_of_address()
        } else {
            scanner.is_done()
        };
        if ends {
            Self::strict(tidy.as_str().as_bytes())
        } else {
            None
        }
    }

    const fn written(self) -> Text {
        let prefixe = match self.prefixe {
            Ideo2Prefixe::For => Text::new().push_all(b"FOR"),
            Ideo2Prefixe::Typdisp => Text::new().push_all(b"TYPDISP"),
            Ideo2Prefixe::Other(AutrePrefixe(letters)) => {
                let mut text = Text::new();
                let mut at = 0;
                while at < MAX_PREFIX && letters[at] != 0 {
                    text = text.push(letters[at]);
                    at += 1;
                }
                text
            }
        };
        prefixe.push(b'.').push_number(self.numero, 0)
    }

    /// The scheme.
    pub const fn prefixe(self) -> Ideo2Prefixe {
        self.prefixe
    }

    /// The number in the scheme.
    pub const fn numero(self) -> u32 {
        self.numero
    }
}

const fn other_prefix(text: &[u8]) -> Option<(AutrePrefixe, &[u8])> {
    let mut letters = [0; MAX_PREFIX];
    let mut at = 0;
    let mut rest = text;
    while let [letter @ b'A'..=b'Z', after @ ..] = rest {
        if at == MAX_PREFIX {
            return None;
        }
        letters[at] = *letter;
        at += 1;
        rest = after;
    }
    match rest {
        [b'.', number @ ..] if at >= 2 => Some((AutrePrefixe(letters), number)),
        _ => None,
    }
}

fn explain(text: &str, mode: Mode) -> Option<CodeErrorKind> {
    if text.contains("://") {
        return Some(CodeErrorKind::WrongAddress);
    }
    let mut scanner = Scanner::in_mode(text, mode);
    let letters = scanner.letters();
    if letters.len() < 2 {
        return Some(CodeErrorKind::WrongPrefix);
    }
    let small = letters
        .find(|c: char| c.is_ascii_lowercase())
        .filter(|_| mode == Mode::Strict);
    if let Some(position) = small {
        return Some(CodeErrorKind::BadChar { position });
    }
    let dotted = scanner.word(".");
    let digits = if dotted { scanner.digits() } else { "" };
    Some(if !scanner.is_done() {
        CodeErrorKind::BadChar {
            position: scanner.position(),
        }
    } else if digits.is_empty() || digits.len() > IDEO2_DIGITS {
        CodeErrorKind::Length
    } else if digits.bytes().all(|digit| digit == b'0') {
        CodeErrorKind::Zero
    } else if digits.starts_with('0') {
        CodeErrorKind::LeadingZero
    } else {
        CodeErrorKind::WrongPrefix
    })
}

code_traits!(
    Ideo2Code,
    fn is_known(&self) -> bool {
        !matches!(self.prefixe, Ideo2Prefixe::Other(_))
    }
);
