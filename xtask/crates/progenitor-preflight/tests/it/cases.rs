//! A document for every rule of the lint, and what the generator does with it without the lint.

mod bodies;
mod names;
mod operations;
mod parameters;
mod references;
mod schemas;

use serde_json::{Map, Value, json};

/// What happens to a document that the lint does not stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Without {
    /// The generator panics, answers with an error, or its code names two things alike.
    Fails,
    /// The generator writes code that is wrong; this is why.
    Wrong(&'static str),
    /// The generator overflows its stack: this cannot even be tried.
    Overflows,
}

/// The rule that has to speak, the document, and what the rule prevents.
pub(crate) type Case = (&'static str, Value, Without);

/// A document of one operation `GET /a`, with these fields of it replaced.
pub(crate) fn operation(fields: Value) -> Value {
    let mut operation = json!({"operationId": "f", "responses": {"200": {"description": "ok"}}});
    if let (Value::Object(operation), Value::Object(fields)) = (&mut operation, fields) {
        operation.extend(fields);
    }
    json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": operation}},
    })
}

fn at(path: &str, method: &str, fields: Value) -> Value {
    let mut document = operation(fields);
    let found = document["paths"]["/a"]["get"].take();
    document["paths"] = json!({path: {method: found}});
    document
}

fn parameter(fields: Value) -> Value {
    let mut parameter = json!({"name": "p", "in": "query", "schema": {"type": "string"}});
    if let (Value::Object(parameter), Value::Object(fields)) = (&mut parameter, fields) {
        parameter.extend(fields);
    }
    operation(json!({"parameters": [parameter]}))
}

fn body(content: Value) -> Value {
    operation(json!({"requestBody": {"required": true, "content": content}}))
}

/// A document whose operation has a JSON response of each schema; null is a response of nothing.
fn responses(schemas: Value) -> Value {
    let Value::Object(schemas) = schemas else {
        panic!()
    };
    let response = |schema: Value| match schema {
        Value::Null => json!({"description": "d"}),
        schema => json!({"description": "d", "content": {"application/json": {"schema": schema}}}),
    };
    let responses: Map<_, _> = schemas
        .into_iter()
        .map(|(code, schema)| (code, response(schema)))
        .collect();
    operation(json!({"responses": responses}))
}

fn content(content: Value) -> Value {
    operation(json!({"responses": {"200": {"description": "d", "content": content}}}))
}

pub(crate) fn schemas(schemas: Value) -> Value {
    let mut document = operation(json!({}));
    document["components"] = json!({"schemas": schemas});
    document
}

/// A document with a schema as the property `p` of the component `S`; a component `T` is a text.
pub(crate) fn property(schema: Value) -> Value {
    schemas(json!({"S": {"type": "object", "properties": {"p": schema}}, "T": {"type": "string"}}))
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = operations::cases();
    cases.extend(parameters::cases());
    cases.extend(bodies::cases());
    cases.extend(references::cases());
    cases.extend(schemas::cases());
    cases.extend(names::cases());
    cases
}
