//! Compares one parameter.

use serde_json::Value;

use super::bodies;
use super::change::Direction;
use super::comparison::Comparison;
use super::docs;
use super::document::flag;
use super::lifecycle;
use super::parameters::Parameter;
use super::place::{Place, Root, Side};
use super::rules::{
    PARAMETER_ACCEPTS_LIST, PARAMETER_BECAME_OPTIONAL, PARAMETER_BECAME_REQUIRED,
    PARAMETER_DEFAULT_CHANGED, PARAMETER_DEPRECATED, PARAMETER_EMPTY_ALLOWED,
    PARAMETER_EMPTY_FORBIDDEN, PARAMETER_REACTIVATED, PARAMETER_RESERVED_ALLOWED,
    PARAMETER_RESERVED_FORBIDDEN, PARAMETER_SERIALIZATION_CHANGED,
};
use super::same::same_option;
use super::schema;

/// Keys of a parameter that are compared here.
const KNOWN: [&str; 14] = [
    "name",
    "in",
    "required",
    "schema",
    "content",
    "description",
    "example",
    "examples",
    "deprecated",
    "style",
    "explode",
    "allowReserved",
    "allowEmptyValue",
    "x-sunset",
];

/// Compares two parameters that were matched.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    root: &Root,
    old: &Parameter<'d>,
    new: &Parameter<'d>,
) {
    let place = Place::at(root, Direction::Request, true);
    match (old.required(), new.required()) {
        (false, true) => comparison.report(
            &place,
            Side::Revision,
            &PARAMETER_BECAME_REQUIRED,
            "is required now",
        ),
        (true, false) => comparison.report(
            &place,
            Side::Revision,
            &PARAMETER_BECAME_OPTIONAL,
            "is no longer required",
        ),
        _ => {}
    }
    flags(comparison, &place, old.value, new.value);
    lifecycle::compare_sunset(comparison, &place, old.value, new.value);
    docs::compare_keys(
        comparison,
        &place,
        &["description", "example", "examples"],
        old.value,
        new.value,
    );
    docs::extensions(comparison, &place, &KNOWN, old.value, new.value);
    schemas(comparison, &place, old, new);
    let (before, after) = (old.value.get("content"), new.value.get("content"));
    let has_schema = [old, new].map(|parameter| parameter.value.get("schema").is_some());
    if before.is_some() == after.is_some() || has_schema == [false, false] {
        bodies::compare_content(comparison, &place, before, after, None);
    }
}

fn flags(comparison: &mut Comparison<'_>, place: &Place<'_>, old: &Value, new: &Value) {
    let rules = [
        ("deprecated", &PARAMETER_DEPRECATED, &PARAMETER_REACTIVATED),
        (
            "allowEmptyValue",
            &PARAMETER_EMPTY_ALLOWED,
            &PARAMETER_EMPTY_FORBIDDEN,
        ),
        (
            "allowReserved",
            &PARAMETER_RESERVED_ALLOWED,
            &PARAMETER_RESERVED_FORBIDDEN,
        ),
    ];
    for (key, set, unset) in rules {
        let at = place.keyword(key);
        match (flag(old, key), flag(new, key)) {
            (false, true) => comparison.report(&at, Side::Revision, set, &format!("{key} was set")),
            (true, false) => {
                comparison.report(&at, Side::Base, unset, &format!("{key} was dropped"))
            }
            _ => {}
        }
    }
}

fn schemas<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    old: &Parameter<'d>,
    new: &Parameter<'d>,
) {
    let (old_schema, new_schema) = (old.value.get("schema"), new.value.get("schema"));
    let in_content = |parameter: &Parameter<'d>| parameter.value.get("content").is_some();
    if in_content(old) != in_content(new) && old_schema.is_some() != new_schema.is_some() {
        let what = match in_content(new) {
            true => "is serialized through `content` now",
            false => "is no longer serialized through `content`",
        };
        let rule = &PARAMETER_SERIALIZATION_CHANGED;
        return comparison.report(place, Side::Revision, rule, what);
    }
    let alike = same_option(old_schema, new_schema) && form(old) == form(new);
    if alike && old_schema.is_none_or(schema::is_plain) {
        return;
    }
    let before = schema::Facts::read(comparison, Side::Base, old_schema);
    let after = schema::Facts::read(comparison, Side::Revision, new_schema);
    // 3.0 has the default in the schema: the default of the parameter is judged here.
    let (old_default, new_default) = (before.default, after.default);
    let at = place.keyword("schema");
    // A required parameter never gets its default: then it is documentation in the schema.
    let can_be_left_out = !(old.required() && new.required());
    if can_be_left_out && !same_option(old_default, new_default) {
        let side = if new_default.is_some() {
            Side::Revision
        } else {
            Side::Base
        };
        let what = schema::default_words(old_default, new_default);
        comparison.report(
            &at.keyword("default"),
            side,
            &PARAMETER_DEFAULT_CHANGED,
            &what,
        );
    }
    let (old_form, new_form) = (form(old), form(new));
    // `explode` has no effect on a single value.
    let alike = old_form.0 == new_form.0 && before.is_single() && after.is_single();
    if old.place == new.place && old_form != new_form && !alike {
        let what = format!(
            "is written as {} instead of {}",
            show(new_form),
            show(old_form)
        );
        comparison.report(
            place,
            Side::Revision,
            &PARAMETER_SERIALIZATION_CHANGED,
            &what,
        );
    }
    if before.is_single()
        && after.is_list()
        && new_form == ("form", true)
        && matches!(new.place, "query" | "cookie")
    {
        comparison.report(
            &at,
            Side::Revision,
            &PARAMETER_ACCEPTS_LIST,
            "takes several values now",
        );
        return schema::compare_with_items(comparison, &at, old_schema, &after);
    }
    let at = at.with_default_reported(can_be_left_out);
    schema::compare(comparison, &at, old_schema, new_schema);
}

/// Style and explode, with their defaults.
fn form<'d>(parameter: &Parameter<'d>) -> (&'d str, bool) {
    let usual = if matches!(parameter.place, "query" | "cookie") {
        "form"
    } else {
        "simple"
    };
    let style = parameter
        .value
        .get("style")
        .and_then(Value::as_str)
        .unwrap_or(usual);
    let explode = parameter
        .value
        .get("explode")
        .and_then(Value::as_bool)
        .unwrap_or(style == "form");
    (style, explode)
}

fn show((style, explode): (&str, bool)) -> String {
    let names = if explode {
        "a name for each value"
    } else {
        "one name for all values"
    };
    format!("{style}, {names}")
}
