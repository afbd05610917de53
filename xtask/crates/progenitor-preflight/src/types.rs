//! What a schema amounts to, seen from where it is used.

use super::context::Context;
use serde_json::Value;

/// The shape of the values of a schema, as far as a parameter cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A string, number or boolean, and never null.
    Scalar,
    /// A scalar or null.
    NullableScalar,
    /// An array of scalars.
    Scalars,
    /// An object of no fixed properties.
    Map,
    /// Anything else: an object, an array of arrays, a value of unknown type.
    Other,
}

/// The shape of a schema; follows references, single `allOf`s and unions of one shape.
pub(super) fn shape(context: &Context<'_>, schema: &Value) -> Shape {
    of(context.document, schema, 8)
}

fn of(document: &Value, schema: &Value, hops: usize) -> Shape {
    if hops == 0 {
        return Shape::Other;
    }
    if let Some(Value::String(reference)) = schema.get("$ref") {
        let target = openapi_document::Pointer::parse(reference);
        return match target.as_ref().and_then(|target| target.find(document)) {
            Some(target) => of(document, target, hops - 1),
            None => Shape::Other,
        };
    }
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let inner = match schema.get("type").and_then(Value::as_str) {
        Some("string" | "integer" | "number" | "boolean") => Shape::Scalar,
        Some("array") => match schema
            .get("items")
            .map(|items| of(document, items, hops - 1))
        {
            Some(Shape::Scalar) => Shape::Scalars,
            _ => Shape::Other,
        },
        Some("object") => match schema.get("properties").and_then(Value::as_object) {
            Some(properties) if !properties.is_empty() => Shape::Other,
            _ => Shape::Map,
        },
        _ => untyped(document, schema, hops),
    };
    match (inner, nullable) {
        (Shape::Scalar, true) => Shape::NullableScalar,
        (inner, _) => inner,
    }
}

fn untyped(document: &Value, schema: &Value, hops: usize) -> Shape {
    let branches = ["allOf", "oneOf", "anyOf"]
        .iter()
        .find_map(|keyword| schema.get(*keyword).and_then(Value::as_array));
    if let Some(branches) = branches {
        let mut shapes = branches.iter().map(|branch| of(document, branch, hops - 1));
        let first = shapes.next().unwrap_or(Shape::Other);
        return if shapes.all(|shape| shape == first) {
            first
        } else {
            Shape::Other
        };
    }
    match schema.get("enum").and_then(Value::as_array) {
        Some(values) if values.iter().all(Value::is_string) => Shape::Scalar,
        _ => Shape::Other,
    }
}
