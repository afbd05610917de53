//! Lowers parameters: inlines each under a unique name, in a form that the generator sends as
//! documented.

use super::Lowering;
use super::flat::{Flat, Forms};
use super::names::Names;
use super::schemas::text;
use super::stand_in::is_reserved;
use crate::fix;
use crate::rust;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// A parameter of an operation, and its place.
pub(super) struct Parameter {
    name: String,
    /// `query`, `path`, `header` or `cookie`.
    place: &'static str,
    value: Value,
    at: Pointer,
}

/// The lowered parameters of an operation.
pub(super) struct Lowered {
    pub(super) parameters: Vec<Value>,
    /// The name of each path parameter, and the generator's name for it.
    pub(super) path: Vec<(String, String)>,
}

impl Lowering<'_> {
    /// The parameters of an operation; its own replace those of its path item. `content_type` adds
    /// a parameter for the media type of the body.
    pub(super) fn parameters(
        &mut self,
        lists: [(Option<&Value>, Pointer); 2],
        template: &[String],
        operation: &str,
        content_type: Option<&str>,
    ) -> Lowered {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (list, at) in lists {
            let list = list.and_then(Value::as_array).into_iter().flatten();
            for (index, written) in list.enumerate() {
                let place = at.join(&index.to_string());
                let Some(parameter) = self.parameter(written, place) else {
                    continue;
                };
                let same = |other: &Parameter| {
                    (&other.name, other.place) == (&parameter.name, parameter.place)
                };
                match parameters.iter().position(same) {
                    Some(index) => parameters[index] = parameter,
                    None => parameters.push(parameter),
                }
            }
        }
        self.reconcile(&mut parameters, template, operation);
        let mut spread: Vec<Parameter> = Vec::new();
        let mut cookies: Vec<Parameter> = Vec::new();
        for parameter in parameters {
            match parameter.place {
                "cookie" => cookies.push(parameter),
                "query" => spread.extend(self.spread(parameter)),
                _ => spread.push(parameter),
            }
        }
        spread.extend(self.cookies(cookies));
        if let Some(media_types) = content_type {
            spread.retain(|parameter| {
                parameter.place != "header" || !parameter.name.eq_ignore_ascii_case("content-type")
            });
            spread.push(Parameter {
                name: "Content-Type".to_owned(),
                place: "header",
                value: json!({"required": true, "schema": {"type": "string"}, "description":
                    format!("The media type of the body, with its parameters: `{media_types}`.")}),
                at: Pointer::root(),
            });
        }
        let mut names = Names::of_parameters();
        let mut lowered = Lowered {
            parameters: Vec::new(),
            path: Vec::new(),
        };
        for parameter in spread {
            let key = self.name(&parameter, &mut names);
            if parameter.place == "path" {
                lowered.path.push((parameter.name.clone(), key.clone()));
            }
            let hint = format!("{operation}{}", rust::pascal(&parameter.name));
            let value = self.lower_parameter(&parameter, key, &hint);
            lowered.parameters.push(value);
        }
        lowered
    }

    fn parameter(&mut self, written: &Value, at: Pointer) -> Option<Parameter> {
        let Some((value, at)) = self.resolve(written, &at) else {
            self.error(
                "reference-dangling",
                &at,
                "the reference to a parameter leads nowhere".to_owned(),
                |document| fix::remove(document, &at),
            );
            return None;
        };
        let name = value.get("name").and_then(Value::as_str);
        let place = value.get("in").and_then(Value::as_str);
        let places = ["query", "path", "header", "cookie"];
        let place = places.iter().find(|known| place == Some(**known));
        let Some(name) = name else {
            self.repairs
                .add(&at, "a parameter is left out: it has no name to send it by");
            return None;
        };
        let Some(place) = place else {
            self.error(
                "parameter-incomplete",
                &at,
                format!("the parameter `{name}` has no `in` that OpenAPI knows"),
                |document| fix::remove(document, &at),
            );
            return None;
        };
        Some(Parameter {
            name: name.to_owned(),
            place,
            value: value.clone(),
            at,
        })
    }

    /// Matches the path parameters with the template, and drops those that cannot be sent.
    fn reconcile(&mut self, parameters: &mut Vec<Parameter>, template: &[String], operation: &str) {
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let repairs = &mut self.repairs;
        parameters.retain(|parameter| {
            let reason = match parameter.place {
                "path" if !template.contains(&parameter.name) => "the path does not mention it",
                "header" if parameter.name.is_empty() || !parameter.name.chars().all(token) => {
                    "no header can have this name"
                }
                "header"
                    if ["accept", "content-type", "authorization"]
                        .contains(&parameter.name.to_ascii_lowercase().as_str()) =>
                {
                    "OpenAPI says that it is to be ignored"
                }
                _ => return true,
            };
            repairs.add(&parameter.at, format!("a parameter is left out: {reason}"));
            false
        });
        for name in template {
            let known = |p: &Parameter| p.place == "path" && p.name == *name;
            if parameters.iter().any(known) {
                continue;
            }
            self.repairs.add(
                &Pointer::root(),
                format!("the path parameter `{name}` of `{operation}` is not described: a text"),
            );
            parameters.push(Parameter {
                name: name.clone(),
                place: "path",
                value: json!({"schema": {"type": "string"}}),
                at: Pointer::root(),
            });
        }
    }

    /// Splits an object in the query into one parameter per property, as it is sent.
    fn spread(&mut self, parameter: Parameter) -> Vec<Parameter> {
        let style = parameter.value.get("style").and_then(Value::as_str);
        let style = style.unwrap_or("form").to_owned();
        let explode = parameter
            .value
            .get("explode")
            .and_then(Value::as_bool)
            .unwrap_or(style == "form");
        let Some(schema) = parameter.value.get("schema").cloned() else {
            return vec![parameter];
        };
        let at = parameter.at.join("schema");
        let flat = Flat::of(self, &schema, &at);
        match flat.forms() {
            Forms::Object if !flat.properties.is_empty() && (style == "deepObject" || explode) => {
                self.repairs.add(
                    &parameter.at,
                    "the object in the query is one parameter for each of its properties, as it is sent",
                );
                let required = parameter.value.get("required") == Some(&json!(true));
                let member = |(name, property): (String, super::flat::Property)| {
                    let value = property.value();
                    let description = value.get("description").cloned();
                    let name = match style.as_str() {
                        "deepObject" => format!("{}[{name}]", parameter.name),
                        _ => name,
                    };
                    let mut value =
                        json!({"schema": value, "required": required && property.required});
                    if let Some(description) = description {
                        value["description"] = description;
                    }
                    Parameter {
                        name,
                        place: "query",
                        value,
                        at: property.at,
                    }
                };
                flat.properties.into_iter().map(member).collect()
            }
            Forms::Array if !explode || style == "deepObject" => {
                let separator = match style.as_str() {
                    "pipeDelimited" => "|",
                    "spaceDelimited" => "a space",
                    _ => ",",
                };
                vec![self.as_text(
                    parameter,
                    &format!("Several values are separated by `{separator}`."),
                )]
            }
            Forms::Object if style == "deepObject" => {
                let name = &parameter.name;
                let hint = format!("The keys are written `{name}[key]`.");
                vec![self.with_schema(
                    parameter,
                    json!({"type": "object", "additionalProperties": {"type": "string"}}),
                    &hint,
                )]
            }
            Forms::Object if !explode => {
                vec![self.as_text(parameter, "Written `key,value,key,value`.")]
            }
            _ => vec![parameter],
        }
    }

    /// Merges all cookies, which are sent in one header.
    fn cookies(&mut self, cookies: Vec<Parameter>) -> Option<Parameter> {
        let first = cookies.first()?;
        let at = first.at.clone();
        self.repairs
            .add(&at, "cookies are sent by the header parameter `Cookie`");
        let pairs: Vec<String> = cookies.iter().map(|c| format!("{}=…", c.name)).collect();
        let required = cookies
            .iter()
            .any(|cookie| cookie.value.get("required") == Some(&json!(true)));
        Some(Parameter {
            name: "Cookie".to_owned(),
            place: "header",
            value: json!({"required": required, "schema": {"type": "string"},
                "description": format!("Cookies, written `{}`.", pairs.join("; "))}),
            at,
        })
    }

    fn as_text(&mut self, parameter: Parameter, how: &str) -> Parameter {
        self.with_schema(parameter, json!({"type": "string"}), how)
    }

    fn with_schema(&mut self, mut parameter: Parameter, schema: Value, how: &str) -> Parameter {
        let message = format!("the parameter is written by the caller: {how}");
        self.repairs.add(&parameter.at, message);
        let description = match parameter.value.get("description").and_then(Value::as_str) {
            Some(text) => format!("{text}\n\n{how}"),
            None => how.to_owned(),
        };
        if let Value::Object(map) = &mut parameter.value {
            map.shift_remove("content");
            map.insert("schema".to_owned(), schema);
            map.insert("description".to_owned(), description.into());
        }
        parameter
    }

    fn name(&mut self, parameter: &Parameter, names: &mut Names) -> String {
        let placed = format!("{} {}", parameter.name, parameter.place);
        let name = names.take(&[&parameter.name, &placed]);
        // progenitor and typify differ on names that do not start with a letter.
        let plain = parameter
            .name
            .starts_with(|c: char| c.is_ascii_alphabetic());
        if name.key == parameter.name && plain && !is_reserved(&parameter.name) {
            return name.key;
        }
        if name.key != parameter.name {
            let message = format!(
                "the parameter `{}` is set by `{}`",
                parameter.name, name.ident
            );
            self.repairs.add(&parameter.at, message);
        }
        self.stand_ins.add(&name.ident, &parameter.name)
    }

    fn lower_parameter(&mut self, parameter: &Parameter, key: String, hint: &str) -> Value {
        let Parameter { place, at, .. } = parameter;
        let described = match parameter.value.get("schema") {
            Some(schema) => Some(schema.clone()),
            None => parameter.value.get("content").map(|_| {
                self.repairs
                    .add(at, "the parameter is described by `content`: it is a text");
                json!({"type": "string"})
            }),
        };
        let schema = described.unwrap_or(json!({"type": "string"}));
        let schema_at = at.join("schema");
        let flat = Flat::of(self, &schema, &schema_at);
        let scalar = |forms: &Forms| matches!(forms, Forms::Scalar(_));
        let rust_type = schema.get("x-rust-type").is_some();
        let schema = match flat.forms() {
            _ if rust_type => self.schema(&schema, &schema_at, hint, 0),
            forms if scalar(&forms) => self.schema(&schema, &schema_at, hint, 0),
            Forms::Array if *place == "query" => {
                let items = flat
                    .items
                    .unwrap_or((json!({"type": "string"}), schema_at.clone()));
                let forms = Flat::of(self, &items.0, &items.1).forms();
                let items = match scalar(&forms) || items.0.get("x-rust-type").is_some() {
                    true => {
                        without_null(self.schema(&items.0, &items.1, &format!("{hint}Item"), 0))
                    }
                    false => json!({"type": "string"}),
                };
                json!({"type": "array", "items": items})
            }
            Forms::Object if *place == "query" => {
                json!({"type": "object", "additionalProperties": {"type": "string"}})
            }
            Forms::Any if *place == "query" && schema.as_object().is_some_and(Map::is_empty) => {
                json!({})
            }
            _ => {
                self.repairs.add(
                    at,
                    "the parameter is a text: no other type of the document has one form here",
                );
                json!({"type": "string"})
            }
        };
        let required = *place == "path" || parameter.value.get("required") == Some(&json!(true));
        let mut lowered = json!({
            "name": key, "in": place, "required": required, "schema": without_null(schema),
        });
        let map = parameter.value.as_object();
        if let Some(description) = map.and_then(|map| text(map, "description")) {
            lowered["description"] = description.into();
        }
        lowered
    }
}

/// Makes a parameter optional if it may be null: null is not sent.
fn without_null(mut schema: Value) -> Value {
    if let Value::Object(map) = &mut schema
        && !map.contains_key("x-rust-type")
    {
        map.shift_remove("nullable");
    }
    schema
}
