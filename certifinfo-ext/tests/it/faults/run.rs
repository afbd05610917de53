//! A harvest through the library, and what is looked at in every one of them.

use std::fmt::Write as _;
use std::time::Duration;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Builder, Items, RateLimit, RetryPolicy};
use certifinfo_sandbox::{Catalogue, Fault, Sandbox};

use crate::faults::secrecy;
use crate::support::logs;

/// The token of every test: long enough to be looked for.
pub(crate) const TOKEN: &str = "jeton-tres-secret-0123456789abcdef";

/// Requests in flight.
pub(crate) const CONCURRENCY: usize = 4;

/// A service with so many certifications: the same in every test.
pub(crate) fn sandbox(certifications: u64) -> Sandbox {
    logs::listen();
    Sandbox::builder()
        .token(TOKEN)
        .catalogue(Catalogue::synthetic(certifications, 11))
        .drip(Duration::from_secs(60))
        .start_blocking()
        .unwrap()
}

/// A client that asks up to `attempts` times and hardly waits in between, so that a test takes
/// seconds; the retry budget and the largest body are the defaults.
pub(crate) fn client(sandbox: &Sandbox, fault: Fault, attempts: u32) -> CertifInfo {
    let api = builder(sandbox, fault, attempts).build().unwrap();
    secrecy::inspect(&api);
    api
}

fn builder(sandbox: &Sandbox, fault: Fault, attempts: u32) -> Builder {
    let builder = CertifInfo::builder()
        .token(TOKEN)
        .base_url(sandbox.base_url())
        .rate_limit(RateLimit::unlimited())
        .retry_policy(
            RetryPolicy::default()
                .attempts(attempts)
                .initial_backoff(Duration::from_millis(1)),
        );
    secrecy::inspect(&builder);
    match fault {
        Fault::Slow | Fault::Hang => builder.attempt_timeout(Duration::from_secs(2)),
        _ => builder,
    }
}

/// What a harvest wrote and met.
#[derive(Default)]
pub(crate) struct Harvest {
    /// The file: a record a line, as it came.
    pub(crate) file: String,
    /// The codes of its lines.
    pub(crate) codes: Vec<u32>,
    /// How many of its lines have no code.
    pub(crate) nameless: usize,
    /// The errors of single records.
    pub(crate) records: Vec<Error>,
    /// What ended it before the end.
    pub(crate) error: Option<Error>,
}

/// A whole harvest.
pub(crate) async fn harvest(api: &CertifInfo) -> Harvest {
    let request = api.recherche(Recherche::new()).concurrency(CONCURRENCY);
    secrecy::inspect(&request);
    read(request.items()).await
}

/// Reads a walk to its end.
pub(crate) async fn read(mut items: Items) -> Harvest {
    let mut harvest = Harvest::default();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => {
                if harvest.codes.len() % 500 == 0 {
                    secrecy::inspect(&item);
                    secrecy::inspect(&items);
                }
                match &item.certifinfo_code {
                    Some(code) => harvest.codes.push(code.get().unwrap().try_into().unwrap()),
                    None => harvest.nameless += 1,
                }
                writeln!(harvest.file, "{}", item.raw().get()).unwrap();
            }
            Err(error) => {
                secrecy::inspect_error(&error);
                if error.record().is_some() {
                    harvest.records.push(error);
                } else {
                    harvest.error = Some(error);
                }
            }
        }
    }
    logs::assert_clean();
    harvest
}
