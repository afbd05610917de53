//! OpenAPI Overlay 1.0.0, applied strictly: an action without effect is an error.
//!
//! An overlay corrects a document that somebody else publishes. Once the producer corrects the
//! document, the overlay action must be deleted; so an action that matches or changes nothing is an
//! error. All actions are tried, and all errors are reported together.

mod document;
mod edit;
mod error;

pub use error::{ActionError, OverlayError, Problem};

use document::{Action, ActionKind};
use serde::Serialize;
use serde_json::Value;

/// A document with its corrections, and what each of them did.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The corrected document.
    pub document: Value,
    /// The actions, in the order of the overlay.
    pub actions: Vec<AppliedAction>,
}

/// What one action did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppliedAction {
    /// Its place in the overlay's `actions`, from 0.
    pub index: usize,
    /// Its JSONPath (RFC 9535), as written.
    pub target: String,
    /// Its description, as written.
    pub description: Option<String>,
    /// Whether it removed what it matched ; otherwise it updated it.
    pub removed: bool,
    /// How many places it matched; at least one.
    pub matched: usize,
    /// The places it changed, as normalized JSONPaths.
    pub changed: Vec<String>,
}

/// Applies every action of an overlay to a document, in order, each on the outcome of the one
/// before.
///
/// `update` merges objects recursively and appends to arrays, nested ones too; `remove` removes
/// any selected value, scalars included (Overlay 1.1.0 allows this).
///
/// # Errors
///
/// [`OverlayError`] when the overlay itself is not valid, or with every action that cannot be
/// applied, matches nothing, or changes nothing. The document is dropped then.
pub fn apply(document: Value, overlay: &Value) -> Result<Applied, OverlayError> {
    let actions = document::read(overlay)?;
    let mut document = document;
    let mut applied = Vec::with_capacity(actions.len());
    let mut failed = Vec::new();
    for action in actions {
        match perform(&document, &action) {
            Ok((outcome, matched, changed)) => {
                document = outcome;
                applied.push(AppliedAction {
                    index: action.index,
                    target: action.target,
                    description: action.description,
                    removed: matches!(action.kind, ActionKind::Remove),
                    matched,
                    changed,
                });
            }
            Err(problem) => failed.push(ActionError {
                index: action.index,
                target: Some(action.target),
                description: action.description,
                problem,
            }),
        }
    }
    match failed.is_empty() {
        true => Ok(Applied {
            document,
            actions: applied,
        }),
        false => Err(OverlayError::Actions(failed)),
    }
}

/// Applies one action to a copy: an action that fails half-way does not change the document.
fn perform(document: &Value, action: &Action) -> Result<(Value, usize, Vec<String>), Problem> {
    let located = action.path.query_located(document);
    let places: Vec<_> = located.locations().map(edit::Place::from).collect();
    if places.is_empty() {
        return Err(Problem::MatchesNothing);
    }
    let mut outcome = document.clone();
    let changed = match &action.kind {
        ActionKind::Remove => edit::remove(&mut outcome, &places)?,
        ActionKind::Update(update) => edit::update(&mut outcome, &places, update)?,
    };
    match changed.is_empty() {
        true => Err(Problem::ChangesNothing),
        false => Ok((outcome, places.len(), changed)),
    }
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
