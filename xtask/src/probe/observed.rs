//! The values observed at a place, as the narrowest schema that all of them match.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Maximum depth at which an undocumented value is described.
const MAX_DEPTH: usize = 6;
/// Maximum number of described properties of an undocumented object.
const MAX_PROPERTIES: usize = 64;

/// The observed types, and the content of lists and objects.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Observed {
    null: bool,
    boolean: bool,
    integer: bool,
    number: bool,
    string: bool,
    array: Option<Box<Observed>>,
    object: Option<BTreeMap<String, Observed>>,
}

impl Observed {
    /// Records a value and everything in it.
    pub(super) fn see(&mut self, value: &Value) {
        self.note(value, MAX_DEPTH);
    }

    /// Records only a value's type.
    pub(super) fn see_type(&mut self, value: &Value) {
        self.note(value, 0);
    }

    fn note(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Null => self.null = true,
            Value::Bool(_) => self.boolean = true,
            Value::Number(number) if number.is_f64() => self.number = true,
            Value::Number(_) => self.integer = true,
            Value::String(_) => self.string = true,
            Value::Array(list) => {
                let inside = self.array.get_or_insert_default();
                for value in list.iter().filter(|_| depth > 0) {
                    inside.note(value, depth - 1);
                }
            }
            Value::Object(members) => {
                let inside = self.object.get_or_insert_default();
                for (name, value) in members.iter().filter(|_| depth > 0) {
                    if inside.len() < MAX_PROPERTIES || inside.contains_key(name) {
                        inside
                            .entry(name.clone())
                            .or_default()
                            .note(value, depth - 1);
                    }
                }
            }
        }
    }

    /// Merges other observations.
    pub(super) fn absorb(&mut self, other: &Observed) {
        self.null |= other.null;
        self.boolean |= other.boolean;
        self.integer |= other.integer;
        self.number |= other.number;
        self.string |= other.string;
        if let Some(inside) = &other.array {
            self.array.get_or_insert_default().absorb(inside);
        }
        if let Some(members) = &other.object {
            let inside = self.object.get_or_insert_default();
            for (name, seen) in members {
                inside.entry(name.clone()).or_default().absorb(seen);
            }
        }
    }

    /// The smallest set of types that every value except null matches.
    pub(super) fn types(&self) -> Vec<&'static str> {
        let kinds = [
            ("boolean", self.boolean),
            ("number", self.number),
            ("integer", self.integer && !self.number),
            ("string", self.string),
            ("array", self.array.is_some()),
            ("object", self.object.is_some()),
        ];
        let came = kinds.into_iter().filter(|(_, came)| *came);
        came.map(|(kind, _)| kind).collect()
    }

    /// A schema (OpenAPI 3.0.3) that every value matches; without a type when several were
    /// observed.
    pub(super) fn schema(&self) -> Value {
        let mut schema = Map::new();
        if let [kind] = self.types()[..] {
            schema.insert("type".to_owned(), json!(kind));
            match (kind, &self.array, &self.object) {
                ("array", Some(inside), _) => {
                    schema.insert("items".to_owned(), inside.schema());
                }
                ("object", _, Some(members)) if !members.is_empty() => {
                    let members = members
                        .iter()
                        .map(|(name, seen)| (name.clone(), seen.schema()));
                    schema.insert("properties".to_owned(), Value::Object(members.collect()));
                }
                _ => {}
            }
            if self.null {
                schema.insert("nullable".to_owned(), json!(true));
            }
        }
        Value::Object(schema)
    }
}
