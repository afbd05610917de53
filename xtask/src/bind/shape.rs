//! The shape of a value, however the document describes it: references, `allOf` and unions are
//! merged, and everything but the shape is ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use openapi_document::Pointer;

/// Maximum number of parts merged into a schema; real documents stay below.
const MAX_PARTS: usize = 2_000;
/// Maximum nesting of lists examined.
const MAX_NESTING: usize = 8;

/// The shape of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Text,
    Integer,
    Number,
    Boolean,
    List,
    /// An object with known properties.
    Record,
    /// An object without known properties.
    Map,
    /// Anything: the document does not declare it.
    Any,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::List => "list",
            Self::Record => "record",
            Self::Map => "object",
            Self::Any => "any value",
        })
    }
}

/// A part of a schema, after following references, `allOf` and unions.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// The name of the component, if it is one.
    pub(super) name: Option<&'a str>,
    pub(super) schema: &'a Map<String, Value>,
}

impl Part<'_> {
    /// Its address, which identifies it within a document.
    pub(super) fn id(&self) -> usize {
        std::ptr::from_ref(self.schema) as usize
    }
}

/// A value of the document, described by all parts that apply or may apply to it.
pub(super) struct Schema<'a> {
    document: &'a Value,
    parts: Vec<Part<'a>>,
}

impl<'a> Schema<'a> {
    /// The value described by each of these schemas in different places.
    pub(super) fn of(document: &'a Value, schemas: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut parts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(Option<&str>, &Value)> =
            schemas.into_iter().map(|schema| (None, schema)).collect();
        open.reverse();
        while let Some((name, schema)) = open.pop() {
            let Value::Object(schema) = schema else {
                continue;
            };
            let part = Part { name, schema };
            if !seen.insert(part.id()) || parts.len() >= MAX_PARTS {
                continue;
            }
            if let Some(Value::String(reference)) = schema.get("$ref")
                && let Some(at) = Pointer::parse(reference)
                && let Some(target) = at.find(document)
            {
                open.push((component(reference), target));
            }
            for keyword in ["anyOf", "oneOf", "allOf"] {
                if let Some(Value::Array(branches)) = schema.get(keyword) {
                    open.extend(branches.iter().rev().map(|branch| (None, branch)));
                }
            }
            parts.push(part);
        }
        Self { document, parts }
    }

    /// The value that these parts describe.
    pub(super) fn from_parts(document: &'a Value, parts: Vec<Part<'a>>) -> Self {
        Self { document, parts }
    }

    /// The name of the component that it is or composes.
    pub(super) fn component(&self) -> Option<&'a str> {
        self.parts.iter().find_map(|part| part.name)
    }

    /// The shape. Of several shapes, the most general: a list also reads a single element, a record
    /// a scalar, and a string any scalar.
    pub(super) fn shape(&self) -> Shape {
        let shapes: BTreeSet<Shape> = self
            .parts
            .iter()
            .flat_map(|part| shapes(part.schema))
            .collect();
        let mut scalars = shapes.iter().filter(|shape| {
            matches!(
                shape,
                Shape::Text | Shape::Integer | Shape::Number | Shape::Boolean
            )
        });
        if shapes.contains(&Shape::List) {
            return Shape::List;
        }
        if shapes.contains(&Shape::Record) {
            return Shape::Record;
        }
        if shapes.contains(&Shape::Map) {
            return match shapes.len() {
                1 => Shape::Map,
                _ => Shape::Any,
            };
        }
        match (scalars.next(), scalars.next(), scalars.next()) {
            (None, ..) => Shape::Any,
            (Some(only), None, _) => *only,
            (Some(Shape::Integer), Some(Shape::Number), None) => Shape::Number,
            _ => Shape::Text,
        }
    }

    /// The elements of a list.
    pub(super) fn items(&self) -> Self {
        let items = self
            .parts
            .iter()
            .filter_map(|part| part.schema.get("items"));
        Self::of(self.document, items)
    }

    /// The value itself, or the innermost elements if it is a list.
    pub(super) fn element(self) -> Self {
        let mut schema = self;
        for _ in 0..MAX_NESTING {
            if schema.shape() != Shape::List {
                break;
            }
            let mut items = schema.items();
            items.parts.extend(schema.records());
            schema = items;
        }
        schema
    }

    /// The parts that are objects with known properties.
    pub(super) fn records(&self) -> impl Iterator<Item = Part<'a>> {
        let parts = self.parts.iter().copied();
        parts.filter(|part| properties(part.schema).next().is_some())
    }

    /// The properties of the object, each with all its schemas.
    pub(super) fn properties(&self) -> BTreeMap<&'a str, Vec<&'a Value>> {
        let mut found: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for (name, schema) in self.parts.iter().flat_map(|part| properties(part.schema)) {
            found.entry(name).or_default().push(schema);
        }
        found
    }

    /// The description of the value; a component's own description is about the component.
    pub(super) fn description(&self) -> Option<&'a str> {
        let parts = self.parts.iter().filter(|part| part.name.is_none());
        parts.filter_map(described).next()
    }
}

/// The description of a part.
pub(super) fn described<'a>(part: &Part<'a>) -> Option<&'a str> {
    let text = part.schema.get("description")?.as_str()?.trim();
    Some(text).filter(|text| !text.is_empty())
}

/// The name of the referenced component.
pub(super) fn component(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

fn properties(schema: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    let map = schema.get("properties").and_then(Value::as_object);
    map.into_iter()
        .flatten()
        .map(|(name, schema)| (name.as_str(), schema))
}

/// The shapes that a part allows itself; none for a composition or `null`.
fn shapes(schema: &Map<String, Value>) -> Vec<Shape> {
    let object = || match properties(schema).next() {
        Some(_) => Shape::Record,
        None => Shape::Map,
    };
    let named = |name: &str| match name {
        "string" => Some(Shape::Text),
        "integer" => Some(Shape::Integer),
        "number" => Some(Shape::Number),
        "boolean" => Some(Shape::Boolean),
        "array" => Some(Shape::List),
        "object" => Some(object()),
        _ => None,
    };
    let declared = match schema.get("type") {
        Some(Value::String(name)) => Some(named(name).into_iter().collect()),
        Some(Value::Array(names)) => Some(
            names
                .iter()
                .filter_map(Value::as_str)
                .filter_map(named)
                .collect(),
        ),
        _ => None,
    };
    if let Some(declared) = declared {
        return declared;
    }
    if schema.contains_key("properties") || schema.contains_key("additionalProperties") {
        return vec![object()];
    }
    if schema.contains_key("items") {
        return vec![Shape::List];
    }
    let values = schema
        .get("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    values
        .chain(schema.get("const"))
        .filter_map(of_value)
        .collect()
}

fn of_value(value: &Value) -> Option<Shape> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(Shape::Boolean),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(Shape::Integer),
        Value::Number(_) => Some(Shape::Number),
        Value::String(_) => Some(Shape::Text),
        Value::Array(_) => Some(Shape::List),
        Value::Object(_) => Some(Shape::Map),
    }
}
