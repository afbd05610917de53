//! Compares `oneOf` and `anyOf`: matching branches are compared, the others are reported unless
//! another branch contains them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::branches::{Branch, describe, exclude_each_other, match_branches};
use super::discriminator::{self, Discriminator};
use super::trial::{Difference, Reach, difference};
use super::view::{Union, View, is_listed};
use super::{compare_parts, types, values};
use crate::comparison::Comparison;
use crate::place::{Place, Side, Step};
use crate::rules::{
    ANY_OF_BECAME_ONE_OF, BRANCH_ADDED, BRANCH_REMOVED, ONE_OF_BECAME_ANY_OF,
    REDUNDANT_BRANCH_ADDED, REDUNDANT_BRANCH_REMOVED, UNION_ADDED, UNION_CHANGED, UNION_DROPPED,
};
use crate::visited::Parts;

/// The discriminators of both sides.
type Discriminators<'d> = [Option<Discriminator<'d>>; 2];

fn discriminators<'d>(
    comparison: &mut Comparison<'d>,
    (old, new): (&View<'d>, &View<'d>),
    (base, revision): (&Parts<'d>, &Parts<'d>),
) -> Discriminators<'d> {
    [
        Discriminator::read(comparison, Side::Base, old, base),
        Discriminator::read(comparison, Side::Revision, new, revision),
    ]
}

/// Reports the union when at least one side is only a union; returns whether it did.
pub(super) fn is_all<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (old, new): (&View<'d>, &View<'d>),
    (base, revision): (&Parts<'d>, &Parts<'d>),
) -> bool {
    if old.unions.is_empty() == new.unions.is_empty() {
        return false;
    }
    let (union_view, plain, side) = match old.unions.is_empty() {
        false => (old, new, Side::Base),
        true => (new, old, Side::Revision),
    };
    let [union] = union_view.unions.as_slice() else {
        return false;
    };
    let written = if side == Side::Base { revision } else { base };
    if !is_only_a_union(comparison, side, union_view, union) {
        return false;
    }
    let tags = discriminators(comparison, (old, new), (base, revision));
    match &plain.single {
        // A union with one branch stays a union when it grows or shrinks.
        Some(single) if is_only(single, plain, written) => {
            let (before, after) = if side == Side::Base {
                (union, single)
            } else {
                (single, union)
            };
            compare_unions(comparison, place, before, after, &tags);
        }
        _ if !plain.says_something() => return false,
        _ => lone_union(comparison, place, (union, side), written),
    }
    types::compare_null(comparison, place, old, new);
    let [old_tags, new_tags] = &tags;
    discriminator::compare(
        comparison,
        place,
        (old, new),
        (old_tags.as_ref(), new_tags.as_ref()),
    );
    true
}

/// Whether a view consists of a union without further constraints. A type that all branches share
/// is not a further constraint.
fn is_only_a_union<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    view: &View<'d>,
    union: &Union<'d>,
) -> bool {
    if !view.binds_only_types() {
        return false;
    }
    view.types.as_ref().is_none_or(|types| {
        branch_types(comparison, side, union).is_some_and(|own| own.is_subset(types))
    })
}

/// Whether a schema consists of a union with one branch.
fn is_only(single: &Union<'_>, view: &View<'_>, written: &Parts<'_>) -> bool {
    let holds = |schema: &Value| {
        schema.get(single.keyword).is_some()
            && ["type", "properties", "allOf", "enum", "$ref"]
                .iter()
                .all(|key| schema.get(key).is_none())
    };
    view.unions.is_empty() && written.iter().all(|schema| holds(schema))
}

/// The types that the branches allow together, when each has a type.
fn branch_types<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    union: &Union<'d>,
) -> Option<BTreeSet<&'d str>> {
    let mut all = BTreeSet::new();
    for (_, branch) in &union.branches {
        all.extend(View::read(comparison, side, &vec![branch]).types?);
    }
    Some(all)
}

/// Copies the types of the branches to the view when only the other side has types.
pub(super) fn settle_types<'d>(
    comparison: &mut Comparison<'d>,
    old: &mut View<'d>,
    new: &mut View<'d>,
) {
    match (&old.types, &new.types) {
        (None, Some(_)) => settle_types_of(comparison, Side::Base, old),
        (Some(_), None) => settle_types_of(comparison, Side::Revision, new),
        _ => {}
    }
}

/// Copies the types of the branches to the view when it has none.
pub(super) fn settle_types_of<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    view: &mut View<'d>,
) {
    if let ([union], None) = (view.unions.as_slice(), &view.types) {
        view.types = branch_types(comparison, side, union);
    }
}

/// Reports changes of the unions and discriminators of two schemas.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (old, new): (&View<'d>, &View<'d>),
    written: (&Parts<'d>, &Parts<'d>),
) {
    if old.unions.is_empty()
        && new.unions.is_empty()
        && old.discriminator.is_none()
        && new.discriminator.is_none()
    {
        return;
    }
    let tags = discriminators(comparison, (old, new), written);
    let mut came: Vec<_> = new.unions.iter().collect();
    let mut gone = Vec::new();
    for before in &old.unions {
        match nearest(comparison, before, &came, &tags, place.text) {
            Some(at) => compare_unions(comparison, place, before, came.remove(at), &tags),
            None => gone.push(before),
        }
    }
    for (unions, side, aspect, verb) in [
        (gone, Side::Base, &UNION_DROPPED, "dropped"),
        (came, Side::Revision, &UNION_ADDED, "added"),
    ] {
        for union in unions {
            let what = format!(
                "{} of {} branches was {verb}",
                union.keyword,
                union.branches.len()
            );
            comparison.aspect(&place.keyword(union.keyword), side, aspect, &what);
        }
    }
    let [old_tags, new_tags] = &tags;
    discriminator::compare(
        comparison,
        place,
        (old, new),
        (old_tags.as_ref(), new_tags.as_ref()),
    );
}

/// The most similar of several unions; their order does not matter.
fn nearest<'d>(
    comparison: &mut Comparison<'d>,
    union: &Union<'d>,
    others: &[&Union<'d>],
    tags: &Discriminators<'d>,
    text: bool,
) -> Option<usize> {
    if others.len() < 2 {
        return others.len().checked_sub(1);
    }
    let mut distance = |other: &Union<'d>| {
        let matched = match_branches(
            comparison,
            &union.branches,
            &other.branches,
            tags.each_ref().map(Option::as_ref),
            text,
        );
        let differ = matched.pairs.iter().filter(|((_, old), (_, new))| {
            let (old, new) = (vec![*old], vec![*new]);
            !across(comparison, &old, &new, text).is_none()
        });
        2 * (matched.removed.len() + matched.added.len()) + differ.count()
    };
    (0..others.len()).min_by_key(|at| distance(others[*at]))
}

fn across<'d>(
    comparison: &Comparison<'d>,
    old: &Parts<'d>,
    new: &Parts<'d>,
    text: bool,
) -> Difference {
    let sides = ((Side::Base, old), (Side::Revision, new));
    difference(comparison, sides.0, sides.1, text, Reach::Whole)
}

fn compare_unions<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &Union<'d>,
    new: &Union<'d>,
    tags: &Discriminators<'d>,
) {
    if old.keyword != new.keyword
        && !(is_exclusive(comparison, Side::Base, old)
            && is_exclusive(comparison, Side::Revision, new))
    {
        let aspect = if new.keyword == "anyOf" {
            &ONE_OF_BECAME_ANY_OF
        } else {
            &ANY_OF_BECAME_ONE_OF
        };
        let what = format!("{} became {}", old.keyword, new.keyword);
        comparison.aspect(&place.keyword(new.keyword), Side::Revision, aspect, &what);
    }
    let tags = tags.each_ref().map(Option::as_ref);
    let (before, after) = match listed(comparison, place, old, new) {
        true => (without_listed(old), without_listed(new)),
        false => (old.branches.clone(), new.branches.clone()),
    };
    let matched = match_branches(comparison, &before, &after, tags, place.text);
    for (base, revision) in &matched.pairs {
        let at = place.steps(new.keyword, Step::Index(base.0), Step::Index(revision.0));
        compare_parts(comparison, &at, &vec![base.1], &vec![revision.1]);
    }
    for (index, branch) in matched.removed {
        let at = place.steps(old.keyword, Step::Index(index), Step::Index(index));
        // A remaining branch accepts every value of this one.
        let stays = new.branches.iter().any(|(_, other)| {
            let (wide, narrow) = ((Side::Revision, &vec![*other]), (Side::Base, &vec![branch]));
            difference(comparison, wide, narrow, place.text, Reach::Whole).is_contained()
        });
        let (aspect, verb) = match stays {
            true => (
                &REDUNDANT_BRANCH_REMOVED,
                "is no longer among the alternatives, of which another allows the same",
            ),
            false => (&BRANCH_REMOVED, "is no longer among the alternatives"),
        };
        let what = format!("{} {verb}", describe(branch));
        comparison.aspect(&at, Side::Base, aspect, &what);
    }
    for (index, branch) in matched.added {
        let at = place.steps(new.keyword, Step::Index(index), Step::Index(index));
        // An old branch allowed every value of this one.
        let known = old.branches.iter().any(|(_, other)| {
            across(comparison, &vec![*other], &vec![branch], place.text).is_contained()
        });
        let (aspect, verb) = match known {
            true => (
                &REDUNDANT_BRANCH_ADDED,
                "is among the alternatives now, of which another allows the same",
            ),
            false => (&BRANCH_ADDED, "is among the alternatives now"),
        };
        let what = format!("{} {verb}", describe(branch));
        comparison.aspect(&at, Side::Revision, aspect, &what);
    }
}

/// The branches that are not just a list of values.
fn without_listed<'d>(union: &Union<'d>) -> Vec<Branch<'d>> {
    let more = union
        .branches
        .iter()
        .filter(|(_, branch)| !is_listed(branch));
    more.copied().collect()
}

/// Compares branches that list values as one enumeration, when either side has several. Returns
/// whether it did.
fn listed<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &Union<'d>,
    new: &Union<'d>,
) -> bool {
    let of = |union: &Union<'d>| -> Parts<'d> {
        let branches = union.branches.iter().map(|(_, branch)| *branch);
        branches.filter(|branch| is_listed(branch)).collect()
    };
    let (before, after) = (of(old), of(new));
    if before.is_empty() || after.is_empty() || before.len() + after.len() == 2 {
        return false;
    }
    // A branch that allows such values without listing them decides about additions and removals.
    let mut is_open = |side, union: &Union<'d>| {
        let mut others = union
            .branches
            .iter()
            .filter(|(_, branch)| !is_listed(branch));
        others.any(|(_, branch)| {
            let types = View::read(comparison, side, &vec![*branch]).types;
            types.is_none_or(|types| types.contains("string"))
        })
    };
    if is_open(Side::Base, old) || is_open(Side::Revision, new) {
        return false;
    }
    let view = |comparison: &mut Comparison<'d>, side, parts: &Parts<'d>| View {
        values: Some(
            parts
                .iter()
                .filter_map(|part| View::read(comparison, side, &vec![part]).values)
                .flatten()
                .collect(),
        ),
        ..View::default()
    };
    let before = view(comparison, Side::Base, &before);
    let after = view(comparison, Side::Revision, &after);
    values::compare(comparison, place, &before, &after);
    true
}

/// Whether no value can match two branches, so that `oneOf` equals `anyOf`.
fn is_exclusive<'d>(comparison: &mut Comparison<'d>, side: Side, union: &Union<'d>) -> bool {
    const MOST: usize = 12;
    let branches: Vec<Parts<'d>> = union
        .branches
        .iter()
        .map(|(_, branch)| vec![*branch])
        .collect();
    branches.len() <= MOST
        && branches.iter().enumerate().all(|(at, left)| {
            branches[at + 1..]
                .iter()
                .all(|right| exclude_each_other(comparison, (side, left), (side, right)))
        })
}

/// A union on one side; `plain` is the schema on the other.
fn lone_union<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (union, side): (&Union<'d>, Side),
    plain: &Parts<'d>,
) {
    let appeared = side == Side::Revision;
    let other = if appeared { Side::Base } else { Side::Revision };
    let at = place.keyword(union.keyword);
    let distances: Vec<(Difference, Branch<'d>)> = union
        .branches
        .iter()
        .map(|branch| {
            let parts = vec![branch.1];
            let sides = ((other, plain), (side, &parts));
            let found = difference(comparison, sides.0, sides.1, place.text, Reach::Whole);
            (found, *branch)
        })
        .collect();
    let twin = distances
        .iter()
        .filter(|(found, _)| found.is_near())
        .min_by_key(|(found, _)| found.weight);
    let rest: Vec<_> = distances
        .iter()
        .filter(|(_, (index, _))| twin.is_none_or(|(_, (twin, _))| twin != index))
        .collect();
    let names = rest
        .iter()
        .map(|(_, (_, branch))| describe(branch))
        .collect::<Vec<_>>()
        .join(", ");
    let all_contained =
        |those: &[&(Difference, Branch<'d>)]| those.iter().all(|(found, _)| found.is_contained());
    let everything: Vec<_> = distances.iter().collect();
    let (aspect, what) = match twin {
        Some((found, (_, twin))) => {
            let apart = union.keyword == "anyOf"
                || rest.iter().all(|(_, (_, branch))| {
                    let (twin, branch) = (vec![*twin], vec![*branch]);
                    exclude_each_other(comparison, (side, &twin), (side, &branch))
                });
            if !found.is_none() && apart {
                let parts = vec![*twin];
                let (base, revision) = if appeared {
                    (plain, &parts)
                } else {
                    (&parts, plain)
                };
                compare_parts(comparison, &at, base, revision);
            }
            match (apart, all_contained(&rest), appeared) {
                (true, true, true) => (
                    &REDUNDANT_BRANCH_ADDED,
                    format!("{names} is allowed here as well now, which adds no value"),
                ),
                (true, true, false) => (
                    &REDUNDANT_BRANCH_REMOVED,
                    format!("{names} is no longer named, which takes no value"),
                ),
                (true, false, true) => (
                    &BRANCH_ADDED,
                    format!("{names} is allowed here as well now"),
                ),
                (true, false, false) => (
                    &BRANCH_REMOVED,
                    format!("{names} is no longer allowed here"),
                ),
                (false, ..) if found.is_none() => (
                    &UNION_CHANGED,
                    format!("alternatives with {names}, which a value may match as well"),
                ),
                (false, true, true) if found.is_contained() => (
                    &UNION_ADDED,
                    format!("one of {} alternatives now", union.branches.len()),
                ),
                (false, true, false) if found.is_contained() => (
                    &UNION_DROPPED,
                    format!("no longer one of {} alternatives", union.branches.len()),
                ),
                (false, ..) => (&UNION_CHANGED, changed(union, appeared)),
            }
        }
        None if all_contained(&everything) && appeared => (
            &UNION_ADDED,
            format!("one of {} alternatives now", union.branches.len()),
        ),
        None if all_contained(&everything) => (
            &UNION_DROPPED,
            format!("no longer one of {} alternatives", union.branches.len()),
        ),
        None => (&UNION_CHANGED, changed(union, appeared)),
    };
    comparison.aspect(&at, side, aspect, &what);
}

fn changed(union: &Union<'_>, appeared: bool) -> String {
    format!(
        "{} of {} branches {} a plain schema",
        union.keyword,
        union.branches.len(),
        if appeared { "instead of" } else { "became" }
    )
}
