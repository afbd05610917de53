//! Compares one operation: its name, lifecycle, parameters, bodies and responses.

use serde_json::Value;

use super::bodies;
use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::inbound;
use super::lifecycle;
use super::parameters;
use super::paths::Operation;
use super::place::{Inbound, Place, Root, Side};
use super::responses;
use super::rules::OPERATION_ID_CHANGED;
use super::security;
use super::servers;

/// Keys of an operation that are compared here or elsewhere.
const KNOWN: [&str; 15] = [
    "operationId",
    "summary",
    "description",
    "tags",
    "externalDocs",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
    "x-sunset",
    "x-stability-level",
    "consumes",
];

/// Compares two operations.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    old: &Operation<'d>,
    new: &Operation<'d>,
    inbound: Option<Inbound>,
) {
    let root = Root {
        base: old.pointer().into(),
        revision: new.pointer().into(),
        label: "operation".into(),
        operation: Some(new.name().into()),
        inbound,
    };
    let place = Place::at(&root, Direction::Structure, false);
    let id = |operation: &Operation<'d>| operation.value.get("operationId").and_then(Value::as_str);
    if id(old) != id(new) {
        let side = if id(new).is_some() {
            Side::Revision
        } else {
            Side::Base
        };
        let show = |id: Option<&str>| id.map_or("none".to_owned(), |id| format!("`{id}`"));
        let what = format!(
            "operationId went from {} to {}",
            show(id(old)),
            show(id(new))
        );
        comparison.report(
            &place.keyword("operationId"),
            side,
            &OPERATION_ID_CHANGED,
            &what,
        );
    }
    lifecycle::compare(comparison, &place, old.value, new.value);
    docs::compare_keys(
        comparison,
        &place,
        &["summary", "description", "externalDocs"],
        old.value,
        new.value,
    );
    docs::operation_tags(comparison, &place, old.value, new.value);
    docs::extensions(comparison, &place, &KNOWN, old.value, new.value);
    inbound::compare_callbacks(comparison, old, new);
    parameters::compare(comparison, &root, old, new);
    bodies::compare(comparison, &root, old.value, new.value);
    responses::compare(comparison, &root, old.value, new.value);
    servers::compare(
        comparison,
        &place.towards(Direction::Request),
        old.value,
        new.value,
    );
    security::compare_operation(comparison, &place, old.value, new.value);
}
