//! Which faults are on, and which of them a request meets.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Fault;
use crate::random;

/// Which requests a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum When {
    /// This share of requests, 0 to 1, drawn from the sandbox's seed: the n-th request meets the
    /// same faults in every run.
    Rate(f64),
    /// The first n requests from now on.
    First(u64),
    /// All but the first n requests from now on.
    After(u64),
}

impl When {
    /// Every request.
    pub const ALWAYS: When = When::Rate(1.0);
}

impl From<f64> for When {
    fn from(rate: f64) -> Self {
        When::Rate(rate)
    }
}

/// A text that does not say which requests a fault strikes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWhen(String);

impl fmt::Display for UnknownWhen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is neither a rate from 0 to 1, nor first:N, nor after:N",
            self.0
        )
    }
}

impl std::error::Error for UnknownWhen {}

impl FromStr for When {
    type Err = UnknownWhen;

    /// `0.2`, `first:3` or `after:40`.
    fn from_str(text: &str) -> Result<Self, UnknownWhen> {
        let when = match text.split_once(':') {
            Some(("first", count)) => count.parse().ok().map(When::First),
            Some(("after", count)) => count.parse().ok().map(When::After),
            Some(_) => None,
            None => text
                .parse()
                .ok()
                .filter(|rate| (0.0..=1.0).contains(rate))
                .map(When::Rate),
        };
        when.ok_or_else(|| UnknownWhen(text.to_owned()))
    }
}

/// The faults that are on.
pub(crate) struct Plan {
    seed: u64,
    active: Mutex<Vec<Active>>,
}

#[derive(Clone, Copy)]
struct Active {
    fault: Fault,
    when: When,
    /// The number of the first request it can strike.
    from: u64,
}

impl Plan {
    pub(crate) fn new(seed: u64) -> Self {
        Plan {
            seed,
            active: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Active>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Turns a fault on, or changes when it strikes.
    pub(crate) fn set(&self, fault: Fault, when: When, from: u64) {
        let mut active = self.lock();
        active.retain(|other| other.fault != fault);
        active.push(Active { fault, when, from });
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// What the request of this number meets.
    pub(crate) fn draw(&self, number: u64) -> Hits {
        let mut hits = Hits::default();
        for Active { fault, when, from } in self.lock().iter() {
            let Some(since) = number.checked_sub(*from) else {
                continue;
            };
            let struck = match when {
                When::First(count) => since < *count,
                When::After(count) => since >= *count,
                When::Rate(rate) => {
                    let mut rng = random::at(self.seed ^ 0x_fa17, number * 128 + *fault as u64);
                    rng.f64() < *rate
                }
            };
            if struck {
                hits.0 |= 1 << *fault as u128;
            }
        }
        hits
    }
}

/// The faults that one request meets.
#[derive(Clone, Copy, Default)]
pub(crate) struct Hits(u128);

impl Hits {
    pub(crate) fn has(self, fault: Fault) -> bool {
        self.0 & (1 << fault as u128) != 0
    }

    pub(crate) fn any(self, faults: &[Fault]) -> bool {
        faults.iter().any(|fault| self.has(*fault))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_faults_fits_in_its_bits() {
        assert!(Fault::ALL.len() <= 128);
    }

    #[test]
    fn a_rate_strikes_its_share_of_requests_the_same_in_every_run() {
        let strikes = |seed| {
            let plan = Plan::new(seed);
            plan.set(Fault::Reset, When::Rate(0.2), 0);
            (0..10_000)
                .map(|number| plan.draw(number).has(Fault::Reset))
                .collect::<Vec<_>>()
        };
        let struck = strikes(1).iter().filter(|struck| **struck).count();
        assert!((1_850..2_150).contains(&struck), "{struck}");
        assert_eq!(strikes(1), strikes(1));
        assert_ne!(strikes(1), strikes(2));
    }

    #[test]
    fn two_faults_at_one_rate_do_not_always_meet() {
        let plan = Plan::new(1);
        plan.set(Fault::Reset, When::Rate(0.5), 0);
        plan.set(Fault::Slow, When::Rate(0.5), 0);
        let both = |hits: &Hits| hits.has(Fault::Reset) && hits.has(Fault::Slow);
        let met = (0..1_000)
            .map(|number| plan.draw(number))
            .filter(both)
            .count();
        assert!((200..300).contains(&met), "{met}");
    }

    #[test]
    fn first_and_after_count_from_when_they_were_set() {
        let plan = Plan::new(1);
        plan.set(Fault::Reset, When::First(2), 10);
        plan.set(Fault::Slow, When::After(2), 10);
        let struck = |fault| (8..14).map(|n| plan.draw(n).has(fault)).collect::<Vec<_>>();
        assert_eq!(
            struck(Fault::Reset),
            [false, false, true, true, false, false]
        );
        assert_eq!(
            struck(Fault::Slow),
            [false, false, false, false, true, true]
        );
    }

    #[test]
    fn when_is_read_from_text() {
        for (text, when) in [
            ("0.2", Some(When::Rate(0.2))),
            ("1", Some(When::ALWAYS)),
            ("first:3", Some(When::First(3))),
            ("after:40", Some(When::After(40))),
            ("1.5", None),
            ("-0.1", None),
            ("NaN", None),
            ("after:", None),
            ("later:3", None),
        ] {
            assert_eq!(text.parse::<When>().ok(), when, "{text}");
        }
    }
}
