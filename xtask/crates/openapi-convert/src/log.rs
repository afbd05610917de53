//! Refusals, which stop a regeneration, and notes, which do not.

use openapi_document::Pointer;
use serde::Serialize;
use std::fmt;

/// A construct that OpenAPI 3.0.3 cannot express.
///
/// The construct stays in the converted document where possible, so that a comparison still sees it
/// and an overlay action can remove it; the lint reports it until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Its place in the source document, as a JSON pointer: `#/paths/~1items/get`.
    pub location: String,
    /// The name of the construct: `patternProperties`.
    pub construct: String,
    /// Why 3.0.3 cannot express it.
    pub reason: String,
    /// What to do about it.
    pub fix: String,
    /// Whether the construct is still in the converted document. If so, an overlay can correct it,
    /// and the lint reports an error until one does. If not, the source contradicts itself, and
    /// nothing can be generated from it.
    pub left_in_place: bool,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: `{}`: {}; {}",
            self.location, self.construct, self.reason, self.fix
        )
    }
}

/// A harmless loss, or a tolerated mistake in the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its place in the source document, as a JSON pointer.
    pub location: String,
    /// How the conversion treated it.
    pub message: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location, self.message)
    }
}

/// Collects refusals and notes during a conversion.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) refusals: Vec<Refusal>,
    pub(super) notes: Vec<Note>,
    /// Places that were moved: the new place and the place in the source.
    moved: Vec<(Pointer, Pointer)>,
    /// Whether places are now given in the converted document.
    converted: bool,
}

impl Log {
    /// Records that the part at `now` of the converted document comes from `source`.
    pub(super) fn moved(&mut self, now: Pointer, source: Pointer) {
        self.moved.push((now, source));
    }

    /// From now on, takes places of the converted document and reports those of the source.
    pub(super) fn walk_converted(&mut self) {
        self.converted = true;
    }

    /// Reports a construct that stays in the converted document.
    pub(super) fn refuse(&mut self, at: &Pointer, construct: &str, reason: &str, fix: &str) {
        self.add(at, construct, reason, fix, true);
    }

    /// Reports a construct that the converted document cannot contain.
    pub(super) fn reject(&mut self, at: &Pointer, construct: &str, reason: &str, fix: &str) {
        self.add(at, construct, reason, fix, false);
    }

    fn add(&mut self, at: &Pointer, construct: &str, reason: &str, fix: &str, left: bool) {
        let refusal = Refusal {
            location: self.source(at),
            construct: construct.to_owned(),
            reason: reason.to_owned(),
            fix: fix.to_owned(),
            left_in_place: left,
        };
        if !self.refusals.contains(&refusal) {
            self.refusals.push(refusal);
        }
    }

    pub(super) fn note(&mut self, at: &Pointer, message: impl Into<String>) {
        let note = Note {
            location: self.source(at),
            message: message.into(),
        };
        self.notes.push(note);
    }

    fn source(&self, at: &Pointer) -> String {
        let moves = self.moved.iter().filter(|_| self.converted);
        let nearest = moves
            .filter_map(|(now, source)| Some((now.segments().len(), at.moved(now, source)?)))
            .max_by_key(|(length, _)| *length);
        nearest.map_or_else(|| at.to_string(), |(_, source)| source.to_string())
    }
}
