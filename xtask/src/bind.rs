//! Binds a document to our contract (`openapi/contract.yaml`): finds each role, gives it the
//! contract's name and type, and adds missing parts.
//!
//! The bound document is written from scratch. Only names, shapes and descriptions are taken from
//! the published schemas, so that nothing else a producer declares (the name of a schema,
//! `required`, a bound, an enum, `additionalProperties`, `allOf`) changes the code that ours is
//! compiled against, or makes deserialization reject a value.

mod answers;
mod canonical;
mod findings;
mod names;
mod operations;
mod references;
mod requests;
mod rust;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

pub use findings::{Findings, Mismatch, Problem, by_record};

use crate::contract::Contract;
use answers::Answers;
use names::Names;
use openapi_document::Pointer;
use operations::Found;
use shape::Schema;

/// Maximum number of operations in a document.
const MAX_OPERATIONS: usize = 2_000;

/// A document bound to the contract.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The document for the generator.
    pub document: Value,
    /// The path that every path of the published document began with, moved to the server.
    pub prefix: String,
    /// The findings of binding.
    pub findings: Findings,
}

/// Sorts a document's keys, and the lists whose order has no meaning.
pub fn order(document: &mut Value) {
    canonical::order(document);
}

/// The path that the document's server adds to the service's address, such as `/api/v1`.
pub fn server_path(document: &Value, contract: &Contract) -> String {
    operations::path_of(std::iter::once(document), contract)
}

/// Binds an OpenAPI 3.0 document to the contract.
///
/// # Errors
///
/// Every operation and every parameter of the contract that cannot be bound.
pub fn bind(mut document: Value, contract: &Contract) -> Result<Bound, Vec<Problem>> {
    order(&mut document);
    let mut findings = Findings::default();
    let mut problems = Vec::new();
    let all = operations::all(&document, &contract.token);

    if all.len() > MAX_OPERATIONS {
        let what = format!("the document has more than {MAX_OPERATIONS} operations");
        let help = "remove those that are not wanted in openapi/overlay.yaml".to_owned();
        return Err(vec![Problem { what, help }]);
    }

    // Find the roles.
    let mut roles: BTreeMap<(&str, &str), (&str, Vec<Value>)> = BTreeMap::new();
    let mut ours_found = Vec::new();
    let mut starts = Vec::new();
    let mut server_paths = BTreeSet::new();
    for (name, wanted) in &contract.operations {
        let found = match operations::locate(name, wanted, &all, &document) {
            Ok(found) => found,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let parameters = requests::bind(wanted, found, &document, &mut findings, &mut problems);
        findings.operations.push((name.clone(), found.name()));
        server_paths.insert(operations::server_path(&document, found, contract));
        let published = Responses::of(&document, found);
        if published.success.is_empty() {
            findings.notes.push(format!(
                "{}: the document does not describe its response; all of it is taken from the \
                 contract",
                found.name()
            ));
        }
        starts.push((wanted.answer.as_str(), published.success));
        ours_found.push((found, wanted));
        roles.insert((&found.path, &found.method), (name, parameters));
    }
    if server_paths.len() > 1 {
        let paths: Vec<&str> = server_paths.iter().map(String::as_str).collect();
        problems.push(Problem {
            what: format!(
                "our operations have servers with different paths: {}",
                paths.join(", ")
            ),
            help: "say in openapi/overlay.yaml which `servers` is right, and remove the other"
                .to_owned(),
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    for found in &all {
        starts.push((&contract.error, Responses::of(&document, found).errors));
    }

    let prefix = operations::prefix(&ours_found, &all);

    // Choose their types.
    let mut answers = Answers::bind(&document, contract, starts, &mut findings);
    let mut written = BTreeMap::new();
    let mut ids = Names::new(contract.operations.keys());
    for found in &all {
        let Some(operation) = found.find(&document).and_then(Value::as_object) else {
            continue;
        };
        let role = roles.get(&(found.path.as_str(), found.method.as_str()));
        let operation = match role {
            Some((name, parameters)) => ours(name, parameters, operation, contract),
            None => {
                findings.more_operations.push(found.name());
                let responses = Responses::of(&document, found);
                other(
                    found,
                    operation,
                    responses,
                    &document,
                    &mut answers,
                    &mut ids,
                    contract,
                )
            }
        };
        let path = &found.path[prefix.len()..];
        written.insert((path, found.method.as_str()), operation);
    }

    let server_path = server_paths.into_iter().next().unwrap_or_default() + &prefix;
    let document = assemble(&document, written, answers, contract, &server_path);
    Ok(Bound {
        document,
        prefix,
        findings,
    })
}

/// The JSON bodies of an operation's responses.
struct Responses<'a> {
    success: Vec<&'a Value>,
    errors: Vec<&'a Value>,
    /// Successful responses without a JSON body, by status.
    plain: Vec<(&'a str, &'a Value)>,
}

impl<'a> Responses<'a> {
    fn of(document: &'a Value, found: &Found) -> Self {
        let responses = found
            .find(document)
            .and_then(|operation| operation.get("responses"));
        let responses: Vec<(&str, &Value)> = responses
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(status, response)| (status.as_str(), resolve(document, response)))
            .collect();
        let is_success = |status: &str| status.starts_with('2');
        // A sole `default` response is also the success.
        let only_default = !responses.iter().any(|(status, _)| is_success(status));
        let mut sorted = Self {
            success: Vec::new(),
            errors: Vec::new(),
            plain: Vec::new(),
        };
        for (status, response) in responses {
            let body = json_body(response);
            match (
                is_success(status) || only_default && status == "default",
                body,
            ) {
                (true, Some(schema)) => sorted.success.push(schema),
                (true, None) => sorted.plain.push((status, response)),
                (false, Some(schema)) => sorted.errors.push(schema),
                (false, None) => {}
            }
        }
        sorted
    }
}

/// The schema of a response's JSON, under any JSON media type.
fn json_body(response: &Value) -> Option<&Value> {
    let content = response.get("content")?.as_object()?;
    let is_json = |media: &str| {
        let media = media.to_ascii_lowercase();
        media.contains("json") || media.starts_with("*/*") || media.starts_with("application/*")
    };
    content
        .iter()
        .find(|(media, _)| is_json(media))?
        .1
        .get("schema")
}

/// Resolves a value; returns the value itself if its `$ref` leads nowhere.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    openapi_document::resolve(document, value).map_or(value, |target| target.value)
}

/// An operation as written. Its references lead to published components, and in its responses to
/// records.
struct Written {
    operation: Value,
    responses: Map<String, Value>,
}

/// An operation of the contract.
fn ours(
    name: &str,
    parameters: &[Value],
    published: &Map<String, Value>,
    contract: &Contract,
) -> Written {
    let wanted = &contract.operations[name];
    let mut operation = json!({
        "operationId": name,
        "summary": wanted.text,
        "parameters": parameters,
    });
    for keyword in ["summary", "description"] {
        if let Some(Value::String(text)) = published.get(keyword)
            && !text.trim().is_empty()
        {
            operation[keyword] = text.as_str().into();
        }
    }
    let text = &contract.records[&wanted.answer].text;
    let success = response(text, &rust::reference(&wanted.answer));
    let responses = BTreeMap::from([("2XX".to_owned(), success)]);
    Written {
        operation,
        responses: with_errors(responses, contract),
    }
}

/// An operation outside the contract: unchanged, except for its responses.
fn other<'a>(
    found: &Found,
    published: &Map<String, Value>,
    declared: Responses<'a>,
    document: &'a Value,
    answers: &mut Answers<'a>,
    ids: &mut Names,
    contract: &Contract,
) -> Written {
    let mut operation = published.clone();
    let mut responses = BTreeMap::new();
    operation.retain(|keyword, _| !["responses", "servers"].contains(&keyword.as_str()));
    let parameters = found
        .parameters
        .iter()
        .map(|parameter| parameter.value.clone());
    operation.insert("parameters".to_owned(), parameters.collect());
    let id = published.get("operationId").and_then(Value::as_str);
    if let Some(id) = id {
        operation.insert("operationId".to_owned(), ids.keep(id).into());
    }
    if declared.success.is_empty() {
        // A body that is not JSON is not deserialized with a schema.
        let plain = declared.plain.into_iter().map(|(status, response)| {
            let mut plain =
                json!({"description": response.get("description").unwrap_or(&"".into())});
            if let Some(content) = response.get("content").and_then(Value::as_object) {
                let media = content.keys().map(|media| (media.clone(), json!({})));
                plain["content"] = media.collect::<Map<_, _>>().into();
            }
            (status.to_owned(), plain)
        });
        responses.extend(plain);
    } else {
        let hint = format!("{} {} answer", found.method, found.path);
        let form = answers.form(&Schema::of(document, declared.success), &hint);
        responses.insert("2XX".to_owned(), response("", &rust::answer(&form)));
    }
    Written {
        operation: operation.into(),
        responses: with_errors(responses, contract),
    }
}

fn response(text: &str, schema: &Value) -> Value {
    json!({"description": text, "content": {"application/json": {"schema": schema}}})
}

/// Replaces the error responses of every operation by one record.
fn with_errors(responses: BTreeMap<String, Value>, contract: &Contract) -> Map<String, Value> {
    let text = &contract.records[&contract.error].text;
    let error = response(text, &rust::reference(&contract.error));
    let errors = ["4XX", "5XX"].map(|status| (status.to_owned(), error.clone()));
    responses.into_iter().chain(errors).collect()
}

/// The document for the generator: the operations, the records of their responses, and the
/// published components that the requests refer to.
fn assemble(
    published: &Value,
    written: BTreeMap<(&str, &str), Written>,
    answers: Answers<'_>,
    contract: &Contract,
    server_path: &str,
) -> Value {
    let (records, mut names) = answers.into_records();
    let schemas = records
        .into_iter()
        .map(|(name, record)| (name, record.schema()));
    let mut components = Map::from_iter([("schemas".to_owned(), Value::Object(schemas.collect()))]);
    let operations = written.values().map(|written| &written.operation);
    let kept = references::reachable(published, operations);
    let renamed = references::rename(&kept, &mut names);
    for (kind, name) in &kept {
        let at = Pointer::from(["components", kind.as_str(), name.as_str()]);
        let (Some(component), Ok(section)) = (
            at.find(published),
            components
                .entry(kind.as_str())
                .or_insert_with(|| json!({}))
                .as_object_mut()
                .ok_or(()),
        ) else {
            continue;
        };
        let mut component = component.clone();
        references::rewrite(&mut component, &renamed);
        let name = renamed
            .get(name)
            .filter(|_| kind == "schemas")
            .unwrap_or(name);
        section.insert(name.clone(), component);
    }
    let mut paths = Map::new();
    for (
        (path, method),
        Written {
            mut operation,
            responses,
        },
    ) in written
    {
        references::rewrite(&mut operation, &renamed);
        operation["responses"] = responses.into();
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation;
    }
    if let Some(schemes) = published.pointer("/components/securitySchemes") {
        components.insert("securitySchemes".to_owned(), schemes.clone());
    }
    let mut document = published.clone();
    document["servers"] = json!([{"url": format!("{}{server_path}", contract.server)}]);
    document["paths"] = paths.into();
    document["components"] = components.into();
    order(&mut document);
    document
}
