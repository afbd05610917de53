//! Severity: follows from the effect of a change on the set of valid values and from its direction.

use super::change::{Direction, Severity};

/// What a change does to the set of values the contract allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Fewer values are valid.
    Narrows,
    /// More values are valid.
    Widens,
    /// Some values were removed and others added, or the effect cannot be decided.
    Incomparable,
    /// The valid values are unchanged.
    Neutral,
}

impl Effect {
    /// The severity of this effect in `direction`.
    pub const fn severity(self, direction: Direction) -> Severity {
        match (self, direction) {
            (Self::Narrows, Direction::Request)
            | (Self::Widens, Direction::Response)
            | (Self::Incomparable, Direction::Request | Direction::Response) => Severity::Breaking,
            _ => Severity::Compatible,
        }
    }

    /// The reason, in one sentence.
    pub const fn reason(self, direction: Direction) -> &'static str {
        match (self, direction) {
            (_, Direction::Structure) => {
                "It is not sent in this direction (no operation uses it, or it is read-only in a request or write-only in a response): only generated code is affected."
            }
            (Self::Narrows, Direction::Request) => {
                "A value that clients send today may be refused."
            }
            (Self::Narrows, Direction::Response) => {
                "Every value that can arrive now could arrive before."
            }
            (Self::Widens, Direction::Request) => {
                "Every value that clients send today stays valid."
            }
            (Self::Widens, Direction::Response) => {
                "A value can arrive that the old document excluded."
            }
            (Self::Incomparable, _) => {
                "Neither set of values contains the other, or the document does not decide it: today's programs may fail."
            }
            (Self::Neutral, _) => "The set of valid values is unchanged.",
        }
    }
}
