//! Schemas: keywords that the generator does not know, and combinations that it cannot take.

use super::context::Context;
use super::{enums, fix, rust};
use openapi_convert::refused_keyword;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// The keywords of a schema in 3.0.3.
const KEYWORDS: [&str; 36] = [
    "$ref",
    "title",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "additionalProperties",
    "description",
    "format",
    "default",
    "nullable",
    "discriminator",
    "readOnly",
    "writeOnly",
    "xml",
    "externalDocs",
    "example",
    "deprecated",
];

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Arrays of a fixed length become Rust arrays, and serde reads those only up to this length.
const MAX_ARRAY: u64 = 32;

pub(super) fn check(context: &mut Context<'_>) {
    for (schema, at) in context.schemas() {
        keywords(context, schema, &at);
        types(context, schema, &at);
        composition(context, schema, &at);
        enums::check(context, schema, &at);
        arrays(context, schema, &at);
        properties(context, schema, &at);
        pattern(context, schema, &at);
    }
}

/// Whether an `x-rust-type` names a type of the crate that the caller trusts. The published document
/// is somebody else's: it does not choose types of any crate, nor write code in a path.
fn is_trusted(extension: &Value, types_crate: Option<&str>) -> bool {
    let Some(name) = types_crate else {
        return false;
    };
    let identifier = |part: &str| syn::parse_str::<syn::Ident>(part).is_ok();
    let path = extension["path"].as_str().unwrap_or_default();
    let mut parts = path.split("::");
    extension["crate"] == name
        && parts.next() == Some(&name.replace('-', "_"))
        && parts.all(identifier)
        && match &extension["parameters"] {
            Value::Null => true,
            Value::Array(parameters) => parameters.iter().all(is_reference),
            _ => false,
        }
}

/// Whether a value is a reference to a component and nothing else.
fn is_reference(value: &Value) -> bool {
    let Some(map) = value.as_object() else {
        return false;
    };
    map.len() == 1 && map.get("$ref").is_some_and(Value::is_string)
}

fn keywords(context: &mut Context<'_>, schema: &Map<String, Value>, at: &Pointer) {
    for keyword in schema.keys() {
        let place = at.join(keyword);
        if keyword == "x-rust-type" {
            let types_crate = context.options.types_crate.as_deref();
            if !is_trusted(&schema[keyword], types_crate) {
                let message = match types_crate {
                    Some(name) => format!("`x-rust-type` may name types of {name} alone"),
                    None => "`x-rust-type` may not choose types here".to_owned(),
                };
                let fix = fix::remove(context.document, &place);
                context.error("rust-type-extension", &place, message, fix);
            }
        } else if !KEYWORDS.contains(&keyword.as_str()) && !keyword.starts_with("x-") {
            let fix = fix::remove(context.document, &place);
            match refused_keyword(keyword).or_else(|| newer_keyword(keyword)) {
                Some(reason) => {
                    let message = format!("`{keyword}` is passed over by the generator: {reason}");
                    context.error("schema-keyword", &place, message, fix);
                }
                None => {
                    let message = format!("`{keyword}` is no keyword of 3.0.3: it is passed over");
                    context.warn("key-unknown", &place, message, fix);
                }
            }
        }
    }
    if let Some(Value::Object(_)) = schema.get("discriminator") {
        let place = at.join("discriminator");
        context.error(
            "discriminator",
            &place,
            "the generator ignores a `discriminator`, and takes the first branch that fits"
                .to_owned(),
            format!(
                "give the property it names a one-value `enum` in each branch, then\n{}",
                fix::remove(context.document, &place)
            ),
        );
    }
}

/// Keywords of other dialects that mean something, where the document declares 3.0.
fn newer_keyword(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "const" => "it is one of 3.1; in 3.0.3 it is an `enum` of one value",
        "contentEncoding" | "contentMediaType" => "it is one of 3.1; in 3.0.3 it is a `format`",
        "collectionFormat" => "it is one of Swagger 2.0",
        _ => return None,
    })
}

fn types(context: &mut Context<'_>, schema: &Map<String, Value>, at: &Pointer) {
    let document = context.document;
    let retype = |ty: &str| fix::update(document, at, json!({"type": ty}));
    match schema.get("type") {
        Some(Value::String(name)) if TYPES.contains(&name.as_str()) => {
            if schema.contains_key("format")
                && ["boolean", "array", "object"].contains(&name.as_str())
            {
                context.error(
                    "schema-format",
                    &at.join("format"),
                    format!("a `{name}` has no format"),
                    fix::remove(document, &at.join("format")),
                );
            }
        }
        Some(other) => context.error(
            "schema-type",
            &at.join("type"),
            format!("{other} is no type of 3.0.3"),
            match other {
                Value::String(_) => retype("string"),
                _ => fix::all([fix::remove(document, &at.join("type")), retype("string")]),
            },
        ),
        None => {
            let of_number = [
                "minimum",
                "maximum",
                "multipleOf",
                "exclusiveMinimum",
                "exclusiveMaximum",
            ];
            let of_string = ["minLength", "maxLength", "pattern"];
            let composed = ["allOf", "anyOf", "oneOf", "$ref"]
                .iter()
                .any(|k| schema.contains_key(*k));
            let has =
                |keywords: &[&str]| keywords.iter().any(|keyword| schema.contains_key(*keyword));
            let nullable = schema.get("nullable") == Some(&json!(true));
            if !composed && (has(&of_number) || schema.contains_key("format")) {
                context.error(
                    "schema-untyped",
                    at,
                    "a format or a bound of numbers without a `type`".to_owned(),
                    retype(if has(&of_number) { "number" } else { "string" }),
                );
            } else if !composed && nullable && has(&of_string) {
                context.error(
                    "schema-untyped",
                    at,
                    "`nullable` and bounds of a text without a `type`: the generator makes a list of it".to_owned(),
                    retype("string"),
                );
            }
        }
    }
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if schema.get(exclusive) == Some(&json!(true)) && !schema.contains_key(bound) {
            let place = at.join(exclusive);
            context.error(
                "schema-exclusive",
                &place,
                format!("`{exclusive}` without a `{bound}`"),
                fix::remove(document, &place),
            );
        }
    }
}

fn composition(context: &mut Context<'_>, schema: &Map<String, Value>, at: &Pointer) {
    let document = context.document;
    for keyword in ["allOf", "anyOf", "oneOf"] {
        if schema.get(keyword) == Some(&json!([])) {
            let place = at.join(keyword);
            context.error(
                "composition-empty",
                &place,
                format!("an empty `{keyword}`"),
                fix::remove(document, &place),
            );
        }
    }
    if schema.contains_key("anyOf") && schema.contains_key("oneOf") {
        context.error(
            "composition-mixed",
            at,
            "`anyOf` and `oneOf` in one schema".to_owned(),
            fix::remove(document, &at.join("anyOf")),
        );
    }
    if let Some(not) = schema.get("not") {
        let one_type = |values: &Vec<Value>| {
            values.iter().all(Value::is_string) || values.iter().all(Value::is_number)
        };
        let values = not
            .as_object()
            .filter(|not| not.len() == 1)
            .and_then(|not| not.get("enum"));
        if !values.and_then(Value::as_array).is_some_and(one_type) {
            let place = at.join("not");
            context.error(
                "schema-not",
                &place,
                "the generator takes of `not` only one with an `enum` of texts or of numbers"
                    .to_owned(),
                fix::remove(document, &place),
            );
        }
    }
}

fn arrays(context: &mut Context<'_>, schema: &Map<String, Value>, at: &Pointer) {
    let length = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    if let (Some(least), Some(most)) = (length("minItems"), length("maxItems"))
        && least == most
        && least > MAX_ARRAY
        && schema.get("uniqueItems") != Some(&json!(true))
    {
        let place = at.join("minItems");
        context.error(
                "array-length",
                &place,
                format!("an array of exactly {least} items: the code for it does not compile beyond {MAX_ARRAY}"),
                fix::remove(context.document, &place),
            );
    }
}

fn properties(context: &mut Context<'_>, schema: &Map<String, Value>, at: &Pointer) {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        return;
    };
    for (ident, names) in rust::clashes(properties.keys().map(String::as_str), rust::snake) {
        let Some(last) = names.last() else { continue };
        let place = at.join("properties").join(last);
        context.error(
            "property-clash",
            &place,
            format!(
                "the properties {} would both be called `{ident}`",
                rust::listed(&names)
            ),
            fix::remove(context.document, &place),
        );
    }
    let typed_rest = schema
        .get("additionalProperties")
        .is_some_and(Value::is_object);
    if typed_rest && properties.keys().any(|name| rust::snake(name) == "extra") {
        let place = at.join("additionalProperties");
        context.error(
            "property-clash",
            &place,
            "the additional properties are kept in a field `extra`, which is a property too"
                .to_owned(),
            fix::remove(context.document, &place),
        );
    }
}

fn pattern(context: &mut Context<'_>, schema: &Map<String, Value>, at: &Pointer) {
    let Some(Value::String(pattern)) = schema.get("pattern") else {
        return;
    };
    let place = at.join("pattern");
    if let Err(error) = regress::Regex::new(pattern) {
        context.error(
            "pattern-invalid",
            &place,
            format!("`{pattern}` is no regular expression of ECMAScript: {error}"),
            fix::remove(context.document, &place),
        );
    }
}
