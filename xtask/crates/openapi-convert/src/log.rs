//! What a conversion has to say: refusals, which stop a regeneration, and notes, which do not.

use openapi_document::Pointer;
use serde::Serialize;
use std::fmt;

/// A construct that OpenAPI 3.0.3 cannot express.
///
/// Where it can, it stays where it stands in the converted document, so that a comparison still
/// sees it and an overlay action can take it away; the lint finds it there as long as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Where it stands in the source document, as a JSON pointer: `#/paths/~1items/get`.
    pub location: String,
    /// The construct by name: `patternProperties`.
    pub construct: String,
    /// Why it cannot be expressed.
    pub reason: String,
    /// What to do about it.
    pub fix: String,
    /// Whether it is still in the converted document: then an overlay can mend it, and the lint has
    /// an error for it until one does. Otherwise the source itself contradicts itself, and nothing
    /// can be generated from it.
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

/// Something that was read with a loss, or with some tolerance, that costs a client nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Where it stands in the source document, as a JSON pointer.
    pub location: String,
    /// What was done with it.
    pub message: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location, self.message)
    }
}

/// Collects both while a document is converted.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) refusals: Vec<Refusal>,
    pub(super) notes: Vec<Note>,
    /// Places that were moved: from where they stand now to where they stood.
    moved: Vec<(Pointer, Pointer)>,
    /// Whether the places that come are those of the converted document.
    converted: bool,
}

impl Log {
    /// What stands below `now` in the converted document stood below `source`.
    pub(super) fn moved(&mut self, now: Pointer, source: Pointer) {
        self.moved.push((now, source));
    }

    /// From now on, places are given in the converted document, and told as those of the source.
    pub(super) fn walk_converted(&mut self) {
        self.converted = true;
    }

    /// Refuses a construct that stays in the converted document.
    pub(super) fn refuse(&mut self, at: &Pointer, construct: &str, reason: &str, fix: &str) {
        self.add(at, construct, reason, fix, true);
    }

    /// Refuses a construct for which the converted document has no place.
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
