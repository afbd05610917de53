//! Enumerations: the generator wants values of one type, and a name for each text.

use super::context::Context;
use super::{fix, rust};
use openapi_document::Pointer;
use openapi_document::type_of;
use serde_json::{Map, Value, json};

pub(super) fn check(context: &mut Context<'_>, schema: &Map<String, Value>, at: &Pointer) {
    let document = context.document;
    let Some(Value::Array(values)) = schema.get("enum") else {
        return;
    };
    let place = at.join("enum");
    let drop = || fix::remove(document, &place);
    if values.is_empty() {
        context.error("enum-empty", &place, "an empty `enum`".to_owned(), drop());
        return;
    }
    let kinds: Vec<&str> = {
        let mut kinds: Vec<_> = values
            .iter()
            .filter(|value| !value.is_null())
            .map(type_of)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    match schema.get("type").and_then(Value::as_str) {
        Some(ty) => {
            let fits = |kind: &&str| *kind == ty || ty == "number" && *kind == "integer";
            if !kinds.iter().all(fits) {
                context.error(
                    "enum-type",
                    &place,
                    format!("the values are of type {}, not `{ty}`", kinds.join(" and ")),
                    drop(),
                );
            }
            if ["array", "object"].contains(&ty) {
                context.error(
                    "enum-type",
                    &place,
                    format!("an `enum` of `{ty}` values"),
                    drop(),
                );
            }
        }
        None => {
            let nullable = schema.get("nullable") == Some(&json!(true)) && values.len() > 1;
            if kinds.len() > 1 {
                context.error(
                    "enum-mixed",
                    &place,
                    format!("an `enum` of {} together", kinds.join(" and ")),
                    drop(),
                );
            } else if nullable || schema.get("nullable") == Some(&json!(true)) && !kinds.is_empty()
            {
                context.error(
                    "enum-untyped",
                    at,
                    "a nullable `enum` without a `type`".to_owned(),
                    fix::update(
                        document,
                        at,
                        json!({"type": kinds.first().unwrap_or(&"string")}),
                    ),
                );
            }
        }
    }
    let texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    if variants_clash(&texts) {
        context.error(
            "enum-clash",
            &place,
            "several values would be variants of one name".to_owned(),
            drop(),
        );
    }
}

/// Whether typify finds no names for the variants: it tries the plain names, then names that write
/// out what the plain ones leave out.
fn variants_clash(values: &[&str]) -> bool {
    let spelled = |value: &str| {
        rust::pascal(&value.replace(|c| c == '_' || !unicode_ident::is_xid_continue(c), "X"))
    };
    !rust::clashes(values.iter().copied(), rust::pascal).is_empty()
        && !rust::clashes(values.iter().copied(), spelled).is_empty()
}
