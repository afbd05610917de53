//! What is wrong with a text, found out only when somebody asks.
//!
//! The readers answer yes or no, as fast as they can; this is where a no gets its reason. First
//! what holds for each kind (empty, absent, another register), then what the kind itself knows,
//! then the first character that does not fit its shape.

use std::fmt;

use super::error::Escaped;
use super::kind::{CodeErrorKind, Kind, Mode, Shape};
use super::lenient::{Scanner, is_space, trim};
use super::recognise::recognise;
use super::registre::Registre;

/// Words met in real columns that stand for an absent value.
pub(super) const ABSENT: [&str; 3] = ["NR", "SQWQ", "null"];

pub(super) fn kind(expected: &Kind, text: &str, mode: Mode, shortened: bool) -> CodeErrorKind {
    let found = whole_kind(expected, text, mode);
    match found {
        // The start of a long text says nothing about its length, its number or its table.
        _ if !shortened => found,
        CodeErrorKind::BadChar { .. }
        | CodeErrorKind::WrongPrefix
        | CodeErrorKind::WrongKind
        | CodeErrorKind::WrongAddress
        | CodeErrorKind::WrongRegister => found,
        _ => CodeErrorKind::Length,
    }
}

fn whole_kind(expected: &Kind, text: &str, mode: Mode) -> CodeErrorKind {
    let trimmed = trim(text);
    if trimmed.is_empty() {
        return CodeErrorKind::Empty;
    }
    if ABSENT.iter().any(|word| word.eq_ignore_ascii_case(trimmed)) {
        return CodeErrorKind::Absent;
    }
    if mode == Mode::Lenient {
        let bare = expected.bare(text);
        if bare.len() < trimmed.len() && !bare.is_empty() {
            // `bare` is a part of `text`: the distance of their addresses is its place.
            let before = bare.as_ptr().addr() - text.as_ptr().addr();
            return match whole_kind(expected, bare, mode) {
                CodeErrorKind::BadChar { position } => CodeErrorKind::BadChar {
                    position: before + position,
                },
                CodeErrorKind::WrongLetter { position } => CodeErrorKind::WrongLetter {
                    position: before + position,
                },
                other => other,
            };
        }
    }
    if let Some(kind) = (expected.explain)(text, mode).or_else(|| other_kind(expected, trimmed)) {
        return kind;
    }
    match &expected.shape {
        Shape::Number { prefixes, max } => number_fault(text, prefixes, *max, mode),
        Shape::Fixed(shape) => fixed_fault(text, shape, mode),
        Shape::Numbers | Shape::Free => CodeErrorKind::Length,
    }
}

/// A text that is, without a doubt, a sheet or a block where none was expected.
fn other_kind(expected: &Kind, text: &str) -> Option<CodeErrorKind> {
    let other = recognise(text).filter(|other| other.name != expected.name)?;
    match (expected.name, other.name) {
        ("rncp" | "bloc", "rs") | ("rs", "rncp") => Some(CodeErrorKind::WrongRegister),
        (_, "rncp" | "rs" | "bloc") => Some(CodeErrorKind::WrongKind),
        _ => None,
    }
}

fn number_fault(text: &str, prefixes: &[&str], max: usize, mode: Mode) -> CodeErrorKind {
    let mut scanner = Scanner::in_mode(text, mode);
    let letter_first = scanner
        .rest()
        .starts_with(|c: char| c.is_ascii_alphabetic());
    let prefixed = prefixes
        .iter()
        .any(|prefix| scanner.word_in_mode(prefix, mode));
    if letter_first && !prefixed && !prefixes.is_empty() {
        return CodeErrorKind::WrongPrefix;
    }
    if prefixed && mode == Mode::Lenient {
        scanner.before_number();
    }
    let digits = scanner.digits();
    if !scanner.is_done() {
        return CodeErrorKind::BadChar {
            position: scanner.position(),
        };
    }
    let significant = digits.trim_start_matches('0').len();
    if significant == 0 && !digits.is_empty() {
        CodeErrorKind::Zero
    } else if significant < digits.len() && significant <= max {
        CodeErrorKind::LeadingZero
    } else {
        CodeErrorKind::Length
    }
}

fn fixed_fault(text: &str, shape: &str, mode: Mode) -> CodeErrorKind {
    let scanner = Scanner::in_mode(text, mode);
    let mut places = shape.bytes();
    for (at, c) in scanner.rest().char_indices() {
        let bad = CodeErrorKind::BadChar {
            position: scanner.position() + at,
        };
        // Lenient readers see through spaces inside of a code, and change case.
        let c = match mode {
            Mode::Lenient if is_space(c) => continue,
            Mode::Lenient => c.to_ascii_uppercase(),
            Mode::Strict => c,
        };
        let fits = match places.next() {
            Some(b'9') => c.is_ascii_digit(),
            Some(b'X') => c.is_ascii_digit() || c.is_ascii_uppercase(),
            Some(b'N') => matches!(c, 'A'..='N'),
            Some(other) => c == char::from(other),
            None if c.is_ascii_alphanumeric() => return CodeErrorKind::Length,
            None => false,
        };
        if !fits {
            return bad;
        }
    }
    CodeErrorKind::Length
}

/// Says what is wrong.
pub(super) fn write_problem(
    f: &mut fmt::Formatter<'_>,
    expected: &Kind,
    kind: CodeErrorKind,
    text: &str,
    shortened: bool,
) -> fmt::Result {
    match kind {
        CodeErrorKind::Empty => f.write_str("nothing was given"),
        CodeErrorKind::Absent => f.write_str("the word stands for an absent value"),
        CodeErrorKind::Length if shortened => f.write_str("it is far too long"),
        CodeErrorKind::Length => write_length(f, expected, text),
        CodeErrorKind::BadChar { position } => {
            write!(f, "{} is not allowed there", Place { text, position })
        }
        CodeErrorKind::Zero => f.write_str("the number is zero"),
        CodeErrorKind::LeadingZero => f.write_str("the number starts with zero"),
        CodeErrorKind::WrongPrefix => f.write_str("the prefix is missing or wrong"),
        CodeErrorKind::WrongKind => f.write_str("it is of another kind"),
        CodeErrorKind::WrongRegister => f.write_str("it belongs to another register"),
        CodeErrorKind::WrongAddress => f.write_str("the address is not that of such a page"),
        CodeErrorKind::Ambiguous { numero } => {
            let [rncp, rs] = [Registre::Rncp, Registre::Rs].map(Registre::prefixe);
            write!(f, "it may be {rncp}{numero} or {rs}{numero}")
        }
        CodeErrorKind::UnknownEntry { table } => write!(f, "it is none of {table}"),
        CodeErrorKind::OutOfRange => f.write_str("the number is out of range"),
        CodeErrorKind::Calendar => f.write_str("the calendar has no such day"),
        CodeErrorKind::WrongLetter { position } => {
            write!(
                f,
                "{} does not go with this group",
                Place { text, position }
            )
        }
    }
}

/// What is too long or too short: the numbers where the kind has some, else the whole text.
fn write_length(f: &mut fmt::Formatter<'_>, expected: &Kind, text: &str) -> fmt::Result {
    let text = trim(text);
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let plural = |count| if count == 1 { "" } else { "s" };
    match expected.shape {
        Shape::Number { .. } if digits(text) == 0 => f.write_str("the number is missing"),
        Shape::Numbers if !text.ends_with(|c: char| c.is_ascii_digit()) => {
            f.write_str("the number at its end is missing")
        }
        Shape::Number { .. } => {
            let count = digits(text);
            write!(f, "it has {count} digit{}", plural(count))
        }
        Shape::Numbers => {
            let runs = text.split(|c: char| !c.is_ascii_digit()).map(digits);
            let mut counts = runs.filter(|count| *count > 0);
            let first = counts.next().unwrap_or_default();
            write!(f, "it has {first}")?;
            counts.try_for_each(|count| write!(f, " and {count}"))?;
            write!(f, " digits")
        }
        Shape::Fixed(_) | Shape::Free => {
            let count = text.chars().count();
            write!(f, "it has {count} character{}", plural(count))
        }
    }
}

/// A character of a text and its place, counted from 1 as people do.
struct Place<'a> {
    text: &'a str,
    position: usize,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, rest) = self
            .text
            .split_at_checked(self.position)
            .unwrap_or((self.text, ""));
        let wrong = rest.chars().next().map_or(0, char::len_utf8);
        write!(
            f,
            "`{}` at character {}",
            Escaped(&rest[..wrong]),
            before.chars().count() + 1
        )
    }
}

/// The advice that fits best, if any.
pub(super) fn suggestion(
    expected: &'static Kind,
    text: &str,
    mode: Mode,
    shortened: bool,
) -> Option<String> {
    let trimmed = trim(text);
    if shortened || trimmed.is_empty() {
        return None;
    }
    let lenient = if mode == Mode::Strict {
        (expected.lenient)(expected.bare(text))
    } else {
        None
    };
    if let Some(code) = lenient {
        return Some(format!("`parse_lenient` reads it as {}", code.as_str()));
    }
    if let Some(advice) = (expected.advise)(text) {
        return Some(advice.to_owned());
    }
    match kind(expected, text, mode, shortened) {
        CodeErrorKind::Absent => return Some("treat it as no code at all".to_owned()),
        CodeErrorKind::Ambiguous { .. } => {
            return Some("write the prefix, or ask `FicheCode::candidates` for both".to_owned());
        }
        _ => {}
    }
    if let Some(other) = recognise(trimmed).filter(|other| other.name != expected.name) {
        return Some(format!("this is {}: `{}`", other.noun, other.type_name));
    }
    let text = match mode {
        Mode::Strict => trimmed,
        Mode::Lenient => expected.bare(text),
    };
    general_advice(expected, text).map(str::to_owned)
}

fn general_advice(expected: &Kind, text: &str) -> Option<&'static str> {
    let spreadsheet = |mark| {
        text.split_once(mark).is_some_and(|(whole, part)| {
            whole.ends_with(|c: char| c.is_ascii_digit())
                && !part.is_empty()
                && part.bytes().all(|byte| byte == b'0')
        })
    };
    if text.ends_with('?') {
        Some("a question mark marks doubt: check the code before dropping it")
    } else if text.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        Some("only the digits 0 to 9 of ASCII are digits here")
    } else if text.contains(" : ") {
        Some("`split_code_label` separates a code from its label")
    } else if spreadsheet('.') || spreadsheet(',') {
        Some("a spreadsheet wrote this as a number: read the column as text")
    } else if (expected.lenient)(&expected.bare(text).replace(['O', 'o'], "0")).is_some() {
        Some("a letter O is in the place of a digit 0")
    } else if is_list(expected, text) {
        Some("`parse_list` reads lists")
    } else if text.starts_with("CPF") || text.starts_with("ELU") {
        Some("CPF and ELU codes have no type here")
    } else {
        None
    }
}

/// Whether each item is such a code, and there are several.
fn is_list(expected: &Kind, text: &str) -> bool {
    let mut items = text.split([',', ';', '|', '/']);
    text.contains([',', ';', '|', '/'])
        && items.all(|item| (expected.lenient)(expected.bare(item)).is_some())
}
