//! Random numbers that depend only on a seed and a position, so that record 17 is always the same.

use fastrand::Rng;

/// The generator of one position.
pub(crate) fn at(seed: u64, position: u64) -> Rng {
    // Seeds that differ in a few bits give correlated first draws, so a draw is used as the seed.
    let mut seeds = Rng::with_seed(Rng::with_seed(seed).u64(..) ^ position);
    Rng::with_seed(seeds.u64(..))
}

/// True in `share` of a thousand draws.
pub(crate) fn per_mille(rng: &mut Rng, share: u64) -> bool {
    rng.u64(0..1000) < share
}

/// An element of a list that is not empty.
pub(crate) fn pick<'a, T>(rng: &mut Rng, list: &'a [T]) -> &'a T {
    &list[rng.usize(0..list.len())]
}
