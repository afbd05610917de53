//! What can be wrong with an overlay, told so that it can be mended.

use std::fmt;

/// Why an overlay was not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OverlayError {
    /// The overlay document is not valid; one text a problem.
    Document(Vec<String>),
    /// Actions that are not valid or did nothing; all of them.
    Actions(Vec<ActionError>),
}

/// One action that was not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionError {
    /// Its place in the overlay's `actions`, from 0.
    pub index: usize,
    /// Its JSONPath, when it has one.
    pub target: Option<String>,
    /// Its reason, when it gives one.
    pub description: Option<String>,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is not written as Overlay 1.0.0 wants it.
    Invalid(String),
    /// Its target selects nothing in the document.
    MatchesNothing,
    /// The document is the same after it.
    ChangesNothing,
    /// It appends an entry that the list at this place already holds.
    Repeats(String),
    /// Its target selects a plain value, which cannot be updated, at this place.
    PlainValue(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const GONE: &str = "delete the action if the producer has mended this, or mend its target";
        match self {
            Problem::Invalid(what) => f.write_str(what),
            Problem::MatchesNothing => write!(f, "it matches nothing; {GONE}"),
            Problem::ChangesNothing => write!(f, "it changes nothing; {GONE}"),
            Problem::Repeats(place) => {
                write!(
                    f,
                    "the list at {place} already holds what it appends; {GONE}"
                )
            }
            Problem::PlainValue(place) => write!(
                f,
                "{place} is a plain value, and only objects and lists can be updated: target the \
                 object that holds it"
            ),
        }
    }
}

impl fmt::Display for ActionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "action {}", self.index)?;
        if let Some(target) = &self.target {
            write!(f, ", target `{target}`")?;
        }
        if let Some(description) = &self.description {
            write!(
                f,
                " ({})",
                description.split_whitespace().collect::<Vec<_>>().join(" ")
            )?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl fmt::Display for OverlayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OverlayError::Document(problems) => {
                f.write_str("not a valid overlay")?;
                problems
                    .iter()
                    .try_for_each(|problem| write!(f, "\n  {problem}"))
            }
            OverlayError::Actions(actions) => {
                f.write_str("overlay actions that cannot be applied")?;
                actions
                    .iter()
                    .try_for_each(|action| write!(f, "\n  {action}"))
            }
        }
    }
}

impl std::error::Error for OverlayError {}
