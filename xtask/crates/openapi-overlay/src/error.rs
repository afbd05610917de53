//! The errors of an overlay, each with what to do about it.

use std::fmt;

/// Why an overlay was not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OverlayError {
    /// The overlay document is not valid; one text per problem.
    Document(Vec<String>),
    /// The actions that are not valid or had no effect.
    Actions(Vec<ActionError>),
}

/// One action that was not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionError {
    /// Its place in the overlay's `actions`, from 0.
    pub index: usize,
    /// Its JSONPath, if it has one.
    pub target: Option<String>,
    /// Its description, if it has one.
    pub description: Option<String>,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The action does not follow Overlay 1.0.0.
    Invalid(String),
    /// Its target selects nothing in the document.
    MatchesNothing,
    /// The document did not change.
    ChangesNothing,
    /// It appends an entry that the list at this place already holds.
    Repeats(String),
    /// Its target selects a scalar, which `update` cannot change, at this place.
    PlainValue(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const GONE: &str = "delete the action if the producer has fixed this, or fix its target";
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
                "{place} is a scalar, and only objects and lists can be updated: target the \
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
