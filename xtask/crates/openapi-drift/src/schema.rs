//! Compares two schemas, keyword by keyword, and judges each change by the direction of its place.

mod bounds;
mod branches;
mod discriminator;
mod keywords;
mod objects;
mod reference;
mod trial;
mod types;
mod unions;
mod values;
mod view;
mod whole;

use serde_json::Value;

use super::comparison::Comparison;
use super::docs;
use super::document::matches_nothing;
use super::lifecycle;
use super::place::{Place, Root, Side, Step};
use super::rules::{
    ALL_OF_BRANCH_ADDED, ALL_OF_BRANCH_REMOVED, DEPRECATED, ENCODING_CHANGED, EXTENSION_CHANGED,
    KEYWORD_ADDED, KEYWORD_REMOVED, NO_LONGER_DEPRECATED, PATTERN_ADDED, PATTERN_CHANGED,
    PATTERN_REMOVED, TOO_DEEP, UNIQUE_ITEMS_DROPPED, UNIQUE_ITEMS_REQUIRED,
};
use super::same::same_except;
use super::visited::{Parts, Pending};
pub(super) use trial::{Difference, Reach, SharedTrials, difference};
pub(super) use values::default_words;
pub(super) use view::DOCS;
use view::View;

/// Compares two inline schemas; a missing one allows everything. Targets of references are
/// deferred: see [`drain`].
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    base: Option<&'d Value>,
    revision: Option<&'d Value>,
) {
    compare_parts(
        comparison,
        place,
        &base.into_iter().collect(),
        &revision.into_iter().collect(),
    );
}

/// Whether a schema contains neither a reference nor a composition.
pub(super) fn is_plain(schema: &Value) -> bool {
    let holds_others = |key: &str| matches!(key, "items" | "properties" | "additionalProperties");
    !reference::composes(schema)
        && schema
            .as_object()
            .is_none_or(|map| map.keys().all(|key| !holds_others(key)))
}

/// What the parameter rules need to know about a schema.
#[derive(Debug)]
pub(super) struct Facts<'d> {
    /// The default, if there is one.
    pub(super) default: Option<&'d Value>,
    types: Option<std::collections::BTreeSet<&'d str>>,
    items: Parts<'d>,
    /// Whether a list with one value is valid.
    takes_one: bool,
}

impl<'d> Facts<'d> {
    /// Reads a schema; a missing one allows everything.
    pub(super) fn read(
        comparison: &mut Comparison<'d>,
        side: Side,
        schema: Option<&'d Value>,
    ) -> Self {
        let mut view = View::read(comparison, side, &schema.into_iter().collect());
        unions::settle_types_of(comparison, side, &mut view);
        Self {
            default: view.default,
            takes_one: view.bounds.allows_one_item(),
            types: view.types,
            items: view.items,
        }
    }

    /// Whether all values are strings, numbers or booleans.
    pub(super) fn is_single(&self) -> bool {
        let single = |kind: &&str| matches!(*kind, "string" | "integer" | "number" | "boolean");
        self.types
            .as_ref()
            .is_some_and(|types| !types.is_empty() && types.iter().all(single))
    }

    /// Whether all values are lists, and a list with one value is valid.
    pub(super) fn is_list(&self) -> bool {
        let types = self.types.as_ref();
        self.takes_one && types.is_some_and(|types| types.iter().eq(["array"].iter()))
    }
}

/// Compares a single value with the items of the list that it became.
pub(super) fn compare_with_items<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    base: Option<&'d Value>,
    list: &Facts<'d>,
) {
    let at = place.keyword("items").with_default_reported(true);
    compare_parts(comparison, &at, &base.into_iter().collect(), &list.items);
}

/// Compares two conjunctions of schemas.
fn compare_parts<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    base: &Parts<'d>,
    revision: &Parts<'d>,
) {
    if base.is_empty() && revision.is_empty() {
        return;
    }
    // Schemas that reject everything have no parts to compare.
    let nothing = |parts: &Parts<'_>| parts.iter().any(|part| matches_nothing(part));
    match (nothing(base), nothing(revision)) {
        (false, false) => {}
        (false, true) => {
            let what = "no value is valid here now";
            return comparison.aspect(place, Side::Revision, &KEYWORD_ADDED, what);
        }
        (true, false) => {
            let what = "values are valid here now";
            return comparison.aspect(place, Side::Revision, &KEYWORD_REMOVED, what);
        }
        (true, true) => return,
    }
    if place.too_deep() {
        return compare_as_written(comparison, place, base, revision);
    }
    if let ([old], [new]) = (base.as_slice(), revision.as_slice())
        && let Some((old_reference, new_reference)) = reference::both(old, new)
    {
        reference::compare_shells(comparison, place, old, new);
        let parts = (vec![old_reference], vec![new_reference]);
        put_off(
            comparison,
            place,
            (&parts.0, &parts.1),
            reference::is_reference,
        );
    } else if base
        .iter()
        .chain(revision)
        .any(|part| reference::composes(part))
    {
        put_off(comparison, place, (base, revision), reference::is_bare);
    } else {
        compare_views(comparison, place, base, revision);
    }
}

/// Compares schemas as a whole that are too large to walk.
fn compare_as_written<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    base: &Parts<'d>,
    revision: &Parts<'d>,
) {
    let alike = |(old, new): (&&Value, &&Value)| same_except(old, new, |key| DOCS.contains(&key));
    if base.len() != revision.len() || !base.iter().zip(revision).all(alike) {
        let what =
            "differs; it nests too deep or has too many combinations to be compared in detail";
        comparison.aspect(place, Side::Revision, &TOO_DEEP, what);
    }
}

/// Compares all deferred pairs.
pub(super) fn drain(comparison: &mut Comparison<'_>) {
    while let Some(pending) = comparison.next() {
        walk(comparison, &pending);
    }
}

fn walk<'d>(comparison: &mut Comparison<'d>, pending: &Pending<'d>) {
    let place = Place::at(&pending.root, pending.direction, pending.text)
        .with_default_reported(pending.default_reported);
    compare_views(comparison, &place, &pending.base, &pending.revision);
}

/// Defers a pair to be compared once, under the name of its reference if it is one.
fn put_off<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (base, revision): (&Parts<'d>, &Parts<'d>),
    is_reference: fn(&Value) -> bool,
) {
    let mut follow = |side, parts: &Parts<'d>| {
        if let [part] = parts.as_slice()
            && is_reference(part)
            && let Some((target, Some(name))) = comparison.resolve(side, part)
        {
            (vec![target], Some(name))
        } else {
            (parts.clone(), None)
        }
    };
    let base = follow(Side::Base, base);
    let revision = follow(Side::Revision, revision);
    if let (Some(old), Some(new)) = (base.1, revision.1)
        && old != new
        && (comparison.base.lookup(new).is_none() || comparison.revision.lookup(old).is_none())
    {
        docs::component_renamed(comparison, place, old, new);
    }
    put_off_named(comparison, place, base, revision);
}

/// Defers a pair to be compared once, each side under its name if it has one.
fn put_off_named<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (base, base_name): (Parts<'d>, Option<&str>),
    (revision, revision_name): (Parts<'d>, Option<&str>),
) {
    let pointer =
        |side, name: Option<&str>| name.map_or_else(|| place.pointer(side).into(), Into::into);
    let label = match revision_name.or(base_name) {
        Some(name) => format!("`{}`", name.rsplit('/').next().unwrap_or(name)),
        None => place.words(),
    };
    let root = Root {
        base: pointer(Side::Base, base_name),
        revision: pointer(Side::Revision, revision_name),
        label: label.into(),
        operation: place.operation().cloned(),
        inbound: None,
    };
    let (old, new) = (base.clone(), revision.clone());
    let walked = comparison.later(Pending {
        base,
        revision,
        root,
        direction: place.direction,
        text: place.text,
        default_reported: place.default_reported,
    });
    if !walked {
        compare_as_written(comparison, place, &old, &new);
    }
}

/// Reports added and removed references to nothing, whose constraints are unknown.
fn unread(comparison: &mut Comparison<'_>, place: &Place<'_>, old: &View<'_>, new: &View<'_>) {
    for change in view::differing(&old.unread, &new.unread) {
        let at = place.keyword("$ref");
        match change {
            (Some(old), None) => {
                let what = format!("`{old}`, which leads nowhere, no longer binds");
                comparison.aspect(&at, Side::Base, &ALL_OF_BRANCH_REMOVED, &what);
            }
            (None, Some(new)) => {
                let what = format!("`{new}`, which leads nowhere, binds as well now");
                comparison.aspect(&at, Side::Revision, &ALL_OF_BRANCH_ADDED, &what);
            }
            (Some(old), Some(new)) => {
                let what = format!("`{old}` became `{new}`, and both lead nowhere");
                comparison.aspect(&at, Side::Revision, &EXTENSION_CHANGED, &what);
            }
            (None, None) => {}
        }
    }
}

fn compare_views<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    base: &Parts<'d>,
    revision: &Parts<'d>,
) {
    let mut old = View::read(comparison, Side::Base, base);
    let mut new = View::read(comparison, Side::Revision, revision);
    if unions::is_all(comparison, place, (&old, &new), (base, revision)) {
        docs::compare_maps(comparison, place, &old.docs, &new.docs);
        return;
    }
    unions::settle_types(comparison, &mut old, &mut new);
    types::compare(comparison, place, &old, &new);
    values::compare(comparison, place, &old, &new);
    bounds::compare(comparison, place, &old.bounds, &new.bounds);
    patterns(comparison, place, &old, &new);
    objects::compare(comparison, place, &old, &new);
    if !types::list_and_single(&old, &new) {
        compare_parts(comparison, &place.keyword("items"), &old.items, &new.items);
    }
    // Beyond the tuple items of one side, its `items` schema applies.
    for at in 0..old.first.len().max(new.first.len()) {
        let place = place.steps("prefixItems", Step::Index(at), Step::Index(at));
        let before = old.first.get(at).unwrap_or(&old.items);
        let after = new.first.get(at).unwrap_or(&new.items);
        compare_parts(comparison, &place, before, after);
    }
    unions::compare(comparison, place, (&old, &new), (base, revision));
    unread(comparison, place, &old, &new);
    whole::compare(comparison, place, &old, &new);
    extensions(comparison, place, &old, &new);
    docs::compare_maps(comparison, place, &old.docs, &new.docs);
}

fn patterns(comparison: &mut Comparison<'_>, place: &Place<'_>, old: &View<'_>, new: &View<'_>) {
    let at = place.keyword("pattern");
    for change in view::differing(&old.patterns, &new.patterns) {
        match change {
            (None, Some(new)) => comparison.aspect(
                &at,
                Side::Revision,
                &PATTERN_ADDED,
                &format!("must match `{new}` now"),
            ),
            (Some(old), None) => comparison.aspect(
                &at,
                Side::Base,
                &PATTERN_REMOVED,
                &format!("need no longer match `{old}`"),
            ),
            (Some(old), Some(new)) => comparison.aspect(
                &at,
                Side::Revision,
                &PATTERN_CHANGED,
                &format!("must match `{new}` instead of `{old}`"),
            ),
            (None, None) => {}
        }
    }
    let at = place.keyword("uniqueItems");
    match (old.unique, new.unique) {
        (false, true) => comparison.aspect(
            &at,
            Side::Revision,
            &UNIQUE_ITEMS_REQUIRED,
            "the items must differ now",
        ),
        (true, false) => comparison.aspect(
            &at,
            Side::Base,
            &UNIQUE_ITEMS_DROPPED,
            "the items may repeat now",
        ),
        _ => {}
    }
}

fn extensions(comparison: &mut Comparison<'_>, place: &Place<'_>, old: &View<'_>, new: &View<'_>) {
    let at = place.keyword("deprecated");
    match (old.deprecated, new.deprecated) {
        (false, true) => comparison.aspect(&at, Side::Revision, &DEPRECATED, "is deprecated now"),
        (true, false) => comparison.aspect(
            &at,
            Side::Base,
            &NO_LONGER_DEPRECATED,
            "is no longer deprecated",
        ),
        _ => {}
    }
    let names: std::collections::BTreeSet<_> = old
        .extensions
        .keys()
        .chain(new.extensions.keys())
        .copied()
        .collect();
    for name in names {
        let (before, after) = (old.extensions.get(name), new.extensions.get(name));
        if super::same::same_option(before.copied(), after.copied()) {
            continue;
        }
        let (before, after) = (before.copied(), after.copied());
        if name == "x-sunset" {
            lifecycle::compare_dates(comparison, place, before, after, new.deprecated);
            continue;
        }
        if name == "x-stability-level"
            && lifecycle::compare_stability(comparison, place, before, after)
        {
            continue;
        }
        let side = if after.is_some() {
            Side::Revision
        } else {
            Side::Base
        };
        let aspect = if matches!(name, "contentMediaType" | "contentEncoding") {
            &ENCODING_CHANGED
        } else {
            &EXTENSION_CHANGED
        };
        let what = match (before, after) {
            (None, _) => "was added",
            (_, None) => "was dropped",
            _ => "was changed",
        };
        comparison.aspect(
            &place.keyword(name),
            side,
            aspect,
            &format!("`{name}` {what}"),
        );
    }
}
