//! Finds the parts of a document that the generator rejects, by bisection.

use crate::Options;
use crate::finding::{Finding, Severity, operation_of};
use crate::fix;
use crate::generate::generate;
use crate::lower::{Lowered, Untakable, lower};
use openapi_document::{METHODS, Pointer};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Time limit of the search. Each step runs the generator once more.
const MAX_SEARCH: Duration = Duration::from_secs(12);

/// The code, or what the generator rejects.
///
/// A rejected schema is read as any JSON; a rejected operation is refused.
pub(crate) fn generate_or_search(
    document: &Value,
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> (Result<syn::File, Vec<Finding>>, Lowered) {
    let mut untakable = Untakable::default();
    let mut findings = Vec::new();
    let mut started = None;
    loop {
        let lowered = lower(document, options, &untakable);
        if !lowered.findings.is_empty() {
            let findings = lowered.findings.clone();
            return (Err(findings), lowered);
        }
        let problem = match generate(&lowered, &lowered.document, options) {
            Ok(_) if !findings.is_empty() => return (Err(findings), lowered),
            Ok(file) => return (Ok(file), lowered),
            Err(problem) => problem,
        };
        let deadline = *started.get_or_insert_with(|| Instant::now() + MAX_SEARCH);
        progress("the generator stopped: looking for the part that it rejects");
        let found = culprit(&lowered, options, deadline, progress);
        let whole = |at: &Pointer| {
            let message = format!("the generator does not take the document: {problem}");
            finding(document, at, message, false)
        };
        match found {
            Some(Culprit::Schema(at)) if untakable.schemas.insert(at.clone()) => {}
            Some(Culprit::Operation(at)) if untakable.operations.insert(at.clone()) => {
                let message = format!("the generator does not take the operation: {problem}");
                findings.push(finding(document, &at, message, true));
            }
            Some(Culprit::Schema(at) | Culprit::Operation(at)) => {
                findings.push(whole(&at));
                return (Err(findings), lowered);
            }
            None => {
                findings.push(whole(&Pointer::root()));
                return (Err(findings), lowered);
            }
        }
    }
}

fn finding(document: &Value, at: &Pointer, message: String, removable: bool) -> Finding {
    Finding {
        id: "generator",
        severity: Severity::Error,
        operation: operation_of(at),
        location: at.to_string(),
        message,
        fix: match removable {
            true => fix::remove(document, at),
            false => {
                "change what is here with an overlay action; the message is the generator's own"
                    .to_owned()
            }
        },
    }
}

enum Culprit {
    Schema(Pointer),
    Operation(Pointer),
}

fn culprit(
    lowered: &Lowered,
    options: &Options,
    deadline: Instant,
    progress: &mut dyn FnMut(&str),
) -> Option<Culprit> {
    let schemas: Vec<&String> = lowered
        .document
        .pointer("/components/schemas")
        .and_then(Value::as_object)?
        .keys()
        .collect();
    let operations = operations(&lowered.document);
    let mut fails = |schemas: &[&String], operations: &[(String, &'static str)]| {
        progress(&format!(
            "trying {} schemas and {} operations",
            schemas.len(),
            operations.len()
        ));
        generate(
            lowered,
            &part(&lowered.document, schemas, operations),
            options,
        )
        .is_err()
    };
    if fails(&schemas, &[]) {
        let index = first(schemas.len(), deadline, |count| {
            fails(&schemas[..count], &[])
        })?;
        let at = lowered.origins.get(schemas.get(index)?.as_str())?;
        return Some(Culprit::Schema(at.clone()));
    }
    let index = first(operations.len(), deadline, |count| {
        fails(&schemas, &operations[..count])
    })?;
    let (path, method) = operations.get(index)?;
    let at = lowered.sources.get(&(path.clone(), (*method).to_owned()))?;
    Some(Culprit::Operation(at.clone()))
}

/// The index of the first part on which the generator fails.
fn first(count: usize, deadline: Instant, mut fails: impl FnMut(usize) -> bool) -> Option<usize> {
    let (mut passes, mut failing) = (0, count);
    while failing - passes > 1 {
        if Instant::now() > deadline {
            return None;
        }
        let middle = usize::midpoint(passes, failing);
        match fails(middle) {
            true => failing = middle,
            false => passes = middle,
        }
    }
    failing.checked_sub(1)
}

fn operations(document: &Value) -> Vec<(String, &'static str)> {
    let paths = document.get("paths").and_then(Value::as_object);
    let items = paths.into_iter().flatten();
    items
        .flat_map(|(path, item)| {
            METHODS
                .into_iter()
                .filter(|method| item.get(method).is_some())
                .map(|method| (path.clone(), method))
        })
        .collect()
}

/// The document with these operations; dropped schemas become any JSON, so that references still
/// resolve.
fn part(document: &Value, schemas: &[&String], operations: &[(String, &'static str)]) -> Value {
    let mut part = document.clone();
    if let Some(Value::Object(all)) = part.pointer_mut("/components/schemas") {
        for (name, schema) in all.iter_mut() {
            if !schemas.contains(&name) {
                *schema = json!({});
            }
        }
    }
    let mut paths = json!({});
    for (path, method) in operations {
        if paths.get(path).is_none() {
            paths[path] = json!({});
        }
        paths[path][*method] = document["paths"][path][*method].clone();
    }
    part["paths"] = paths;
    part
}
