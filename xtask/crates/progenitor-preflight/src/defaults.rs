//! Defaults: the generated code holds them, and panics on one that does not fit its type.

use super::context::Context;
use super::{fix, formats};
use openapi_document::Pointer;
use serde_json::{Map, Value};

pub(super) fn check(context: &mut Context<'_>) {
    for (schema, at) in context.schemas() {
        let Some(default) = schema.get("default") else {
            continue;
        };
        if let Some(problem) = misfit(context.document, schema, default, 16) {
            let place = at.join("default");
            context.error(
                "default-mismatch",
                &place,
                format!("the default {default} {problem}"),
                fix::remove(context.document, &place),
            );
        }
    }
}

/// Why a value is none of a schema, if it is none. What it does not understand, it lets pass.
fn misfit(
    document: &Value,
    schema: &Map<String, Value>,
    value: &Value,
    depth: usize,
) -> Option<String> {
    if depth == 0 {
        return None;
    }
    let below = |schema: &Value, value: &Value| {
        schema
            .as_object()
            .and_then(|schema| misfit(document, schema, value, depth - 1))
    };
    if let Some(Value::String(reference)) = schema.get("$ref") {
        let target = Pointer::parse(reference)?;
        return below(target.find(document)?, value);
    }
    if value.is_null() {
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        // Next to a type that excludes null, a default of null says that there is none.
        let says_nothing = !schema.contains_key("enum");
        return (!nullable && !says_nothing).then(|| "is not among the values".to_owned());
    }
    if let Some(Value::Array(values)) = schema.get("enum")
        && !values.contains(value)
    {
        return Some("is not among the values".to_owned());
    }
    if let Some(Value::String(ty)) = schema.get("type")
        && !is_a(value, ty)
    {
        return Some(format!("is no {ty}"));
    }
    let problem = match value {
        Value::String(text) => text_misfit(schema, text),
        Value::Number(_) => number_misfit(schema, value.as_f64()?),
        Value::Array(items) => {
            let schema = schema.get("items");
            items
                .iter()
                .find_map(|item| schema.and_then(|schema| below(schema, item)))
        }
        Value::Object(map) => object_misfit(schema, map, &below),
        _ => None,
    };
    problem.or_else(|| composition_misfit(schema, value, &below))
}

fn composition_misfit(
    schema: &Map<String, Value>,
    value: &Value,
    below: &dyn Fn(&Value, &Value) -> Option<String>,
) -> Option<String> {
    let branches = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    if let Some(problem) =
        branches("allOf").and_then(|all| all.iter().find_map(|one| below(one, value)))
    {
        return Some(problem);
    }
    for keyword in ["anyOf", "oneOf"] {
        if let Some(any) = branches(keyword)
            && !any.is_empty()
            && any.iter().all(|one| below(one, value).is_some())
        {
            return Some(format!("fits no branch of the `{keyword}`"));
        }
    }
    None
}

fn is_a(value: &Value, ty: &str) -> bool {
    match ty {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn text_misfit(schema: &Map<String, Value>, text: &str) -> Option<String> {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    if bound("minLength").is_some_and(|least| length < least) {
        return Some("is too short".to_owned());
    }
    if bound("maxLength").is_some_and(|most| length > most) {
        return Some("is too long".to_owned());
    }
    if let Some(Value::String(pattern)) = schema.get("pattern")
        && regress::Regex::new(pattern).is_ok_and(|regex| regex.find(text).is_none())
    {
        return Some(format!("does not match `{pattern}`"));
    }
    // The generated code parses the text when it reads a record without the property.
    let format = schema.get("format").and_then(Value::as_str)?;
    (!formats::fits(format, text)).then(|| format!("is no `{format}`"))
}

fn number_misfit(schema: &Map<String, Value>, number: f64) -> Option<String> {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    let flag = |keyword: &str| schema.get(keyword) == Some(&Value::Bool(true));
    let low = bound("minimum")
        .is_some_and(|least| number < least || flag("exclusiveMinimum") && number == least);
    let high = bound("maximum")
        .is_some_and(|most| number > most || flag("exclusiveMaximum") && number == most);
    let (least, most) = match schema.get("format").and_then(Value::as_str) {
        Some("int8") => (-128.0, 127.0),
        Some("uint8") => (0.0, 255.0),
        Some("int16") => (-32_768.0, 32_767.0),
        Some("uint16") => (0.0, 65_535.0),
        Some("int" | "int32") => (f64::from(i32::MIN), f64::from(i32::MAX)),
        Some("uint" | "uint32") => (0.0, f64::from(u32::MAX)),
        Some("uint64") => (0.0, f64::INFINITY),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    };
    let out = low || high || number < least || number > most;
    out.then(|| "is out of bounds".to_owned())
}

fn object_misfit(
    schema: &Map<String, Value>,
    map: &Map<String, Value>,
    below: &dyn Fn(&Value, &Value) -> Option<String>,
) -> Option<String> {
    if let Some(Value::Array(required)) = schema.get("required") {
        let missing = required
            .iter()
            .filter_map(Value::as_str)
            .find(|name| !map.contains_key(*name));
        if let Some(missing) = missing {
            return Some(format!("lacks `{missing}`"));
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    map.iter().find_map(|(name, value)| {
        let schema = properties
            .and_then(|properties| properties.get(name))
            .or_else(|| schema.get("additionalProperties"))?;
        below(schema, value).map(|problem| format!("does not fit: its `{name}` {problem}"))
    })
}
