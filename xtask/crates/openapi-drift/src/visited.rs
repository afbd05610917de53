//! Records which pairs of schemas were met and from where, to find the operations a change reaches.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::change::Direction;

/// A schema as its list of parts that all apply (`allOf`, or one part).
pub(super) type Parts<'d> = Vec<&'d Value>;

/// A pair of schemas, compared once per direction and notation however many operations use it, so
/// that shared and recursive schemas are not expanded.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Pair {
    base: Vec<usize>,
    revision: Vec<usize>,
    direction: Direction,
    text: bool,
    default_reported: bool,
}

/// A pair that was met and not yet compared.
#[derive(Debug)]
pub(super) struct Pending<'d> {
    pub(super) base: Parts<'d>,
    pub(super) revision: Parts<'d>,
    pub(super) root: super::place::Root,
    pub(super) direction: Direction,
    pub(super) text: bool,
    pub(super) default_reported: bool,
}

impl Pending<'_> {
    /// Whether both schemas have the same name.
    pub(super) fn is_same_component(&self) -> bool {
        self.root.base.starts_with('#') && self.root.base == self.root.revision
    }
}

/// The user of a pair.
#[derive(Debug)]
enum Caller {
    Operation(usize),
    Pair(usize),
}

/// Maximum number of `allOf` parts merged in one comparison. Schemas that merge one another in
/// circles have too many combinations; real documents have a few hundred.
const MERGED: usize = 50_000;

/// What is known about a pair.
#[derive(Debug)]
pub(super) enum Met {
    /// It was met before.
    Known,
    /// It will be compared, under this number.
    New(usize),
    /// It is not compared: there are too many like it.
    TooMany,
}

/// All pairs met, by number, with their users.
#[derive(Debug, Default)]
pub(super) struct Visited {
    numbers: HashMap<Pair, usize>,
    callers: Vec<Vec<Caller>>,
    /// Single schemas met together, in any direction.
    single: HashSet<(usize, usize)>,
    bases: HashSet<usize>,
    revisions: HashSet<usize>,
    /// The operations, as `GET /items`, by number.
    operations: Vec<Rc<str>>,
    /// Number of parts merged so far.
    merged: usize,
    /// The pair being compared; `None` while operations are.
    current: Option<usize>,
}

impl Visited {
    /// Records that a pair was met. Returns its number the first time.
    pub(super) fn meet(&mut self, pending: &Pending<'_>) -> Met {
        // The order of the parts does not matter.
        let addresses = |parts: &Parts<'_>| {
            let mut addresses: Vec<_> = parts.iter().map(|part| address(part)).collect();
            addresses.sort_unstable();
            addresses
        };
        let pair = Pair {
            base: addresses(&pending.base),
            revision: addresses(&pending.revision),
            direction: pending.direction,
            text: pending.text,
            default_reported: pending.default_reported,
        };
        let merged = pending.base.len().max(pending.revision.len());
        if merged > 1 && !self.numbers.contains_key(&pair) {
            if self.merged + merged > MERGED {
                return Met::TooMany;
            }
            self.merged += merged;
        }
        let next = self.callers.len();
        let (number, new) = match self.numbers.entry(pair) {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(free) => {
                self.callers.push(Vec::new());
                if let ([base], [revision]) = (pending.base.as_slice(), pending.revision.as_slice())
                {
                    self.single.insert((address(base), address(revision)));
                    self.bases.insert(address(base));
                    self.revisions.insert(address(revision));
                }
                (*free.insert(next), true)
            }
        };
        let caller = match (self.current, &pending.root.operation) {
            (Some(current), _) => Some(Caller::Pair(current)),
            (None, Some(operation)) => Some(Caller::Operation(self.operation(operation))),
            (None, None) => None,
        };
        self.callers[number].extend(caller);
        if new { Met::New(number) } else { Met::Known }
    }

    /// Whether both were met, each with a schema of its own.
    pub(super) fn were_met(&self, base: &Value, revision: &Value) -> bool {
        let of = |schema: &Value| address(schema);
        self.bases.contains(&of(base)) && self.revisions.contains(&of(revision))
    }

    /// Whether these two were met together.
    pub(super) fn was_met(&self, base: &Value, revision: &Value) -> bool {
        self.single.contains(&(address(base), address(revision)))
    }

    /// Makes this pair the current one.
    pub(super) fn walk(&mut self, number: Option<usize>) {
        self.current = number;
    }

    /// The current pair.
    pub(super) fn current(&self) -> Option<usize> {
        self.current
    }

    /// The number of an operation; operations are compared one after the other.
    fn operation(&mut self, name: &Rc<str>) -> usize {
        if self.operations.last().is_none_or(|last| last != name) {
            self.operations.push(name.clone());
        }
        self.operations.len() - 1
    }

    /// The operations that reach a pair: the first by name, and their number.
    pub(super) fn operations(&self, number: usize) -> (Option<&str>, usize) {
        let mut reached = vec![false; self.operations.len()];
        let mut seen = vec![false; self.callers.len()];
        seen[number] = true;
        let mut open = vec![number];
        while let Some(number) = open.pop() {
            for caller in &self.callers[number] {
                match *caller {
                    Caller::Operation(operation) => reached[operation] = true,
                    Caller::Pair(other) => {
                        if !std::mem::replace(&mut seen[other], true) {
                            open.push(other);
                        }
                    }
                }
            }
        }
        let names = || {
            self.operations
                .iter()
                .zip(&reached)
                .filter(|(_, reached)| **reached)
                .map(|(name, _)| &**name)
        };
        (names().min(), names().count())
    }
}

/// The address of a value, which identifies a schema.
fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}
