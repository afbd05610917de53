//! What a comparison says: changes, each with its severity and direction, and the verdict over all of them.

use serde::Serialize;

/// How much a change matters to a program that works today. The order is the order of alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Only what people read changed: descriptions, examples, titles, tags.
    Docs,
    /// The contract changed, and a program written against the old one still works.
    Compatible,
    /// A program written against the old contract can stop working.
    Breaking,
}

impl Severity {
    /// The word of the JSON contract: `docs`, `compatible` or `breaking`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

/// Which way the changed thing travels. Widening what a client may send is safe; widening what it
/// must be able to receive is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The client sends it.
    Request,
    /// The client receives it.
    Response,
    /// It does not travel: operations, names, what no operation uses.
    Structure,
}

impl Direction {
    /// The word of the JSON contract: `request`, `response` or `structure`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Structure => "structure",
        }
    }
}

/// One difference in meaning between two documents. Serialises as the JSON contract has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How much it matters.
    pub severity: Severity,
    /// Stable name of the kind of change; `xtask/DRIFT.md` lists them all.
    pub id: &'static str,
    /// Which way the changed thing travels.
    pub direction: Direction,
    /// The operation it was met in first (`GET /items`), none when it belongs to no operation.
    pub operation: Option<String>,
    /// JSON pointer (`#/…`) into the new document, or into the old one for what is gone.
    pub location: String,
    /// One sentence for people.
    pub message: String,
    /// Whether it touches what the client uses for whom the documents were compared; none, and
    /// absent in JSON, when they were compared for nobody in particular.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<bool>,
}

/// The gravest severity among the changes, or that there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Both documents mean the same.
    None,
    /// Only documentation changed.
    Docs,
    /// Something changed, nothing that works today stops.
    Compatible,
    /// At least one change can stop a program that works today.
    Breaking,
}

impl Verdict {
    /// The word of the JSON contract: `none`, `docs`, `compatible` or `breaking`.
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

/// Everything one comparison found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The changes, ordered by operation, then gravest first, then by place.
    pub changes: Vec<Change>,
    /// What could not be read and was left out of the comparison: a person should know, no verdict
    /// depends on it.
    pub notes: Vec<String>,
}

impl Report {
    /// The gravest severity found.
    pub fn verdict(&self) -> Verdict {
        self.changes
            .iter()
            .map(|change| Verdict::from(change.severity))
            .max()
            .unwrap_or(Verdict::None)
    }

    /// How many changes have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.changes
            .iter()
            .filter(|change| change.severity == severity)
            .count()
    }
}
