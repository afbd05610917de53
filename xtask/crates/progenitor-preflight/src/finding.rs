//! What the lint says.

use openapi_document::text::escaped;
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
            write!(f, "{}: ", escaped(operation))?;
        }
        write!(
            f,
            "{}\n  at {}",
            escaped(&self.message),
            escaped(&self.location)
        )?;
        for (index, line) in self.fix.lines().enumerate() {
            let before = if index == 0 { "  fix: " } else { "       " };
            write!(f, "\n{before}{}", escaped(line))?;
        }
        Ok(())
    }
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
