//! The results by operation: responses go in, differences come out.

use serde_json::Value;

use super::check::Check;
use super::document::{Document, Operation};
use super::place::Place;
use super::propose;
use super::tally::{Kind, Tally};
use super::text;

/// One operation and the results of its responses.
#[derive(Debug)]
pub(super) struct Examined<'d> {
    pub(super) operation: Operation<'d>,
    pub(super) tally: Tally,
    /// Number of requests sent.
    pub(super) requests: usize,
    /// Why requests gave no comparable response.
    pub(super) failures: Vec<String>,
    /// How it was sampled.
    pub(super) notes: Vec<String>,
    /// What was not requested, and why.
    pub(super) skipped: Vec<String>,
    /// Whether it was to be called, so that without a response there is no result.
    pub(super) wanted: bool,
}

/// A difference, for programs; [`ProbeReport::write`] is for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// `GET /recherche`.
    pub operation: String,
    /// The kind of difference.
    pub kind: Kind,
    /// The place in the response, without indices: `data[].rome[].code`.
    pub place: String,
    /// What the document declares there, briefly: `integer`.
    pub declared: String,
    /// The number of responses with it.
    pub answers: usize,
}

/// A comparison of responses with a document.
///
/// ```
/// let document = serde_json::json!({ "paths": { "/a": { "get": { "responses": { "200": {
///     "content": { "application/json": { "schema": { "type": "integer" } } }
/// } } } } } });
/// let mut report = xtask::probe::ProbeReport::new(&document);
/// report.add("GET /a", 200, &serde_json::json!("1"));
///
/// let differences = report.differences();
/// assert_eq!(differences[0].kind.name(), "string-scalars");
/// assert_eq!(differences[0].place, "(body)");
/// ```
#[derive(Debug)]
pub struct ProbeReport<'d> {
    pub(super) document: Document<'d>,
    pub(super) examined: Vec<Examined<'d>>,
}

impl<'d> ProbeReport<'d> {
    /// A report on the operations of an effective document, without responses yet.
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
        ProbeReport {
            document,
            examined: examined.collect(),
        }
    }

    /// Compares a response of an operation (`GET /recherche`); ignores an operation that the
    /// document does not have.
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

    /// All differences, by operation, kind and place.
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

    /// The overlay (OpenAPI Overlay 1.0.0) that adapts the document to the responses, with `day`,
    /// such as `2026-01-31`, in its evidence; `None` when there is nothing to correct.
    #[must_use]
    pub fn overlay(&self, day: &str) -> Option<Value> {
        propose::overlay(&propose::actions(self, day))
    }

    /// Writes the report with colours, ending with the overlay actions.
    ///
    /// # Errors
    ///
    /// Errors of the writer.
    pub fn write(&self, day: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        text::write(self, day, out)
    }
}
