//! What was learnt, operation by operation: answers go in, differences come out.

use serde_json::Value;

use super::check::Check;
use super::document::{Document, Operation};
use super::place::Place;
use super::propose;
use super::tally::{Kind, Tally};
use super::text;

/// One operation and what its answers told.
#[derive(Debug)]
pub(super) struct Examined<'d> {
    pub(super) operation: Operation<'d>,
    pub(super) tally: Tally,
    /// Requests that were sent.
    pub(super) requests: usize,
    /// Why requests brought no answer that could be compared.
    pub(super) failures: Vec<String>,
    /// How it was asked.
    pub(super) notes: Vec<String>,
    /// What was not asked, and why.
    pub(super) skipped: Vec<String>,
    /// It was to be asked, so that without answers nothing can be told.
    pub(super) wanted: bool,
}

/// A difference, for a program; a person reads [`Report::write`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// `GET /recherche`.
    pub operation: String,
    /// How it differs.
    pub kind: Kind,
    /// Where in the answer, without indices: `data[].rome[].code`.
    pub place: String,
    /// What the document says there, in a word or two: `integer`.
    pub declared: String,
    /// In how many answers.
    pub answers: usize,
}

/// A comparison of answers with a document.
///
/// ```
/// let document = serde_json::json!({ "paths": { "/a": { "get": { "responses": { "200": {
///     "content": { "application/json": { "schema": { "type": "integer" } } }
/// } } } } } });
/// let mut report = xtask::probe::Report::new(&document);
/// report.add("GET /a", 200, &serde_json::json!("1"));
///
/// let differences = report.differences();
/// assert_eq!(differences[0].kind.name(), "string-scalars");
/// assert_eq!(differences[0].place, "(body)");
/// ```
#[derive(Debug)]
pub struct Report<'d> {
    pub(super) document: Document<'d>,
    pub(super) examined: Vec<Examined<'d>>,
}

impl<'d> Report<'d> {
    /// A report on the operations of an effective document, without any answer yet.
    #[must_use]
    pub fn new(document: &'d Value) -> Self {
        let document = Document::new(document);
        let examined = document.operations().into_iter().map(|operation| Examined {
            operation,
            tally: Tally::default(),
            requests: 0,
            failures: Vec::new(),
            notes: Vec::new(),
            skipped: Vec::new(),
            wanted: false,
        });
        Report {
            document,
            examined: examined.collect(),
        }
    }

    /// Compares an answer of an operation (`GET /recherche`); one that the document does not
    /// have is not looked at.
    pub fn add(&mut self, operation: &str, status: u16, body: &Value) {
        let at = self
            .examined
            .iter()
            .position(|examined| examined.operation.name == operation);
        if let Some(at) = at {
            self.add_at(at, status, body);
        }
    }

    pub(super) fn add_at(&mut self, at: usize, status: u16, body: &Value) {
        let document = self.document;
        let Some(examined) = self.examined.get_mut(at) else {
            return;
        };
        let tally = &mut examined.tally;
        match document.response(&examined.operation, status) {
            Some(_) if !(200..300).contains(&status) => {
                *tally.refused.entry(status).or_default() += 1;
            }
            Some(schema) => {
                tally.answers += 1;
                if let Some(schema) = schema {
                    Check::new(tally).value(body, &schema, &mut Place::default());
                }
            }
            None => {
                tally.answers += 1;
                let status = Value::from(status);
                Place::default().property(&format!("status {status}"), |place| {
                    tally.record(Kind::Statuses, place, &status, "not named", "");
                });
            }
        }
    }

    /// Every difference, by operation, kind and place.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        let of = |examined: &Examined<'d>| {
            let operation = examined.operation.name.clone();
            let findings = examined.tally.findings.iter();
            findings
                .map(move |((kind, place), finding)| Difference {
                    operation: operation.clone(),
                    kind: *kind,
                    place: place.clone(),
                    declared: finding.declared.clone(),
                    answers: finding.answers,
                })
                .collect::<Vec<_>>()
        };
        self.examined.iter().flat_map(of).collect()
    }

    /// The overlay (OpenAPI Overlay 1.0.0) that brings the document to what came, with `day`,
    /// such as `2026-01-31`, in its evidence; `None` when there is nothing to correct.
    #[must_use]
    pub fn overlay(&self, day: &str) -> Option<Value> {
        propose::overlay(&propose::actions(self, day))
    }

    /// The report for a person, with colours, ending with the overlay actions.
    ///
    /// # Errors
    ///
    /// The writer's.
    pub fn write(&self, day: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        text::write(self, day, out)
    }
}
