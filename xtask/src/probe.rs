//! Checks whether a live service responds as the effective document says.
//!
//! Everything is derived from the document: the operations, their responses, and what to check in
//! them. Only the values to send are not; `recipe` is the table for those. Responses go into a
//! [`ProbeReport`], which needs no network.
//!
//! A difference is something that the service sent and the document does not describe. What the
//! document describes and the service did not send is reported, but is not a difference, because
//! the sample may just not contain it.

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
pub use report::{Difference, ProbeReport};
pub use tally::Kind;

use sample::Sampler;
use service::Service;

/// Upper limit of the requests per operation.
pub const MAX_SAMPLE: usize = 200;

/// The settings of a probe.
#[derive(Debug, Clone)]
pub struct ProbeOptions {
    /// The base URL of the service: https, or http on loopback.
    pub base_url: String,
    /// The token; sent in the header of the document's security scheme, and never shown.
    pub token: Option<SecretString>,
    /// Maximum requests per operation, up to [`MAX_SAMPLE`]. Default: 25.
    pub sample: usize,
    /// The effective document.
    pub document: Value,
    /// The operations that must have responded for a result, as `GET /recherche`.
    pub needed: Vec<String>,
    /// Minimum time between two requests; none on loopback. Default: half a second.
    pub interval: Duration,
    /// Maximum time for one response. Default: 120 s, which a client of a sister API needed.
    pub timeout: Duration,
    /// The day named in the evidence, as `2026-01-31`. Default: today.
    pub day: String,
}

impl ProbeOptions {
    /// The defaults, for a service and a document.
    #[must_use]
    pub fn new(base_url: impl Into<String>, document: Value) -> Self {
        let now = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC);
        ProbeOptions {
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

/// The result of a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every response is as documented.
    Agrees,
    /// Some response is not.
    Differs,
}

/// Requests a sample of responses from a service, one at a time, and writes how they differ from
/// the document to `out`.
///
/// # Errors
///
/// [`ProbeError`] when there is no result. What was found up to then is written anyway.
pub async fn run(options: &ProbeOptions, out: &mut dyn Write) -> Result<Verdict, ProbeError> {
    let mut report = ProbeReport::new(&options.document);
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
        // The findings up to the error are still useful.
        if report.examined.iter().any(|e| e.tally.answers > 0) {
            report.write(&options.day, out)?;
        }
        return Err(error);
    }
    if report.examined.iter().all(|examined| !examined.wanted) {
        return Err(ProbeError::Document {
            reason: "it has no operation that can be called".to_owned(),
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
