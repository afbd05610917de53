//! Every kind of change by name, with its severity and the reason for it: the one table that the
//! comparison reports from and `DRIFT.md` is written from.

mod aspects;
mod contract;

pub use aspects::*;
pub use contract::*;

use super::change::{Direction, Severity};

/// One kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable name, in reports and in `DRIFT.md`.
    pub id: &'static str,
    /// How much it matters to a program that works today.
    pub severity: Severity,
    /// Which way it travels; none for documentation, which has the direction of its place.
    pub direction: Option<Direction>,
    /// What happened, in a few words.
    pub what: &'static str,
    /// Why it has this severity.
    pub why: &'static str,
}

/// Every rule there is, in the order of `DRIFT.md`.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let aspects = ASPECTS
        .iter()
        .flat_map(|aspect| [&aspect.request, &aspect.response, &aspect.structure]);
    CONTRACT.iter().copied().chain(aspects)
}
