//! Converts path items and operations: sorts their parameters and applies their media types.

use super::{Source, bodies, media_types, parameters, responses, servers};
use crate::log::Log;
use crate::map::{put, replace, take};
use openapi_document::METHODS;
use openapi_document::Pointer;
use serde_json::{Map, Value};

/// A parameter as written, its resolved value, and the place of that value.
#[derive(Clone)]
struct Parameter<'a> {
    written: &'a Value,
    map: &'a Map<String, Value>,
    /// The place of the resolved value.
    at: Pointer,
}

impl Parameter<'_> {
    fn is_in(&self, place: &str) -> bool {
        self.map.get("in").and_then(Value::as_str) == Some(place)
    }

    fn is_of_body(&self) -> bool {
        self.is_in("body") || self.is_in("formData")
    }

    /// Name and location, which together identify a parameter.
    fn identity(&self) -> (Option<&Value>, Option<&Value>) {
        (self.map.get("name"), self.map.get("in"))
    }
}

/// Converts all path items.
pub(super) fn paths(source: &Source, paths: Value, log: &mut Log) -> Value {
    let Value::Object(paths) = paths else {
        return paths;
    };
    let convert = |(path, item): (String, Value)| {
        let at = Pointer::from(["paths", path.as_str()]);
        let item = match item {
            Value::Object(item) if !path.starts_with("x-") => path_item(source, item, &at, log),
            other => other,
        };
        (path, item)
    };
    Value::Object(paths.into_iter().map(convert).collect())
}

fn path_item(source: &Source, item: Map<String, Value>, at: &Pointer, log: &mut Log) -> Value {
    let mut out = Map::new();
    let shared = list(source, item.get("parameters"), at);
    for (key, value) in &item {
        let value = match (key.as_str(), value) {
            ("parameters", Value::Array(_)) => {
                // Bodies move to the operations: a path item of 3.0.3 has none.
                plain(source, value, at, log)
            }
            (method, Value::Object(map)) if METHODS.contains(&method) => {
                operation(source, map, &shared, &at.join(method), log)
            }
            _ => value.clone(),
        };
        out.insert(key.clone(), value);
    }
    Value::Object(out)
}

fn list<'a>(source: &'a Source, value: Option<&'a Value>, at: &Pointer) -> Vec<Parameter<'a>> {
    let list = value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate();
    list.filter_map(|(index, written)| {
        let map = source
            .component("parameters", written)
            .or_else(|| written.as_object())?;
        Some(Parameter {
            written,
            map,
            at: at.join("parameters").join(&index.to_string()),
        })
    })
    .collect()
}

/// The parameters of a list, without those of a body.
fn plain(source: &Source, value: &Value, at: &Pointer, log: &mut Log) -> Value {
    let Value::Array(written) = value else {
        return value.clone();
    };
    let bodies: Vec<&Value> = list(source, Some(value), at)
        .into_iter()
        .filter(Parameter::is_of_body)
        .map(|parameter| parameter.written)
        .collect();
    let mut kept: Vec<Value> = Vec::new();
    for (index, parameter) in written.iter().enumerate() {
        if !bodies.contains(&parameter) {
            let old = at.join("parameters").join(&index.to_string());
            let now = at.join("parameters").join(&kept.len().to_string());
            kept.push(parameters::convert(parameter, &old, log));
            log.moved(now.join("schema"), old.clone());
            log.moved(now, old);
        }
    }
    kept.into()
}

fn operation(
    source: &Source,
    map: &Map<String, Value>,
    shared: &[Parameter<'_>],
    at: &Pointer,
    log: &mut Log,
) -> Value {
    let mut out = map.clone();
    let own = list(source, map.get("parameters"), at);
    let body = body(source, map, shared, &own, at, log);
    if let Some(written) = map.get("parameters") {
        match plain(source, written, at, log) {
            Value::Array(kept) if kept.is_empty() => drop(take(&mut out, "parameters")),
            kept => replace(&mut out, "parameters", "parameters", kept),
        }
    }
    if let Some(body) = body {
        let place = map
            .keys()
            .position(|key| key == "responses")
            .unwrap_or(out.len());
        put(&mut out, place, "requestBody", body);
    }
    if let Some(Value::Object(written)) = map.get("responses") {
        let own = map
            .get("produces")
            .map(|produces| media_types(Some(produces)));
        let responses: Map<_, _> = written
            .iter()
            .map(|(code, response)| {
                let at = at.join("responses").join(code);
                if code.starts_with("x-") {
                    return (code.clone(), response.clone());
                }
                (
                    code.clone(),
                    convert_response(source, response, own.as_deref(), &at, log),
                )
            })
            .collect();
        replace(&mut out, "responses", "responses", Value::Object(responses));
    }
    take(&mut out, "consumes");
    take(&mut out, "produces");
    if let Some(schemes) = take(&mut out, "schemes")
        && let Some(servers) = servers::of_operation(&source.document, &schemes)
    {
        out.insert("servers".to_owned(), servers);
    }
    Value::Object(out)
}

/// Converts a response; a reference is replaced by its target when the media types differ.
fn convert_response(
    source: &Source,
    response: &Value,
    own: Option<&[String]>,
    at: &Pointer,
    log: &mut Log,
) -> Value {
    let produces = own.unwrap_or(&source.produces);
    match source.component("responses", response) {
        Some(described) if produces != source.produces && described.contains_key("schema") => {
            responses::convert(&Value::Object(described.clone()), produces, at, at, log)
        }
        _ => responses::convert(response, produces, at, at, log),
    }
}

/// The request body of an operation, from its parameters and those of its path item.
fn body(
    source: &Source,
    map: &Map<String, Value>,
    shared: &[Parameter<'_>],
    own: &[Parameter<'_>],
    at: &Pointer,
    log: &mut Log,
) -> Option<Value> {
    let replaced = |parameter: &&Parameter<'_>| {
        !own.iter()
            .any(|other| other.identity() == parameter.identity())
    };
    let parts: Vec<Parameter<'_>> = shared
        .iter()
        .filter(replaced)
        .chain(own)
        .filter(|parameter| parameter.is_of_body())
        .cloned()
        .collect();
    let consumes = map
        .get("consumes")
        .map(|consumes| media_types(Some(consumes)));
    let now = at.join("requestBody");
    let (bodies, fields): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.is_in("body"));
    if bodies.len() > 1 || !bodies.is_empty() && !fields.is_empty() {
        log.reject(
            at,
            "parameters",
            "there is more than one body, or a body and a form: only the first body is taken",
            "correct the parameters in the published document: it contradicts itself",
        );
    }
    if let Some(body) = bodies.first() {
        if let (Some(Value::String(_)), None) = (body.written.get("$ref"), &consumes) {
            return Some(body.written.clone());
        }
        let consumes = consumes.as_deref().unwrap_or(&source.consumes);
        let described = Value::Object(body.map.clone());
        return Some(bodies::of_body(&described, consumes, &body.at, &now, log));
    }
    if fields.is_empty() {
        return None;
    }
    let consumes = consumes.as_deref().unwrap_or(&source.consumes);
    let fields: Vec<_> = fields
        .iter()
        .map(|field| (field.map, field.at.clone()))
        .collect();
    Some(bodies::of_form(&fields, consumes, &now, log))
}
