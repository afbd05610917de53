//! The findings in the responses of one operation, counted by place and kind.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use super::forms::form;
use super::observed::Observed;
use super::place::Place;

/// Maximum number of separate findings per operation; further ones are only counted.
const MAX_FINDINGS: usize = 200;
/// Maximum number of forms kept per finding.
const MAX_FORMS: usize = 6;

/// How a response differs from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A property that the document does not name.
    UnknownFields,
    /// A scalar in another notation: a number as text, a boolean as 1.
    StringScalars,
    /// Null or a single element instead of a list, where null is not declared.
    NullArrays,
    /// Null where it is not declared.
    Nulls,
    /// Another type.
    Types,
    /// The right type, but not the declared format or enum.
    Formats,
    /// A missing required property.
    Missing,
    /// A code without a known notation.
    Codes,
    /// A status that the document does not name.
    Statuses,
}

impl Kind {
    /// The name in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::UnknownFields => "unknown-fields",
            Kind::StringScalars => "string-scalars",
            Kind::NullArrays => "null-arrays",
            Kind::Nulls => "nulls",
            Kind::Types => "types",
            Kind::Formats => "formats",
            Kind::Missing => "missing",
            Kind::Codes => "codes",
            Kind::Statuses => "statuses",
        }
    }
}

/// One difference at one place.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    /// The declaration in the document, briefly.
    pub(super) declared: String,
    /// The schema to correct, as a JSONPath.
    pub(super) target: String,
    /// Other schemas that declare the same type of the same value.
    pub(super) also: Vec<String>,
    /// The unknown or missing property, as the service or the document spells it.
    pub(super) name: String,
    /// The number of occurrences.
    pub(super) values: usize,
    /// The number of responses with it.
    pub(super) answers: usize,
    /// The observed forms, with their counts.
    pub(super) forms: BTreeMap<String, usize>,
    /// The observed values.
    pub(super) observed: Observed,
    /// Values that the declared enum does not contain.
    pub(super) news: Vec<Value>,
    last_answer: usize,
}

/// How often a documented property was present.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Presence {
    /// Objects that may have it.
    pub(super) objects: usize,
    /// Those that have it.
    pub(super) present: usize,
    /// Those in which it is neither null nor an empty list.
    pub(super) valued: usize,
}

/// Everything found in the responses of one operation.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Number of responses compared.
    pub(super) answers: usize,
    /// Number of responses with a documented error status.
    pub(super) refused: BTreeMap<u16, usize>,
    pub(super) findings: BTreeMap<(Kind, String), Finding>,
    pub(super) presence: BTreeMap<String, Presence>,
    /// Notations of codes: the count by place, kind and notation.
    pub(super) codes: BTreeMap<(String, &'static str, &'static str), usize>,
    /// The observed types, by the place of the declared type.
    pub(super) types: BTreeMap<String, Observed>,
    /// Differences left out because there were too many places.
    pub(super) left_out: usize,
}

impl Tally {
    /// A tally for a part of the current response.
    pub(super) fn branch(&self) -> Tally {
        Tally {
            answers: self.answers,
            ..Tally::default()
        }
    }

    /// Records a difference.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        place: &Place,
        value: &Value,
        declared: &str,
        target: &str,
    ) -> Option<&mut Finding> {
        let full = self.findings.len() >= MAX_FINDINGS;
        let finding = match self.findings.entry((kind, place.shown().to_owned())) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(_) if full => {
                self.left_out += 1;
                return None;
            }
            Entry::Vacant(free) => free.insert(Finding {
                declared: declared.to_owned(),
                target: target.to_owned(),
                also: Vec::new(),
                name: String::new(),
                values: 0,
                answers: 0,
                forms: BTreeMap::new(),
                observed: Observed::default(),
                news: Vec::new(),
                last_answer: 0,
            }),
        };
        finding.values += 1;
        if finding.last_answer != self.answers {
            finding.last_answer = self.answers;
            finding.answers += 1;
        }
        let form = form(value);
        if finding.forms.len() < MAX_FORMS || finding.forms.contains_key(&form) {
            *finding.forms.entry(form).or_default() += 1;
        }
        Some(finding)
    }

    /// Records the observed type where one is declared, and the whole value if the type differs.
    pub(super) fn note_type(&mut self, target: &str, value: &Value, agrees: bool) {
        let seen = match self.types.get_mut(target) {
            Some(seen) => seen,
            None => self.types.entry(target.to_owned()).or_default(),
        };
        match agrees {
            true => seen.see_type(value),
            false => seen.see(value),
        }
    }

    /// Merges the findings of a [`branch`](Self::branch).
    pub(super) fn absorb(&mut self, branch: Tally) {
        for (key, found) in branch.findings {
            match self.findings.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(found);
                }
                Entry::Occupied(mut known) => known.get_mut().absorb(found),
            }
        }
        for (place, presence) in branch.presence {
            let known = self.presence.entry(place).or_default();
            known.objects += presence.objects;
            known.present += presence.present;
            known.valued += presence.valued;
        }
        for (key, count) in branch.codes {
            *self.codes.entry(key).or_default() += count;
        }
        for (target, seen) in branch.types {
            self.types.entry(target).or_default().absorb(&seen);
        }
        self.left_out += branch.left_out;
    }
}

impl Finding {
    fn absorb(&mut self, other: Finding) {
        self.values += other.values;
        if self.last_answer != other.last_answer {
            self.last_answer = other.last_answer;
            self.answers += other.answers;
        }
        for (form, count) in other.forms {
            *self.forms.entry(form).or_default() += count;
        }
        self.observed.absorb(&other.observed);
        for value in other.news {
            if !self.news.contains(&value) {
                self.news.push(value);
            }
        }
    }
}
