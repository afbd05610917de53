//! Lists of codes in one cell, as found in the wild: `A1500,A1501`, `RNCP1016|RNCP1015`,
//! `RNCP1006/RNCP37239`.

use std::error::Error;
use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;

use super::code::Code;
use super::error::{CodeError, Mode};
use super::lenient::is_blank;

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

    /// The same list, each item read leniently. White space still parts items: `rncp 35419` in a
    /// list is two of them.
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

/// Parts the `code : label` pairs of France compétences (`21538 : Boulangerie`) into code and
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
