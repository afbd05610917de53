//! The retry policy: which waits, how many attempts, and the retry budget of a client.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::error::{Error, Result};

/// The longest wait of any kind.
const DAY: Duration = Duration::from_secs(86_400);

/// A retry policy: how many attempts, and how long to wait between them.
///
/// Retried are failed connections, timeouts, the statuses 408, 429, 500, 502, 503 and 504, and
/// bodies that are cut short or unreadable. All requests are `GET`s, so repeating one is safe. Each
/// retry counts against the [rate limit](crate::RateLimit).
///
/// The wait before retry *n* is a random time up to `initial_backoff * 2^(n-1)` (full jitter) and at
/// most `max_backoff`. A `Retry-After` of the service lengthens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    retry_after_cap: Duration,
    budget: Option<u32>,
}

impl RetryPolicy {
    /// No retries.
    #[must_use]
    pub fn none() -> Self {
        RetryPolicy {
            attempts: 1,
            ..RetryPolicy::default()
        }
    }

    /// Sets the number of attempts per call, the first included: 6 by default, at least 1. A page
    /// that contradicts the pages before it is requested as often.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the longest wait before the first retry; it doubles with each retry. 500 ms by default.
    #[must_use]
    pub fn initial_backoff(mut self, initial_backoff: Duration) -> Self {
        self.initial_backoff = initial_backoff;
        self
    }

    /// Sets the longest wait that the client chooses by itself: 30 s by default.
    #[must_use]
    pub fn max_backoff(mut self, most: Duration) -> Self {
        self.max_backoff = most;
        self
    }

    /// Sets the longest `Retry-After` that the client waits for: 120 s by default, at most one day.
    /// For a longer one the call fails at once; [`Error::retry_after`] has the time.
    #[must_use]
    pub fn retry_after_cap(mut self, cap: Duration) -> Self {
        self.retry_after_cap = cap;
        self
    }

    /// Sets the retry budget that the client shares with its clones: 100 by default, `None` for no
    /// limit. Each retry costs one, and each success returns a half. An outage thus causes at most
    /// this many extra requests, and a service that fails often gets at most half as many again.
    #[must_use]
    pub fn budget(mut self, retries: Option<u32>) -> Self {
        self.budget = retries;
        self
    }

    /// The most requests per call.
    pub(crate) fn most(&self) -> u32 {
        self.attempts
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.attempts == 0 {
            return Err(Error::config(
                "retry_policy: 0 attempts would send nothing; give at least 1",
            ));
        }
        for (name, wait) in [
            ("initial_backoff", self.initial_backoff),
            ("max_backoff", self.max_backoff),
            ("retry_after_cap", self.retry_after_cap),
        ] {
            if wait > DAY {
                return Err(Error::config(format!(
                    "retry_policy: {name} is more than a day"
                )));
            }
        }
        Ok(())
    }

    /// How long to wait after attempt `attempt` (from 1) failed; `None` if it was the last.
    pub(crate) fn wait(&self, attempt: u32, retry_after: Option<Duration>) -> Option<Duration> {
        let unbearable = retry_after.is_some() && self.within_cap(retry_after).is_none();
        if attempt >= self.attempts || unbearable {
            return None;
        }
        Some(
            self.ceiling(attempt)
                .mul_f64(fastrand::f64())
                .max(retry_after.unwrap_or_default()),
        )
    }

    /// The wait that the service asked for, if it is not longer than the cap.
    pub(crate) fn within_cap(&self, retry_after: Option<Duration>) -> Option<Duration> {
        retry_after.filter(|&asked| asked <= self.retry_after_cap)
    }

    /// How long all clones pause if the service does not say.
    pub(crate) fn pause(&self, attempt: u32) -> Duration {
        self.ceiling(attempt).min(self.retry_after_cap)
    }

    /// The longest wait of our own after attempt number `attempt`.
    fn ceiling(&self, attempt: u32) -> Duration {
        let factor = 1_u32
            .checked_shl(attempt.saturating_sub(1))
            .unwrap_or(u32::MAX);
        self.initial_backoff
            .saturating_mul(factor)
            .min(self.max_backoff)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        RetryPolicy {
            attempts: 6,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(30),
            retry_after_cap: Duration::from_secs(120),
            budget: Some(100),
        }
    }
}

/// What is left of the retry budget, in half retries.
pub(crate) struct Budget(Option<Mutex<RetryBudget>>);

struct RetryBudget {
    left: u64,
    most: u64,
}

impl Budget {
    pub(crate) fn new(retries: &RetryPolicy) -> Self {
        Budget(retries.budget.map(|most| {
            let most = u64::from(most) * 2;
            Mutex::new(RetryBudget { left: most, most })
        }))
    }

    /// Pays for one retry; `false` if the budget is used up.
    pub(crate) fn spend(&self) -> bool {
        let Some(purse) = &self.0 else { return true };
        let mut purse = purse.lock().unwrap_or_else(PoisonError::into_inner);
        match purse.left.checked_sub(2) {
            Some(left) => {
                purse.left = left;
                true
            }
            None => false,
        }
    }

    /// A request succeeded.
    pub(crate) fn earn(&self) {
        if let Some(purse) = &self.0 {
            let mut purse = purse.lock().unwrap_or_else(PoisonError::into_inner);
            purse.left = (purse.left + 1).min(purse.most);
        }
    }
}

/// `Retry-After`: seconds, or a date. A date is read against the answer's own `Date` when it has
/// one, so a wrong clock on either side does no harm. What cannot be read counts as absent.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a u64 holds is still "very long", not "absent".
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    let sent = headers
        .get(DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok());
    Some(date.duration_since(sent.unwrap_or(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_to_a_ceiling_and_are_drawn_below_it() {
        let retries = RetryPolicy::default().attempts(u32::MAX);
        for (attempt, ceiling) in [
            (1, 500),
            (2, 1_000),
            (3, 2_000),
            (6, 16_000),
            (7, 30_000),
            (40, 30_000),
            (u32::MAX - 1, 30_000),
        ] {
            let ceiling = Duration::from_millis(ceiling);
            assert_eq!(retries.ceiling(attempt), ceiling, "{attempt}");
            let drawn: Vec<Duration> = (0..200)
                .filter_map(|_| retries.wait(attempt, None))
                .collect();
            assert_eq!(drawn.len(), 200);
            assert!(drawn.iter().all(|&wait| wait <= ceiling));
            assert!(
                drawn.iter().any(|&wait| wait < ceiling / 2)
                    && drawn.iter().any(|&wait| wait > ceiling / 2)
            );
        }
    }

    #[test]
    fn a_retry_after_lengthens_the_wait_up_to_the_cap() {
        let retries = RetryPolicy::default();
        assert!(
            retries.wait(1, Some(Duration::from_secs(120))).unwrap() >= Duration::from_secs(120)
        );
        assert_eq!(retries.wait(1, Some(Duration::from_secs(121))), None);
        assert_eq!(retries.wait(6, None), None, "six attempts, not seven");
        assert_eq!(RetryPolicy::none().wait(1, None), None);
    }

    #[test]
    fn an_outage_costs_the_budget_and_no_more() {
        let budget = Budget::new(&RetryPolicy::default().budget(Some(3)));
        assert_eq!((0..10).filter(|_| budget.spend()).count(), 3);
        budget.earn();
        assert!(!budget.spend(), "one success earns half a retry");
        budget.earn();
        assert!(budget.spend());
        (0..100).for_each(|_| budget.earn());
        assert_eq!(
            (0..10).filter(|_| budget.spend()).count(),
            3,
            "never more than the budget"
        );
        let boundless = Budget::new(&RetryPolicy::default().budget(None));
        assert!((0..10_000).all(|_| boundless.spend()));
    }

    #[test]
    fn retry_after_in_its_two_forms_and_neither() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let at = |seconds: i64| {
            httpdate::fmt_http_date(
                SystemTime::UNIX_EPOCH + Duration::from_secs((1_000_000_000 + seconds) as u64),
            )
        };
        for (value, date, wait) in [
            ("7".to_owned(), None, Some(7)),
            (" 0 ".to_owned(), None, Some(0)),
            ("99999999999999999999999".to_owned(), None, Some(u64::MAX)),
            (at(30), None, Some(30)),
            (at(-30), None, Some(0)),
            (at(30), Some(at(20)), Some(10)),
            ("soon".to_owned(), None, None),
            ("-1".to_owned(), None, None),
            (String::new(), None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, value.parse().unwrap());
            if let Some(date) = date {
                headers.insert(DATE, date.parse().unwrap());
            }
            assert_eq!(
                retry_after(&headers, now),
                wait.map(Duration::from_secs),
                "{value}"
            );
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
