//! One normalised view of a schema, whatever way it was written: references resolved, `allOf`
//! merged, null taken out of types, enumerations and unions, exclusive bounds beside their numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::bounds::Bounds;
use crate::drift::comparison::Comparison;
use crate::drift::document::{elements, flag, members};
use crate::drift::place::Side;
use crate::drift::same::canonical;
use crate::drift::usage::Parts;

/// How deep `allOf` and single branches are merged into one view.
const DEEPEST_MERGE: usize = 64;

/// Keywords that only people read.
pub(in crate::drift) const DOCS: [&str; 7] = [
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "$comment",
];

/// What unknown properties may be.
#[derive(Debug, Default)]
pub(super) enum Additional<'d> {
    /// Anything (also when nothing is said).
    #[default]
    Free,
    /// Nothing.
    Forbidden,
    /// What these schemas allow.
    Schema(Parts<'d>),
}

/// `oneOf` or `anyOf`.
#[derive(Debug)]
pub(super) struct Union<'d> {
    /// The keyword.
    pub(super) keyword: &'static str,
    /// Its branches, with the index each has in the document; `null` is not among them.
    pub(super) branches: Vec<(usize, &'d Value)>,
}

/// A schema, normalised.
#[derive(Debug, Default)]
pub(super) struct View<'d> {
    /// The allowed types without null; none when any is.
    pub(super) types: Option<BTreeSet<&'d str>>,
    pub(super) nullable: Option<bool>,
    pub(super) format: Option<&'d str>,
    pub(super) pattern: Option<&'d str>,
    /// The listed values in canonical form, null aside; `const` is a list of one.
    pub(super) values: Option<BTreeSet<String>>,
    pub(super) extensible: Option<BTreeSet<String>>,
    pub(super) bounds: Bounds,
    pub(super) unique: bool,
    pub(super) properties: BTreeMap<&'d str, Parts<'d>>,
    pub(super) required: BTreeSet<&'d str>,
    pub(super) items: Parts<'d>,
    pub(super) additional: Additional<'d>,
    pub(super) unions: Vec<Union<'d>>,
    /// The union of one branch that was merged, should the other side have more.
    pub(super) single: Option<Union<'d>>,
    /// The branches of `allOf` as written, for counting them.
    pub(super) all_of: Vec<&'d Value>,
    pub(super) discriminator: Option<&'d Value>,
    pub(super) default: Option<&'d Value>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) deprecated: bool,
    /// Validation keywords compared as a whole.
    pub(super) keywords: BTreeMap<&'d str, &'d Value>,
    /// `x-…` and whatever else is not known here.
    pub(super) extensions: BTreeMap<&'d str, &'d Value>,
    /// What people read, the outermost schema's word first.
    pub(super) docs: BTreeMap<&'d str, &'d Value>,
}

impl<'d> View<'d> {
    /// Reads the conjunction of `parts`.
    pub(super) fn read(comparison: &mut Comparison<'d>, side: Side, parts: &Parts<'d>) -> Self {
        let mut view = Self::default();
        let mut open = Vec::new();
        for part in parts {
            let null = view.absorb(comparison, side, part, &mut open, true);
            view.nullable = both_null(view.nullable, null);
        }
        if view.nullable == Some(true)
            && let Some(values) = &mut view.values
        {
            values.remove("null");
        }
        view
    }

    /// Reads what stands around the one reference that a schema wraps, and no more.
    pub(super) fn shell(schema: &'d Value) -> Self {
        let mut view = Self::default();
        let own = view.absorb_keywords(schema);
        let branches = ["oneOf", "anyOf"]
            .iter()
            .flat_map(|key| elements(schema.get(key)));
        view.nullable = if branches.into_iter().any(is_null) {
            Some(true)
        } else {
            own
        };
        view
    }

    /// Merges one schema into the view. Returns whether it allows null, none when it does not say.
    fn absorb(
        &mut self,
        comparison: &mut Comparison<'d>,
        side: Side,
        schema: &'d Value,
        open: &mut Vec<usize>,
        outermost: bool,
    ) -> Option<bool> {
        let map = match schema {
            Value::Object(map) => map,
            Value::Bool(false) => {
                self.keywords.insert("not", &Value::Bool(true));
                return None;
            }
            _ => return None,
        };
        let address = std::ptr::from_ref(schema).addr();
        if open.contains(&address) || open.len() >= DEEPEST_MERGE {
            // A schema that is part of itself says nothing more.
            return None;
        }
        open.push(address);
        let mut null = None;
        if let Some(reference) = map.get("$ref") {
            match comparison.resolve(side, schema) {
                Some((target, _)) => {
                    null = self.absorb(comparison, side, target, open, outermost);
                }
                // What cannot be followed can still be told from another.
                None => {
                    self.extensions.entry("$ref").or_insert(reference);
                }
            }
        }
        let own = self.absorb_keywords(schema);
        for branch in elements(map.get("allOf")) {
            let inner = self.absorb(comparison, side, branch, open, false);
            null = both_null(null, inner);
            if outermost {
                self.all_of.push(branch);
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = map.get(keyword).and_then(Value::as_array) else {
                continue;
            };
            let mut kept: Vec<_> = branches.iter().enumerate().collect();
            kept.retain(|(_, branch)| !is_null(branch));
            if kept.len() < branches.len() {
                null = Some(true);
            }
            match kept.as_slice() {
                [] => {}
                [(_, only)] => {
                    self.single = Some(Union {
                        keyword,
                        branches: kept.clone(),
                    });
                    let inner = self.absorb(comparison, side, only, open, false);
                    if kept.len() == branches.len() {
                        null = both_null(null, inner);
                    }
                }
                _ if kept.iter().all(|(_, branch)| is_bare_type(branch)) => {
                    self.absorb_type_list(&kept)
                }
                _ => self.unions.push(Union {
                    keyword,
                    branches: kept,
                }),
            }
        }
        open.pop();
        // `nullable: true` around `allOf: [$ref]` is how 3.0 writes "that, or null".
        if own == Some(true) {
            own
        } else {
            both_null(own, null)
        }
    }

    /// The schema's own keywords, applicators aside. Returns whether they allow null.
    fn absorb_keywords(&mut self, schema: &'d Value) -> Option<bool> {
        let mut null = None;
        for (key, value) in members(Some(schema)) {
            let key = natural_name(key);
            match key {
                "$ref" | "allOf" | "oneOf" | "anyOf" | "nullable" | "$schema" | "x-schema" => {}
                "type" => null = self.absorb_types(value),
                "format" => self.format = self.format.or(value.as_str()),
                "pattern" => {
                    self.pattern = self
                        .pattern
                        .or(value.as_str())
                        .filter(|text| !matches_all(text));
                }
                "enum" => self.absorb_values(elements(Some(value)).iter().map(canonical).collect()),
                "const" => self.absorb_values([canonical(value)].into()),
                "x-extensible-enum" => {
                    self.extensible = Some(elements(Some(value)).iter().map(canonical).collect());
                }
                "uniqueItems" => self.unique |= value == &Value::Bool(true),
                "properties" => {
                    for (name, property) in members(Some(value)) {
                        self.properties.entry(name).or_default().push(property);
                    }
                }
                "required" => self
                    .required
                    .extend(elements(Some(value)).iter().filter_map(Value::as_str)),
                "items" => self.items.push(value),
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
                    self.keywords.entry(key).or_insert(value);
                }
                _ => {
                    self.extensions.entry(key).or_insert(value);
                }
            }
        }
        if flag(schema, "nullable") {
            return Some(true);
        }
        if null.is_none()
            && let Some(values) = schema.get("enum").and_then(Value::as_array)
        {
            return Some(values.contains(&Value::Null));
        }
        null
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
    fn absorb_type_list(&mut self, branches: &[(usize, &'d Value)]) {
        let types = branches
            .iter()
            .filter_map(|(_, branch)| branch.get("type").and_then(Value::as_str))
            .collect();
        self.meet_types(types);
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
            (Additional::Schema(parts), Value::Object(_)) => parts.push(value),
            (additional @ Additional::Free, Value::Object(_)) => {
                *additional = Additional::Schema(vec![value])
            }
            _ => {}
        }
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
const VALIDATION: [&str; 15] = [
    "additionalItems",
    "dependencies",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];

/// Null is allowed where everything that has a say allows it.
fn both_null(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left && right),
        (one, other) => one.or(other),
    }
}

/// `{"type": "null"}`, or the `{"nullable": true, "enum": [null]}` that 3.0 has for it.
pub(super) fn is_null(schema: &Value) -> bool {
    if schema
        .get("type")
        .is_some_and(|kind| kind == "null" || kind == &serde_json::json!(["null"]))
    {
        return true;
    }
    if schema.get("const") == Some(&Value::Null) {
        return true;
    }
    matches!(
        schema
            .get("enum")
            .and_then(Value::as_array)
            .map(Vec::as_slice),
        Some([Value::Null])
    )
}

/// `{"type": "string"}`, descriptions aside.
fn is_bare_type(schema: &Value) -> bool {
    schema.get("type").is_some_and(Value::is_string)
        && members(Some(schema)).all(|(key, _)| key == "type" || DOCS.contains(&key))
}

/// Patterns that every text matches.
fn matches_all(pattern: &str) -> bool {
    matches!(pattern, "" | ".*" | "^.*$" | "^.*" | ".*$" | "^" | "$")
}
