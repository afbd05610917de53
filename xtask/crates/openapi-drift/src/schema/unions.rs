//! `oneOf`, `anyOf`, `allOf` and discriminators: branches are matched by name and by content, the
//! rest are told.

use serde_json::Value;

use super::branches::{Branch, content, describe, exclude_each_other, match_branches};
use super::compare_parts;
use super::view::{DOCS, Union, View};
use super::{reference, types};
use crate::comparison::Comparison;
use crate::document::members;
use crate::place::{Place, Side, Step};
use crate::rules::{
    ALL_OF_BRANCH_ADDED, ALL_OF_BRANCH_REMOVED, ANY_OF_BECAME_ONE_OF, BRANCH_ADDED, BRANCH_REMOVED,
    DISCRIMINATOR_CHANGED, ONE_OF_BECAME_ANY_OF, UNION_ADDED, UNION_CHANGED, UNION_DROPPED,
};
use crate::same::same_option;
use crate::usage::Parts;

/// Whether one side at least is nothing but a union: then the union is all there is to tell, and it
/// is told here.
pub(super) fn is_all<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (old, new): (&View<'d>, &View<'d>),
    (base, revision): (&Parts<'d>, &Parts<'d>),
) -> bool {
    let only = |view: &View<'d>, written: &Parts<'d>| match written.as_slice() {
        [written] if is_only_a_union(written) => !view.unions.is_empty(),
        _ => false,
    };
    let single = |view: &View<'d>, written: &Parts<'d>| {
        written.iter().all(|written| is_only_a_union(written)) && view.single.is_some()
    };
    match (only(old, base), only(new, revision)) {
        (true, true) | (false, false) => return false,
        // A union of one branch is a union all the same, when it grows or shrinks.
        (true, false) if single(new, revision) => {
            if let (Some(old), Some(new)) = (old.unions.first(), &new.single) {
                compare_unions(comparison, place, old, new);
            }
        }
        (false, true) if single(old, base) => {
            if let (Some(old), Some(new)) = (&old.single, new.unions.first()) {
                compare_unions(comparison, place, old, new);
            }
        }
        (true, false) if says_something(new) => {
            lone_union(comparison, place, (&old.unions[0], Side::Base), revision);
        }
        (false, true) if says_something(old) => {
            lone_union(comparison, place, (&new.unions[0], Side::Revision), base);
        }
        _ => return false,
    }
    types::compare_null(comparison, place, old, new);
    discriminators(comparison, place, old, new);
    true
}

/// Whether a schema holds `oneOf` or `anyOf` and nothing else that binds.
fn is_only_a_union(schema: &Value) -> bool {
    let mut unions = 0;
    let bare = members(Some(schema)).all(|(key, _)| match key {
        "oneOf" | "anyOf" => {
            unions += 1;
            true
        }
        "nullable" | "discriminator" => true,
        other => DOCS.contains(&other) || other.starts_with("x-"),
    });
    bare && unions == 1
}

fn says_something(view: &View<'_>) -> bool {
    view.types.is_some() || !view.properties.is_empty() || view.values.is_some()
}

/// Reports what changed in the composition of two schemas; `written` are the schemas as they stand.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &View<'d>,
    new: &View<'d>,
    written: (&Parts<'d>, &Parts<'d>),
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
    compare_all_of(comparison, place, (old, new), written);
    discriminators(comparison, place, old, new);
}

fn discriminators(
    comparison: &mut Comparison<'_>,
    place: &Place<'_>,
    old: &View<'_>,
    new: &View<'_>,
) {
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
        [one] => Some(content(
            comparison,
            other,
            reference::within(one).unwrap_or(one),
        )),
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

/// Where both sides compose, a branch more binds more, unless it only tells people something; what
/// it says was merged and compared as well. Composition on one side only is another way of writing, unless it was put
/// beside what stayed as it was.
fn compare_all_of<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (old, new): (&View<'d>, &View<'d>),
    (base, revision): (&Parts<'d>, &Parts<'d>),
) {
    let binding = |branches: &[&'d Value]| -> Vec<Branch<'d>> {
        let numbered = branches.iter().copied().enumerate();
        numbered.filter(|(_, branch)| binds(branch)).collect()
    };
    let (before, after) = (binding(&old.all_of), binding(&new.all_of));
    let rewritten = (before.is_empty() || after.is_empty()) && !is_beside(base, revision);
    if before.len() == after.len() || rewritten {
        return;
    }
    let matched = match_branches(comparison, &before, &after);
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

/// Whether a branch of `allOf` says more than notes on what the others bind.
fn binds(branch: &Value) -> bool {
    let note = |key: &str| {
        DOCS.contains(&key)
            || key.starts_with("x-")
            || matches!(key, "default" | "deprecated" | "readOnly" | "writeOnly")
    };
    !branch.is_object() || members(Some(branch)).any(|(key, _)| !note(key))
}

/// Whether two schemas are the same but for `allOf`, and say something without it.
fn is_beside(base: &Parts<'_>, revision: &Parts<'_>) -> bool {
    let ([base], [revision]) = (base.as_slice(), revision.as_slice()) else {
        return false;
    };
    let counts = |key: &str| key != "allOf" && !DOCS.contains(&key);
    let keys = |schema: &Value| members(Some(schema)).filter(|(key, _)| counts(key)).count();
    keys(base) > 0
        && keys(base) == keys(revision)
        && members(Some(base))
            .all(|(key, value)| !counts(key) || same_option(Some(value), revision.get(key)))
}
