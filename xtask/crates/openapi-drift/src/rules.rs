//! Every kind of change, with its severity and the reason for it: the table behind the reports and
//! `DRIFT.md`.

mod aspects;
mod contract;

pub use aspects::*;
pub use contract::*;

use super::change::{Direction, Severity};

/// One kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable id, in reports and in `DRIFT.md`.
    pub id: &'static str,
    /// How much it matters to an existing program.
    pub severity: Severity,
    /// Its direction; `None` for documentation, which takes the direction of its place.
    pub direction: Option<Direction>,
    /// What happened, in a few words.
    pub what: &'static str,
    /// Why it has this severity.
    pub why: &'static str,
}

/// All rules, in the order of `DRIFT.md`.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let aspects = ASPECTS
        .iter()
        .flat_map(|aspect| [&aspect.request, &aspect.response, &aspect.structure]);
    CONTRACT.iter().copied().chain(aspects)
}
