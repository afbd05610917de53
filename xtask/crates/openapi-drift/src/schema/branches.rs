//! Which branches of two compositions are the same one.

use std::collections::HashMap;

use serde_json::Value;

use super::view::DOCS;
use crate::comparison::Comparison;
use crate::place::Side;
use crate::same::canonical_except;

/// A branch, with its index in the document.
pub(super) type Branch<'d> = (usize, &'d Value);

/// Which branches belong together, and which have no twin.
pub(super) struct Matched<'d> {
    pub(super) pairs: Vec<(Branch<'d>, Branch<'d>)>,
    pub(super) removed: Vec<Branch<'d>>,
    pub(super) added: Vec<Branch<'d>>,
}

/// Pairs branches by the name they refer to, then by content, then the last one left on each side.
pub(super) fn match_branches<'d>(
    comparison: &mut Comparison<'d>,
    old: &[Branch<'d>],
    new: &[Branch<'d>],
) -> Matched<'d> {
    let mut matched = Matched {
        pairs: Vec::new(),
        removed: old.to_vec(),
        added: new.to_vec(),
    };
    let name = |_: &mut Comparison<'d>, _: Side, branch: &'d Value| {
        branch
            .get("$ref")
            .and_then(Value::as_str)
            .map(ToOwned::to_owned)
    };
    pair_by(comparison, &mut matched, name);
    pair_by(comparison, &mut matched, |comparison, side, branch| {
        Some(content(comparison, side, branch))
    });
    if let ([removed], [added]) = (matched.removed.as_slice(), matched.added.as_slice()) {
        matched.pairs.push((*removed, *added));
        matched.removed.clear();
        matched.added.clear();
    }
    matched
}

fn pair_by<'d>(
    comparison: &mut Comparison<'d>,
    matched: &mut Matched<'d>,
    key: impl Fn(&mut Comparison<'d>, Side, &'d Value) -> Option<String>,
) {
    let mut waiting: HashMap<String, Vec<Branch<'d>>> = HashMap::new();
    for branch in matched.added.iter().rev() {
        if let Some(key) = key(comparison, Side::Revision, branch.1) {
            waiting.entry(key).or_default().push(*branch);
        }
    }
    let mut taken = Vec::new();
    matched.removed.retain(|branch| {
        let twin =
            key(comparison, Side::Base, branch.1).and_then(|key| waiting.get_mut(&key)?.pop());
        if let Some(twin) = twin {
            taken.push(twin.0);
            matched.pairs.push((*branch, twin));
        }
        twin.is_none()
    });
    taken.sort_unstable();
    matched
        .added
        .retain(|(index, _)| taken.binary_search(index).is_err());
}

/// What a branch says, names and documentation aside.
pub(super) fn content<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    branch: &'d Value,
) -> String {
    let target = comparison
        .resolve(side, branch)
        .map_or(branch, |(target, _)| target);
    canonical_except(target, &|key| DOCS.contains(&key))
}

/// Whether no value can match both: their types share nothing.
pub(super) fn exclude_each_other(left: &Value, right: &Value) -> bool {
    let single = |schema: &Value| {
        schema
            .get("type")
            .and_then(Value::as_str)
            .map(ToOwned::to_owned)
    };
    match (single(left), single(right)) {
        (Some(left), Some(right)) => {
            let number = |name: &str| matches!(name, "integer" | "number");
            left != right && !(number(&left) && number(&right))
        }
        _ => false,
    }
}

/// A branch in words.
pub(super) fn describe(branch: &Value) -> String {
    let text = |key| branch.get(key).and_then(Value::as_str);
    match (text("$ref"), text("title"), text("type")) {
        (Some(reference), ..) => format!("`{}`", reference.rsplit('/').next().unwrap_or(reference)),
        (_, Some(title), _) => format!("`{title}`"),
        (_, _, Some(kind)) => format!("a schema of type {kind}"),
        _ => "a schema".to_owned(),
    }
}
