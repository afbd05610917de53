//! The raw client: what it reads, and what it puts on the wire.

mod answers;
mod faults;
mod forms;
mod laws;
mod records;
mod redirects;
mod requests;

/// A token that stands nowhere else, so that finding it is a leak.
const TOKEN: &str = "t0ken-of-these-tests";

/// A client of the service at `url` with the token of these tests.
fn client(url: &str) -> certifinfo_sdk::Client {
    certifinfo_sdk::connect(url, &TOKEN.into()).expect("a client")
}

/// The path and the declaration of an operation of the contract, in the document that is held.
fn operation(name: &str) -> (String, serde_json::Value) {
    let document = crate::support::repo::json("openapi/effective.json");
    let paths = document["paths"].as_object().expect("paths");
    let found = paths.iter().find_map(|(path, item)| {
        let mut operations = item.as_object()?.values();
        let operation = operations.find(|operation| operation["operationId"] == name)?;
        Some((path.clone(), operation.clone()))
    });
    found.unwrap_or_else(|| panic!("no operation {name}"))
}

/// The path that an operation is asked at.
fn path(name: &str) -> String {
    format!("{}{}", certifinfo_sdk::SERVER_PATH, operation(name).0)
}

/// What separates the values of a list that is one text.
fn separator(name: &str, parameter: &str) -> Option<String> {
    let (_, operation) = operation(name);
    let parameters = operation["parameters"].as_array().expect("parameters");
    let found = parameters.iter().find(|found| found["name"] == parameter)?;
    Some(found["x-separator"].as_str()?.to_owned())
}
