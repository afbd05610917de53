//! Sends requests: the rate limit, the attempts, and the waits between them.
//!
//! The loop is not that of `backon`, which sleeps by itself: a wait depends on `Retry-After`, on the
//! pause of all clones, and on the retry budget.

mod attempt;
mod body;
pub(crate) mod connection;
pub(crate) mod limiter;
pub(crate) mod retry;
mod trace;
mod verdict;

use std::borrow::Cow;
use std::time::Duration;

use http::HeaderValue;
use tokio::time::{Instant, sleep, timeout};

pub(crate) use self::attempt::Answer;
use self::limiter::Limiter;
use self::retry::{Budget, RetryPolicy};
use crate::error::{Error, ErrorKind, Result};
use crate::redact::Redactor;

/// What all clones of a client share.
pub(crate) struct Transport {
    pub(crate) http: reqwest::Client,
    /// The token, marked sensitive.
    pub(crate) token: HeaderValue,
    pub(crate) redactor: Redactor,
    pub(crate) limiter: Limiter,
    pub(crate) retry_policy: RetryPolicy,
    pub(crate) budget: Budget,
    /// For one attempt, from sending it to the last byte of its answer.
    pub(crate) attempt_timeout: Duration,
    /// For one call, all attempts and the waits between them included, but not the waits for the
    /// rate limit.
    pub(crate) total_timeout: Option<Duration>,
    /// Bytes of an answer's body at most, decompressed.
    pub(crate) max_response_bytes: usize,
    /// The base URL as it may be shown.
    pub(crate) shown_url: String,
}

/// A request that is sent once or several times. All are `GET`s without a body.
pub(crate) struct Call {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) page: Option<u32>,
    pub(crate) request: reqwest::Request,
}

/// Requests sent again at once, in a row, because the connection they were given had died.
const STALE_CONNECTIONS: u32 = 16;

impl Transport {
    /// Sends the call until it succeeds, fails for good, or is out of attempts, budget or time;
    /// `read` makes the value of a success, and its transient errors are retried too.
    pub(crate) async fn get<T>(
        &self,
        call: Call,
        read: impl Fn(&Answer) -> Result<T>,
    ) -> Result<T> {
        let mut attempts = 0;
        let outcome = self.tries(&call, &read, &mut attempts).await;
        outcome.map_err(|error| {
            error
                .of_call(call.operation, call.page, attempts)
                .without(&self.redactor)
        })
    }

    async fn tries<T>(
        &self,
        call: &Call,
        read: &impl Fn(&Answer) -> Result<T>,
        attempts: &mut u32,
    ) -> Result<T> {
        let mut clock = Clock {
            left: self.total_timeout,
        };
        let (mut last, mut stale) = (None, 0);
        let out_of_time = |last| out_of_time(self.total_timeout.unwrap_or_default(), last);
        loop {
            // The clock is stopped: waiting for our own rate limit is not the service's time.
            self.limiter.acquire().await;
            let attempt = trace::attempt(call, *attempts + 1, self.attempt(call, read));
            let Some(outcome) = clock.run(attempt).await else {
                *attempts += 1;
                return Err(out_of_time(last));
            };
            let error = match outcome {
                Ok(value) => {
                    *attempts += 1;
                    self.budget.earn();
                    return Ok(value);
                }
                Err(error) if error.is_on_stale_connection() && stale < STALE_CONNECTIONS => {
                    stale += 1;
                    continue;
                }
                Err(error) => error,
            };
            *attempts += 1;
            stale = 0;
            if !error.is_transient() {
                return Err(error);
            }
            let pauses_all = error.kind() == ErrorKind::RateLimited;
            // A 429 without `Retry-After` pauses all clones, so the wait needs no jitter.
            let unsaid = || pauses_all.then(|| self.retry_policy.pause(*attempts));
            let asked = error.retry_after().or_else(unsaid);
            if pauses_all && let Some(pause) = self.retry_policy.within_cap(asked) {
                // For everyone, whether this call continues or gives up.
                self.limiter.pause_until(Instant::now() + pause);
            }
            let Some(wait) = self.retry_policy.wait(*attempts, asked) else {
                return Err(error);
            };
            if !self.budget.spend() {
                return Err(error.with_note(
                    "It was not sent again because this client has used up its retry \
                     budget",
                ));
            }
            last = Some(error);
            if clock.run(sleep(wait)).await.is_none() {
                return Err(out_of_time(last));
            }
        }
    }
}

/// The rest of a call's total timeout.
struct Clock {
    left: Option<Duration>,
}

impl Clock {
    /// Runs a step of the call; `None` if the time runs out first.
    async fn run<T>(&mut self, step: impl Future<Output = T>) -> Option<T> {
        let Some(left) = &mut self.left else {
            return Some(step.await);
        };
        let start = Instant::now();
        let outcome = timeout(*left, step).await.ok();
        *left = left.saturating_sub(start.elapsed());
        outcome
    }
}

/// The error of an expired total timeout. Its source is the failure of the last attempt, if any.
fn out_of_time(total_timeout: Duration, last: Option<Error>) -> Error {
    let what = format!("no success within the total timeout of {total_timeout:?}");
    let error = Error::new(ErrorKind::Transport, what).timed_out();
    match last {
        Some(last) => error.because_of(last),
        None => error,
    }
}
