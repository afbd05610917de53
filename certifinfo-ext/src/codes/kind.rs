//! [`Kind`]: what is known about a kind of code, and what can be wrong with a text of that kind.
//!
//! Plain data, below the code types: each type has one `Kind` constant.

use std::fmt;

use super::lenient::{Scanner, trim, unwrapped};
use super::text::Text;

/// What is known about a kind of code.
pub struct Kind {
    /// The name on the command line and in tables: `rncp`.
    pub name: &'static str,
    /// The Rust type: `RncpCode`.
    pub type_name: &'static str,
    /// The kind in a sentence: `an RNCP number`.
    pub noun: &'static str,
    /// What the strict form looks like, in words.
    pub expected: &'static str,
    /// The strict form as a regular expression; empty when there is none.
    pub pattern: &'static str,
    /// A real code of this kind, in its written form.
    pub example: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// What people write before a code of this kind, and before no other: `ROME M1805`. Not the
    /// prefix, which is a part of the code.
    pub(super) labels: &'static [&'static str],
    /// Whether JSON numbers are read and written.
    pub(super) number: Number,
    /// How to find what is wrong with a text.
    pub(super) shape: Shape,
    /// What only this kind knows about wrong texts: asked before the shape.
    pub(super) explain: fn(&str, Mode) -> Option<CodeErrorKind>,
    /// What only this kind can advise.
    pub(super) advise: fn(&str) -> Option<&'static str>,
    /// The lenient reading, for suggestions.
    pub(super) lenient: fn(&str) -> Option<Text>,
}

impl Kind {
    /// The code in a pasted text, without what surrounds it and without the kind's own name before
    /// it: a part of `text`.
    pub(super) fn bare<'a>(&self, text: &'a str) -> &'a str {
        // Where a dot is a part of the code, a dot or a comma after it may be the start of more.
        if self.example.contains('.') && trim(text).ends_with(['.', ',']) {
            return trim(text);
        }
        let text = unwrapped(text);
        let mut scanner = Scanner::new(text);
        if ["code", "fiche"].iter().any(|word| scanner.name(word)) {
            scanner.separators();
            let prefixes = match self.shape {
                Shape::Number { prefixes, .. } => prefixes,
                _ => &[],
            };
            if prefixes.iter().any(|prefix| scanner.clone().word(prefix)) {
                return scanner.rest();
            }
        }
        if !self.labels.iter().any(|label| scanner.name(label))
            || scanner.rest().starts_with(char::is_alphabetic)
        {
            return text;
        }
        scanner.before_number();
        match unwrapped(scanner.rest()) {
            "" => text,
            bare => bare,
        }
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kind").field(&self.name).finish()
    }
}

/// What a kind does with JSON numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// JSON numbers are rejected.
    Refused,
    /// A JSON number is read, text is written.
    Read,
    /// A JSON number, 1 to `max`, is written, and read as well as text.
    Written {
        /// The largest; only the schema needs it.
        max: u32,
    },
}

/// The grammar of a kind, as far as explaining an error needs it. The readers do not use it.
pub(super) enum Shape {
    /// One of the prefixes (an empty list: none), then 1 to `max` digits, the first not zero.
    Number {
        prefixes: &'static [&'static str],
        max: usize,
    },
    /// One pattern character per input character: `9` matches a digit, `X` a digit or a capital, `N` a
    /// letter A to N, any other matches itself.
    Fixed(&'static str),
    /// Letters and numbers, a number last: the kind explains all but the lengths itself.
    Numbers,
    /// Nothing general can be said.
    Free,
}

/// Which reader refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Strict,
    Lenient,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeErrorKind {
    /// Nothing was given.
    Empty,
    /// A word that stands for an absent value: `NR`, `SQWQ`, `null`.
    Absent,
    /// Too short or too long.
    Length,
    /// A character that is not allowed at its position.
    BadChar {
        /// Its place: bytes from the start of the text.
        position: usize,
    },
    /// The number is zero.
    Zero,
    /// Leading zeros in a number that has none.
    LeadingZero,
    /// The prefix is missing, or another one.
    WrongPrefix,
    /// Without a doubt a code of another kind.
    WrongKind,
    /// A number of the other register: RNCP for RS, RS for RNCP.
    WrongRegister,
    /// An address of another site, or of another page.
    WrongAddress,
    /// A number that both registers may have; choosing one would be guessing.
    /// [`FicheCode::candidates`](super::FicheCode::candidates) returns both readings.
    Ambiguous {
        /// The number.
        numero: u32,
    },
    /// The form is right, but the code is in no published table.
    UnknownEntry {
        /// The table.
        table: &'static str,
    },
    /// A number outside of the range.
    OutOfRange,
    /// No such day.
    Calendar,
    /// A letter that cannot follow this group of the NSF.
    WrongLetter {
        /// Its place: bytes from the start of the text.
        position: usize,
    },
}

/// JSON Schema of a kind (feature `schemars`): pattern, example and description; a range too where a
/// number is written.
#[cfg(feature = "schemars")]
pub(super) fn schema(kind: &Kind) -> schemars::Schema {
    let description = format!("{}: {} ({})", kind.noun, kind.expected, kind.source);
    if let Number::Written { max } = kind.number {
        let example: u32 = kind.example.parse().unwrap_or_default();
        return schemars::json_schema!({
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": max,
            "pattern": kind.pattern,
            "examples": [example],
            "description": description,
        });
    }
    schemars::json_schema!({
        "type": "string",
        "pattern": kind.pattern,
        "examples": [kind.example],
        "description": description,
    })
}
