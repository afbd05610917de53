//! The protection against answers that would empty the mirror.

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};

/// The share of certifications that may disappear at once, unless the user allows more.
pub(super) const DEFAULT_SHARE: f64 = 0.05;

/// How many may disappear at once from a small mirror, where one is a large share.
const ALWAYS: u64 = 3;

/// What a new list or file lacks of what the mirror holds.
pub(super) struct Loss {
    pub(super) held: u64,
    pub(super) missing: u64,
    pub(super) max_share: f64,
}

impl Loss {
    /// Refuses a loss that is too large.
    pub(super) fn check(&self, source: &str) -> MirrorResult<()> {
        let Self {
            held,
            missing,
            max_share,
        } = *self;
        let by_share = held as f64 * max_share;
        let few = missing <= ALWAYS && missing < held;
        if missing == 0 || few || missing as f64 <= by_share {
            return Ok(());
        }
        let what = format!("{source} lacks {missing} of the {held} certifications held");
        Err(MirrorError::new(MirrorErrorKind::Shrunk, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loss_beyond_the_share_is_refused() {
        for (held, missing, max_share, allowed) in [
            (10_000, 0, 0.0, true),
            (10_000, 500, 0.05, true),
            (10_000, 501, 0.05, false),
            (10_000, 10_000, 0.05, false),
            (10_000, 10_000, 1.0, true),
            (20, 3, 0.05, true),
            (20, 4, 0.05, false),
            (3, 3, 0.05, false),
            (3, 3, 1.0, true),
            (0, 0, 0.05, true),
        ] {
            let loss = Loss {
                held,
                missing,
                max_share,
            };
            assert_eq!(loss.check("it").is_ok(), allowed, "{missing} of {held}");
        }
    }
}
