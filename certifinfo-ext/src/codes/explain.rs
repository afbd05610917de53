//! What is wrong with a text, found out only when somebody asks.
//!
//! The readers answer yes or no, as fast as they can; this is where a no gets its reason. First
//! what holds for each kind (empty, absent, another register), then what the kind itself knows,
//! then the first character that does not fit its shape.

use std::fmt;

use super::code::{Code, Kind, Shape};
use super::error::{CodeErrorKind, Escaped, Mode};
use super::lenient::{Scanner, is_blank, trim};
use super::{BlocCode, CfdCode, FicheCode, Ideo2Code, RomeCode};

/// Words met in real columns that stand for an absent value.
pub(super) const ABSENT: [&str; 3] = ["NR", "SQWQ", "null"];

pub(super) fn kind(expected: &Kind, text: &str, mode: Mode, shortened: bool) -> CodeErrorKind {
    let found = whole_kind(expected, text, mode);
    match found {
        // The start of a long text says nothing about its length, its number or its table.
        _ if !shortened => found,
        CodeErrorKind::BadChar { .. }
        | CodeErrorKind::WrongPrefix
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
    if let Some(kind) = (expected.explain)(text, mode).or_else(|| other_kind(expected, trimmed)) {
        return kind;
    }
    match &expected.shape {
        Shape::Number { prefixes, max } => number_fault(text, prefixes, *max, mode),
        Shape::Fixed(shape) => fixed_fault(text, shape, mode),
        Shape::Free => CodeErrorKind::Length,
    }
}

/// A text that is, without a doubt, a code of another kind.
fn other_kind(expected: &Kind, text: &str) -> Option<CodeErrorKind> {
    let other = recognise(text).filter(|other| other.name != expected.name)?;
    let is_fiche = |kind: &Kind| matches!(kind.name, "rncp" | "rs" | "fiche" | "bloc");
    Some(match (is_fiche(expected), is_fiche(other)) {
        (true, true) => CodeErrorKind::WrongRegister,
        (_, true) => CodeErrorKind::WrongPrefix,
        _ => return None,
    })
}

/// The kind of a text that can be of one kind only.
fn recognise(text: &str) -> Option<&'static Kind> {
    if let Some(fiche) = FicheCode::read_strict(text).or_else(|| FicheCode::read_lenient(text)) {
        return Some(match fiche {
            FicheCode::Rncp(_) => super::RncpCode::KIND,
            FicheCode::Rs(_) => super::RsCode::KIND,
        });
    }
    let strict = |kind: &'static Kind, reads: bool| reads.then_some(kind);
    strict(BlocCode::KIND, BlocCode::read_strict(text).is_some())
        .or_else(|| strict(RomeCode::KIND, RomeCode::read_strict(text).is_some()))
        .or_else(|| strict(CfdCode::KIND, CfdCode::read_strict(text).is_some()))
        .or_else(|| {
            strict(
                Ideo2Code::KIND,
                Ideo2Code::read_strict(text).is_some_and(|code| code.is_known()),
            )
        })
}

fn number_fault(text: &str, prefixes: &[&str], max: usize, mode: Mode) -> CodeErrorKind {
    let mut scanner = match mode {
        Mode::Strict if text.starts_with(is_blank) => {
            return CodeErrorKind::BadChar { position: 0 };
        }
        Mode::Strict => Scanner::whole(text),
        Mode::Lenient => Scanner::new(text),
    };
    let start = scanner.rest();
    let prefixed = prefixes.iter().any(|prefix| match mode {
        Mode::Strict => start.starts_with(prefix) && scanner.word(prefix),
        Mode::Lenient => scanner.word(prefix),
    });
    if prefixed && mode == Mode::Lenient {
        scanner.before_number();
    }
    if !prefixed && !prefixes.is_empty() && start.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return CodeErrorKind::WrongPrefix;
    }
    let digits = scanner.digits();
    let zeros = digits.bytes().take_while(|&digit| digit == b'0').count();
    if let Some(wrong) = scanner.rest().chars().next() {
        let position = text.len() - text.trim_start_matches(is_blank).len();
        let start = if mode == Mode::Strict { 0 } else { position };
        return match wrong {
            // White space at the end of what lenient trims is no fault of the lenient text.
            c if mode == Mode::Lenient && is_blank(c) && scanner.is_done() => CodeErrorKind::Length,
            _ => CodeErrorKind::BadChar {
                position: start + scanner.read(),
            },
        };
    }
    match digits.len() {
        0 => CodeErrorKind::Length,
        all if zeros == all => CodeErrorKind::Zero,
        _ if zeros > 0 && (mode == Mode::Strict || digits.len() - zeros <= max) => {
            CodeErrorKind::LeadingZero
        }
        _ => CodeErrorKind::Length,
    }
}

fn fixed_fault(text: &str, shape: &str, mode: Mode) -> CodeErrorKind {
    let read = if mode == Mode::Lenient {
        trim(text)
    } else {
        text
    };
    let skipped = if mode == Mode::Lenient {
        text.find(read).unwrap_or(0)
    } else {
        0
    };
    let mut places = shape.bytes();
    for (position, c) in read.char_indices() {
        // Lenient readers see through white space inside of a code, and change case.
        if mode == Mode::Lenient && is_blank(c) {
            continue;
        }
        let c = if mode == Mode::Lenient {
            c.to_ascii_uppercase()
        } else {
            c
        };
        let Some(place) = places.next() else {
            return if c.is_ascii_alphanumeric() {
                CodeErrorKind::Length
            } else {
                CodeErrorKind::BadChar {
                    position: skipped + position,
                }
            };
        };
        let fits = match place {
            b'9' => c.is_ascii_digit(),
            b'X' => c.is_ascii_digit() || c.is_ascii_uppercase(),
            b'N' => matches!(c, 'A'..='N'),
            other => c == char::from(other),
        };
        if !fits {
            return CodeErrorKind::BadChar {
                position: skipped + position,
            };
        }
    }
    CodeErrorKind::Length
}

/// Says what is wrong, without a subject: `the letter ...`.
pub(super) fn write_problem(
    f: &mut fmt::Formatter<'_>,
    kind: CodeErrorKind,
    text: &str,
) -> fmt::Result {
    let place = |position: usize| {
        let c = text
            .get(position..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(' ');
        let mut buffer = [0; 4];
        let number = text
            .get(..position)
            .map_or(0, |before| before.chars().count())
            + 1;
        format!(
            "`{}` at character {number}",
            Escaped(c.encode_utf8(&mut buffer))
        )
    };
    match kind {
        CodeErrorKind::Empty => f.write_str("nothing was given"),
        CodeErrorKind::Absent => f.write_str("the word stands for an absent value"),
        CodeErrorKind::Length => {
            write!(
                f,
                "{} characters are too few or too many",
                text.chars().count()
            )
        }
        CodeErrorKind::BadChar { position } => {
            write!(f, "{} cannot stand there", place(position))
        }
        CodeErrorKind::Zero => f.write_str("the number is zero"),
        CodeErrorKind::LeadingZero => f.write_str("the number starts with zero"),
        CodeErrorKind::WrongPrefix => f.write_str("the prefix is another one"),
        CodeErrorKind::WrongRegister => f.write_str("it belongs to another register"),
        CodeErrorKind::WrongAddress => f.write_str("the address is of another site or page"),
        CodeErrorKind::Ambiguous { candidates: [a, b] } => write!(f, "it may be {a} or {b}"),
        CodeErrorKind::UnknownEntry { table } => write!(f, "it is not among {table}"),
        CodeErrorKind::OutOfRange => f.write_str("the number is out of range"),
        CodeErrorKind::Calendar => f.write_str("the calendar has no such day"),
        CodeErrorKind::WrongLetter { position } => {
            write!(f, "{} cannot follow this group", place(position))
        }
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
    if mode == Mode::Strict {
        if let Some(code) = (expected.lenient)(text) {
            return Some(format!("`parse_lenient` reads it as {}", code.as_str()));
        }
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
    general_advice(trimmed).map(str::to_owned)
}

fn general_advice(text: &str) -> Option<&'static str> {
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
        Some("`split_code_label` parts a code from its label")
    } else if spreadsheet('.') || spreadsheet(',') {
        Some("a spreadsheet wrote this as a number: read the column as text")
    } else if text.contains([',', ';', '|']) {
        Some("`parse_list` reads lists")
    } else {
        None
    }
}
