//! [`CodeError`]: why a text is not a code, where it is wrong, and what to do.

use std::error::Error;
use std::fmt;

use super::explain;
use super::kind::{CodeErrorKind, Kind, Mode};

/// The longest text that an error keeps without allocating; no code is longer.
const SHORT: usize = 21;

/// As much of a longer text as an error keeps.
const LONG: usize = 80;

/// Why a text is not the code it was read as.
///
/// Making one copies the text, and allocates nothing unless the text is longer than any
/// code. The reason is computed when the error is shown. The message is always one line.
#[derive(Clone)]
pub struct CodeError {
    expected: &'static Kind,
    text: Kept,
}

/// The wrong text, and which reader refused it.
#[derive(Clone, PartialEq, Eq)]
enum Kept {
    Short {
        mode: Mode,
        len: u8,
        bytes: [u8; SHORT],
    },
    Long {
        mode: Mode,
        shortened: bool,
        text: Box<str>,
    },
}

impl Kept {
    #[cold]
    #[inline(never)]
    fn long(text: &str, mode: Mode) -> Self {
        let kept = &text[..floor_char_boundary(text, LONG)];
        Self::Long {
            mode,
            shortened: kept.len() < text.len(),
            text: kept.into(),
        }
    }
}

impl CodeError {
    #[cold]
    #[inline(never)]
    pub(super) fn new(expected: &'static Kind, text: &str, mode: Mode) -> Self {
        match short_copy(text.as_bytes()) {
            Some(bytes) => Self {
                expected,
                text: Kept::Short {
                    mode,
                    len: text.len() as u8,
                    bytes,
                },
            },
            None => Self {
                expected,
                text: Kept::long(text, mode),
            },
        }
    }

    fn mode(&self) -> Mode {
        match self.text {
            Kept::Short { mode, .. } | Kept::Long { mode, .. } => mode,
        }
    }

    /// What is wrong.
    pub fn kind(&self) -> CodeErrorKind {
        explain::kind(
            self.expected,
            self.input(),
            self.mode(),
            self.is_shortened(),
        )
    }

    /// The kind of code that was expected.
    pub fn expected(&self) -> &'static Kind {
        self.expected
    }

    /// Where the first wrong character is: bytes from the start of the text.
    pub fn position(&self) -> Option<usize> {
        match self.kind() {
            CodeErrorKind::BadChar { position } | CodeErrorKind::WrongLetter { position } => {
                Some(position)
            }
            CodeErrorKind::LeadingZero => self.input().find('0'),
            _ => None,
        }
    }

    /// What to do, when there is something to do.
    pub fn suggestion(&self) -> Option<String> {
        explain::suggestion(
            self.expected,
            self.input(),
            self.mode(),
            self.is_shortened(),
        )
    }

    /// The text that was read, its first 80 bytes at most.
    pub fn input(&self) -> &str {
        match &self.text {
            Kept::Short { len, bytes, .. } => {
                std::str::from_utf8(&bytes[..usize::from(*len)]).unwrap_or_default()
            }
            Kept::Long { text, .. } => text,
        }
    }

    /// Whether [`CodeError::input`] is only the start of the text.
    pub fn is_shortened(&self) -> bool {
        matches!(
            self.text,
            Kept::Long {
                shortened: true,
                ..
            }
        )
    }
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Kind { noun, expected, .. } = self.expected;
        let (text, shortened) = (self.input(), self.is_shortened());
        let more = if shortened { "…" } else { "" };
        write!(f, "`{}{more}` is not {noun}: ", Escaped(text))?;
        explain::write_problem(f, self.expected, self.kind(), text, shortened)?;
        write!(f, "; expected {expected}")?;
        match self.suggestion() {
            Some(suggestion) => write!(f, "; {suggestion}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodeError")
            .field("expected", &self.expected.type_name)
            .field("input", &self.input())
            .field("kind", &self.kind())
            .finish()
    }
}

impl PartialEq for CodeError {
    fn eq(&self, other: &Self) -> bool {
        self.expected.name == other.expected.name && self.text == other.text
    }
}

impl Eq for CodeError {}

impl Error for CodeError {}

/// A text on one line: control characters and the invisible ones are shown by their number.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                ' ' => write!(f, " ")?,
                // Bidirectional marks could turn the rest of the message around.
                '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {
                    write!(f, "{}", c.escape_unicode())?;
                }
                c if c.is_control() || super::lenient::is_blank(c) => {
                    write!(f, "{}", c.escape_unicode())?;
                }
                c => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}

/// A copy of a short text, by two or three copies of a fixed size that may overlap: one of a variable
/// size is a call, and costs more than reading the code did.
#[inline(always)]
fn short_copy(text: &[u8]) -> Option<[u8; SHORT]> {
    let mut bytes = [0; SHORT];
    let len = text.len();
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        *bytes.get_mut(len - 8..)?.first_chunk_mut()? = *last;
        if let Some(middle) = text[8..].first_chunk::<8>() {
            *bytes[8..].first_chunk_mut()? = *middle;
        }
        *bytes.first_chunk_mut()? = *first;
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        *bytes[len - 4..].first_chunk_mut()? = *last;
        *bytes.first_chunk_mut()? = *first;
    } else {
        for (to, from) in bytes.iter_mut().zip(text) {
            *to = *from;
        }
    }
    Some(bytes)
}

/// `str::floor_char_boundary` is newer than the oldest Rust this crate builds with.
fn floor_char_boundary(text: &str, limit: usize) -> usize {
    if text.len() <= limit {
        return text.len();
    }
    (0..=limit)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{SHORT, short_copy};

    #[test]
    fn short_copy_of_each_length_keeps_every_byte() {
        let text = b"0123456789abcdefghijklmnopq";
        for len in 0..=text.len() {
            let copy = short_copy(&text[..len]);
            assert_eq!(copy.is_some(), len <= SHORT, "{len}");
            if let Some(copy) = copy {
                assert_eq!(copy[..len], text[..len]);
            }
        }
    }
}
