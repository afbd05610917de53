//! Compares the responses of an operation: statuses, headers, links, content.

use std::collections::BTreeMap;

use serde_json::Value;

use super::bodies;
use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::{escaped, flag, members};
use super::place::{Place, Root, Side};
use super::rules::{
    DEPRECATED, ERROR_STATUS_ADDED, ERROR_STATUS_REMOVED, HEADER_ADDED, HEADER_BECAME_OPTIONAL,
    HEADER_BECAME_REQUIRED, HEADER_REMOVED, LINK_CHANGED, NO_LONGER_DEPRECATED, STATUS_ADDED,
    STATUS_REMOVED,
};
use super::same::same_option;
use super::schema;

/// A response or a header on one side, with its pointer.
type Known<'d> = (&'d Value, String);

/// Keys of a header that are compared one by one.
const HEADER: [&str; 7] = [
    "required",
    "deprecated",
    "schema",
    "content",
    "description",
    "example",
    "examples",
];

/// Compares the responses of two operations.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    root: &Root,
    old: &'d Value,
    new: &'d Value,
) {
    let before = read(
        comparison,
        Side::Base,
        old.get("responses"),
        &format!("{}/responses", root.base),
        |key| key.starts_with("x-"),
    );
    let after = read(
        comparison,
        Side::Revision,
        new.get("responses"),
        &format!("{}/responses", root.revision),
        |key| key.starts_with("x-"),
    );
    for (status, known) in &before {
        let root = around(root, status, known, after.get(status).unwrap_or(known));
        match after.get(status) {
            Some(twin) => compare_response(comparison, &root, known.0, twin.0),
            None => {
                let rule = if is_success(status) {
                    &STATUS_REMOVED
                } else {
                    &ERROR_STATUS_REMOVED
                };
                comparison.report(
                    &Place::at(&root, Direction::Response, false),
                    Side::Base,
                    rule,
                    "is gone",
                );
            }
        }
    }
    for (status, known) in after
        .iter()
        .filter(|(status, _)| !before.contains_key(*status))
    {
        let root = around(root, status, known, known);
        let rule = if is_success(status) {
            &STATUS_ADDED
        } else {
            &ERROR_STATUS_ADDED
        };
        comparison.report(
            &Place::at(&root, Direction::Response, false),
            Side::Revision,
            rule,
            "is new",
        );
    }
}

fn around(root: &Root, status: &str, old: &Known<'_>, new: &Known<'_>) -> Root {
    Root {
        base: old.1.as_str().into(),
        revision: new.1.as_str().into(),
        label: format!("response {status}").into(),
        operation: root.operation.clone(),
        inbound: root.inbound,
    }
}

/// Members by name, with references resolved. Among headers, `x-…` is an ordinary name.
fn read<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    map: Option<&'d Value>,
    pointer: &str,
    is_extension: fn(&str) -> bool,
) -> BTreeMap<String, Known<'d>> {
    let mut found = BTreeMap::new();
    for (key, written) in members(map).filter(|(key, _)| !is_extension(key)) {
        if let Some((value, name)) = comparison.resolve(side, written) {
            let pointer =
                name.map_or_else(|| format!("{pointer}/{}", escaped(key)), ToOwned::to_owned);
            found.insert(key.to_owned(), (value, pointer));
        }
    }
    found
}

/// Whether a status is a success for a program: 2xx and 3xx, single or as a range.
fn is_success(status: &str) -> bool {
    status.starts_with(['2', '3'])
}

fn compare_response<'d>(
    comparison: &mut Comparison<'d>,
    root: &Root,
    old: &'d Value,
    new: &'d Value,
) {
    let place = Place::at(root, Direction::Response, false);
    docs::compare_keys(comparison, &place, &["description", "summary"], old, new);
    docs::extensions(
        comparison,
        &place,
        &["description", "summary", "content", "headers", "links"],
        old,
        new,
    );
    bodies::compare_content(
        comparison,
        &place,
        old.get("content"),
        new.get("content"),
        bodies::RESPONSE,
    );
    compare_headers(comparison, root, old, new);
    if !same_option(old.get("links"), new.get("links")) {
        let side = if new.get("links").is_some() {
            Side::Revision
        } else {
            Side::Base
        };
        comparison.report(
            &place.keyword("links"),
            side,
            &LINK_CHANGED,
            "a link was added, changed or dropped",
        );
    }
}

fn compare_headers<'d>(
    comparison: &mut Comparison<'d>,
    root: &Root,
    old: &'d Value,
    new: &'d Value,
) {
    let lower = |headers: BTreeMap<String, Known<'d>>| -> BTreeMap<String, (String, Known<'d>)> {
        headers
            .into_iter()
            .map(|(name, known)| (name.to_lowercase(), (name, known)))
            .collect()
    };
    let before = lower(read(
        comparison,
        Side::Base,
        old.get("headers"),
        &format!("{}/headers", root.base),
        |_| false,
    ));
    let after = lower(read(
        comparison,
        Side::Revision,
        new.get("headers"),
        &format!("{}/headers", root.revision),
        |_| false,
    ));
    let around = |name: &str, old: &Known<'d>, new: &Known<'d>| Root {
        base: old.1.as_str().into(),
        revision: new.1.as_str().into(),
        label: format!("{}, header `{name}`", root.label).into(),
        operation: root.operation.clone(),
        inbound: root.inbound,
    };
    for (key, (name, known)) in &before {
        let Some((_, twin)) = after.get(key) else {
            let root = around(name, known, known);
            comparison.report(
                &Place::at(&root, Direction::Response, true),
                Side::Base,
                &HEADER_REMOVED,
                "is gone",
            );
            continue;
        };
        let root = around(name, known, twin);
        let place = Place::at(&root, Direction::Response, true);
        match (flag(known.0, "required"), flag(twin.0, "required")) {
            (true, false) => comparison.report(
                &place,
                Side::Revision,
                &HEADER_BECAME_OPTIONAL,
                "may be missing now",
            ),
            (false, true) => comparison.report(
                &place,
                Side::Revision,
                &HEADER_BECAME_REQUIRED,
                "is always present now",
            ),
            _ => {}
        }
        docs::compare_keys(
            comparison,
            &place,
            &["description", "example", "examples"],
            known.0,
            twin.0,
        );
        docs::extensions(comparison, &place, &HEADER, known.0, twin.0);
        let at = place.keyword("deprecated");
        match (flag(known.0, "deprecated"), flag(twin.0, "deprecated")) {
            (false, true) => {
                comparison.aspect(&at, Side::Revision, &DEPRECATED, "is deprecated now");
            }
            (true, false) => comparison.aspect(
                &at,
                Side::Base,
                &NO_LONGER_DEPRECATED,
                "is no longer deprecated",
            ),
            _ => {}
        }
        schema::compare(
            comparison,
            &place.keyword("schema"),
            known.0.get("schema"),
            twin.0.get("schema"),
        );
        bodies::compare_content(
            comparison,
            &place,
            known.0.get("content"),
            twin.0.get("content"),
            bodies::RESPONSE,
        );
    }
    for (_, (name, known)) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        let root = around(name, known, known);
        comparison.report(
            &Place::at(&root, Direction::Response, true),
            Side::Revision,
            &HEADER_ADDED,
            "is new",
        );
    }
}
