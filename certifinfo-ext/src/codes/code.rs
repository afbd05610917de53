//! [`Code`]: what every kind of code can do; [`List`]: several codes in one cell, as found in the
//! wild: `A1500,A1501`, `RNCP1016|RNCP1015`, `RNCP1006/RNCP37239`.

use std::error::Error;
use std::fmt;
use std::hash::Hash;
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::str::FromStr;

use super::error::CodeError;
use super::kind::{Kind, Mode};
use super::lenient::is_blank;
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
    + sealed::Listed
    + 'static
{
    /// What is known about this kind: name, grammar, example, source.
    const KIND: &'static Kind;

    /// Reads the forms found in an official source, and nothing else.
    fn read_strict(text: &str) -> Option<Self>;

    /// Reads what people paste. Never guesses: a text with two possible readings is rejected.
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

/// The codes of a list, one at a time, each wrong item as an error with its place.
///
/// Items are parted by `,`, `;`, `|`, `/` or white space, or one of the four with white space
/// around it (but dates are not parted by `/`). One separator at the very end is allowed; any other
/// empty item is an error. An empty text is an empty list.
///
/// ```
/// use certifinfo_ext::codes::RomeCode;
///
/// let codes: Result<Vec<_>, _> = RomeCode::parse_list("D1102, D1104").collect();
/// assert_eq!(codes?.len(), 2);
///
/// let wrong = RomeCode::parse_list("D1102|D11O4").find_map(Result::err).unwrap();
/// assert_eq!(wrong.index(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct List<'a, T> {
    rest: Option<&'a str>,
    index: usize,
    mode: Mode,
    code: PhantomData<T>,
}

impl<'a, T> List<'a, T> {
    pub(super) fn new(text: &'a str, mode: Mode) -> Self {
        let text = text.trim_matches(is_blank);
        Self {
            rest: (!text.is_empty()).then_some(text),
            index: 0,
            mode,
            code: PhantomData,
        }
    }

    /// The same list, each item read leniently. White space still separates items: `rncp 35419` in a
    /// list is two items.
    #[must_use]
    pub fn lenient(self) -> Self {
        Self {
            mode: Mode::Lenient,
            ..self
        }
    }
}

impl<T: Code> Iterator for List<'_, T> {
    type Item = Result<T, ItemError>;

    fn next(&mut self) -> Option<Self::Item> {
        // In a date, the slash is part of the code.
        let slash = !T::KIND.example.contains('/');
        let (item, rest) = split(self.rest.take()?, slash);
        self.rest = rest;
        let code = match self.mode {
            Mode::Strict => item.parse(),
            Mode::Lenient => T::parse_lenient(item),
        };
        let index = self.index;
        self.index += 1;
        Some(code.map_err(|error| ItemError { index, error }))
    }
}

impl<T: Code> FusedIterator for List<'_, T> {}

/// The first item, and what follows its separator if that is not the end of the list.
fn split(text: &str, slash: bool) -> (&str, Option<&str>) {
    let is_mark = |c| matches!(c, ',' | ';' | '|') || slash && c == '/';
    let Some(end) = text.find(|c| is_mark(c) || is_blank(c)) else {
        return (text, None);
    };
    let (item, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(is_blank);
    let rest = rest
        .strip_prefix(is_mark)
        .unwrap_or(rest)
        .trim_start_matches(is_blank);
    (item, (!rest.is_empty()).then_some(rest))
}

/// What is wrong with one item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemError {
    index: usize,
    error: CodeError,
}

impl ItemError {
    /// The place of the item in the list, from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// What is wrong with it.
    pub fn error(&self) -> &CodeError {
        &self.error
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "item {} of the list cannot be used", self.index + 1)
    }
}

impl Error for ItemError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// Splits the `code : label` pairs of France compétences (`21538 : Boulangerie`) into code and
/// label. `None` when there is no ` : ` in the text. The code is not checked.
///
/// ```
/// use certifinfo_ext::codes::split_code_label;
///
/// assert_eq!(split_code_label("21538 : Boulangerie"), Some(("21538", "Boulangerie")));
/// assert_eq!(split_code_label("21538"), None);
/// ```
pub fn split_code_label(text: &str) -> Option<(&str, &str)> {
    let (code, label) = text.split_once(" : ")?;
    Some((code.trim_matches(is_blank), label.trim_matches(is_blank)))
}

pub(super) mod sealed {
    /// Implemented by [`for_each_code`](crate::for_each_code) alone: a type that is missing in that
    /// list does not compile.
    pub trait Listed {}
}
