//! Matches the branches of two unions: by meaning, then by the referenced name, the tag and the
//! title, and finally by the smallest difference.

use std::collections::BTreeSet;

use serde_json::Value;

use super::discriminator::Discriminator;
use super::trial::{Difference, Reach, difference};
use super::view::{DOCS, View};
use crate::comparison::Comparison;
use crate::place::Side;
use crate::same::same_except;
use crate::visited::Parts;

/// Maximum number of pairs of branches compared to match them.
const TRIED: usize = 1_000;

/// A branch, with its index in the document.
pub(super) type Branch<'d> = (usize, &'d Value);

/// The matched branches, and those without a match.
pub(super) struct Matched<'d> {
    pub(super) pairs: Vec<(Branch<'d>, Branch<'d>)>,
    pub(super) removed: Vec<Branch<'d>>,
    pub(super) added: Vec<Branch<'d>>,
}

impl<'d> Matched<'d> {
    /// Pairs every branch with the first of the others that `is_twin` accepts.
    fn pair_if(&mut self, mut is_twin: impl FnMut(&'d Value, &'d Value) -> bool) {
        let (pairs, added) = (&mut self.pairs, &mut self.added);
        self.removed.retain(|old| {
            let twin = added.iter().position(|new| is_twin(old.1, new.1));
            if let Some(at) = twin {
                pairs.push((*old, added.remove(at)));
            }
            twin.is_none()
        });
    }

    /// Pairs the branches that have the same key, if they have one.
    fn pair_by_key<K: PartialEq>(&mut self, mut key: impl FnMut(Side, &'d Value) -> Option<K>) {
        let mut keys = |side, branches: &[Branch<'d>]| -> Vec<_> {
            branches
                .iter()
                .map(|(_, branch)| key(side, branch))
                .collect()
        };
        let old = keys(Side::Base, &self.removed);
        let mut new = keys(Side::Revision, &self.added);
        let mut at = 0;
        let (pairs, added) = (&mut self.pairs, &mut self.added);
        self.removed.retain(|branch| {
            let key = &old[at];
            at += 1;
            let twin = new.iter().position(|other| key.is_some() && other == key);
            if let Some(twin) = twin {
                new.remove(twin);
                pairs.push((*branch, added.remove(twin)));
            }
            twin.is_none()
        });
    }

    fn is_done(&self) -> bool {
        self.removed.is_empty() || self.added.is_empty()
    }
}

/// Matches the branches of two unions.
pub(super) fn match_branches<'d>(
    comparison: &mut Comparison<'d>,
    old: &[Branch<'d>],
    new: &[Branch<'d>],
    discriminators: [Option<&Discriminator<'d>>; 2],
    text: bool,
) -> Matched<'d> {
    let mut matched = Matched {
        pairs: Vec::new(),
        removed: old.to_vec(),
        added: new.to_vec(),
    };
    // Most branches are unchanged: their references need not be followed.
    matched.pair_if(|old, new| {
        name(old) == name(new) && {
            let (old, _) = followed(comparison, Side::Base, old);
            let (new, _) = followed(comparison, Side::Revision, new);
            same_except(old, new, |key| DOCS.contains(&key))
        }
    });
    let few = matched.removed.len() * matched.added.len() <= TRIED;
    if few && !matched.is_done() {
        matched.pair_if(|old, new| between(comparison, old, new, text).is_none());
    }
    if !matched.is_done() {
        matched.pair_by_key(|_, branch| name(branch));
    }
    if !matched.is_done() {
        matched.pair_by_key(|side, branch| {
            tag(comparison, side, branch, discriminators[side as usize])
        });
    }
    if !matched.is_done() {
        matched.pair_by_key(|side, branch| {
            let (target, _) = followed(comparison, side, branch);
            target.get("title").and_then(Value::as_str)
        });
    }
    if few && !matched.is_done() {
        pair_nearest(comparison, &mut matched, text);
    }
    if let ([removed], [added]) = (matched.removed.as_slice(), matched.added.as_slice()) {
        matched.pairs.push((*removed, *added));
        matched.removed.clear();
        matched.added.clear();
    }
    matched
}

/// Matches the branches that differ least, provided that they have the same type.
fn pair_nearest<'d>(comparison: &mut Comparison<'d>, matched: &mut Matched<'d>, text: bool) {
    let mut distances = Vec::new();
    for (old_at, (_, old)) in matched.removed.iter().enumerate() {
        for (new_at, (_, new)) in matched.added.iter().enumerate() {
            let found = between(comparison, old, new, text);
            if found.is_near() {
                distances.push((found.weight, old_at, new_at));
            }
        }
    }
    distances.sort_unstable();
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    for (_, old, new) in distances {
        if !olds.contains(&old) && !news.contains(&new) {
            olds.insert(old);
            news.insert(new);
            matched
                .pairs
                .push((matched.removed[old], matched.added[new]));
        }
    }
    let mut at = 0..;
    matched
        .removed
        .retain(|_| at.next().is_some_and(|at| !olds.contains(&at)));
    let mut at = 0..;
    matched
        .added
        .retain(|_| at.next().is_some_and(|at| !news.contains(&at)));
}

fn between<'d>(
    comparison: &mut Comparison<'d>,
    old: &'d Value,
    new: &'d Value,
    text: bool,
) -> Difference {
    let (old, _) = followed(comparison, Side::Base, old);
    let (new, _) = followed(comparison, Side::Revision, new);
    difference(
        comparison,
        (Side::Base, &vec![old]),
        (Side::Revision, &vec![new]),
        text,
        Reach::Near,
    )
}

/// The name of the schema that a branch refers to.
pub(super) fn name(branch: &Value) -> Option<&str> {
    branch.get("$ref").and_then(Value::as_str)
}

/// The target of a branch with its name, or the branch itself.
pub(super) fn followed<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    branch: &'d Value,
) -> (&'d Value, Option<&'d str>) {
    comparison.resolve(side, branch).unwrap_or((branch, None))
}

/// The values that distinguish a branch: the tag of its discriminator, or the required properties
/// with a single value.
fn tag<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    branch: &'d Value,
    discriminator: Option<&Discriminator<'d>>,
) -> Option<String> {
    let (target, _) = followed(comparison, side, branch);
    if let Some(discriminator) = discriminator {
        return discriminator.tags_of(target).next().map(ToOwned::to_owned);
    }
    let fixed = fixed_values(comparison, side, branch);
    (!fixed.is_empty()).then(|| format!("{fixed:?}"))
}

/// The required properties that allow a single value, with that value.
fn fixed_values<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    branch: &'d Value,
) -> Vec<(&'d str, String)> {
    let view = View::read(comparison, side, &vec![branch]);
    let mut fixed = Vec::new();
    for name in &view.required {
        let Some(property) = view.properties.get(name) else {
            continue;
        };
        let values = View::read(comparison, side, property).values;
        if let Some(values) = values
            && let [value] = Vec::from_iter(values).as_mut_slice()
        {
            fixed.push((*name, std::mem::take(value)));
        }
    }
    fixed
}

/// Whether no value can match both: they have no common type, or a required property has different
/// values.
pub(super) fn exclude_each_other<'d>(
    comparison: &mut Comparison<'d>,
    (side, left): (Side, &Parts<'d>),
    (other_side, right): (Side, &Parts<'d>),
) -> bool {
    let types = |view: View<'d>| view.types.filter(|types| !types.is_empty());
    let one = types(View::read(comparison, side, left));
    let other = types(View::read(comparison, other_side, right));
    let apart = one.zip(other).is_some_and(|(one, other)| {
        let number = |name: &&str| matches!(*name, "integer" | "number");
        one.is_disjoint(&other) && !(one.iter().any(number) && other.iter().any(number))
    });
    if apart {
        return true;
    }
    let ([left], [right]) = (left.as_slice(), right.as_slice()) else {
        return false;
    };
    let right = fixed_values(comparison, other_side, right);
    fixed_values(comparison, side, left)
        .iter()
        .any(|(name, value)| {
            right
                .iter()
                .any(|(other, also)| other == name && also != value)
        })
}

/// A branch as text.
pub(super) fn describe(branch: &Value) -> String {
    let text = |key| branch.get(key).and_then(Value::as_str);
    match (text("$ref"), text("title"), text("type")) {
        (Some(reference), ..) => format!("`{}`", reference.rsplit('/').next().unwrap_or(reference)),
        (_, Some(title), _) => format!("`{title}`"),
        (_, _, Some(kind)) => format!("a schema of type {kind}"),
        _ => "a schema".to_owned(),
    }
}
