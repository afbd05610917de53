//! Writes a form for the generator: the schema that becomes its Rust type.

use serde_json::{Value, json};

use crate::contract::Form;
use crate::generate::SDK;

/// A form with its description.
pub(super) struct Described {
    pub(super) form: Form,
    pub(super) text: Option<String>,
}

impl Described {
    /// The schema of a property.
    pub(super) fn schema(&self) -> Value {
        let mut schema = read(&self.form);
        if let Some(text) = &self.text {
            schema["description"] = text.as_str().into();
        }
        schema
    }
}

/// The schema of a value in a response: the generator takes the Rust type from `x-rust-type`, other
/// tools read the rest.
pub(super) fn read(form: &Form) -> Value {
    let scalar = |name: &str, path: &str| json!({"type": name, "x-rust-type": rust(path, &[])});
    match form {
        Form::Text => scalar("string", "scalar::LenientText"),
        Form::Date => scalar("string", "scalar::LenientDate"),
        Form::Integer => scalar("integer", "scalar::LenientInt"),
        Form::Boolean => scalar("boolean", "scalar::LenientBool"),
        Form::Link => json!({"x-rust-type": rust("link::Lien", &[])}),
        Form::Any => json!({}),
        Form::Record(name) => {
            let record = reference(name);
            json!({
                "allOf": [&record],
                "x-rust-type": rust("record::LenientRecord", &[&record]),
            })
        }
        // Nullable, so that absent and empty are distinguished.
        Form::List(element) => {
            json!({"type": "array", "nullable": true, "items": read(element)})
        }
    }
}

/// The schema of a whole response: one that is not a record is an error.
pub(super) fn answer(form: &Form) -> Value {
    match form {
        Form::Record(name) => reference(name),
        other => read(other),
    }
}

/// The schema of a parameter.
pub(super) fn sent(form: &Form) -> Value {
    match form {
        Form::List(element) => json!({"type": "array", "items": sent(element)}),
        Form::Integer => json!({"type": "integer"}),
        Form::Boolean => json!({"type": "boolean"}),
        _ => json!({"type": "string"}),
    }
}

pub(super) fn reference(record: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{record}")})
}

fn rust(path: &str, parameters: &[&Value]) -> Value {
    let path = format!("{}::{path}", SDK.replace('-', "_"));
    let mut written = json!({"crate": SDK, "version": "*", "path": path});
    if !parameters.is_empty() {
        written["parameters"] = json!(parameters);
    }
    written
}
