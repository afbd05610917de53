//! Finds the documents in a script: arguments of viewer calls, variables, and the objects that page
//! generators write (`swaggerDoc`, `__redoc_state`).

use serde_json::Value;

use super::js::{self, Find};
use super::{Reading, Target, config};

/// Attributes that a script may set on a viewer's element.
const ATTRIBUTES: [&str; 4] = [
    "spec-url",
    "data-url",
    "apiDescriptionUrl",
    "apidescriptionurl",
];

/// Reads a script.
pub(super) fn read(text: &str, primary: Option<&str>, into: &mut Reading) {
    for find in js::read(text) {
        match find {
            Find::Call(name, arguments) => call(&name, &arguments, primary, into),
            Find::Assign(name, value) => assign(&name, &value, primary, into),
            Find::Incomplete => into.note(
                "a document in a script is ignored: a part of it is not a literal, or is nested too deep",
            ),
            Find::Loose(value) => config::search(&value, "an object in a script", primary, into),
        }
    }
}

fn call(name: &str, arguments: &[Value], primary: Option<&str>, into: &mut Reading) {
    let how = format!("`{name}(…)`");
    let (owner, last) = name.rsplit_once('.').unwrap_or(("", name));
    let first = arguments.first().unwrap_or(&Value::Null);
    match last {
        "SwaggerUIBundle" | "SwaggerUI" | "SwaggerUi" => config::read(first, &how, primary, into),
        "init" | "loadSpec" if last == "loadSpec" || owner.ends_with("Redoc") => match first {
            Value::String(text) if config::document(first).is_none() => into.url(&how, text),
            value => config::read(value, &how, primary, into),
        },
        "createApiReference" => {
            for argument in arguments {
                match argument {
                    Value::Array(entries) => config::several(entries, &how, primary, into),
                    Value::Object(_) => config::read(argument, &how, primary, into),
                    _ => {}
                }
            }
        }
        // L5-Swagger fills a list that the page defines.
        "push" if owner == "urls" || owner.ends_with(".urls") => {
            config::several(arguments, &how, primary, into);
        }
        "setAttribute" => {
            if let [Value::String(name), Value::String(url)] = arguments
                && ATTRIBUTES.contains(&&**name)
            {
                into.url(&format!("the `{name}` that a script sets"), url);
            }
        }
        _ => {
            for argument in arguments {
                config::search(argument, &how, primary, into);
            }
        }
    }
}

fn assign(name: &str, value: &Value, primary: Option<&str>, into: &mut Reading) {
    let how = format!("`{name}` in a script");
    let last = name.rsplit('.').next().unwrap_or_default();
    match (last, value) {
        ("apiDescriptionUrl" | "specUrl", Value::String(url)) => into.url(&how, url),
        ("apiDescriptionDocument", value) => {
            if let Some(document) = config::document(value) {
                into.named(&how, Target::Document(document));
            }
        }
        (_, Value::String(_)) => {}
        (_, value) => config::search(value, &how, primary, into),
    }
}
