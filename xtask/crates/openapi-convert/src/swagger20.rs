//! Swagger 2.0 to 3.0.3.
//!
//! | construct | becomes |
//! |---|---|
//! | `definitions`, `parameters`, `responses`, `securityDefinitions` | `components`, references rewritten (`names`) |
//! | `host`, `basePath`, `schemes` | `servers` (`servers`) |
//! | parameters in query, path and header | a `schema`; `collectionFormat` a style (`parameters`) |
//! | parameters in body and formData, `consumes` | `requestBody` (`bodies`) |
//! | responses, their headers and examples, `produces` | `content` (`responses`) |
//! | `basic`, `apiKey`, `oauth2` | the schemes of 3.0.3 (`security`) |
//! | `type: file`, `discriminator`, `x-nullable` | their 3.0.3 form (`schema`) |

mod bodies;
mod names;
mod operations;
mod parameters;
mod responses;
mod schema;
mod security;
mod servers;

use super::log::Log;
use names::Names;
use openapi_document::Pointer;
use openapi_document::{Kind, walk_mut};
use serde_json::{Map, Value, json};

/// The document-wide settings that apply to each operation.
struct Source {
    /// The source document.
    document: Value,
    /// The new names of the components.
    names: Names,
    /// The media types of requests, unless an operation overrides them.
    consumes: Vec<String>,
    /// The media types of responses, unless an operation overrides them.
    produces: Vec<String>,
}

impl Source {
    /// A top-level parameter or response that a reference names.
    fn component<'a>(&'a self, section: &str, value: &'a Value) -> Option<&'a Map<String, Value>> {
        let reference = Pointer::parse(value.get("$ref")?.as_str()?)?;
        match reference.segments() {
            [found, _] if found == section => reference.find(&self.document)?.as_object(),
            _ => None,
        }
    }
}

/// Converts the document in place; `openapi` itself is set by the caller.
pub(super) fn convert(document: &mut Value, log: &mut Log) {
    let Value::Object(map) = document else { return };
    let source = Source {
        names: Names::of(map, log),
        consumes: media_types(map.get("consumes")),
        produces: media_types(map.get("produces")),
        document: Value::Object(map.clone()),
    };
    let mut components = components(&source, map, log);
    let mut out = Map::new();
    let mut servers = servers::of(map);
    for (key, value) in std::mem::take(map) {
        match key.as_str() {
            "swagger" => drop(out.insert("openapi".to_owned(), crate::TARGET.into())),
            "host" | "basePath" | "schemes" => {
                if let Some(servers) = servers.take() {
                    out.insert("servers".to_owned(), servers);
                }
            }
            "consumes" | "produces" => {}
            "definitions" | "parameters" | "responses" | "securityDefinitions" => {
                if let Some(components) = components.take() {
                    out.insert("components".to_owned(), components);
                }
            }
            "components" | "servers" => log.reject(
                &Pointer::from([key.as_str()]),
                &key,
                "Swagger 2.0 has no such key, and its name is wanted for what it has",
                "take the key out, or declare the document as OpenAPI 3.0",
            ),
            "paths" => drop(out.insert(key, operations::paths(&source, value, log))),
            _ => drop(out.insert(key, value)),
        }
    }
    *map = out;
    names::rewrite(document, &source);
    log.walk_converted();
    walk_mut(
        Kind::Document,
        document,
        &mut Pointer::root(),
        &mut |kind, value, at| {
            if matches!(kind, Kind::Schema | Kind::SchemaOrFlag) {
                schema::convert(value, at, log);
            }
        },
    );
}

/// The strings of a list; empty for any other value.
fn media_types(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The sections that become `components`, in the order of `components`.
fn components(source: &Source, map: &Map<String, Value>, log: &mut Log) -> Option<Value> {
    let mut components = Map::new();
    let mut add = |section: &str, name: String, value: Value| {
        let section = components.entry(section).or_insert_with(|| json!({}));
        if let Value::Object(section) = section {
            section.insert(name, value);
        }
    };
    for (name, schema) in entries(map, "definitions") {
        let new = source.names.schema(name);
        log.moved(
            Pointer::from(["components", "schemas", &new]),
            Pointer::from(["definitions", name]),
        );
        add("schemas", new, schema.clone());
    }
    for (name, response) in entries(map, "responses") {
        let new = source.names.response(name);
        let at = Pointer::from(["responses", name]);
        let now = Pointer::from(["components", "responses", &new]);
        let response = responses::convert(response, &source.produces, &at, &now, log);
        log.moved(now, at);
        add("responses", new, response);
    }
    for (name, parameter) in entries(map, "parameters") {
        let new = source.names.parameter(name);
        let at = Pointer::from(["parameters", name]);
        match parameter.get("in").and_then(Value::as_str) {
            Some("body") => {
                let now = Pointer::from(["components", "requestBodies", &new]);
                let body = bodies::of_body(parameter, &source.consumes, &at, &now, log);
                log.moved(now, at);
                add("requestBodies", new, body);
            }
            // A single form field cannot be a component: it is copied to each use.
            Some("formData") => {}
            _ => {
                let now = Pointer::from(["components", "parameters", &new]);
                let parameter = parameters::convert(parameter, &at, log);
                log.moved(now.join("schema"), at.clone());
                log.moved(now, at);
                add("parameters", new, parameter);
            }
        }
    }
    for (name, scheme) in entries(map, "securityDefinitions") {
        let at = Pointer::from(["securityDefinitions", name]);
        log.moved(
            Pointer::from(["components", "securitySchemes", name]),
            at.clone(),
        );
        add(
            "securitySchemes",
            name.clone(),
            security::convert(scheme, &at, log),
        );
    }
    (!components.is_empty()).then_some(Value::Object(components))
}

fn entries<'a>(
    map: &'a Map<String, Value>,
    section: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    map.get(section)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}
