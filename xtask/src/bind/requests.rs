//! Binds requests: finds each of our parameters, checks that we can still send it, and types it.

use serde_json::{Value, json};

use super::answers::declared;
use super::findings::{Findings, Mismatch, Problem};
use super::names::key;
use super::operations::{Declared, Found};
use super::rust;
use super::shape::{Schema, Shape};
use crate::contract::{Form, Operation, Parameter, Sent};
use crate::generate::queries::SEPARATOR;

/// How a list is written as one text in a query: the style and the separator.
const STYLES: [(&str, &str); 3] = [
    ("form", ","),
    ("spaceDelimited", " "),
    ("pipeDelimited", "|"),
];

/// The parameters of a contract operation, for the generator.
pub(super) fn bind(
    wanted: &Operation,
    found: &Found,
    document: &Value,
    findings: &mut Findings,
    problems: &mut Vec<Problem>,
) -> Vec<Value> {
    let mut parameters = Vec::new();
    for (name, parameter) in &wanted.parameters {
        let ours =
            |declared: &&Declared| declared.text("name") == name && declared.text("in") == "query";
        match found.parameters.iter().find(ours) {
            None => problems.push(gone(name, parameter, found)),
            Some(declared) => {
                match take(name, parameter, declared, found, document, findings) {
                    Ok(value) => parameters.push(value),
                    Err(problem) => problems.push(problem),
                }
                findings.parameters += 1;
            }
        }
    }
    for declared in &found.parameters {
        let (name, place) = (declared.text("name"), declared.text("in"));
        if place == "query" && wanted.parameters.contains_key(name) {
            continue;
        }
        // OpenAPI ignores header parameters with these names.
        let ignored = ["accept", "content-type", "authorization"];
        if place == "header" && ignored.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        if declared.is_required() {
            problems.push(required(declared, found));
        } else if wanted.parameters.keys().any(|ours| key(ours) == key(name)) {
            findings.notes.push(format!(
                "{}: the {place} parameter `{name}` is left out: its name is that of one of ours",
                found.name()
            ));
        } else {
            parameters.push(declared.value.clone());
        }
    }
    parameters
}

fn take(
    name: &str,
    wanted: &Parameter,
    declared: &Declared,
    found: &Found,
    document: &Value,
    findings: &mut Findings,
) -> Result<Value, Problem> {
    let role = format!("{} `{name}`", found.name());
    let schema = Schema::of(document, declared.value.get("schema"));
    // The wrong declaration is removed first, so that the following action does not merge with it.
    let other = |what: String, wrong: &str, truth: Value| Problem {
        what: format!("{role}: {what}"),
        help: format!(
            "if the document is mistaken, say so in openapi/overlay.yaml:\n{}\n{}\nif it is right, \
             certifinfo-ext must send it so, and openapi/contract.yaml say so",
            removal(&format!("{}.{wrong}", declared.target)),
            correction(&declared.target, &truth)
        ),
    };
    let truth = json!({"schema": rust::sent(&wanted.form)});
    if declared.value.get("content").is_some() {
        let what = "it is declared through `content`, and we send plain text";
        return Err(other(what.to_owned(), "content", truth));
    }
    let style = declared
        .value
        .get("style")
        .and_then(Value::as_str)
        .unwrap_or("form");
    let Some((_, separator)) = STYLES.iter().find(|(known, _)| *known == style) else {
        let what = format!("it is declared in the style `{style}`, and we send `form`");
        return Err(other(what, "style", json!({"style": "form"})));
    };
    let what = super::answers::declared(&schema);
    match agreement(&wanted.form, &schema) {
        Agreement::Same => {}
        Agreement::Different => findings.differences.push(Mismatch {
            role: role.clone(),
            expected: wanted.form.to_string(),
            declared: what,
        }),
        Agreement::Unlike => {
            let what = format!("it is declared as {what}, and we send {}", wanted.form);
            return Err(other(what, "schema", truth));
        }
    }
    if declared.is_required() && wanted.sent == Sent::Optionally {
        return Err(Problem {
            what: format!("{role}: it is required now, and we send it only when it is set"),
            help: format!(
                "if the document is mistaken, say so in openapi/overlay.yaml:\n{}\nif it is right, \
                 certifinfo-ext must always send it, and openapi/contract.yaml say `sent: always`",
                correction(&declared.target, &json!({"required": false}))
            ),
        });
    }
    let text = declared
        .value
        .get("description")
        .or_else(|| declared.value.get("schema")?.get("description"));
    let text = text
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let mut parameter = json!({
        "name": name,
        "in": "query",
        "required": wanted.sent == Sent::Required,
        "description": text.unwrap_or(&wanted.text),
        "schema": rust::sent(&wanted.form),
    });
    if matches!(wanted.form, Form::List(_)) && is_joined(&declared.value, style) {
        parameter[SEPARATOR] = (*separator).into();
    }
    Ok(parameter)
}

/// Whether a list is sent as one text with separators instead of one parameter per value. Defaults
/// of OpenAPI: `form` repeats the parameter, the other styles do not.
fn is_joined(parameter: &Value, style: &str) -> bool {
    match parameter.get("explode") {
        Some(Value::Bool(explode)) => !explode,
        _ => style != "form",
    }
}

/// How the declaration compares with what we send.
enum Agreement {
    Same,
    /// Declared differently, but written the same in a query.
    Different,
    /// What we send would have another meaning, or none.
    Unlike,
}

fn agreement(form: &Form, schema: &Schema<'_>) -> Agreement {
    use Agreement::{Different, Same, Unlike};
    match (form, schema.shape()) {
        (_, Shape::Any) => Same,
        (_, Shape::Record | Shape::Map) => Unlike,
        (Form::List(element), Shape::List) => match (element.as_ref(), schema.items().shape()) {
            // Codes that consist of digits are often declared as integers.
            (Form::Text, Shape::Integer | Shape::Number) => Different,
            (element, _) => agreement(element, &schema.items()),
        },
        (Form::List(_), _) => Unlike,
        (form, Shape::List) => match agreement(form, &schema.items()) {
            Unlike => Unlike,
            // A list with one value.
            _ => Different,
        },
        (Form::Text, Shape::Text)
        | (Form::Integer, Shape::Integer)
        | (Form::Boolean, Shape::Boolean) => Same,
        (Form::Integer, Shape::Number | Shape::Text) | (Form::Boolean, Shape::Text) => Different,
        _ => Unlike,
    }
}

fn gone(name: &str, wanted: &Parameter, found: &Found) -> Problem {
    let same = found
        .parameters
        .iter()
        .find(|declared| declared.text("name") == name);
    let others: Vec<&str> = found
        .parameters
        .iter()
        .map(|declared| declared.text("name"))
        .collect();
    let instead = match same {
        Some(declared) => format!("it is declared in the {}", declared.text("in")),
        None if others.is_empty() => "it has no parameter at all".to_owned(),
        None => format!("it has {}", others.join(", ")),
    };
    let declaration = json!({"parameters": [{
        "name": name, "in": "query", "schema": rust::sent(&wanted.form),
    }]});
    Problem {
        what: format!(
            "{}: it has no query parameter `{name}`, which we send; {instead}",
            found.name()
        ),
        help: format!(
            "if the service accepts it anyway, say so in openapi/overlay.yaml:\n{}\nif it has \
             another name now, rename it in openapi/contract.yaml and in certifinfo-ext; if it is \
             gone, take it and its setter out",
            correction(&found.target(), &declaration)
        ),
    }
}

fn required(declared: &Declared, found: &Found) -> Problem {
    let (name, place) = (declared.text("name"), declared.text("in"));
    let help = match place {
        "path" => format!(
            "add it to the call in certifinfo-ext, or correct the path in openapi/overlay.yaml: {}",
            found.target()
        ),
        _ => format!(
            "if the service does not need it, say so in openapi/overlay.yaml:\n{}\notherwise \
             certifinfo-ext must send it: add it to openapi/contract.yaml with `sent: always`",
            correction(&declared.target, &json!({"required": false}))
        ),
    };
    Problem {
        what: format!(
            "{}: it requires the {place} parameter `{name}` (a {}), which we do not send",
            found.name(),
            declared_type(declared)
        ),
        help,
    }
}

fn declared_type(parameter: &Declared) -> String {
    let schema = parameter.value.get("schema").unwrap_or(&Value::Null);
    declared(&Schema::of(&Value::Null, [schema]))
}

/// An overlay action that can be pasted below `actions:`.
fn correction(target: &str, update: &Value) -> String {
    format!(
        "- target: {}\n  description: (the evidence)\n  update: {update}",
        Value::from(target)
    )
}

fn removal(target: &str) -> String {
    format!(
        "- target: {}\n  description: (the evidence)\n  remove: true",
        Value::from(target)
    )
}
