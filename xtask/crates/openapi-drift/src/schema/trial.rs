//! Trial comparisons: how far two schemas differ, according to the comparison itself.
//!
//! Three questions have the same answer, namely the changes that a comparison would report: which
//! branches of two unions correspond, whether a branch adds anything to the others, and whether two
//! notations mean the same.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::change::{Direction, Severity};
use crate::comparison::Comparison;
use crate::place::{Place, Root, Side};
use crate::rules::{ARRAY_TO_SCALAR, Rule, SCALAR_TO_ARRAY, TYPE_CHANGED, UNION_CHANGED};
use crate::visited::Parts;

/// Maximum number of pairs of schemas in one trial.
const WALKED_PER_TRIAL: usize = 300;
/// Maximum number of pairs of schemas in all trials of a comparison.
const WALKED: usize = 10_000;
/// Maximum number of trials in one comparison. Real documents need a few hundred.
const MADE: usize = 4_000;
/// Maximum nesting of trials: unions in branches of unions.
const NESTED: usize = 5;
/// The weight of another type, relative to a changed keyword.
const OTHER_TYPE: usize = 50;

/// The result of comparing two schemas, with the second received in place of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The weight of the differences, without documentation.
    pub(crate) weight: usize,
    /// The number of changes that allow a value which the first schema does not, or remove
    /// something that a reader of the first may use.
    pub(crate) breaking: usize,
    /// Whether everything was compared; otherwise there may be more differences.
    complete: bool,
}

impl Difference {
    const NONE: Self = Self {
        weight: 0,
        breaking: 0,
        complete: true,
    };
    const UNKNOWN: Self = Self {
        weight: OTHER_TYPE,
        breaking: 1,
        complete: false,
    };

    /// Whether both schemas mean the same.
    pub(crate) fn is_none(self) -> bool {
        self.weight == 0 && self.complete
    }

    /// Whether the first schema allows every value of the second.
    pub(crate) fn is_contained(self) -> bool {
        self.breaking == 0 && self.complete
    }

    /// Whether the second schema is an edited first one rather than another type of value.
    pub(crate) fn is_near(self) -> bool {
        self.weight < OTHER_TYPE
    }

    /// Adds a change.
    pub(crate) fn add(&mut self, rule: &Rule) {
        if rule.severity == Severity::Docs {
            return;
        }
        self.breaking += usize::from(rule.severity == Severity::Breaking);
        let other_type = [
            &TYPE_CHANGED,
            &SCALAR_TO_ARRAY,
            &ARRAY_TO_SCALAR,
            &UNION_CHANGED,
        ];
        let weighs_more = other_type
            .iter()
            .any(|aspect| aspect.response.id == rule.id);
        self.weight += if weighs_more { OTHER_TYPE } else { 1 };
    }
}

impl Default for Difference {
    fn default() -> Self {
        Self::NONE
    }
}

/// How deep a trial goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Reach {
    /// Down to components of the same name, which are compared anyway: enough to match schemas.
    Near,
    /// Everything, when the result suppresses the report of a change.
    Whole,
}

/// The addresses of the parts on both sides, and the depth.
type Pair = (Vec<usize>, Vec<usize>, bool, Reach);

/// Results of trials, shared by a comparison and all its nested trials.
#[derive(Debug, Default)]
pub(crate) struct Trials {
    /// By key; `None` while the pair is being compared.
    known: HashMap<Pair, Option<Difference>>,
    walked: usize,
    made: usize,
    nested: usize,
    /// Whether a pair was met inside its own trial and assumed to be equal.
    assumed: bool,
}

/// The trials of a comparison, shared with nested ones.
pub(crate) type SharedTrials = Rc<RefCell<Trials>>;

/// Returns what comparing these would report; `text` says whether values are sent as text.
pub(crate) fn difference<'d>(
    comparison: &Comparison<'d>,
    old: (Side, &Parts<'d>),
    new: (Side, &Parts<'d>),
    text: bool,
    reach: Reach,
) -> Difference {
    let pair = (addresses(old.1), addresses(new.1), text, reach);
    if pair.0 == pair.1 && old.0 == new.0 {
        return Difference::NONE;
    }
    let trials = comparison.trials();
    {
        let mut trials = trials.borrow_mut();
        match trials.known.get(&pair) {
            Some(Some(known)) => return *known,
            Some(None) => {
                trials.assumed = true;
                return Difference::NONE;
            }
            None => {}
        }
        if trials.nested >= NESTED || trials.walked >= WALKED || trials.made >= MADE {
            return Difference::UNKNOWN;
        }
        trials.nested += 1;
        trials.made += 1;
        trials.known.insert(pair.clone(), None);
    }
    let found = walk(comparison, old, new, (text, reach), &trials);
    let mut trials = trials.borrow_mut();
    trials.nested -= 1;
    // A result based on an open assumption must not be reused.
    if trials.nested == 0 || !trials.assumed {
        trials.assumed &= trials.nested > 0;
        trials.known.insert(pair, Some(found));
    } else {
        trials.known.remove(&pair);
    }
    found
}

fn walk<'d>(
    comparison: &Comparison<'d>,
    old: (Side, &Parts<'d>),
    new: (Side, &Parts<'d>),
    (text, reach): (bool, Reach),
    trials: &SharedTrials,
) -> Difference {
    let mut inner = comparison.for_trial(old.0, new.0, reach);
    let root = Root {
        base: "".into(),
        revision: "".into(),
        label: "".into(),
        operation: None,
        inbound: None,
    };
    let place = Place::at(&root, Direction::Response, text).with_default_reported(true);
    super::compare_parts(&mut inner, &place, old.1, new.1);
    let mut walked = 0;
    let mut complete = true;
    while let Some(pending) = inner.next() {
        if walked == WALKED_PER_TRIAL || trials.borrow().walked >= WALKED {
            complete = false;
            break;
        }
        walked += 1;
        trials.borrow_mut().walked += 1;
        super::walk(&mut inner, &pending);
    }
    let found = inner.tally();
    Difference { complete, ..found }
}

fn addresses(parts: &Parts<'_>) -> Vec<usize> {
    let address = |part: &&serde_json::Value| std::ptr::from_ref::<serde_json::Value>(part).addr();
    let mut addresses: Vec<_> = parts.iter().map(address).collect();
    addresses.sort_unstable();
    addresses
}
