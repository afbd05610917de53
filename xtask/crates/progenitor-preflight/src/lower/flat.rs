//! Merges the compositions of a schema.

use super::Lowering;
use super::schemas::is_null;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Maximum nesting of compositions.
const MAX_DEPTH: usize = 64;

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// A property, with every schema that a composition gives it.
#[derive(Debug, Clone)]
pub(super) struct Property {
    /// All of them apply.
    all: Vec<Value>,
    pub(super) at: Pointer,
    pub(super) required: bool,
}

impl Property {
    /// A single equivalent schema.
    pub(super) fn value(&self) -> Value {
        match &self.all[..] {
            [one] => one.clone(),
            all => json!({"allOf": all}),
        }
    }
}

/// The values of a schema: the union of its branches, the intersection of its parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat {
    types: BTreeSet<&'static str>,
    pub(super) format: Option<String>,
    /// The allowed strings, if they are listed.
    pub(super) values: Option<Vec<String>>,
    pub(super) properties: Vec<(String, Property)>,
    /// The schema of other properties, if the document has one.
    pub(super) rest: Option<(Value, Pointer)>,
    pub(super) items: Option<(Value, Pointer)>,
    /// No type is known to hold for every value.
    mixed: bool,
}

/// The kind of a schema's values.
pub(super) enum Forms {
    Any,
    Scalar(&'static str),
    Array,
    Object,
}

impl Flat {
    pub(super) fn of(lowering: &mut Lowering<'_>, schema: &Value, at: &Pointer) -> Self {
        let mut flat = Self::default();
        flat.add(lowering, schema, at, 0);
        flat
    }

    pub(super) fn forms(&self) -> Forms {
        let mut types = self.types.iter();
        match (types.next(), types.next()) {
            _ if self.mixed => Forms::Any,
            (None, _) => Forms::Any,
            (Some(&"array"), None) => Forms::Array,
            (Some(&"object"), None) => Forms::Object,
            (Some(ty), None) => Forms::Scalar(ty),
            (Some(&"integer"), Some(&"number")) if self.types.len() == 2 => Forms::Scalar("number"),
            _ => Forms::Any,
        }
    }

    /// Whether the generator gives the type of these values a name.
    pub(super) fn is_named(&self) -> bool {
        match self.forms() {
            Forms::Object => !self.properties.is_empty(),
            Forms::Scalar(ty) => ty == "string" && self.values.is_some(),
            Forms::Any | Forms::Array => false,
        }
    }

    /// Merges a schema.
    fn add(&mut self, lowering: &mut Lowering<'_>, schema: &Value, at: &Pointer, depth: usize) {
        let Value::Object(map) = schema else { return };
        if depth > MAX_DEPTH || !lowering.spend() || lowering.opaque.contains(at) && depth > 0 {
            self.mixed = true;
            return;
        }
        if let Some(reference) = map.get("$ref") {
            match reference.as_str().and_then(Pointer::parse) {
                Some(target) => self.absorb(Self::referred(lowering, target, depth)),
                None => self.mixed = true,
            }
            return;
        }
        self.own(map, at);
        if let Some(Value::Array(parts)) = map.get("allOf") {
            let place = at.join("allOf");
            for (index, part) in parts.iter().enumerate() {
                self.add(lowering, part, &place.join(&index.to_string()), depth + 1);
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(branches)) = map.get(keyword) {
                self.branches(lowering, branches, &at.join(keyword), depth);
            }
        }
    }

    /// Flattens the target of a reference. Each target is flattened once; inside itself it adds
    /// nothing.
    fn referred(lowering: &mut Lowering<'_>, target: Pointer, depth: usize) -> Self {
        if let Some(known) = lowering.flats.get(&target) {
            return known.clone();
        }
        if let Some(outer) = lowering.open.iter().position(|open| *open == target) {
            lowering.cut = lowering.cut.min(outer);
            return Self::default();
        }
        let mut flat = Self::default();
        let Some(found) = target.find(lowering.source) else {
            flat.mixed = true;
            return flat;
        };
        let place = lowering.open.len();
        lowering.open.push(target.clone());
        let cut_before = std::mem::replace(&mut lowering.cut, usize::MAX);
        flat.add(lowering, found, &target, depth + 1);
        lowering.open.pop();
        // A result that lacks a part still in progress is incomplete: it is not cached.
        if lowering.cut >= place {
            lowering.cut = usize::MAX;
            lowering.flats.insert(target, flat.clone());
        }
        lowering.cut = lowering.cut.min(cut_before);
        flat
    }

    /// Merges a schema that applies too.
    fn absorb(&mut self, other: Self) {
        self.mixed |= other.mixed;
        self.types.extend(other.types);
        self.format = other.format.or(self.format.take());
        self.values = match (self.values.take(), other.values) {
            // All parts apply: the part that lists fewer values wins.
            (Some(before), Some(values)) => {
                Some(values.into_iter().filter(|v| before.contains(v)).collect())
            }
            (before, values) => values.or(before),
        };
        self.rest = other.rest.or(self.rest.take());
        self.items = match (self.items.take(), other.items) {
            (Some((before, at)), Some((items, _))) if before != items => {
                Some((json!({"allOf": [before, items]}), at))
            }
            (before, items) => items.or(before),
        };
        for (name, property) in other.properties {
            let required = property.required;
            self.property(&name, property.all, property.at);
            for (_, known) in self
                .properties
                .iter_mut()
                .filter(|(known, _)| *known == name)
            {
                known.required |= required;
            }
        }
    }

    /// Flattens the schema's own keywords.
    fn own(&mut self, map: &Map<String, Value>, at: &Pointer) {
        self.types(map);
        if let Some(format) = map.get("format").and_then(Value::as_str) {
            self.format = Some(format.to_owned());
        }
        let values = match (map.get("enum"), map.get("const")) {
            (Some(Value::Array(values)), _) if !values.is_empty() => Some(values.clone()),
            (_, Some(value)) => Some(vec![value.clone()]),
            _ => None,
        };
        if let Some(values) = values {
            self.restrict(&values);
        }
        if let Some(Value::Object(properties)) = map.get("properties") {
            for (name, value) in properties {
                let place = at.join("properties").join(name);
                self.property(name, vec![value.clone()], place);
            }
        }
        if let Some(Value::Array(required)) = map.get("required") {
            for name in required.iter().filter_map(Value::as_str) {
                if !self.properties.iter().any(|(known, _)| known == name) {
                    // Described by another part, or nowhere.
                    self.property(name, vec![], at.join("properties").join(name));
                }
                for (_, property) in self
                    .properties
                    .iter_mut()
                    .filter(|(known, _)| known == name)
                {
                    property.required = true;
                }
            }
        }
        match map.get("additionalProperties") {
            Some(rest @ Value::Object(_)) => {
                self.rest = Some((rest.clone(), at.join("additionalProperties")));
            }
            _ if map.contains_key("patternProperties") => {
                self.rest = Some((json!({}), at.join("patternProperties")));
            }
            _ => {}
        }
        if let Some(items @ Value::Object(_)) = map.get("items") {
            let place = at.join("items");
            self.items = Some(match self.items.take() {
                Some((before, at)) if &before != items => (json!({"allOf": [before, items]}), at),
                _ => (items.clone(), place),
            });
        }
    }

    fn types(&mut self, map: &Map<String, Value>) {
        let list = match map.get("type") {
            Some(Value::String(_)) => map.get("type").map(std::slice::from_ref),
            Some(Value::Array(list)) => Some(list.as_slice()),
            _ => None,
        };
        for ty in list.into_iter().flatten().filter_map(Value::as_str) {
            match TYPES.iter().find(|known| **known == ty) {
                Some(known) => drop(self.types.insert(known)),
                None if ty == "null" => {}
                // `file`, and other names that producers use for a string.
                None => drop(self.types.insert("string")),
            }
        }
        if list.is_some() {
            return;
        }
        let has = |keywords: &[&str]| keywords.iter().any(|keyword| map.contains_key(*keyword));
        if has(&["properties", "additionalProperties", "patternProperties"])
            || map.get("required").is_some_and(Value::is_array)
        {
            self.types.insert("object");
        }
        if has(&["items"]) {
            self.types.insert("array");
        }
    }

    /// Keeps an enumeration of strings; of other enumerations only the type.
    fn restrict(&mut self, values: &[Value]) {
        let texts: Vec<String> = values
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        let others = values.iter().filter(|value| !value.is_null()).count() - texts.len();
        if self.types.is_empty() {
            let typed = values.iter().filter(|value| !value.is_null());
            self.types.extend(typed.map(openapi_document::type_of));
        }
        if others > 0 || texts.is_empty() {
            return;
        }
        let mut unique = BTreeSet::new();
        let texts = texts.into_iter().filter(|text| unique.insert(text.clone()));
        self.values = Some(match &self.values {
            // All parts apply: the part that lists fewer values wins.
            Some(before) => texts.filter(|text| before.contains(text)).collect(),
            None => texts.collect(),
        });
    }

    fn property(&mut self, name: &str, all: Vec<Value>, at: Pointer) {
        match self.properties.iter_mut().find(|(known, _)| known == name) {
            Some((_, property)) => {
                if property.all.is_empty() {
                    property.at = at;
                }
                for value in all {
                    if !property.all.contains(&value) {
                        property.all.push(value);
                    }
                }
            }
            None => self.properties.push((
                name.to_owned(),
                Property {
                    all,
                    at,
                    required: false,
                },
            )),
        }
    }

    /// Merges a union: what its branches have in common, and the properties of each.
    fn branches(
        &mut self,
        lowering: &mut Lowering<'_>,
        branches: &[Value],
        at: &Pointer,
        depth: usize,
    ) {
        let mut flats: Vec<Flat> = Vec::new();
        let mut known: Vec<&Value> = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            // Equal branches are merged once.
            if is_null(branch) || known.contains(&branch) {
                continue;
            }
            known.push(branch);
            let mut flat = Flat::default();
            let place = at.join(&index.to_string());
            flat.add(lowering, branch, &place, depth + 1);
            if flat.types.is_empty() {
                // A union may only restrict the type given beside it.
                flat.types.clone_from(&self.types);
            }
            flats.push(flat);
        }
        let Some(united) = unite(flats) else {
            return;
        };
        // `anyOf: [{required: [a]}, {required: [b]}]` only restricts the object that contains it.
        if united.types.is_empty() && !united.mixed {
            self.mixed |= self.types.is_empty();
            return;
        }
        self.absorb(united);
    }
}

/// One schema that accepts every value of every branch; `None` without branches.
fn unite(flats: Vec<Flat>) -> Option<Flat> {
    let mut flats = flats.into_iter();
    let mut united = flats.next()?;
    for flat in flats {
        // A map beside objects: its values become any JSON.
        let open = |flat: &Flat| flat.rest.is_some() || flat.properties.is_empty();
        let open = flat.types.contains("object") && (open(&united) || open(&flat));
        let numbers = |flat: &Flat| {
            flat.types
                .iter()
                .all(|ty| ["integer", "number"].contains(ty))
        };
        if united.types != flat.types && !(numbers(&united) && numbers(&flat)) {
            united.mixed = true;
        }
        united.mixed |= flat.mixed || flat.types.is_empty() || united.types.is_empty();
        united.types.extend(&flat.types);
        if united.format != flat.format {
            united.format = None;
        }
        united.values = match (united.values, flat.values) {
            (Some(mut values), Some(more)) => {
                values.extend(
                    more.into_iter()
                        .filter(|v| !values.contains(v))
                        .collect::<Vec<_>>(),
                );
                Some(values)
            }
            _ => None,
        };
        united.items = match (united.items, flat.items) {
            (Some((one, at)), Some((other, _))) if one != other => {
                Some((json!({"anyOf": [one, other]}), at))
            }
            (one, other) => one.or(other),
        };
        if open {
            united.rest = match (united.rest, flat.rest) {
                (Some((one, at)), Some((other, _))) if one == other => Some((one, at)),
                (Some((_, at)), _) | (None, Some((_, at))) => Some((json!({}), at)),
                (None, None) => Some((json!({}), Pointer::root())),
            };
        }
        // A property that a branch lacks is not required.
        for (name, property) in &mut united.properties {
            property.required &= flat.properties.iter().any(|(other, _)| other == name);
        }
        for (name, property) in flat.properties {
            let known = united
                .properties
                .iter_mut()
                .find(|(known, _)| *known == name);
            match known {
                Some((_, before)) => {
                    before.required &= property.required;
                    let (one, other) = (before.value(), property.value());
                    if one != other {
                        before.all = vec![either(one, other)];
                    }
                }
                None => united.properties.push((
                    name,
                    Property {
                        required: false,
                        ..property
                    },
                )),
            }
        }
    }
    Some(united)
}

/// A schema that accepts the values of both; `{}` accepts everything.
fn either(one: Value, other: Value) -> Value {
    let mut branches = match one.get("anyOf") {
        Some(Value::Array(branches)) if one.as_object().is_some_and(|map| map.len() == 1) => {
            branches.clone()
        }
        _ => vec![one],
    };
    if !branches.contains(&other) {
        branches.push(other);
    }
    json!({"anyOf": branches})
}
