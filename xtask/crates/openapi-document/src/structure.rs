//! The structure of an OpenAPI 3.x document: one table, and two walks over it.
//!
//! The walks visit only what the table names. Examples, defaults, enum values and `x-` extensions
//! are data: the walks never enter them.

use crate::pointer::Pointer;
use serde_json::Value;

/// The kind of an object in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The document itself.
    Document,
    /// `info`.
    Info,
    /// `info.license`.
    License,
    /// `components`.
    Components,
    /// A path item, of `paths`, of a callback or of `components.pathItems`.
    PathItem,
    /// An operation.
    Operation,
    /// A map of runtime expressions to path items.
    Callback,
    /// A parameter, or a reference to one.
    Parameter,
    /// A response header, or a reference to one.
    Header,
    /// A request body, or a reference to one.
    RequestBody,
    /// A response, or a reference to one.
    Response,
    /// The value of one media type of a `content`.
    MediaType,
    /// One entry of a media type's `encoding`.
    Encoding,
    /// A link, or a reference to one.
    Link,
    /// A named example, or a reference to one.
    Example,
    /// A security scheme, or a reference to one.
    SecurityScheme,
    /// A schema, or a reference to one.
    Schema,
    /// A schema, or a boolean where 3.0 allows one (`additionalProperties`).
    SchemaOrFlag,
}

/// How an object holds its children under one key.
enum Child {
    One(Kind),
    List(Kind),
    /// A map whose keys the document chooses.
    Map(Kind),
    /// Like `Map`, but `x-` keys are extensions.
    Patterned(Kind),
}

/// The HTTP methods of a path item, in the order of the generator.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn child(kind: Kind, key: &str) -> Option<Child> {
    use Child::{List, Map, One, Patterned};
    use Kind::*;
    Some(match (kind, key) {
        (Document, "info") => One(Info),
        (Document, "paths") => Patterned(PathItem),
        (Document, "components") => One(Components),
        // Swagger 2.0 has `definitions`; some documents of 3.1 have a `$defs` at the root.
        (Document, "definitions" | "$defs") => Map(Schema),
        (Info, "license") => One(License),
        (Components, "schemas") => Map(Schema),
        (Components, "responses") => Map(Response),
        (Components, "parameters") => Map(Parameter),
        (Components, "examples") => Map(Example),
        (Components, "requestBodies") => Map(RequestBody),
        (Components, "headers") => Map(Header),
        (Components, "securitySchemes") => Map(SecurityScheme),
        (Components, "links") => Map(Link),
        (Components, "callbacks") => Map(Callback),
        (Components, "pathItems") => Map(PathItem),
        (PathItem, "parameters") => List(Parameter),
        (PathItem, method) if METHODS.contains(&method) => One(Operation),
        (Operation, "parameters") => List(Parameter),
        (Operation, "requestBody") => One(RequestBody),
        (Operation, "responses") => Patterned(Response),
        (Operation, "callbacks") => Map(Callback),
        (Callback, key) if key != "$ref" && !key.starts_with("x-") => One(PathItem),
        (Parameter | Header, "schema") => One(Schema),
        (Parameter | Header | RequestBody | Response, "content") => Map(MediaType),
        (Parameter | Header | MediaType, "examples") => Map(Example),
        (Response | Encoding, "headers") => Map(Header),
        (Response, "links") => Map(Link),
        (MediaType, "schema") => One(Schema),
        (MediaType, "encoding") => Map(Encoding),
        (Schema | SchemaOrFlag, key) => schema_child(key)?,
        _ => return None,
    })
}

fn schema_child(key: &str) -> Option<Child> {
    use Child::{List, Map, One};
    use Kind::{Schema, SchemaOrFlag};
    Some(match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Map(Schema)
        }
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => List(Schema),
        "items" | "not" | "if" | "then" | "else" | "contains" | "propertyNames" => One(Schema),
        "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" => One(SchemaOrFlag),
        _ => return None,
    })
}

/// Visits every object of the table below `value`, children first, and lets the visitor change it.
/// `at` is the place of `value`.
pub fn walk_mut(
    kind: Kind,
    value: &mut Value,
    at: &mut Pointer,
    visit: &mut dyn FnMut(Kind, &mut Value, &Pointer),
) {
    if let Value::Object(map) = value {
        for (key, below) in map.iter_mut() {
            let Some(child) = child(kind, key) else {
                continue;
            };
            at.push(key);
            match (child, below) {
                (Child::One(kind), below) => walk_mut(kind, below, at, visit),
                (Child::List(kind), Value::Array(list)) => {
                    for (index, item) in list.iter_mut().enumerate() {
                        at.push(&index.to_string());
                        walk_mut(kind, item, at, visit);
                        at.pop();
                    }
                }
                (Child::Map(kind), Value::Object(map)) => {
                    for (name, item) in map.iter_mut() {
                        at.push(name);
                        walk_mut(kind, item, at, visit);
                        at.pop();
                    }
                }
                (Child::Patterned(kind), Value::Object(map)) => {
                    for (name, item) in map.iter_mut().filter(|(name, _)| !name.starts_with("x-")) {
                        at.push(name);
                        walk_mut(kind, item, at, visit);
                        at.pop();
                    }
                }
                _ => {}
            }
            at.pop();
        }
    }
    visit(kind, value, at);
}

/// Visits every object of the table below `value`, parents first.
pub fn walk<'a>(
    kind: Kind,
    value: &'a Value,
    at: &mut Pointer,
    visit: &mut dyn FnMut(Kind, &'a Value, &Pointer),
) {
    visit(kind, value, at);
    let Value::Object(map) = value else { return };
    for (key, below) in map {
        let Some(child) = child(kind, key) else {
            continue;
        };
        at.push(key);
        match (child, below) {
            (Child::One(kind), below) => walk(kind, below, at, visit),
            (Child::List(kind), Value::Array(list)) => {
                for (index, item) in list.iter().enumerate() {
                    at.push(&index.to_string());
                    walk(kind, item, at, visit);
                    at.pop();
                }
            }
            (Child::Map(kind), Value::Object(map)) => {
                for (name, item) in map {
                    at.push(name);
                    walk(kind, item, at, visit);
                    at.pop();
                }
            }
            (Child::Patterned(kind), Value::Object(map)) => {
                for (name, item) in map.iter().filter(|(name, _)| !name.starts_with("x-")) {
                    at.push(name);
                    walk(kind, item, at, visit);
                    at.pop();
                }
            }
            _ => {}
        }
        at.pop();
    }
}

/// The type of a value, as OpenAPI calls it.
pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
