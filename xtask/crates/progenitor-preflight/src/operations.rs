//! Paths, methods and operation identifiers.

use super::context::Context;
use super::{fix, rust};
use openapi_document::Pointer;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Methods of the generated client and of its hooks: an operation of this name would take their
/// place.
const METHODS_TAKEN: [&str; 9] = [
    "new",
    "new_with_client",
    "api_version",
    "baseurl",
    "client",
    "inner",
    "pre",
    "exec",
    "post",
];

/// Names that the generated `builder` module uses for something else.
const TYPES_TAKEN: [&str; 20] = [
    "ByteStream",
    "ClientInfo",
    "ClientHooks",
    "Error",
    "OperationInfo",
    "RequestBuilderExt",
    "ResponseValue",
    "Result",
    "Option",
    "String",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "ToString",
    "Clone",
    "Default",
    "Send",
    "Sync",
    "Box",
];

pub(super) fn check(context: &mut Context<'_>) {
    paths(context);
    identifiers(context);
    let document = context.document;
    for operation in context.operations() {
        context.enter(&operation);
        if ["options", "trace"].contains(&operation.method) {
            context.error(
                "method-unsupported",
                &operation.at,
                "the HTTP client has no such method".to_owned(),
                fix::remove(document, &operation.at),
            );
        }
        for extension in operation
            .map
            .keys()
            .filter(|key| key.starts_with("x-dropshot"))
        {
            let at = operation.at.join(extension);
            context.error(
                "dropshot-extension",
                &at,
                format!("`{extension}` makes the generator write code for another kind of service"),
                fix::remove(document, &at),
            );
        }
        for ignored in ["callbacks", "servers"] {
            if operation.map.contains_key(ignored) {
                let at = operation.at.join(ignored);
                context.warn(
                    "operation-ignored",
                    &at,
                    format!("`{ignored}` of an operation is ignored"),
                    fix::remove(document, &at),
                );
            }
        }
    }
}

fn paths(context: &mut Context<'_>) {
    let document = context.document;
    let Some(Value::Object(paths)) = document.get("paths") else {
        return;
    };
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        let at = Pointer::from(["paths", path]);
        if item.get("$ref").is_some() {
            context.error(
                "path-reference",
                &at,
                format!("{path}: the generator takes no reference for a path item"),
                "write the path item out with an overlay action, and remove the `$ref`".to_owned(),
            );
        }
        if let Some(problem) = template_problem(path) {
            context.error(
                "path-invalid",
                &at,
                format!("the path `{path}` {problem}"),
                format!(
                    "add the path as it should be with an overlay action, then\n{}",
                    fix::remove(document, &at)
                ),
            );
        }
    }
}

/// What is wrong with a path template, if anything.
fn template_problem(path: &str) -> Option<&'static str> {
    if !path.starts_with('/') {
        return Some("does not begin with a slash: the generator passes over it in silence");
    }
    if path.contains("//") {
        return Some("has an empty segment, which the generator drops");
    }
    if path.contains(['?', '#']) {
        return Some("carries a query or a fragment");
    }
    let mut inside = false;
    let mut name = 0;
    for c in path.chars() {
        match (c, inside) {
            ('{', false) => (inside, name) = (true, 0),
            ('}', true) if name > 0 => inside = false,
            ('{' | '}', _) | ('/', true) => return Some("has braces that do not match"),
            _ => name += 1,
        }
    }
    inside.then_some("has braces that do not match")
}

fn identifiers(context: &mut Context<'_>) {
    let document = context.document;
    let mut by_method: BTreeMap<String, Vec<(String, Pointer, String)>> = BTreeMap::new();
    for operation in context.operations() {
        context.enter(&operation);
        match operation.map.get("operationId") {
            None => {
                let suggested = rust::snake(&format!("{} {}", operation.method, operation.path));
                context.error(
                    "operation-id-missing",
                    &operation.at,
                    "no operationId to name the method by".to_owned(),
                    fix::update(document, &operation.at, json!({"operationId": suggested})),
                );
            }
            Some(Value::String(id)) => {
                let method = rust::snake(id);
                let ty = rust::pascal(&method);
                if METHODS_TAKEN.contains(&method.as_str()) || TYPES_TAKEN.contains(&ty.as_str()) {
                    context.error(
                        "operation-id-reserved",
                        &operation.at.join("operationId"),
                        format!("the operationId `{id}` makes a name that the generated code uses itself"),
                        fix::update(
                            document,
                            &operation.at,
                            json!({"operationId": format!("{method}_operation")}),
                        ),
                    );
                }
                by_method.entry(ty).or_default().push((
                    id.clone(),
                    operation.at.clone(),
                    operation.name(),
                ));
            }
            Some(_) => {}
        }
    }
    for (ty, operations) in by_method
        .into_iter()
        .filter(|(_, operations)| operations.len() > 1)
    {
        let names: Vec<&str> = operations
            .iter()
            .map(|(_, _, name)| name.as_str())
            .collect();
        for (index, (id, at, _)) in operations.iter().enumerate().skip(1) {
            context.error(
                "operation-id-clash",
                &at.join("operationId"),
                format!(
                    "the operationId `{id}` makes the name `{ty}` of {}",
                    rust::listed(&names)
                ),
                fix::update(
                    document,
                    at,
                    json!({"operationId": format!("{id}_{}", index + 1)}),
                ),
            );
        }
    }
}
