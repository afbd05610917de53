//! Binding: our own code finds the same names and types in any document.
mod documents;
mod failures;
mod mutations;
mod order;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use xtask::bind::{self, Bound, Problem};
use xtask::contract::Contract;

const CONTRACT: &str = include_str!("../../../openapi/contract.yaml");

fn contract() -> Contract {
    let contract = openapi_document::parse(CONTRACT.as_bytes()).unwrap();
    Contract::read(&contract).unwrap()
}

/// The document that the sandbox serves.
fn reconstruction() -> Value {
    serde_json::from_str(include_str!("../../../tests/sandbox/openapi.json")).unwrap()
}

fn bound(published: &Value) -> Result<Bound, Vec<Problem>> {
    let document = openapi_convert::convert(published).unwrap().document;
    bind::bind(document, &contract())
}

/// The generator's input for the contract: without texts, and without what the document has beyond
/// the contract.
fn surface(document: &Value) -> BTreeMap<String, Value> {
    let contract = contract();
    let mut surface = BTreeMap::new();
    for (name, wanted) in &contract.operations {
        let operations = document["paths"].as_object().unwrap().values();
        let mut operations = operations.flat_map(|item| item.as_object().unwrap());
        let (method, operation) = operations
            .find(|(_, operation)| operation["operationId"] == json!(name))
            .unwrap_or_else(|| panic!("no operation {name}"));
        let mut parameters = operation["parameters"].clone();
        let ours = |parameter: &Value| {
            let name = parameter["name"].as_str().unwrap();
            wanted.parameters.contains_key(name)
        };
        parameters.as_array_mut().unwrap().retain(ours);
        let surface_of_role = json!({
            "method": method, "parameters": parameters, "responses": operation["responses"],
        });
        surface.insert(name.clone(), without_texts(surface_of_role));
    }
    for (name, wanted) in &contract.records {
        let mut schema = document["components"]["schemas"][name].clone();
        let properties = schema["properties"].as_object_mut().unwrap();
        properties.retain(|name, _| wanted.properties.contains_key(name));
        surface.insert(name.clone(), without_texts(schema));
    }
    surface
}

fn without_texts(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            map.retain(|keyword, value| keyword != "description" || !value.is_string());
            for member in map.values_mut() {
                *member = without_texts(member.take());
            }
        }
        Value::Array(list) => {
            for element in list {
                *element = without_texts(element.take());
            }
        }
        _ => {}
    }
    value
}
