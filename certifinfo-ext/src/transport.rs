//! How requests reach the service: the limiter, the attempts, the waits between them.
//!
//! The loop is written here rather than taken from `backon`, which sleeps by itself: a wait must
//! know `Retry-After`, the pause that holds for all clones, and the budget.

mod attempt;
mod body;
pub(crate) mod limiter;
pub(crate) mod retry;
mod trace;
mod verdict;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use tokio::time::{Instant, sleep, timeout};

use self::limiter::Limiter;
use self::retry::{Budget, RetryPolicy};
use crate::error::{Error, ErrorKind, Result};

/// What all clones of a client share.
pub(crate) struct Transport {
    pub(crate) http: reqwest::Client,
    /// The token, marked sensitive.
    pub(crate) token: HeaderValue,
    pub(crate) limiter: Limiter,
    pub(crate) retry_policy: RetryPolicy,
    pub(crate) budget: Budget,
    /// For one attempt, from sending it to the last byte of its answer.
    pub(crate) attempt_timeout: Duration,
    /// For one call, all attempts and waits included.
    pub(crate) total_timeout: Option<Duration>,
    /// Bytes of an answer's body at most, decompressed.
    pub(crate) max_response_bytes: usize,
    /// The base URL as it may be shown.
    pub(crate) shown_url: String,
}

/// A request to be sent, once or more often. All are `GET`s without a body.
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) page: Option<u32>,
    pub(crate) request: reqwest::Request,
}

impl Transport {
    /// Sends the call until it succeeds, fails for good, or is out of attempts, budget or time;
    /// `read` makes the value of a 200's body, and its transient errors are retried too.
    pub(crate) async fn get<T>(&self, call: Call, read: impl Fn(Bytes) -> Result<T>) -> Result<T> {
        let (mut attempts, mut last) = (0, None);
        let tries = self.tries(&call, &read, &mut attempts, &mut last);
        let outcome = match self.total_timeout {
            None => Ok(tries.await),
            Some(total_timeout) => timeout(total_timeout, tries)
                .await
                .map_err(|_| total_timeout),
        };
        outcome
            .unwrap_or_else(|total_timeout| Err(out_of_time(total_timeout, last)))
            .map_err(|error| {
                error
                    .of_call(call.operation, call.page, attempts)
                    .without(self.token.to_str().unwrap_or_default())
            })
    }

    async fn tries<T>(
        &self,
        call: &Call,
        read: &impl Fn(Bytes) -> Result<T>,
        attempts: &mut u32,
        last: &mut Option<Error>,
    ) -> Result<T> {
        loop {
            self.limiter.acquire().await;
            *attempts += 1;
            let error = match trace::attempt(call, *attempts, self.attempt(call, read)).await {
                Ok(value) => {
                    self.budget.earn();
                    return Ok(value);
                }
                Err(error) => error,
            };
            if !error.is_transient() {
                return Err(error);
            }
            let pauses_all = error.status() == Some(StatusCode::TOO_MANY_REQUESTS);
            // A 429 that does not say how long: everyone pauses, so there is nothing to spread.
            let unsaid = || pauses_all.then(|| self.retry_policy.pause(*attempts));
            let asked = error.retry_after().or_else(unsaid);
            if pauses_all && let Some(pause) = self.retry_policy.within_cap(asked) {
                // For everyone, whether this call goes on or gives up.
                self.limiter.pause_until(Instant::now() + pause);
            }
            let Some(wait) = self.retry_policy.wait(*attempts, asked) else {
                return Err(error);
            };
            if !self.budget.spend() {
                return Err(error);
            }
            *last = Some(error);
            sleep(wait).await;
        }
    }
}

/// The last attempt's failure, if one ended in time, is the source: it says why.
fn out_of_time(total_timeout: Duration, last: Option<Error>) -> Error {
    let what = format!("no success within the total timeout of {total_timeout:?}");
    let error = Error::new(ErrorKind::Transport, what).transient();
    match last {
        Some(last) => error.because_of(last),
        None => error,
    }
}
