//! The keywords of one schema, each into its place in the normalised view.

use std::collections::BTreeSet;

use serde_json::Value;

use super::view::{Additional, DOCS, View};
use crate::document::{elements, flag, members};
use crate::same::canonical;
use crate::visited::Parts;

impl<'d> View<'d> {
    /// The schema's own keywords, applicators aside. Returns whether they allow null.
    pub(super) fn absorb_keywords(&mut self, schema: &'d Value) -> Option<bool> {
        let mut null = None;
        for (key, value) in members(Some(schema)) {
            let key = natural_name(key);
            match key {
                "$ref" | "allOf" | "oneOf" | "anyOf" | "nullable" | "$schema" | "x-schema" => {}
                "type" => null = self.absorb_types(value),
                "format" => self.formats.extend(value.as_str()),
                "pattern" => {
                    let binding = value.as_str().filter(|text| !matches_all(text));
                    self.patterns.extend(binding);
                }
                "enum" => self.absorb_values(elements(Some(value)).iter().map(canonical).collect()),
                "const" => self.absorb_values([canonical(value)].into()),
                "x-extensible-enum" => {
                    self.extensible = Some(elements(Some(value)).iter().map(canonical).collect());
                }
                "uniqueItems" => self.unique |= value == &Value::Bool(true),
                "properties" => {
                    for (name, property) in members(Some(value)) {
                        add(self.properties.entry(name).or_default(), property);
                    }
                }
                "required" => self
                    .required
                    .extend(elements(Some(value)).iter().filter_map(Value::as_str)),
                "items" => add(&mut self.items, value),
                "prefixItems" => {
                    let items = elements(Some(value));
                    let longest = self.first.len().max(items.len());
                    self.first.resize(longest, Parts::new());
                    for (parts, item) in self.first.iter_mut().zip(items) {
                        add(parts, item);
                    }
                }
                "additionalProperties" => self.absorb_additional(value),
                "discriminator" => self.discriminator = self.discriminator.or(Some(value)),
                "default" => self.default = self.default.or(Some(value)),
                "readOnly" => self.read_only |= flag(schema, key),
                "writeOnly" => self.write_only |= flag(schema, key),
                "deprecated" => self.deprecated |= flag(schema, key),
                _ if self.bounds.absorb(key, value, schema) => {}
                _ if DOCS.contains(&key) => {
                    self.docs.entry(key).or_insert(value);
                }
                _ if VALIDATION.contains(&key) => {
                    self.add_keyword(key, value);
                }
                _ => {
                    self.extensions.entry(key).or_insert(value);
                }
            }
        }
        let values = schema.get("enum").and_then(Value::as_array);
        let lists_null = values.map(|values| values.contains(&Value::Null));
        if flag(schema, "nullable") || lists_null == Some(true) {
            return Some(true);
        }
        null.or(lists_null)
    }

    /// Returns whether the types allow null.
    fn absorb_types(&mut self, value: &'d Value) -> Option<bool> {
        let mut types: BTreeSet<&str> = match value {
            Value::String(single) => [single.as_str()].into(),
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            _ => return None,
        };
        let null = types.remove("null");
        if types.is_empty() {
            return Some(null);
        }
        self.meet_types(types);
        Some(null)
    }

    /// Alternatives of which each says nothing but a type are a list of types.
    pub(super) fn absorb_type_list(&mut self, branches: &[(usize, &'d Value)]) {
        let types = branches
            .iter()
            .filter_map(|(_, branch)| branch.get("type").and_then(Value::as_str))
            .collect();
        self.meet_types(types);
    }

    /// Alternatives of which each lists its values are one enumeration.
    pub(super) fn absorb_listed(&mut self, branches: &[(usize, &'d Value)]) {
        let values = branches.iter().flat_map(|(_, branch)| {
            let listed = elements(branch.get("enum")).iter();
            listed.chain(branch.get("const")).map(canonical)
        });
        self.absorb_values(values.collect());
    }

    fn meet_types(&mut self, types: BTreeSet<&'d str>) {
        self.types = Some(match self.types.take() {
            Some(before) => before.intersection(&types).copied().collect(),
            None => types,
        });
    }

    fn absorb_values(&mut self, values: BTreeSet<String>) {
        self.values = Some(match self.values.take() {
            Some(before) => before.intersection(&values).cloned().collect(),
            None => values,
        });
    }

    fn absorb_additional(&mut self, value: &'d Value) {
        match (&mut self.additional, value) {
            (Additional::Forbidden, _) | (_, Value::Bool(true)) => {}
            (additional, Value::Bool(false)) => *additional = Additional::Forbidden,
            (_, Value::Object(map)) if map.is_empty() => {}
            (Additional::Schema(parts), Value::Object(_)) => add(parts, value),
            (additional @ Additional::Free, Value::Object(_)) => {
                *additional = Additional::Schema(vec![value])
            }
            _ => {}
        }
    }
}

/// Adds a part, once: what holds twice holds. Recursive schemas would pile up otherwise.
fn add<'d>(parts: &mut Parts<'d>, part: &'d Value) {
    if !parts.iter().any(|known| std::ptr::eq(*known, part)) {
        parts.push(part);
    }
}

/// The keyword that the conversion to 3.0.3 keeps under this name.
fn natural_name(key: &str) -> &str {
    match key {
        "x-comment" => "$comment",
        "x-contentSchema" => "contentSchema",
        "x-contentMediaType" => "contentMediaType",
        "x-contentEncoding" => "contentEncoding",
        other => other,
    }
}

/// Validation keywords that are compared as a whole.
const VALIDATION: [&str; 14] = [
    "additionalItems",
    "dependencies",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];

/// Patterns that every text matches.
fn matches_all(pattern: &str) -> bool {
    matches!(pattern, "" | ".*" | "^.*$" | "^.*" | ".*$" | "^" | "$")
}
