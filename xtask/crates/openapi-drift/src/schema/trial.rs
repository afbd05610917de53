//! Trial comparisons: how far apart two schemas are, by the judgement of the comparison itself.
//!
//! Which branches of two unions belong together, whether a branch adds anything to the others, and
//! whether two ways of writing mean the same are all one question: what would comparing them report?

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::change::{Direction, Severity};
use crate::comparison::Comparison;
use crate::place::{Place, Root, Side};
use crate::rules::{ARRAY_TO_SCALAR, Rule, SCALAR_TO_ARRAY, TYPE_CHANGED, UNION_CHANGED};
use crate::visited::Parts;

/// How many pairs of schemas one trial walks.
const WALKED_PER_TRIAL: usize = 300;
/// How many pairs of schemas all trials of a comparison walk together.
const WALKED: usize = 30_000;
/// How many trials may nest: unions in branches of unions.
const NESTED: usize = 5;
/// What another type weighs beside a changed keyword.
const OTHER_TYPE: usize = 50;

/// What comparing two schemas would report, with the second one received in place of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Difference {
    /// How much differs, documentation aside.
    pub(crate) weight: usize,
    /// How many changes let through a value that the first schema does not allow, or drop what a
    /// reader of the first may use.
    pub(crate) breaking: usize,
    /// Whether everything was walked; otherwise more may differ.
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

    /// Whether the second schema is the first one, edited: not another type of values.
    pub(crate) fn is_near(self) -> bool {
        self.weight < OTHER_TYPE
    }

    /// Counts a change in.
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

/// How far a trial walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Reach {
    /// Up to components of the same name, which are compared under that name anyway: enough to tell
    /// which schemas belong together.
    Near,
    /// Everything, for a trial whose answer keeps a change from being reported.
    Whole,
}

/// The addresses of the parts on both sides, and the reach.
type Pair = (Vec<usize>, Vec<usize>, bool, Reach);

/// What trials found so far, shared by a comparison and all trials inside it.
#[derive(Debug, Default)]
pub(crate) struct Trials {
    /// None while a pair is being walked.
    known: HashMap<Pair, Option<Difference>>,
    walked: usize,
    nested: usize,
    /// Whether a pair was met inside its own trial and taken to be equal.
    assumed: bool,
}

/// Trials that a comparison shares with those inside it.
pub(crate) type SharedTrials = Rc<RefCell<Trials>>;

/// Tries what comparing these would report; `text` says whether values are written as text.
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
        if trials.nested >= NESTED || trials.walked >= WALKED {
            return Difference::UNKNOWN;
        }
        trials.nested += 1;
        trials.known.insert(pair.clone(), None);
    }
    let found = walk(comparison, old, new, (text, reach), &trials);
    let mut trials = trials.borrow_mut();
    trials.nested -= 1;
    // What rests on an assumption that is still open may not be relied on elsewhere.
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
