//! Reports names of the client that a regeneration removes.
//!
//! The same call under another `operationId`, or a schema under another name, does not change the
//! service, but code that uses the client no longer compiles. The report says how to keep the old
//! name.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use openapi_document::METHODS;
use openapi_document::Pointer;
use progenitor_preflight as lint;

/// One note per renamed operation, and one for all schemas that are gone. Does nothing without an
/// earlier document.
pub(super) fn notes(old: &Value, new: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    for (path, item) in old["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let was = item[method]["operationId"].as_str();
            let is = new["paths"][path][method]["operationId"].as_str();
            let (Some(was), Some(is)) = (was, is) else {
                continue;
            };
            if was != is {
                notes.push(operation(new, path, method, was, is));
            }
        }
    }
    let names = |document: &Value| -> BTreeSet<String> {
        let schemas = document["components"]["schemas"].as_object();
        schemas
            .into_iter()
            .flatten()
            .map(|(n, _)| n.clone())
            .collect()
    };
    let gone: Vec<String> = names(old).difference(&names(new)).cloned().collect();
    if !gone.is_empty() {
        notes.push(format!(
            "schemas that no longer exist under their names: {}; code that uses their types \
             no longer compiles",
            gone.join(", ")
        ));
    }
    notes
}

fn operation(document: &Value, path: &str, method: &str, was: &str, is: &str) -> String {
    let at = Pointer::root().join("paths").join(path).join(method);
    let action = lint::update_action(document, &at, json!({ "operationId": was }));
    format!(
        "{} {path} was renamed from `{was}` to `{is}`: code that calls it no longer compiles; \
         to keep the name, add to openapi/overlay.yaml:\n{}",
        method.to_uppercase(),
        indented(&action)
    )
}

fn indented(action: &str) -> String {
    let lines: Vec<String> = action.lines().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}
