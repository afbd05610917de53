//! Lowers schemas to the forms on which the generator never fails.
//!
//! A schema becomes a scalar, an enumeration of strings, a list, a map, an object with properties,
//! a reference, or any JSON. Keywords that only restrict values (bounds, patterns, `not`) are left
//! to the service. `allOf` is merged here, and a union of objects becomes one object with the
//! properties of every branch: no documented value is lost. Objects and enumerations inside other
//! schemas become components with unique names, because the generator gives two types with the same
//! name the code of the first.

use super::Lowering;
use super::flat::{Flat, Forms};
use super::names::Names;
use super::stand_in::is_reserved;
use crate::rust;
use openapi_document::Pointer;
use openapi_document::reference::MAX_HOPS;
use serde_json::{Map, Value, json};

/// Maximum nesting of schemas inside one component, merged ones included.
const MAX_DEPTH: usize = 64;

/// Keywords that only restrict the valid values.
const RESTRICTIONS: [&str; 13] = [
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Any JSON value.
pub(super) fn any() -> Value {
    json!({})
}

impl<'a> Lowering<'a> {
    /// Reserves the names of the components, in their order.
    pub(super) fn name_components(&mut self) {
        let components = self.source.pointer("/components/schemas");
        for name in components
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::keys)
        {
            let at = Pointer::from(["components", "schemas", name]);
            self.name_component(at, name);
        }
    }

    fn name_component(&mut self, at: Pointer, wanted: &str) -> String {
        let name = self.types.take(&[wanted]);
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        // The original spelling, if a reference can contain it.
        let key = match !name.key.is_empty() && name.key.chars().all(plain) {
            true => name.key,
            false => self.plain_key(&name.ident),
        };
        self.components.insert(at.clone(), key.clone());
        self.origins.insert(key.clone(), at.clone());
        self.queue.push_back((at, key.clone()));
        key
    }

    /// A spelling of a type's name that a reference can contain.
    fn plain_key(&mut self, ident: &str) -> String {
        match rust::pascal(ident) == ident {
            true => ident.to_owned(),
            false => self.types.take(&[ident]).key,
        }
    }

    /// Lowers every named component that was not lowered yet.
    pub(super) fn lower_components(&mut self) {
        while let Some((at, key)) = self.queue.pop_front() {
            let hint = rust::pascal(&key);
            let mut schema = match at.find(self.source) {
                Some(schema) => self.build(schema, &at, &hint, 0),
                None => any(),
            };
            // Each use is nullable instead: a nullable type would need another name for its
            // content.
            if let Value::Object(map) = &mut schema {
                map.shift_remove("nullable");
            }
            self.schemas.insert(key, schema);
        }
    }

    /// Lowers a schema inside another one or an operation. `hint` names new components.
    pub(super) fn schema(
        &mut self,
        schema: &Value,
        at: &Pointer,
        hint: &str,
        depth: usize,
    ) -> Value {
        let composed = is_composed(schema).then(|| schema.to_string());
        let known = composed
            .as_ref()
            .and_then(|text| self.composed.get(text))
            .cloned();
        if let Some(name) = known {
            let description = schema.get("description").filter(|text| text.is_string());
            return wrap(&name, description.cloned(), self.is_nullable(schema, 0));
        }
        // The name is registered first: the composition may contain itself.
        let name = match composed {
            Some(text) if Flat::of(self, schema, at).is_named() => {
                let name = self.types.take(&[hint]).key;
                self.composed.insert(text, name.clone());
                Some(name)
            }
            _ => None,
        };
        let mut built = self.build(schema, at, hint, depth);
        let named = built.get("properties").is_some() || built.get("enum").is_some();
        if name.is_none() && (!named || built.get("x-rust-type").is_some()) {
            return built;
        }
        let nullable = built
            .as_object_mut()
            .and_then(|map| map.shift_remove("nullable"))
            .is_some();
        let name = name.unwrap_or_else(|| self.types.take(&[hint]).key);
        let description = built.get("description").cloned();
        self.schemas.insert(name.clone(), built);
        self.origins.insert(name.clone(), at.clone());
        wrap(&name, description, nullable)
    }

    fn build(&mut self, schema: &Value, at: &Pointer, hint: &str, depth: usize) -> Value {
        let Value::Object(map) = schema else {
            return any();
        };
        let description = text(map, "description");
        if depth > MAX_DEPTH || !self.spend() {
            self.repairs.add(
                at,
                "read as any JSON: the schemas expand beyond every bound here",
            );
            return described(any(), description);
        }
        if self.opaque.contains(at) {
            self.repairs.add(
                at,
                "read as any JSON: the generator does not take the schema",
            );
            return described(any(), description);
        }
        if let Some(extension) = map.get("x-rust-type") {
            if self.is_ours(extension) {
                return self.foreign(map);
            }
            self.repairs.add(
                at,
                "`x-rust-type` is ignored: it names a type that is not of the generated crate",
            );
        }
        let nullable = self.is_nullable(schema, 0);
        if let Some(target) = self.alias(schema) {
            return match target.and_then(|target| self.component_of(&target)) {
                Some(name) => {
                    self.tell_siblings(map, at);
                    wrap(&name, description, nullable)
                }
                None => {
                    self.repairs.add(
                        at,
                        "read as any JSON: the reference leads to itself or nowhere",
                    );
                    described(any(), description)
                }
            };
        }
        let flat = Flat::of(self, schema, at);
        self.tell(map, at);
        let description = match map.get("pattern").and_then(Value::as_str) {
            Some(pattern) => Some(match description {
                Some(text) => format!("{text}\n\nMust match `{pattern}`."),
                None => format!("Must match `{pattern}`."),
            }),
            None => description,
        };
        let mut built = described(self.render(flat, at, hint, depth), description);
        if nullable && !built.get("type").is_none_or(Value::is_null) {
            built["nullable"] = json!(true);
        }
        built
    }

    /// A schema whose values have a type of the generated crate.
    fn foreign(&mut self, map: &Map<String, Value>) -> Value {
        let ty = map.get("type").filter(|ty| ty.is_string()).cloned();
        let mut kept = Map::new();
        if let Some(ty) = ty {
            kept.insert("type".to_owned(), ty);
        }
        for key in ["description", "nullable", "x-rust-type"] {
            let fits = |value: &&Value| match key {
                "description" => value.is_string(),
                "nullable" => value.is_boolean(),
                _ => true,
            };
            if let Some(value) = map.get(key).filter(fits) {
                kept.insert(key.to_owned(), value.clone());
            }
        }
        let parameters = kept
            .get_mut("x-rust-type")
            .and_then(|extension| extension.get_mut("parameters"))
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let target = self.alias(parameter).flatten();
            *parameter = match target.and_then(|target| self.component_of(&target)) {
                Some(name) => wrap(&name, None::<Value>, false),
                None => any(),
            };
        }
        kept.into()
    }

    /// Whether an `x-rust-type` names a type of the generated crate. The published document is
    /// untrusted: it must not choose types of other crates, nor put code in a path.
    fn is_ours(&self, extension: &Value) -> bool {
        let Some(ours) = &self.options.types_crate else {
            return false;
        };
        let identifier = |part: &str| syn::parse_str::<syn::Ident>(part).is_ok();
        let path = extension["path"].as_str().unwrap_or_default();
        let mut parts = path.split("::");
        extension["crate"] == ours.as_str()
            && parts.next() == Some(&ours.replace('-', "_"))
            && parts.all(identifier)
            && match &extension["parameters"] {
                Value::Null => true,
                Value::Array(parameters) => parameters.iter().all(|parameter| {
                    let map = parameter.as_object();
                    map.is_some_and(|map| map.len() == 1 && parameter["$ref"].is_string())
                }),
                _ => false,
            }
    }

    fn render(&mut self, flat: Flat, at: &Pointer, hint: &str, depth: usize) -> Value {
        match flat.forms() {
            Forms::Any => any(),
            Forms::Scalar("string") => match &flat.values {
                Some(values) if variants_differ(values) => {
                    json!({"type": "string", "enum": values})
                }
                _ => json!({"type": "string"}),
            },
            Forms::Scalar(ty) => match flat.format.as_deref().filter(|f| is_format(ty, f)) {
                Some(format) => json!({"type": ty, "format": format}),
                None => json!({"type": ty}),
            },
            Forms::Array => {
                let items = match flat.items {
                    Some((items, at)) => {
                        self.schema(&items, &at, &format!("{hint}Item"), depth + 1)
                    }
                    None => any(),
                };
                json!({"type": "array", "items": items})
            }
            Forms::Object => self.object(flat, at, hint, depth),
        }
    }

    fn object(&mut self, flat: Flat, at: &Pointer, hint: &str, depth: usize) -> Value {
        let rest = flat
            .rest
            .map(|(rest, at)| self.schema(&rest, &at, &format!("{hint}Value"), depth + 1));
        if flat.properties.is_empty() {
            return match rest {
                Some(rest) => json!({"type": "object", "additionalProperties": rest}),
                None => json!({"type": "object"}),
            };
        }
        let mut names = Names::of_properties();
        if rest.is_some() {
            // The field for the other properties.
            names.take(&["extra"]);
        }
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, property) in flat.properties {
            let free = names.take(&[&name]);
            let key = match free.key == name && !is_reserved(&name) {
                true => name.clone(),
                false => {
                    let message = format!(
                        "the property `{name}` is called `{}`: another has its own name",
                        free.ident
                    );
                    self.repairs.add(at, message);
                    self.stand_ins.add(&free.ident, &name)
                }
            };
            let pascal = rust::pascal(&name);
            let value = property.value();
            let one_way = ["readOnly", "writeOnly"]
                .iter()
                .any(|keyword| value.get(*keyword) == Some(&json!(true)));
            // A property that only one side sends cannot be required from the other.
            if property.required && !one_way {
                required.push(key.clone());
            }
            let lowered = self.schema(&value, &property.at, &format!("{hint}{pascal}"), depth + 1);
            properties.insert(key, lowered);
        }
        let mut object = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            object["required"] = required.into();
        }
        if let Some(rest) = rest {
            object["additionalProperties"] = rest;
        }
        object
    }

    /// The target of a schema that is only a reference: `Some(None)` for a circle or a missing
    /// target.
    pub(super) fn alias(&self, schema: &Value) -> Option<Option<Pointer>> {
        let mut target = step(schema)?;
        for _ in 0..MAX_HOPS {
            let Some(found) = target.as_ref().and_then(|target| target.find(self.source)) else {
                return Some(None);
            };
            match step(found) {
                Some(next) => target = next,
                None => return Some(target),
            }
        }
        Some(None)
    }

    /// The component of the schema at a place, created if necessary.
    fn component_of(&mut self, target: &Pointer) -> Option<String> {
        if let Some(name) = self.components.get(target) {
            return Some(name.clone());
        }
        target.find(self.source)?.as_object()?;
        let keywords = ["components", "schemas", "properties", "content", "schema"];
        let wanted = target
            .segments()
            .iter()
            .filter(|segment| !keywords.contains(&segment.as_str()))
            .map(|segment| rust::pascal(segment))
            .collect::<String>();
        Some(self.name_component(target.clone(), &wanted))
    }

    /// Whether a schema allows `null`.
    pub(super) fn is_nullable(&mut self, schema: &Value, depth: usize) -> bool {
        if depth > MAX_HOPS {
            return false;
        }
        let list = |keyword: &str| {
            schema
                .get(keyword)
                .and_then(Value::as_array)
                .filter(|list| !list.is_empty())
        };
        if schema.get("nullable") == Some(&json!(true))
            || list("type").is_some_and(|types| types.contains(&json!("null")))
            || schema.get("type") == Some(&json!("null"))
            || list("enum").is_some_and(|values| values.contains(&Value::Null))
        {
            return true;
        }
        if let Some(Value::String(reference)) = schema.get("$ref") {
            return self.is_target_nullable(reference, depth);
        }
        // A type restriction beside the branches excludes their null.
        if schema.get("type").is_some() {
            return false;
        }
        ["oneOf", "anyOf"].iter().any(|keyword| {
            let branches = list(keyword).into_iter().flatten();
            branches
                .into_iter()
                .any(|branch| self.is_nullable(branch, depth + 1))
        }) || list("allOf")
            .is_some_and(|all| all.iter().all(|part| self.is_nullable(part, depth + 1)))
    }

    /// Visits each target once.
    fn is_target_nullable(&mut self, reference: &str, depth: usize) -> bool {
        let Some(target) = Pointer::parse(reference) else {
            return false;
        };
        if let Some(known) = self.nullable.get(&target) {
            return *known;
        }
        let Some(found) = target.find(self.source) else {
            return false;
        };
        // Inside itself it adds nothing.
        self.nullable.insert(target.clone(), false);
        let nullable = self.is_nullable(found, depth + 1);
        self.nullable.insert(target, nullable);
        nullable
    }

    /// Reports the keywords of a schema that the code does not check.
    fn tell(&mut self, map: &Map<String, Value>, at: &Pointer) {
        for keyword in RESTRICTIONS
            .iter()
            .filter(|keyword| map.contains_key(**keyword))
        {
            let message = format!("`{keyword}` is not checked by the client, only by the service");
            self.repairs.add(at, message);
        }
        if map.contains_key("not") {
            self.repairs.add(
                at,
                "`not` is not checked by the client, only by the service",
            );
        }
        for keyword in ["oneOf", "anyOf"] {
            if map
                .get(keyword)
                .and_then(Value::as_array)
                .is_some_and(|list| list.len() > 1)
            {
                self.repairs.add(
                    at,
                    format!("`{keyword}` is read without a choice: objects as one with the properties of all, others as any JSON"),
                );
            }
        }
    }

    fn tell_siblings(&mut self, map: &Map<String, Value>, at: &Pointer) {
        let said = [
            "$ref",
            "description",
            "nullable",
            "title",
            "example",
            "examples",
            "deprecated",
        ];
        let beside: Vec<&str> = map
            .keys()
            .map(String::as_str)
            .filter(|key| !said.contains(key) && !key.starts_with("x-"))
            .collect();
        if map.contains_key("$ref") && !beside.is_empty() {
            let message = format!("{} beside a `$ref` is ignored", rust::listed(&beside));
            self.repairs.add(at, message);
        }
    }
}

/// One step along an alias: a `$ref`, or a composition with one part.
fn step(schema: &Value) -> Option<Option<Pointer>> {
    let map = schema.as_object()?;
    if let Some(reference) = map.get("$ref") {
        return Some(reference.as_str().and_then(Pointer::parse));
    }
    let structure = [
        "properties",
        "items",
        "enum",
        "format",
        "additionalProperties",
        "required",
        "const",
        "patternProperties",
    ];
    if structure.iter().any(|keyword| map.contains_key(*keyword)) || map.contains_key("x-rust-type")
    {
        return None;
    }
    let mut parts = ["allOf", "anyOf", "oneOf"]
        .iter()
        .filter_map(|keyword| map.get(*keyword).and_then(Value::as_array))
        .flatten()
        .filter(|part| !is_null(part));
    match (parts.next(), parts.next()) {
        (Some(part), None) if part.get("$ref").is_some() => step(part),
        _ => None,
    }
}

/// Whether a schema is a composition to expand.
fn is_composed(schema: &Value) -> bool {
    ["allOf", "anyOf", "oneOf"].iter().any(|keyword| {
        let parts = schema.get(*keyword).and_then(Value::as_array);
        parts.is_some_and(|parts| parts.len() > 1)
    })
}

/// Whether a schema allows only `null`.
pub(super) fn is_null(schema: &Value) -> bool {
    schema.get("type") == Some(&json!("null"))
        || schema.get("enum") == Some(&json!([null]))
        || schema.get("type") == Some(&json!(["null"]))
}

/// A reference with the description of its use.
fn wrap(name: &str, description: Option<impl Into<Value>>, nullable: bool) -> Value {
    let reference = json!({"$ref": format!("#/components/schemas/{name}")});
    if description.is_none() && !nullable {
        return reference;
    }
    let mut wrapped = json!({"allOf": [reference]});
    if let Some(description) = description {
        wrapped["description"] = description.into();
    }
    if nullable {
        wrapped["nullable"] = json!(true);
    }
    wrapped
}

fn described(mut schema: Value, description: Option<String>) -> Value {
    if let Some(description) = description {
        schema["description"] = description.into();
    }
    schema
}

pub(super) fn text(map: &Map<String, Value>, key: &str) -> Option<String> {
    map.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// The formats that select a Rust type; none for strings, because those types reject odd values.
fn is_format(ty: &str, format: &str) -> bool {
    let integers = [
        "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "int", "uint",
    ];
    match ty {
        "integer" => integers.contains(&format),
        "number" => ["float", "double"].contains(&format),
        _ => false,
    }
}

/// Whether the generator finds a name for each variant.
fn variants_differ(values: &[String]) -> bool {
    let variants = values.iter().map(String::as_str);
    !values.is_empty()
        && rust::clashes(variants.clone(), rust::pascal).is_empty()
        && variants.clone().all(|value| {
            value.chars().count() < 1_000
                && !is_reserved(value)
                && !value.contains(openapi_document::text::is_bidi_override)
        })
}
