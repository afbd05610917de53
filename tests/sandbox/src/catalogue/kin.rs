//! Who replaces whom in the synthetic catalogue, by position alone.
//!
//! Positions repeat every thousand. Within a thousand:
//!
//! | positions | shape | in the export of 10,095 |
//! |---|---|---|
//! | 0 to 3 | a chain of four, each replaced by the next | 6 of these |
//! | 4 to 6 | in the first thousand a cycle of three, else nothing | none: a trap |
//! | 10 to 45 | every tenth thousand one replaced by 35, else nothing | 1 |
//! | 50 to 79 | one replaced by two, ten times | 98 |
//! | 100 to 219 | one replaced by one, sixty times | 607 predecessors that are rows |

/// The position of the predecessor that is in the catalogue.
pub(super) fn predecessor(position: u64, len: u64) -> Option<u64> {
    let base = position / 1000 * 1000;
    let previous = match position % 1000 {
        at @ 1..=3 => at - 1,
        4 if base == 0 => 6,
        at @ 5..=6 if base == 0 => at - 1,
        11..=45 if base.is_multiple_of(10_000) => 10,
        at @ 50..=79 if !(at - 50).is_multiple_of(3) => at - (at - 50) % 3,
        at @ 100..=219 if !at.is_multiple_of(2) => at - 1,
        _ => return None,
    };
    Some(base + previous).filter(|previous| *previous < len)
}

/// The positions of the successors: all that name this one as their predecessor.
pub(super) fn successors(position: u64, len: u64) -> impl Iterator<Item = u64> {
    let base = position / 1000 * 1000;
    let next = match position % 1000 {
        at @ 0..=2 => at + 1..at + 2,
        6 if base == 0 => 4..5,
        at @ 4..=5 if base == 0 => at + 1..at + 2,
        10 if base.is_multiple_of(10_000) => 11..46,
        at @ 50..=79 if (at - 50).is_multiple_of(3) => at + 1..at + 3,
        at @ 100..=219 if at.is_multiple_of(2) => at + 1..at + 2,
        _ => 0..0,
    };
    next.map(move |at| base + at).filter(move |at| *at < len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predecessors_and_successors_are_inverse() {
        for len in [1, 2, 5, 6, 52, 999, 21_000] {
            for position in 0..len {
                for next in successors(position, len) {
                    assert_eq!(
                        predecessor(next, len),
                        Some(position),
                        "{position} of {len}"
                    );
                }
                if let Some(previous) = predecessor(position, len) {
                    assert!(successors(previous, len).any(|next| next == position));
                }
            }
        }
    }

    #[test]
    fn every_shape_is_there() {
        let count = |position| successors(position, 20_000).count();
        assert_eq!([count(10), count(1_010), count(10_010)], [35, 0, 35]);
        assert_eq!([count(50), count(100), count(3), count(999)], [2, 1, 0, 0]);
        assert_eq!(
            [4, 5, 6].map(|at| successors(at, 20_000).next()),
            [Some(5), Some(6), Some(4)]
        );
        assert_eq!(successors(1_006, 20_000).next(), None);
    }
}
