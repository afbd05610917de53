//! The findings of the lint.

use openapi_document::text::escaped;
use openapi_document::{METHODS, Pointer};
use serde::Serialize;
use std::fmt;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be generated: the code would not compile, or would be wrong.
    Error,
    /// The generator ignores it, without harm to a client.
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

/// A construct that the generator cannot handle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The stable name of the rule: `response-schemas`.
    pub id: &'static str,
    /// Whether it stops a regeneration.
    pub severity: Severity,
    /// The operation that contains it, as `GET /items`; `None` in a component.
    pub operation: Option<String>,
    /// Its place in the document, as a JSON pointer.
    pub location: String,
    /// The problem.
    pub message: String,
    /// What to do: overlay actions to paste, or a sentence.
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

/// The operation that contains a place.
pub(crate) fn operation_of(at: &Pointer) -> Option<String> {
    match at.segments() {
        [paths, path, method, ..] if paths == "paths" && METHODS.contains(&method.as_str()) => {
            Some(format!("{} {path}", method.to_ascii_uppercase()))
        }
        _ => None,
    }
}
