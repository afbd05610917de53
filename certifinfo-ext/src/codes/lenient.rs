//! What the lenient readers share: the cleaning of what people paste.
//!
//! Cleaning never touches a digit and never joins two numbers: white space, the marks of lists and
//! sentences, quotes and brackets go from both ends, letters change case, and separators inside a
//! code are skipped only where a kind says so. A blanket removal of
//! dots and dashes would read the spreadsheet value `5000.0` as RNCP50000. A tabulation or a line
//! break between digits separates two cells, so it is never skipped inside a number.

use std::num::NonZeroU32;

use super::kind::Mode;
use super::text::Text;

/// White space as found in pasted text: all of Unicode's (tabulation, U+00A0, U+202F, U+2007…) and
/// the byte order mark, which Unicode does not count.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// White space that stays on the line and in the cell: allowed inside a code.
pub(super) fn is_space(c: char) -> bool {
    is_blank(c) && !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}')
}

/// `text` without white space at its ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The quotes and brackets that people and programs put around a code.
const PAIRS: [(char, char); 14] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('“', '”'),
    ('„', '“'),
    ('‘', '’'),
    ('’', '’'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
];

/// `text` without what surrounds a code in a list, a sentence, a table or a spreadsheet: white
/// space, separators, pairs of quotes or brackets.
///
/// Marks that may be a part of a number or express doubt stay: a dot, a comma or a dash before it,
/// and `?`, `…` or a dash after it.
pub(super) fn unwrapped(text: &str) -> &str {
    let mut rest = trim(text);
    loop {
        let Some(shorter) = without_pair(rest)
            .or_else(|| without_separator(rest))
            .or_else(|| without_leader(rest))
        else {
            return rest;
        };
        rest = trim(shorter);
    }
}

fn without_pair(text: &str) -> Option<&str> {
    let inside = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    PAIRS.into_iter().find_map(inside)
}

/// Two dots are the rest of an ellipsis: the code may have been cut.
fn without_separator(text: &str) -> Option<&str> {
    let rest = text.strip_suffix([';', ',', '/', '|', ':', '.'])?;
    (!text.ends_with("..")).then_some(rest)
}

/// Marks before a code: of a list or a table, and those by which a spreadsheet keeps text as it is
/// (`'01025409`, `="01025409"`).
fn without_leader(text: &str) -> Option<&str> {
    text.strip_prefix(['•', '|', ';', ':', '\''])
        .or_else(|| text.strip_prefix('=').filter(|rest| rest.starts_with('"')))
}

/// `text` without white space around and spaces inside, in ASCII capitals; `None` when it is not
/// ASCII or too long to be a code. A tabulation inside stays, and no reader takes it.
pub(super) fn compact(text: &str) -> Option<Text> {
    let mut kept = Text::new();
    for c in trim(text).chars().filter(|c| !is_space(*c)) {
        if !c.is_ascii() || kept.as_str().len() == 16 {
            return None;
        }
        kept = kept.push(c.to_ascii_uppercase() as u8);
    }
    Some(kept)
}

/// Reads a text from left to right, forgiving what a kind allows.
#[derive(Clone)]
pub(super) struct Scanner<'a> {
    /// Where `rest` ends, in bytes from the start of the whole text.
    end: usize,
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    /// Starts at the first character that is not white space and ends after the last such.
    pub(super) fn new(text: &'a str) -> Self {
        let end = text.trim_end_matches(is_blank).len();
        Self {
            end,
            rest: text[..end].trim_start_matches(is_blank),
        }
    }

    /// Starts where this mode of reading starts: only the lenient one skips white space.
    pub(super) fn in_mode(text: &'a str, mode: Mode) -> Self {
        match mode {
            Mode::Strict => Self {
                end: text.len(),
                rest: text,
            },
            Mode::Lenient => Self::new(text),
        }
    }

    /// Where the next character is: bytes from the start of the whole text.
    pub(super) fn position(&self) -> usize {
        self.end - self.rest.len()
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Whether everything was read.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Skips `word`, in any ASCII case. Says whether it was there.
    pub(super) fn word(&mut self, word: &str) -> bool {
        match self.rest.split_at_checked(word.len()) {
            Some((head, rest)) if head.eq_ignore_ascii_case(word) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Skips `word`, in any case only when reading leniently.
    pub(super) fn word_in_mode(&mut self, word: &str, mode: Mode) -> bool {
        (mode == Mode::Lenient || self.rest.starts_with(word)) && self.word(word)
    }

    /// Skips a name of one or several words, written together or apart: `certif info` is also
    /// `Certif-Info` and `certifinfo`.
    pub(super) fn name(&mut self, name: &str) -> bool {
        let mut ahead = self.clone();
        for (place, word) in name.split(' ').enumerate() {
            if place > 0 {
                ahead.rest = ahead
                    .rest
                    .trim_start_matches(|c| is_space(c) || matches!(c, '-' | '_'));
            }
            if !ahead.word(word) {
                return false;
            }
        }
        *self = ahead;
        true
    }

    /// Skips spaces.
    pub(super) fn spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(is_space);
    }

    /// Skips what people put between a prefix and its number: white space, dots, colons, low lines,
    /// dashes of every length.
    pub(super) fn separators(&mut self) {
        self.rest = self.rest.trim_start_matches(|c| {
            is_blank(c) || matches!(c, '-' | '_' | ':' | '.' | '\u{2010}'..='\u{2014}')
        });
    }

    /// Skips the separators between a prefix and its number, `n°` among them.
    pub(super) fn before_number(&mut self) {
        self.separators();
        if self.word("n°") || self.word("nº") || self.word("no") {
            self.separators();
        }
    }

    /// Takes a run of ASCII digits, maybe empty.
    pub(super) fn digits(&mut self) -> &'a str {
        let end = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    /// Takes a run of ASCII letters, maybe empty.
    pub(super) fn letters(&mut self) -> &'a str {
        let end = self
            .rest
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let (letters, rest) = self.rest.split_at(end);
        self.rest = rest;
        letters
    }

    /// Takes a number of at most `max` digits, leading zeros not counted.
    pub(super) fn number(&mut self, max: usize) -> Option<NonZeroU32> {
        significant(self.digits().as_bytes(), max)
    }

    /// Takes a number that may be written by thousands: `34-670`, `34 670`. Only `dashes` may be
    /// dashes: a dash is not a thousands mark everywhere.
    pub(super) fn grouped_number(&mut self, max: usize, dashes: bool) -> Option<NonZeroU32> {
        let first = self.digits();
        let mut joined = Text::new().push_all(without_zeros(first.as_bytes()));
        if joined.as_str().len() < first.len() || first.len() > 3 {
            return significant(first.as_bytes(), max);
        }
        while let Some(group) = self.thousands(dashes) {
            joined = joined.push_all(group.as_bytes());
        }
        significant(joined.as_str().as_bytes(), max)
    }

    /// Takes one separator and exactly three digits, or nothing at all.
    fn thousands(&mut self, dashes: bool) -> Option<&'a str> {
        let mut ahead = self.clone();
        let separator = ahead.rest.chars().next()?;
        if !(is_space(separator) || dashes && separator == '-') {
            return None;
        }
        ahead.rest = &ahead.rest[separator.len_utf8()..];
        let group = ahead.digits();
        if group.len() != 3 {
            return None;
        }
        *self = ahead;
        Some(group)
    }

    /// Skips what may follow the path of an address: a slash, a query, a fragment. `false` when
    /// something else is left.
    pub(super) fn end_of_address(&mut self) -> bool {
        self.word("/");
        self.is_done() || self.rest.starts_with(['?', '#']) && !self.rest.contains(is_blank)
    }

    /// Skips `http://` or `https://` (or none), the host, with or without `www.`, and the slash
    /// after it. Skips nothing when the host differs.
    pub(super) fn host(&mut self, host: &str) -> bool {
        let mut ahead = self.clone();
        if !ahead.word("https://") {
            ahead.word("http://");
        }
        ahead.word("www.");
        let found = ahead.word(host) && ahead.word("/");
        if found {
            *self = ahead;
        }
        found
    }
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    &digits[zeros..]
}

fn significant(digits: &[u8], max: usize) -> Option<NonZeroU32> {
    super::strict::decimal(without_zeros(digits), max)
}
