//! The operations of a document with their parameters, and the operation of each role.

use serde_json::{Map, Value};

use super::findings::Problem;
use crate::contract::{Contract, Operation};
use openapi_document::METHODS;
use openapi_document::Pointer;
use openapi_document::json_path::quoted;

/// An operation of the document.
pub(super) struct Found {
    pub(super) path: String,
    pub(super) method: String,
    pub(super) parameters: Vec<Declared>,
}

/// A parameter as the document declares it.
#[derive(Clone)]
pub(super) struct Declared {
    pub(super) value: Value,
    /// The JSONPath for an overlay action.
    pub(super) target: String,
}

impl Declared {
    pub(super) fn text(&self, keyword: &str) -> &str {
        self.value
            .get(keyword)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub(super) fn is_required(&self) -> bool {
        self.value.get("required") == Some(&Value::Bool(true))
    }
}

impl Found {
    /// The method and the path: `GET /recherche`.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method.to_ascii_uppercase(), self.path)
    }

    /// The JSONPath for an overlay action.
    pub(super) fn target(&self) -> String {
        format!("$.paths[{}].{}", quoted(&self.path), self.method)
    }

    /// The operation itself.
    pub(super) fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        document.get("paths")?.get(&self.path)?.get(&self.method)
    }

    fn declares(&self, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|parameter| parameter.text("name") == name)
    }
}

/// Every operation of the document, without the token header, which a hook sends.
pub(super) fn all(document: &Value, token: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method).filter(|operation| operation.is_object()) else {
                continue;
            };
            let at = format!("$.paths[{}]", quoted(path));
            let mut parameters = declared(document, item, &at);
            // The operation's own declaration overrides that of the path.
            for own in declared(document, operation, &format!("{at}.{method}")) {
                parameters.retain(|other| {
                    (other.text("name"), other.text("in")) != (own.text("name"), own.text("in"))
                });
                parameters.push(own);
            }
            parameters.retain(|parameter| {
                !(parameter.text("in") == "header"
                    && parameter.text("name").eq_ignore_ascii_case(token))
            });
            found.push(Found {
                path: path.clone(),
                method: method.to_owned(),
                parameters,
            });
        }
    }
    found
}

fn declared(document: &Value, owner: &Value, at: &str) -> Vec<Declared> {
    let list = owner.get("parameters").and_then(Value::as_array);
    let resolve = |parameter: &Value| {
        let Some(Value::String(reference)) = parameter.get("$ref") else {
            let name = parameter
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let target = format!("{at}.parameters[?@.name == {}]", quoted(name));
            return Some(Declared {
                value: parameter.clone(),
                target,
            });
        };
        let target = Pointer::parse(reference)?;
        let value = target.find(document)?.clone();
        let steps = target
            .segments()
            .iter()
            .map(|segment| format!("[{}]", quoted(segment)));
        Some(Declared {
            value,
            target: format!("${}", steps.collect::<String>()),
        })
    };
    list.into_iter().flatten().filter_map(resolve).collect()
}

/// The operation with the role `name`, by method and end of the path; of several, the one with most
/// of our parameters, then the shortest path.
pub(super) fn locate<'f>(
    name: &str,
    wanted: &Operation,
    found: &'f [Found],
    document: &Value,
) -> Result<&'f Found, Problem> {
    let suffix: Vec<&str> = segments(&wanted.path).collect();
    let ends = |path: &str| {
        let path: Vec<&str> = segments(path).collect();
        path.len() >= suffix.len()
            && path
                .iter()
                .rev()
                .zip(suffix.iter().rev())
                .all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    let rank = |found: &Found| {
        let known = wanted
            .parameters
            .keys()
            .filter(|name| found.declares(name))
            .count();
        let deprecated = found
            .find(document)
            .is_some_and(|operation| operation.get("deprecated") == Some(&Value::Bool(true)));
        (
            known,
            !deprecated,
            std::cmp::Reverse(segments(&found.path).count()),
        )
    };
    let mut candidates: Vec<&Found> = found
        .iter()
        .filter(|found| found.method == wanted.method && ends(&found.path))
        .collect();
    candidates.sort_by_key(|found| std::cmp::Reverse(rank(found)));
    match candidates.as_slice() {
        [] => Err(gone(name, wanted, found)),
        [first, second, ..] if rank(first) == rank(second) => Err(Problem {
            what: format!(
                "operation `{name}`: both {} and {} could be it",
                first.name(),
                second.name()
            ),
            help: format!(
                "set operations.{name}.path in openapi/contract.yaml to more of the path of the one \
                 that is meant"
            ),
        }),
        [first, ..] => Ok(first),
    }
}

fn gone(name: &str, wanted: &Operation, found: &[Found]) -> Problem {
    let others: Vec<String> = found.iter().map(Found::name).take(10).collect();
    let others = match others.is_empty() {
        true => "it has no operation at all".to_owned(),
        false => format!("it has {}", others.join(", ")),
    };
    Problem {
        what: format!(
            "operation `{name}`: the document has no {} …/{}; {others}",
            wanted.method.to_ascii_uppercase(),
            wanted.path.trim_matches('/')
        ),
        help: format!(
            "if it has another path now, set operations.{name}.path in openapi/contract.yaml; if it \
             is gone, take it out of the contract and out of certifinfo-ext, which calls it"
        ),
    }
}

/// The path in front of what the contract calls our operations, such as `/api/v1`, if it is in
/// front of every path of the document: it then belongs to the address of the service.
pub(super) fn prefix(ours: &[(&Found, &Operation)], all: &[Found]) -> String {
    let prefix = |(found, wanted): &(&Found, &Operation)| -> String {
        let own = segments(&wanted.path).count();
        let before = segments(&found.path).count().saturating_sub(own);
        segments(&found.path)
            .take(before)
            .map(|segment| format!("/{segment}"))
            .collect()
    };
    let first = ours.first().map(prefix).unwrap_or_default();
    let is_shared = !first.contains('{')
        && ours.iter().all(|ours| prefix(ours) == first)
        && all.iter().all(|found| {
            let rest = found.path.strip_prefix(&first);
            rest.is_some_and(|rest| rest.starts_with('/'))
        });
    if is_shared { first } else { String::new() }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// The path of the document's server, which precedes the paths of the operations: `/api/v1`.
pub(super) fn server_path(document: &Value, found: &Found, contract: &Contract) -> String {
    let item = document
        .get("paths")
        .and_then(|paths| paths.get(&found.path));
    path_of(
        [found.find(document), item, Some(document)]
            .into_iter()
            .flatten(),
        contract,
    )
}

/// The server path of the first of these that declares servers. Of several servers, the one at our
/// address, otherwise the first.
pub(super) fn path_of<'v>(
    mut owners: impl Iterator<Item = &'v Value>,
    contract: &Contract,
) -> String {
    let servers = owners.find_map(|owner| {
        let servers = owner.get("servers").and_then(Value::as_array)?;
        (!servers.is_empty()).then_some(servers)
    });
    let servers = servers.into_iter().flatten().filter_map(Value::as_object);
    let urls: Vec<String> = servers.map(server_url).collect();
    let ours = urls.iter().find(|url| url.starts_with(&contract.server));
    let url = ours.or(urls.first()).map_or("", String::as_str);
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    segments(path)
        .filter(|segment| !matches!(*segment, "." | ".."))
        .map(|segment| format!("/{segment}"))
        .collect()
}

/// The URL of a server, with the defaults of its variables.
fn server_url(server: &Map<String, Value>) -> String {
    let mut url = server
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let variables = server.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let default = match variable.get("default") {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        url = url.replace(&format!("{{{name}}}"), &default);
    }
    url
}
