//! Contenders timed in turn, so that whatever else the machine does meets all of them alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// One way of doing the work, done and dropped once a call.
pub(crate) type Contender<'a> = Box<dyn FnMut() + 'a>;

/// A contender whose result is neither optimised away nor kept: dropping it is part of the work.
pub(crate) fn contender<'a, T>(mut work: impl FnMut() -> T + 'a) -> Contender<'a> {
    Box::new(move || drop(black_box(work())))
}

/// The time one call of each contender takes, for each of `rounds` rounds; a turn lasts about
/// `turn`.
pub(crate) fn rounds(
    contenders: &mut [Contender<'_>],
    rounds: usize,
    turn: Duration,
) -> Vec<Vec<f64>> {
    let calls: Vec<u32> = contenders
        .iter_mut()
        .map(|work| {
            (0..3).for_each(|_| work());
            let start = Instant::now();
            work();
            let calls = turn.as_nanos() / start.elapsed().as_nanos().max(1);
            (calls as u32).max(1)
        })
        .collect();
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for _ in 0..rounds {
        for ((work, &calls), times) in contenders.iter_mut().zip(&calls).zip(&mut times) {
            let start = Instant::now();
            (0..calls).for_each(|_| work());
            times.push(start.elapsed().as_secs_f64() / f64::from(calls));
        }
    }
    times
}

/// The median of the ratios `of[i] / to[i]`: rounds that were disturbed do not move it.
pub(crate) fn ratio(of: &[f64], to: &[f64]) -> f64 {
    median(of.iter().zip(to).map(|(of, to)| of / to).collect())
}

/// The middle of the values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The least of the values.
pub(crate) fn fastest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}
