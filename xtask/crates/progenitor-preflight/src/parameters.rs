//! Parameters: where they stand, how they are written, what they are called.

use super::context::{Context, Operation};
use super::types::{Shape, shape};
use super::{fix, queries, rust};
use openapi_document::Pointer;
use serde_json::{Value, json};

/// Methods of a generated request builder, and a variable of its code.
const TAKEN: [&str; 3] = ["new", "send", "header_map"];

/// A parameter as the generator sees it, and where it is described.
struct Parameter<'a> {
    name: &'a str,
    place: &'a str,
    value: &'a Value,
    at: Pointer,
}

pub(super) fn check(context: &mut Context<'_>) {
    for operation in context.operations() {
        context.enter(&operation);
        let shared = list(
            context,
            operation.item.get("parameters"),
            &Pointer::from(["paths", operation.path]),
        );
        let own = list(context, operation.map.get("parameters"), &operation.at);
        repeated(context, &shared);
        repeated(context, &own);
        let mut parameters: Vec<Parameter<'_>> = Vec::new();
        for parameter in shared.into_iter().chain(own) {
            // The operation's own word replaces that of the path.
            parameters
                .retain(|other| (other.name, other.place) != (parameter.name, parameter.place));
            parameters.push(parameter);
        }
        names(context, &operation, &parameters);
        for parameter in &parameters {
            match parameter.place {
                "query" => queries::check(context, parameter.name, parameter.value, &parameter.at),
                "path" => path(context, &operation, parameter),
                "header" => header(context, parameter),
                "cookie" => context.error(
                    "parameter-cookie",
                    &parameter.at,
                    format!("the cookie parameter `{}` cannot be sent", parameter.name),
                    fix::remove(context.document, &parameter.at),
                ),
                _ => {}
            }
            if parameter.value.get("content").is_some() {
                context.error(
                    "parameter-content",
                    &parameter.at,
                    format!(
                        "the parameter `{}` is described by `content`, which the generator refuses",
                        parameter.name
                    ),
                    fix::all([
                        fix::remove(context.document, &parameter.at.join("content")),
                        fix::update(
                            context.document,
                            &parameter.at,
                            json!({"schema": {"type": "string"}}),
                        ),
                    ]),
                );
            }
        }
        undeclared(context, &operation, &parameters);
    }
}

fn list<'a>(context: &Context<'a>, value: Option<&'a Value>, at: &Pointer) -> Vec<Parameter<'a>> {
    let Some(Value::Array(list)) = value else {
        return Vec::new();
    };
    let parameter = |(index, item): (usize, &'a Value)| {
        let value = context.resolve(item)?;
        let mut place = at.join("parameters").join(&index.to_string());
        if let Some(referred) = item
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(Pointer::parse)
        {
            place = referred;
        }
        Some(Parameter {
            name: value.get("name")?.as_str()?,
            place: value.get("in")?.as_str()?,
            value,
            at: place,
        })
    };
    list.iter().enumerate().filter_map(parameter).collect()
}

fn repeated(context: &mut Context<'_>, parameters: &[Parameter<'_>]) {
    for (index, parameter) in parameters.iter().enumerate() {
        let before = &parameters[..index];
        if before
            .iter()
            .any(|other| (other.name, other.place) == (parameter.name, parameter.place))
        {
            context.error(
                "parameter-duplicate",
                &parameter.at,
                format!(
                    "the {} parameter `{}` is described twice; all but one are dropped",
                    parameter.place, parameter.name
                ),
                format!(
                    "- target: (the one of the two to drop, by its index: {})\n  remove: true",
                    parameter.at
                ),
            );
        }
    }
}

fn names(context: &mut Context<'_>, operation: &Operation<'_>, parameters: &[Parameter<'_>]) {
    let rename = |at: &Pointer| format!("remove one of them with an overlay action, at {at}");
    for (ident, names) in rust::clashes(
        parameters.iter().map(|parameter| parameter.name),
        rust::snake,
    ) {
        let Some(last) = parameters
            .iter()
            .rfind(|parameter| Some(&parameter.name) == names.last())
        else {
            continue;
        };
        let same = names.windows(2).all(|pair| pair[0] == pair[1]);
        let message = match same {
            true => format!(
                "`{}` is a parameter in two places; the generator keeps one",
                names[0]
            ),
            false => format!(
                "the parameters {} would both be called `{ident}`",
                rust::listed(&names)
            ),
        };
        context.error("parameter-clash", &last.at, message, rename(&last.at));
    }
    let body = operation.map.contains_key("requestBody");
    for parameter in parameters {
        let ident = rust::snake(parameter.name);
        if TAKEN.contains(&ident.as_str()) || body && ident == "body" {
            context.error(
                "parameter-reserved",
                &parameter.at,
                format!(
                    "the parameter `{}` has a name that the generated code uses itself",
                    parameter.name
                ),
                fix::remove(context.document, &parameter.at),
            );
        }
    }
}

fn path(context: &mut Context<'_>, operation: &Operation<'_>, parameter: &Parameter<'_>) {
    let document = context.document;
    let Parameter {
        name, value, at, ..
    } = parameter;
    if value.get("required") != Some(&json!(true)) {
        context.error(
            "path-parameter-optional",
            at,
            format!("the path parameter `{name}` is not `required: true`"),
            fix::update(document, at, json!({"required": true})),
        );
    }
    if !operation.path.contains(&format!("{{{name}}}")) {
        context.error(
            "path-parameter-unknown",
            at,
            format!("the path {} has no `{{{name}}}`", operation.path),
            fix::remove(document, at),
        );
    }
    if value.get("style").is_some_and(|style| style != "simple") {
        context.error(
            "path-style",
            at,
            format!("the generator writes the path parameter `{name}` only in the style `simple`"),
            fix::remove(document, &at.join("style")),
        );
    }
    scalar(context, parameter);
}

fn header(context: &mut Context<'_>, parameter: &Parameter<'_>) {
    let document = context.document;
    let Parameter { name, at, .. } = parameter;
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) {
        context.error(
            "header-name",
            at,
            format!("`{name}` cannot be the name of a header: the client would panic on it"),
            fix::remove(document, at),
        );
    }
    if ["accept", "content-type", "authorization"].contains(&name.to_ascii_lowercase().as_str()) {
        context.warn(
            "header-reserved",
            at,
            format!(
                "a header parameter `{name}` is to be ignored, says OpenAPI; the generator sends it"
            ),
            fix::remove(document, at),
        );
    }
    scalar(context, parameter);
}

fn scalar(context: &mut Context<'_>, parameter: &Parameter<'_>) {
    let Some(schema) = parameter.value.get("schema") else {
        return;
    };
    if shape(context, schema) != Shape::Scalar {
        let at = parameter.at.join("schema");
        context.error(
            "parameter-not-scalar",
            &at,
            format!(
                "the {} parameter `{}` is no plain text, number or boolean: the code for it does not compile",
                parameter.place, parameter.name
            ),
            fix::all([
                fix::remove(context.document, &at),
                fix::update(context.document, &parameter.at, json!({"schema": {"type": "string"}})),
            ]),
        );
    }
}

fn undeclared(context: &mut Context<'_>, operation: &Operation<'_>, parameters: &[Parameter<'_>]) {
    for name in operation
        .path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
    {
        if !parameters
            .iter()
            .any(|parameter| parameter.place == "path" && parameter.name == name)
        {
            let described =
                json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
            context.error(
                "path-parameter-missing",
                &operation.at,
                format!("the path parameter `{name}` is not described"),
                fix::update(
                    context.document,
                    &operation.at,
                    json!({"parameters": [described]}),
                ),
            );
        }
    }
}
