//! What the lint says.

use openapi_document::{METHODS, Pointer};
use serde::Serialize;
use std::fmt;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing may be generated: it would fail, or be wrong.
    Error,
    /// The generator ignores it, at no cost to a client that knows.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// One thing that the generator cannot take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule, a stable name: `response-schemas`.
    pub id: &'static str,
    /// Whether it stops a regeneration.
    pub severity: Severity,
    /// The operation it stands in, as `GET /items`; `None` in a component.
    pub operation: Option<String>,
    /// Where it stands in the document, as a JSON pointer.
    pub location: String,
    /// What is wrong.
    pub message: String,
    /// What to do: overlay actions to paste, or words.
    pub fix: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: ", self.severity, self.id)?;
        if let Some(operation) = &self.operation {
            write!(f, "{}: ", visible(operation))?;
        }
        write!(
            f,
            "{}\n  at {}",
            visible(&self.message),
            visible(&self.location)
        )?;
        for (index, line) in self.fix.lines().enumerate() {
            let before = if index == 0 { "  fix: " } else { "       " };
            write!(f, "\n{before}{}", visible(line))?;
        }
        Ok(())
    }
}

/// What a document says goes to a terminal: nothing in it may move the cursor or hide.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match is_unprintable(c) {
            true => out.extend(c.escape_unicode()),
            false => out.push(c),
        }
    }
    out
}

/// The operation a place belongs to.
pub(crate) fn operation_of(at: &Pointer) -> Option<String> {
    match at.segments() {
        [paths, path, method, ..] if paths == "paths" && METHODS.contains(&method.as_str()) => {
            Some(format!("{} {path}", method.to_ascii_uppercase()))
        }
        _ => None,
    }
}

/// Control characters, and those that change the order or the look of what is around them.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control() || is_bidi(c) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Characters that change the order in which a text is shown; rustc refuses them in code.
pub(crate) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
