//! `oneOf`, `anyOf`, `allOf` and discriminators: branches are matched by name and by content, the
//! rest are told.

use std::collections::HashMap;

use serde_json::Value;

use super::compare_parts;
use super::view::{DOCS, Union, View};
use crate::drift::comparison::Comparison;
use crate::drift::place::{Place, Side, Step};
use crate::drift::rules::{
    ALL_OF_BRANCH_ADDED, ALL_OF_BRANCH_REMOVED, ANY_OF_BECAME_ONE_OF, BRANCH_ADDED, BRANCH_REMOVED,
    DISCRIMINATOR_CHANGED, ONE_OF_BECAME_ANY_OF, UNION_ADDED, UNION_CHANGED, UNION_DROPPED,
};
use crate::drift::same::{canonical_except, same_option};
use crate::drift::usage::Parts;

type Branch<'d> = (usize, &'d Value);

/// Whether one side is plain and the other nothing but a union: then the union is all there is to
/// tell, and it is told here.
pub(super) fn is_wrapped<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &View<'d>,
    new: &View<'d>,
    (base, revision): (&Parts<'d>, &Parts<'d>),
) -> bool {
    let bare = |view: &View<'_>| {
        view.types.is_none() && view.properties.is_empty() && view.values.is_none()
    };
    match (old.unions.as_slice(), new.unions.as_slice()) {
        ([], [union]) if bare(new) && !bare(old) => {
            lone_union(comparison, place, (union, Side::Revision), base);
        }
        ([union], []) if bare(old) && !bare(new) => {
            lone_union(comparison, place, (union, Side::Base), revision);
        }
        _ => return false,
    }
    true
}

/// Reports what changed in the composition of two schemas.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &View<'d>,
    new: &View<'d>,
) {
    for (before, after) in old.unions.iter().zip(&new.unions) {
        compare_unions(comparison, place, before, after);
    }
    for union in old.unions.iter().skip(new.unions.len()) {
        let what = format!(
            "{} of {} branches was dropped",
            union.keyword,
            union.branches.len()
        );
        comparison.aspect(
            &place.keyword(union.keyword),
            Side::Base,
            &UNION_DROPPED,
            &what,
        );
    }
    for union in new.unions.iter().skip(old.unions.len()) {
        let what = format!(
            "{} of {} branches was added",
            union.keyword,
            union.branches.len()
        );
        comparison.aspect(
            &place.keyword(union.keyword),
            Side::Revision,
            &UNION_ADDED,
            &what,
        );
    }
    compare_all_of(comparison, place, old, new);
    if !same_option(old.discriminator, new.discriminator) {
        let side = if new.discriminator.is_some() {
            Side::Revision
        } else {
            Side::Base
        };
        let what = "the discriminator was set, changed or dropped";
        comparison.aspect(
            &place.keyword("discriminator"),
            side,
            &DISCRIMINATOR_CHANGED,
            what,
        );
    }
}

fn compare_unions<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &Union<'d>,
    new: &Union<'d>,
) {
    if old.keyword != new.keyword {
        let aspect = if new.keyword == "anyOf" {
            &ONE_OF_BECAME_ANY_OF
        } else {
            &ANY_OF_BECAME_ONE_OF
        };
        let what = format!("{} became {}", old.keyword, new.keyword);
        comparison.aspect(&place.keyword(new.keyword), Side::Revision, aspect, &what);
    }
    let matched = match_branches(comparison, &old.branches, &new.branches);
    for (base, revision) in matched.pairs {
        let at = place.steps(new.keyword, Step::Index(base.0), Step::Index(revision.0));
        compare_parts(comparison, &at, &vec![base.1], &vec![revision.1]);
    }
    for (index, branch) in matched.removed {
        let at = place.steps(old.keyword, Step::Index(index), Step::Index(index));
        let what = format!("{} is no longer among the alternatives", describe(branch));
        comparison.aspect(&at, Side::Base, &BRANCH_REMOVED, &what);
    }
    for (index, branch) in matched.added {
        let at = place.steps(new.keyword, Step::Index(index), Step::Index(index));
        let what = format!("{} is among the alternatives now", describe(branch));
        comparison.aspect(&at, Side::Revision, &BRANCH_ADDED, &what);
    }
}

/// A union on one side, `written` is the plain schema on the other.
fn lone_union<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (union, side): (&Union<'d>, Side),
    written: &Parts<'d>,
) {
    let other = if side == Side::Base {
        Side::Revision
    } else {
        Side::Base
    };
    let at = place.keyword(union.keyword);
    let appeared = side == Side::Revision;
    let one = match written.as_slice() {
        [one] => Some(content(comparison, other, one)),
        _ => None,
    };
    let twin = union
        .branches
        .iter()
        .find(|(_, branch)| Some(content(comparison, side, branch)) == one);
    let (aspect, what) = if let Some((_, twin)) = twin {
        let rest = union
            .branches
            .iter()
            .filter(|(_, branch)| !std::ptr::eq(*branch, *twin));
        let apart = union.keyword == "anyOf"
            || rest
                .clone()
                .all(|(_, branch)| exclude_each_other(twin, branch));
        let names = rest
            .map(|(_, branch)| describe(branch))
            .collect::<Vec<_>>()
            .join(", ");
        match (apart, appeared) {
            (true, true) => (&BRANCH_ADDED, format!("{names} may stand here as well now")),
            (true, false) => (&BRANCH_REMOVED, format!("{names} may no longer stand here")),
            (false, _) => (
                &UNION_CHANGED,
                format!("alternatives with {names}, which a value may match as well"),
            ),
        }
    } else {
        (
            &UNION_CHANGED,
            format!(
                "{} of {} branches {} a plain schema",
                union.keyword,
                union.branches.len(),
                if appeared { "instead of" } else { "became" }
            ),
        )
    };
    comparison.aspect(&at, side, aspect, &what);
}

/// Where both sides compose, a branch more binds more, whatever it says; what it says was merged
/// and compared as well. Composition on one side only is another way of writing.
fn compare_all_of<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &View<'d>,
    new: &View<'d>,
) {
    if old.all_of.len() == new.all_of.len() || old.all_of.is_empty() || new.all_of.is_empty() {
        return;
    }
    let number = |branches: &[&'d Value]| branches.iter().copied().enumerate().collect::<Vec<_>>();
    let matched = match_branches(comparison, &number(&old.all_of), &number(&new.all_of));
    for (index, branch) in matched.removed {
        let at = place.steps("allOf", Step::Index(index), Step::Index(index));
        comparison.aspect(
            &at,
            Side::Base,
            &ALL_OF_BRANCH_REMOVED,
            &format!("{} no longer binds", describe(branch)),
        );
    }
    for (index, branch) in matched.added {
        let at = place.steps("allOf", Step::Index(index), Step::Index(index));
        comparison.aspect(
            &at,
            Side::Revision,
            &ALL_OF_BRANCH_ADDED,
            &format!("{} binds as well now", describe(branch)),
        );
    }
}

struct Matched<'d> {
    pairs: Vec<(Branch<'d>, Branch<'d>)>,
    removed: Vec<Branch<'d>>,
    added: Vec<Branch<'d>>,
}

/// Pairs branches by the name they refer to, then by content, then the last one left on each side.
fn match_branches<'d>(
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
fn content<'d>(comparison: &mut Comparison<'d>, side: Side, branch: &'d Value) -> String {
    let target = comparison
        .resolve(side, branch)
        .map_or(branch, |(target, _)| target);
    canonical_except(target, &|key| DOCS.contains(&key))
}

/// Whether no value can match both: their types share nothing.
fn exclude_each_other(left: &Value, right: &Value) -> bool {
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

fn describe(branch: &Value) -> String {
    let text = |key| branch.get(key).and_then(Value::as_str);
    match (text("$ref"), text("title"), text("type")) {
        (Some(reference), ..) => format!("`{}`", reference.rsplit('/').next().unwrap_or(reference)),
        (_, Some(title), _) => format!("`{title}`"),
        (_, _, Some(kind)) => format!("a schema of type {kind}"),
        _ => "a schema".to_owned(),
    }
}
