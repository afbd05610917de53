//! The inventory of the effective document, kept as a snapshot: a regeneration that changes the
//! contract shows here, a line an operation, parameter, response and property.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use crate::support::repo;

#[test]
fn the_effective_document_is_the_reviewed_one() {
    insta::assert_snapshot!(
        "inventory",
        inventory(&repo::json("openapi/effective.json"))
    );
}

/// Two documents of one meaning have one inventory; one more keyword shows.
#[test]
fn the_inventory_sees_meaning_not_order() {
    let document = repo::json("tests/sandbox/openapi.json");
    let told = inventory(&document);

    let mut reordered = document.clone();
    let parameters = &mut reordered["paths"]["/recherche"]["get"]["parameters"];
    parameters.as_array_mut().expect("a list").reverse();
    assert_eq!(inventory(&reordered), told);

    for (pointer, value) in [
        (
            "/components/schemas/Formacode/properties/code/type",
            Value::from("string"),
        ),
        (
            "/components/schemas/Formacode/properties/code/pattern",
            "[0-9]{5}".into(),
        ),
        (
            "/components/schemas/Formacode/required",
            vec!["code"].into(),
        ),
        (
            "/paths/~1certification/get/parameters/0/required",
            false.into(),
        ),
        (
            "/paths/~1certification/get/parameters/0/explode",
            false.into(),
        ),
        (
            "/paths/~1certification/get/responses/410",
            Map::new().into(),
        ),
        (
            "/paths/~1certification/parameters",
            Vec::<Value>::new().into(),
        ),
        ("/components/securitySchemes/token/name", "x-token".into()),
    ] {
        let mut changed = document.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        changed.pointer_mut(parent).expect(parent)[key] = value;
        assert_ne!(inventory(&changed), told, "{pointer} does not show");
    }
}

/// Words for people: they change nothing for a program.
const PROSE: [&str; 5] = ["description", "summary", "title", "example", "examples"];

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn inventory(document: &Value) -> String {
    let mut text = String::new();
    let version = document["info"]["version"].as_str().unwrap_or("?");
    line(
        &mut text,
        &format!("openapi {}, version {version}", word(&document["openapi"])),
    );
    for server in list(&document["servers"]) {
        line(&mut text, &format!("server {}", word(&server["url"])));
    }
    line(
        &mut text,
        &format!("security {}", canonical(&document["security"])),
    );
    for (name, scheme) in sorted(&document["components"]["securitySchemes"]) {
        line(&mut text, &format!("scheme {name}{}", rest(scheme, &[])));
    }
    for (path, item) in sorted(&document["paths"]) {
        text.push('\n');
        let shared = rest(item, &METHODS);
        if !shared.is_empty() {
            line(&mut text, &format!("{path}{shared}"));
        }
        for (method, operation) in sorted(item) {
            if METHODS.contains(&method) {
                let name = format!("{} {path}", method.to_uppercase());
                operation_lines(&mut text, &name, operation);
            }
        }
    }
    for (name, schema) in sorted(&document["components"]["schemas"]) {
        text.push('\n');
        schema_lines(&mut text, name, schema);
    }
    text
}

fn operation_lines(text: &mut String, name: &str, operation: &Value) {
    let told = ["operationId", "parameters", "responses"];
    let id = word(&operation["operationId"]);
    line(text, &format!("{name} {id}{}", rest(operation, &told)));
    let mut parameters: Vec<String> = list(&operation["parameters"])
        .iter()
        .map(|parameter| {
            let told = ["name", "in", "required", "schema"];
            let need = if parameter["required"] == true {
                "required"
            } else {
                "optional"
            };
            let (place, name) = (word(&parameter["in"]), word(&parameter["name"]));
            let ty = shape(&parameter["schema"]);
            format!("  {place} {name}: {ty}, {need}{}", rest(parameter, &told))
        })
        .collect();
    parameters.sort();
    parameters
        .iter()
        .for_each(|parameter| line(text, parameter));
    for (status, response) in sorted(&operation["responses"]) {
        let media = sorted(&response["content"]);
        let bodies = media
            .iter()
            .map(|(media, body)| format!("{media} {}", shape(&body["schema"])));
        let bodies = bodies.collect::<Vec<_>>().join(", ");
        line(
            text,
            format!("  {status} {bodies}{}", rest(response, &["content"])).trim_end(),
        );
    }
}

fn schema_lines(text: &mut String, name: &str, schema: &Value) {
    let told = ["properties", "required", "type", "nullable"];
    line(
        text,
        &format!("{name}: {}{}", shape_of_type(schema), rest(schema, &told)),
    );
    let required = list(&schema["required"]);
    for (property, schema) in sorted(&schema["properties"]) {
        let need = if required.iter().any(|r| r == property) {
            ", required"
        } else {
            ""
        };
        line(
            text,
            &format!("  {name}.{property}: {}{need}", shape(schema)),
        );
    }
}

/// A schema in a few words: type, `?` where null is allowed, the Rust type that reads it, and
/// every other keyword as it stands.
fn shape(schema: &Value) -> String {
    let told = ["type", "nullable", "items", "$ref", "x-rust-type"];
    let mut shape = shape_of_type(schema);
    if let Some(path) = schema["x-rust-type"]["path"].as_str() {
        let _ = write!(shape, " as {}", path.rsplit("::").next().unwrap_or(path));
    }
    shape + &rest(schema, &told)
}

fn shape_of_type(schema: &Value) -> String {
    let mut shape = match (schema["$ref"].as_str(), schema["type"].as_str()) {
        (Some(target), _) => target.rsplit('/').next().unwrap_or(target).to_owned(),
        (None, Some("array")) => format!("[{}]", self::shape(&schema["items"])),
        (None, Some(ty)) => ty.to_owned(),
        (None, None) => "any".to_owned(),
    };
    if schema["nullable"] == true {
        shape.push('?');
    }
    shape
}

/// The keywords that the line has not told yet, so that none goes unseen.
fn rest(value: &Value, told: &[&str]) -> String {
    let untold = |key: &str| !told.contains(&key) && !PROSE.contains(&key);
    let keywords = sorted(value).into_iter().filter(|(key, _)| untold(key));
    keywords
        .map(|(key, value)| format!(" {key}={}", canonical(value)))
        .collect()
}

/// The same value with its members in the order of their names, whatever serde_json's features.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(_) => sorted(value)
            .into_iter()
            .map(|(name, member)| (name.to_owned(), canonical(member)))
            .collect(),
        Value::Array(list) => list.iter().map(canonical).collect(),
        scalar => scalar.clone(),
    }
}

/// An object's members by name: the order in the file is no meaning.
fn sorted(value: &Value) -> BTreeMap<&str, &Value> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(key, value)| (key.as_str(), value)).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
