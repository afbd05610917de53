//! What every kind of code has in common: the [`Code`] trait and the description of a [`Kind`].

use std::fmt;
use std::hash::Hash;
use std::str::FromStr;

use super::error::{CodeError, CodeErrorKind, Mode};
use super::list::List;
use super::text::Text;

/// A code of the reference: small, copied freely, checked once when it is made.
///
/// Written for generic code (lists, serde adapters, tables of kinds); each type also has its own
/// `parse_lenient` and `parse_list`, so that this trait need not be in scope.
///
/// Laws: `x.to_string().parse() == Ok(x)`; whatever `from_str` accepts, [`Code::parse_lenient`]
/// accepts with the same value; no text of any kind panics.
pub trait Code:
    Copy
    + Eq
    + Ord
    + Hash
    + fmt::Debug
    + fmt::Display
    + FromStr<Err = CodeError>
    + Send
    + Sync
    + 'static
{
    /// What is known about this kind: name, grammar, example, source.
    const KIND: &'static Kind;

    /// Reads the forms found in an official source, and nothing else.
    fn read_strict(text: &str) -> Option<Self>;

    /// Reads what people paste. Never guesses: two possible readings are no reading.
    fn read_lenient(text: &str) -> Option<Self>;

    /// The code as it is written: what `Display` shows and `from_str` reads back.
    fn text(&self) -> Text;

    /// Writes the canonical form: for most kinds the written form, for a date the ISO date, for a
    /// state or an accessibility its label.
    ///
    /// # Errors
    /// Those of `out`.
    fn write_canonical(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        out.write_str(self.text().as_str())
    }

    /// Whether the code is in the list known on 2025-01-01. Always true for kinds without a list;
    /// open lists keep the values they do not know, and say so here.
    fn is_known(&self) -> bool {
        true
    }

    /// Reads what people paste.
    ///
    /// # Errors
    /// A [`CodeError`] when the text has no reading, or more than one.
    fn parse_lenient(text: &str) -> Result<Self, CodeError> {
        // The strict forms come first: nothing that strict accepts may be read otherwise.
        match Self::read_strict(text).or_else(|| Self::read_lenient(text)) {
            Some(code) => Ok(code),
            None => Err(CodeError::new(Self::KIND, text, Mode::Lenient)),
        }
    }

    /// Reads a list of strict forms; see [`List`].
    fn parse_list(text: &str) -> List<'_, Self> {
        List::new(text, Mode::Strict)
    }
}

/// What is known about a kind of code.
pub struct Kind {
    /// The name on the command line and in tables: `rncp`.
    pub name: &'static str,
    /// The Rust type: `RncpCode`.
    pub type_name: &'static str,
    /// How a sentence speaks of one: `an RNCP number`.
    pub noun: &'static str,
    /// What the strict form looks like, in words.
    pub expected: &'static str,
    /// The strict form as a regular expression; empty when there is none.
    pub pattern: &'static str,
    /// A real code of this kind, in its written form.
    pub example: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
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

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kind").field(&self.name).finish()
    }
}

/// What a kind does with JSON numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// A JSON number is no such code.
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
    /// A character a place: `9` digit, `X` digit or capital, `N` a letter A to N, else itself.
    Fixed(&'static str),
    /// Letters and numbers, a number last: the kind explains all but the lengths itself.
    Numbers,
    /// Nothing general can be said.
    Free,
}
