//! The state of one comparison: both documents, what was found, and which pairs of schemas are
//! still to be walked.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::rc::Rc;

use serde_json::Value;

use super::change::{Change, Direction, Report};
use super::document::{Document, Resolved};
use super::place::{Place, Root, Side};
use super::rules::{Aspect, Rule};

/// A schema as the parts that all hold at once (`allOf`, or one part).
pub(super) type Parts<'d> = Vec<&'d Value>;

/// A pair of schemas to be compared, once for each direction and way of writing, however many
/// operations use it: shared and recursive schemas cost what they weigh, not what they unfold to.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Pair {
    base: Vec<usize>,
    revision: Vec<usize>,
    direction: Direction,
    text: bool,
    default_told: bool,
}

/// A pair that was met and not yet walked.
#[derive(Debug)]
pub(super) struct Pending<'d> {
    pub(super) base: Parts<'d>,
    pub(super) revision: Parts<'d>,
    pub(super) root: Root,
    pub(super) direction: Direction,
    pub(super) text: bool,
    pub(super) default_told: bool,
}

/// One comparison under way.
#[derive(Debug)]
pub(super) struct Comparison<'d> {
    pub(super) base: &'d Document<'d>,
    pub(super) revision: &'d Document<'d>,
    /// The day of the comparison, `YYYY-MM-DD`, against which sunsets are read.
    pub(super) today: &'d str,
    changes: Vec<Change>,
    reported: HashSet<(&'static str, Option<Direction>, String)>,
    notes: BTreeSet<String>,
    queue: VecDeque<Pending<'d>>,
    met: HashSet<Pair>,
    used: [HashSet<usize>; 2],
}

impl<'d> Comparison<'d> {
    pub(super) fn new(base: &'d Document<'d>, revision: &'d Document<'d>, today: &'d str) -> Self {
        let mut notes = BTreeSet::new();
        for (document, which) in [(base, "old"), (revision, "new")] {
            notes.extend(
                document
                    .notes
                    .iter()
                    .map(|note| format!("{which} document: {note}")),
            );
        }
        Self {
            base,
            revision,
            today,
            changes: Vec::new(),
            reported: HashSet::new(),
            notes,
            queue: VecDeque::new(),
            met: HashSet::new(),
            used: [HashSet::new(), HashSet::new()],
        }
    }

    pub(super) fn document(&self, side: Side) -> &'d Document<'d> {
        match side {
            Side::Base => self.base,
            Side::Revision => self.revision,
        }
    }

    /// Reports a change at a place; the same change at the same place is told once.
    pub(super) fn report(
        &mut self,
        place: &Place<'_>,
        side: Side,
        rule: &'static Rule,
        what: &str,
    ) {
        let message = format!("{}: {what}", place.words());
        self.push(
            rule,
            place.direction,
            place.operation(),
            place.pointer(side),
            message,
        );
    }

    /// Reports a change inside a schema, judged by the direction of its place.
    pub(super) fn aspect(
        &mut self,
        place: &Place<'_>,
        side: Side,
        aspect: &'static Aspect,
        what: &str,
    ) {
        self.report(place, side, aspect.in_direction(place.direction), what);
    }

    /// Reports a change whose place has no walk of its own.
    pub(super) fn push(
        &mut self,
        rule: &'static Rule,
        direction: Direction,
        operation: Option<&Rc<str>>,
        location: String,
        message: String,
    ) {
        // Documentation reads the same whichever way its place travels.
        let key = (rule.id, rule.direction, location.clone());
        if self.reported.insert(key) {
            self.changes.push(Change {
                severity: rule.severity,
                id: rule.id,
                direction: rule.direction.unwrap_or(direction),
                operation: operation.map(ToString::to_string),
                location,
                message,
            });
        }
    }

    /// Notes what could not be read; it changes no verdict.
    pub(super) fn note(&mut self, note: String) {
        self.notes.insert(note);
    }

    /// Puts a pair off until [`Self::next`], unless it was met before. Putting references off keeps
    /// the stack as shallow as the document is nested.
    pub(super) fn later(&mut self, pending: Pending<'d>) {
        let addresses = |parts: &Parts<'_>| {
            parts
                .iter()
                .map(|part| std::ptr::from_ref::<Value>(part).addr())
                .collect()
        };
        let pair = Pair {
            base: addresses(&pending.base),
            revision: addresses(&pending.revision),
            direction: pending.direction,
            text: pending.text,
            default_told: pending.default_told,
        };
        if self.met.insert(pair) {
            self.queue.push_back(pending);
        }
    }

    /// The next pair that was put off.
    pub(super) fn next(&mut self) -> Option<Pending<'d>> {
        self.queue.pop_front()
    }

    /// Resolves a value, remembering that what it points to is in use.
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
                // Every step of a chain of references is in use.
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
                self.note(format!(
                    "`{reference}` leads nowhere: what it stands for is not compared"
                ));
                None
            }
        }
    }

    /// Whether anything that was compared uses this value through a reference.
    pub(super) fn is_used(&self, side: Side, value: &Value) -> bool {
        self.used[side as usize].contains(&std::ptr::from_ref(value).addr())
    }

    /// The report, in its final order.
    pub(super) fn finish(mut self) -> Report {
        self.changes.sort_by(|left, right| {
            (&left.operation, right.severity, &left.location, left.id).cmp(&(
                &right.operation,
                left.severity,
                &right.location,
                right.id,
            ))
        });
        Report {
            changes: self.changes,
            notes: self.notes.into_iter().collect(),
        }
    }
}
