//! The state of one comparison: both documents, the changes found, and the pairs still to compare.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use serde_json::Value;

use super::change::{Change, Direction, Report};
use super::document::{Document, Resolved};
use super::place::{Place, Side};
use super::rules::{Aspect, Rule};
use super::schema::{Difference, Reach, SharedTrials};
use super::visited::{Met, Pending, Visited};

/// Maximum number of changed schemas traced back to all operations that reach them.
const TRACED: usize = 500;
/// Maximum number of schemas merged into others in one comparison. Real documents need a few
/// thousand; the limit stops documents built to explode.
const MERGED: usize = 2_000_000;

/// One running comparison.
#[derive(Debug)]
pub(super) struct Comparison<'d> {
    pub(super) base: &'d Document<'d>,
    pub(super) revision: &'d Document<'d>,
    /// The day of the comparison, `YYYY-MM-DD`, with which sunset dates are compared.
    pub(super) today: &'d str,
    changes: Vec<(Change, Option<usize>)>,
    reported: HashSet<(&'static str, Option<Direction>, String)>,
    notes: BTreeSet<String>,
    queue: VecDeque<(usize, Pending<'d>)>,
    visited: Visited,
    used: [HashSet<usize>; 2],
    trials: SharedTrials,
    /// The findings of a trial; `None` in the comparison that is reported.
    tally: Option<Difference>,
    reach: Reach,
    merges_left: usize,
}

impl<'d> Comparison<'d> {
    pub(super) fn new(base: &'d Document<'d>, revision: &'d Document<'d>, today: &'d str) -> Self {
        let mut notes = BTreeSet::new();
        for (document, side) in [(base, Side::Base), (revision, Side::Revision)] {
            let notes_of = document.notes.iter();
            notes.extend(notes_of.map(|note| format!("{}: {note}", side.words())));
        }
        Self {
            base,
            revision,
            today,
            changes: Vec::new(),
            reported: HashSet::new(),
            notes,
            queue: VecDeque::new(),
            visited: Visited::default(),
            used: [HashSet::new(), HashSet::new()],
            trials: SharedTrials::default(),
            tally: None,
            reach: Reach::Whole,
            merges_left: MERGED,
        }
    }

    /// A comparison that only counts differences, between the document on side `old` and that on
    /// side `new`.
    pub(super) fn for_trial(&self, old: Side, new: Side, reach: Reach) -> Self {
        Self {
            base: self.document(old),
            revision: self.document(new),
            today: self.today,
            changes: Vec::new(),
            reported: HashSet::new(),
            notes: BTreeSet::new(),
            queue: VecDeque::new(),
            visited: Visited::default(),
            used: [HashSet::new(), HashSet::new()],
            trials: SharedTrials::clone(&self.trials),
            tally: Some(Difference::default()),
            reach,
            merges_left: self.merges_left,
        }
    }

    /// The trials made so far.
    pub(super) fn trials(&self) -> SharedTrials {
        SharedTrials::clone(&self.trials)
    }

    /// The findings of a trial.
    pub(super) fn tally(&self) -> Difference {
        self.tally.unwrap_or_default()
    }

    /// Whether another schema may be merged.
    pub(super) fn may_merge(&mut self) -> bool {
        self.merges_left = self.merges_left.saturating_sub(1);
        self.merges_left > 0
    }

    pub(super) fn document(&self, side: Side) -> &'d Document<'d> {
        match side {
            Side::Base => self.base,
            Side::Revision => self.revision,
        }
    }

    /// Reports a change at a place, once.
    pub(super) fn report(
        &mut self,
        place: &Place<'_>,
        side: Side,
        rule: &'static Rule,
        what: &str,
    ) {
        let rule = place.inbound().map_or(rule, |inbound| inbound.judge(rule));
        self.record(place, side, rule, what);
    }

    fn record(&mut self, place: &Place<'_>, side: Side, rule: &'static Rule, what: &str) {
        if let Some(tally) = &mut self.tally {
            return tally.add(rule);
        }
        let pointer = place.pointer(side);
        if self.is_new(rule, &pointer) {
            let message = format!("{}: {what}", place.words());
            let location = self.document(side).existing(&pointer);
            self.tell(rule, place.direction, place.operation(), location, message);
        }
    }

    /// Reports a change inside a schema, judged by the direction of its place.
    pub(super) fn aspect(
        &mut self,
        place: &Place<'_>,
        side: Side,
        aspect: &'static Aspect,
        what: &str,
    ) {
        self.record(place, side, aspect.in_direction(place.direction), what);
    }

    /// Reports a change at a place that no walk leads to.
    pub(super) fn push(
        &mut self,
        rule: &'static Rule,
        direction: Direction,
        operation: Option<&Rc<str>>,
        location: String,
        message: String,
    ) {
        if let Some(tally) = &mut self.tally {
            return tally.add(rule);
        }
        if self.is_new(rule, &location) {
            self.tell(rule, direction, operation, location, message);
        }
    }

    /// Whether this kind of change is new at this place. A documentation change is the same in all
    /// directions.
    fn is_new(&mut self, rule: &'static Rule, pointer: &str) -> bool {
        self.reported
            .insert((rule.id, rule.direction, pointer.to_owned()))
    }

    fn tell(
        &mut self,
        rule: &'static Rule,
        direction: Direction,
        operation: Option<&Rc<str>>,
        location: String,
        message: String,
    ) {
        let change = Change {
            severity: rule.severity,
            id: rule.id,
            direction: rule.direction.unwrap_or(direction),
            operation: operation.map(ToString::to_string),
            location,
            message,
            used: None,
        };
        self.changes.push((change, self.visited.current()));
    }

    /// Notes a part that could not be read; notes do not affect the verdict.
    pub(super) fn note(&mut self, side: Side, note: &str) {
        self.notes.insert(format!("{}: {note}", side.words()));
    }

    /// Defers a pair until [`Self::next`], unless it was met before. Deferring references keeps the
    /// stack as shallow as the document is nested. Returns whether the pair is or was compared.
    pub(super) fn later(&mut self, pending: Pending<'d>) -> bool {
        if self.reach == Reach::Near && pending.is_same_component() {
            return true;
        }
        match self.visited.meet(&pending) {
            Met::Known => {}
            Met::New(number) => self.queue.push_back((number, pending)),
            Met::TooMany => return false,
        }
        self.merges_left > 0
    }

    /// The next deferred pair.
    pub(super) fn next(&mut self) -> Option<Pending<'d>> {
        let (number, pending) = self.queue.pop_front().unzip();
        self.visited.walk(number);
        pending
    }

    /// Resolves a value and records that the target of its reference is used.
    pub(super) fn resolve(
        &mut self,
        side: Side,
        value: &'d Value,
    ) -> Option<(&'d Value, Option<&'d str>)> {
        let document = self.document(side);
        match document.resolve(value) {
            Resolved::Found {
                value: target,
                name,
            } => {
                // Every step of a chain of references is used.
                let mut step = value;
                while !std::ptr::eq(step, target) {
                    let Some(next) = step
                        .get("$ref")
                        .and_then(Value::as_str)
                        .and_then(|name| document.lookup(name))
                    else {
                        break;
                    };
                    self.used[side as usize].insert(std::ptr::from_ref(next).addr());
                    step = next;
                }
                Some((target, name))
            }
            Resolved::Missing(reference) => {
                self.note(
                    side,
                    &format!("`{reference}` leads nowhere: its target is not compared"),
                );
                None
            }
        }
    }

    /// Records that a value is used although nothing refers to it.
    pub(super) fn mark_used(&mut self, side: Side, value: &Value) {
        self.used[side as usize].insert(std::ptr::from_ref(value).addr());
    }

    /// Whether a compared part uses this value through a reference.
    pub(super) fn is_used(&self, side: Side, value: &Value) -> bool {
        self.used[side as usize].contains(&std::ptr::from_ref(value).addr())
    }

    /// Whether these two were compared, with each other or each with another.
    pub(super) fn was_walked(&self, base: &Value, revision: &Value) -> bool {
        self.visited.was_met(base, revision) || self.visited.were_met(base, revision)
    }

    /// The report, in its final order.
    pub(super) fn finish(self) -> Report {
        let mut traced = HashMap::new();
        let mut changes = Vec::with_capacity(self.changes.len());
        for (mut change, pair) in self.changes {
            if let Some(pair) = pair
                && (traced.len() < TRACED || traced.contains_key(&pair))
            {
                let (first, count) = traced
                    .entry(pair)
                    .or_insert_with(|| self.visited.operations(pair));
                change.operation = first.map(ToOwned::to_owned);
                if *count > 1 {
                    change
                        .message
                        .push_str(&format!(" (in {count} operations)"));
                }
            }
            changes.push(change);
        }
        changes.sort_by(|left, right| {
            (&left.operation, right.severity, &left.location, left.id).cmp(&(
                &right.operation,
                left.severity,
                &right.location,
                right.id,
            ))
        });
        Report {
            changes,
            notes: self.notes.into_iter().collect(),
        }
    }
}
