//! How fast requests leave: a token bucket that all clones of a client share, and the pause that a
//! 429 imposes on all of them.
//!
//! Written here rather than taken from `governor`: the pause must stand in the same queue as the
//! tokens, and the rest is one instant and a subtraction.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::error::{Error, Result};

/// A rate limit: how many requests a client sends per second in the long run, and at once.
///
/// The default is 5 per second with a burst of 5. The service does not document its limit; users of
/// a sister API of the same producer settled at a tenth of that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimit(Option<Rate>);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rate {
    per_second: f64,
    burst: u32,
}

impl RateLimit {
    /// At most `rate` requests a second in the long run, at most `burst` at once.
    ///
    /// `rate` may be a fraction: `RateLimit::per_second(0.5, 1)` is one request every two seconds.
    /// [`Builder::build`](crate::Builder::build) refuses a rate outside 0.001 to 10,000 and a
    /// burst of 0.
    #[must_use]
    pub fn per_second(rate: f64, burst: u32) -> Self {
        RateLimit(Some(Rate {
            per_second: rate,
            burst,
        }))
    }

    /// No limit. A 429 still pauses the whole client.
    #[must_use]
    pub fn unlimited() -> Self {
        RateLimit(None)
    }
}

impl Default for RateLimit {
    fn default() -> Self {
        RateLimit::per_second(5.0, 5)
    }
}

/// The bucket, as the generic cell rate algorithm: one instant says it all.
pub(crate) struct Limiter {
    /// Time between two requests, and how far ahead of it a burst may run; `None`: unlimited.
    pace: Option<(Duration, Duration)>,
    /// When the next request is due at the steady rate. The lock is tokio's because it is fair: who
    /// comes first leaves first, and a waiter that is dropped takes nothing and blocks nobody.
    due: tokio::sync::Mutex<Option<Instant>>,
    paused_until: Mutex<Option<Instant>>,
}

impl Limiter {
    pub(crate) fn new(limit: RateLimit) -> Result<Self> {
        let pace = match limit.0 {
            None => None,
            Some(Rate { per_second, burst }) => {
                if !(0.001..=10_000.0).contains(&per_second) {
                    return Err(Error::config(format!(
                        "rate_limit: {per_second} requests per second is not between 0.001 and 10,000"
                    )));
                }
                if burst == 0 {
                    return Err(Error::config(
                        "rate_limit: a burst of 0 would let nothing through",
                    ));
                }
                let interval = Duration::from_secs_f64(per_second.recip());
                Some((interval, interval.saturating_mul(burst - 1)))
            }
        };
        Ok(Limiter {
            pace,
            due: tokio::sync::Mutex::new(None),
            paused_until: Mutex::new(None),
        })
    }

    /// Waits until the next request may be sent.
    pub(crate) async fn acquire(&self) {
        let Some((interval, ahead)) = self.pace else {
            while let Some(until) = self.pause() {
                sleep_until(until).await;
            }
            return;
        };
        let mut due = self.due.lock().await;
        loop {
            let now = Instant::now();
            if let Some(until) = self.pause() {
                // No burst on the heels of a 429: the first leaves at `until`, the rest at the pace.
                *due = (*due).max(until.checked_add(ahead));
                sleep_until(until).await;
                continue;
            }
            let at = (*due).unwrap_or(now);
            match at.checked_sub(ahead).filter(|&earliest| earliest > now) {
                Some(earliest) => sleep_until(earliest).await,
                None => {
                    *due = at.max(now).checked_add(interval);
                    return;
                }
            }
        }
    }

    /// Sends nothing before `until`. A later call never shortens the pause.
    pub(crate) fn pause_until(&self, until: Instant) {
        let mut paused = self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *paused = (*paused).max(Some(until));
    }

    /// The end of the pause, while there is one.
    fn pause(&self) -> Option<Instant> {
        let paused = self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        (*paused).filter(|&until| until > Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    async fn elapsed(limiter: &Limiter, requests: u32) -> Vec<u128> {
        let start = Instant::now();
        let mut at = Vec::new();
        for _ in 0..requests {
            limiter.acquire().await;
            at.push(start.elapsed().as_millis());
        }
        at
    }

    #[tokio::test(start_paused = true)]
    async fn a_burst_then_the_pace() {
        let limiter = Limiter::new(RateLimit::per_second(10.0, 3)).unwrap();
        assert_eq!(elapsed(&limiter, 6).await, [0, 0, 0, 100, 200, 300]);
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(
            elapsed(&limiter, 4).await,
            [0, 0, 0, 100],
            "idle time saves no more than a burst"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_everyone_and_is_followed_by_no_burst() {
        let limiter = Limiter::new(RateLimit::per_second(10.0, 3)).unwrap();
        limiter.pause_until(Instant::now() + Duration::from_secs(2));
        limiter.pause_until(Instant::now() + Duration::from_secs(1));
        assert_eq!(elapsed(&limiter, 3).await, [2000, 2100, 2200]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_comes_while_waiting_holds_the_waiters() {
        let limiter = Arc::new(Limiter::new(RateLimit::per_second(1.0, 1)).unwrap());
        limiter.acquire().await;
        let start = Instant::now();
        let waiter = tokio::spawn({
            let limiter = limiter.clone();
            async move { limiter.acquire().await }
        });
        tokio::task::yield_now().await;
        limiter.pause_until(Instant::now() + Duration::from_secs(5));
        waiter.await.unwrap();
        assert_eq!(start.elapsed().as_millis(), 5000);
    }

    #[tokio::test(start_paused = true)]
    async fn unlimited_still_pauses() {
        let limiter = Limiter::new(RateLimit::unlimited()).unwrap();
        assert_eq!(elapsed(&limiter, 100).await, [0; 100]);
        limiter.pause_until(Instant::now() + Duration::from_secs(3));
        assert_eq!(elapsed(&limiter, 2).await, [3000, 3000]);
    }

    #[tokio::test(start_paused = true)]
    async fn first_come_first_served_and_a_dropped_waiter_takes_nothing() {
        let limiter = Arc::new(Limiter::new(RateLimit::per_second(1.0, 1)).unwrap());
        limiter.acquire().await;
        let order = Arc::new(Mutex::new(Vec::new()));
        let start = Instant::now();
        let mut waiters = Vec::new();
        for n in 0..4 {
            let (limiter, order) = (limiter.clone(), order.clone());
            waiters.push(tokio::spawn(async move {
                limiter.acquire().await;
                order.lock().unwrap().push((n, start.elapsed().as_secs()));
            }));
            tokio::task::yield_now().await;
        }
        waiters.remove(1).abort();
        for waiter in waiters {
            waiter.await.unwrap();
        }
        assert_eq!(*order.lock().unwrap(), [(0, 1), (2, 2), (3, 3)]);
    }

    #[test]
    fn senseless_limits_are_refused() {
        for limit in [
            RateLimit::per_second(0.0, 1),
            RateLimit::per_second(-1.0, 1),
            RateLimit::per_second(f64::NAN, 1),
            RateLimit::per_second(f64::INFINITY, 1),
            RateLimit::per_second(1.0, 0),
        ] {
            assert!(Limiter::new(limit).is_err(), "{limit:?}");
        }
    }
}
