//! Does a live service answer as the effective document says?
//!
//! Everything is derived from the document: the operations, their responses, and what to look
//! at in them. Only what to ask is not in it; `recipe` is the table for that. Answers go into
//! a [`Report`], which needs no network.
//!
//! A difference is what makes a document wrong: something came that it does not say. What it
//! says and did not come is told, but is no difference: a sample cannot show that.

mod check;
mod codes;
mod document;
mod error;
mod forms;
mod observed;
mod place;
mod propose;
mod recipe;
mod report;
mod sample;
mod service;
mod shape;
mod tally;
mod text;

use std::io::Write;
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;

pub use error::ProbeError;
pub use report::{Difference, Report};
pub use tally::Kind;

use sample::Sampler;
use service::Service;

/// Most requests that one operation can be given.
pub const MAX_SAMPLE: usize = 200;

/// What a probe asks, of whom, and how often.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the service is: https, or http on this machine.
    pub base_url: String,
    /// The token; sent in the header of the document's security scheme, and shown nowhere.
    pub token: Option<SecretString>,
    /// Most requests of one operation, up to [`MAX_SAMPLE`]. 25.
    pub sample: usize,
    /// The effective document.
    pub document: Value,
    /// The operations that must have answered before anything is said, as `GET /recherche`.
    pub needed: Vec<String>,
    /// Least time from one request to the next; none on this machine. Half a second.
    pub interval: Duration,
    /// Most time for one answer. 120 s: a client of a sister API needed that.
    pub timeout: Duration,
    /// The day that the evidence is given, as `2026-01-31`. Today.
    pub day: String,
}

impl Options {
    /// The defaults, for a service and a document.
    #[must_use]
    pub fn new(base_url: impl Into<String>, document: Value) -> Self {
        let now = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC);
        Options {
            base_url: base_url.into(),
            token: None,
            sample: 25,
            document,
            needed: Vec::new(),
            interval: Duration::from_millis(500),
            timeout: Duration::from_secs(120),
            day: now.date().to_string(),
        }
    }
}

/// What a probe says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every answer is as documented.
    Agrees,
    /// Something is not.
    Differs,
}

/// Asks a service for a sample of its answers, one at a time, and writes to `out` how they
/// differ from the document.
///
/// # Errors
///
/// [`ProbeError`] when nothing can be told. What was learnt up to then is written all the same.
pub async fn run(options: &Options, out: &mut dyn Write) -> Result<Verdict, ProbeError> {
    let mut report = Report::new(&options.document);
    let credential = report.document.credential();
    let mut service = Service::new(
        &options.base_url,
        options.token.as_ref(),
        &credential,
        options.interval,
        options.timeout,
    )?;
    let sample = options.sample.clamp(1, MAX_SAMPLE);
    let asked = Sampler::new(&mut service, &mut report, sample).run().await;
    if let Err(error) = asked {
        // What came before the end is still worth reading.
        if report.examined.iter().any(|e| e.tally.answers > 0) {
            report.write(&options.day, out)?;
        }
        return Err(error);
    }
    if report.examined.iter().all(|examined| !examined.wanted) {
        return Err(ProbeError::Document {
            reason: "it has no operation that can be asked".to_owned(),
        });
    }
    report.write(&options.day, out)?;
    if !report.differences().is_empty() {
        return Ok(Verdict::Differs);
    }
    let silent = report.examined.iter().find(|examined| {
        let needed = options.needed.contains(&examined.operation.name);
        (examined.wanted || needed) && examined.tally.answers == 0
    });
    match silent {
        None => Ok(Verdict::Agrees),
        Some(examined) => {
            let why = examined.failures.last().or(examined.skipped.last());
            Err(ProbeError::Silent {
                operation: examined.operation.name.clone(),
                reason: why.cloned().unwrap_or_else(|| {
                    let statuses = examined.tally.refused.keys();
                    let statuses: Vec<_> = statuses.map(u16::to_string).collect();
                    format!("status {}", statuses.join(", "))
                }),
            })
        }
    }
}
