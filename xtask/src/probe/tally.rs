//! What was found in the answers of one operation, once for each place and kind, with counts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use super::forms::form;
use super::observed::Observed;
use super::place::Place;

/// How many findings of an operation are kept apart; more are counted.
const MAX_FINDINGS: usize = 200;
/// How many forms of one finding are kept.
const MAX_FORMS: usize = 6;

/// How an answer differs from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A property that the document does not name.
    UnknownFields,
    /// A scalar in the form of another: a number as text, a truth as 1.
    StringScalars,
    /// A list as null where null is not declared, or as its only element.
    NullArrays,
    /// Null where it is not declared.
    Nulls,
    /// Another type.
    Types,
    /// The right type, but not the declared format, or no value of the declared list.
    Formats,
    /// A required property that is not there.
    Missing,
    /// A code that has no form known for its kind.
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
    /// What the document says, in a few words.
    pub(super) declared: String,
    /// The schema to correct, as a JSONPath.
    pub(super) target: String,
    /// Other schemas that declare the same type of the same value.
    pub(super) also: Vec<String>,
    /// The property that is unknown or missing, as the service or the document spells it.
    pub(super) name: String,
    /// How often it was met.
    pub(super) values: usize,
    /// In how many answers.
    pub(super) answers: usize,
    /// The forms it was met in, and how often.
    pub(super) forms: BTreeMap<String, usize>,
    /// What came.
    pub(super) observed: Observed,
    /// Values that the declared list does not have.
    pub(super) news: Vec<Value>,
    last_answer: usize,
}

/// How often a documented property came.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Presence {
    /// Objects that could have it.
    pub(super) objects: usize,
    /// Those that have it.
    pub(super) present: usize,
    /// Those where it is neither null nor an empty list.
    pub(super) valued: usize,
}

/// Everything found in the answers of one operation.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Answers that were compared.
    pub(super) answers: usize,
    /// Answers with a documented status that is no success.
    pub(super) refused: BTreeMap<u16, usize>,
    pub(super) findings: BTreeMap<(Kind, String), Finding>,
    pub(super) presence: BTreeMap<String, Presence>,
    /// Forms of codes: place, kind and form to a count.
    pub(super) codes: BTreeMap<(String, &'static str, &'static str), usize>,
    /// The types that came where a type is declared, by the place of the declaration.
    pub(super) types: BTreeMap<String, Observed>,
    /// Differences left out because there were too many locations.
    pub(super) left_out: usize,
}

impl Tally {
    /// A tally for a part of the answer that this one is at.
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

    /// Notes the type that came where one is declared; all of the value when it is another.
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

    /// Takes over what a [`branch`](Self::branch) has found.
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
