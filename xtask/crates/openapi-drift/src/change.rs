//! The result of a comparison: changes, each with severity and direction, and the overall verdict.

use serde::Serialize;

/// How much a change matters to an existing program, in increasing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Only documentation changed: descriptions, examples, titles, tags.
    Docs,
    /// The contract changed, and a program written against the old one still works.
    Compatible,
    /// A program written against the old contract can stop working.
    Breaking,
}

impl Severity {
    /// The name in the JSON output: `docs`, `compatible` or `breaking`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

/// The direction in which a changed value is sent. It is safe to widen what a client may send, but
/// not what it may receive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The client sends it.
    Request,
    /// The client receives it.
    Response,
    /// Neither: operations, names, and parts that no operation uses.
    Structure,
}

impl Direction {
    /// The name in the JSON output: `request`, `response` or `structure`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Structure => "structure",
        }
    }
}

/// One difference in meaning between two documents. Serializes to the documented JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How much it matters.
    pub severity: Severity,
    /// Stable id of the kind of change; `DRIFT.md` lists all ids.
    pub id: &'static str,
    /// The direction of the changed value.
    pub direction: Direction,
    /// The first operation that reaches the change (`GET /items`); `None` outside operations.
    pub operation: Option<String>,
    /// JSON pointer (`#/…`) into the new document; into the old document for a removal.
    pub location: String,
    /// The change in one sentence.
    pub message: String,
    /// Whether the change concerns a part that the client uses; `None` (and absent in JSON) when
    /// the comparison was not made for a client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<bool>,
}

/// The highest severity among the changes, or `None` without changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Both documents have the same meaning.
    None,
    /// Only documentation changed.
    Docs,
    /// Something changed, but existing programs still work.
    Compatible,
    /// At least one change can stop an existing program.
    Breaking,
}

impl Verdict {
    /// The name in the JSON output: `none`, `docs`, `compatible` or `breaking`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Docs => "docs",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl From<Severity> for Verdict {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Docs => Self::Docs,
            Severity::Compatible => Self::Compatible,
            Severity::Breaking => Self::Breaking,
        }
    }
}

/// The result of one comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The changes, ordered by operation, then by severity (highest first), then by place.
    pub changes: Vec<Change>,
    /// Parts that could not be read and were not compared. They do not affect the verdict.
    pub notes: Vec<String>,
}

impl Report {
    /// The highest severity found.
    pub fn verdict(&self) -> Verdict {
        self.changes
            .iter()
            .map(|change| Verdict::from(change.severity))
            .max()
            .unwrap_or(Verdict::None)
    }

    /// The number of changes with this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.changes
            .iter()
            .filter(|change| change.severity == severity)
            .count()
    }
}
