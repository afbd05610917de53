//! Binds responses: finds the schemas of each role, and defines the records that they are read as.
//!
//! Only names and descriptions are copied from a published schema. A record promises nothing to its
//! reader: no property is required, no value is rejected.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::findings::{Findings, Mismatch};
use super::names::{Names, key};
use super::rust::Described;
use super::shape::{Part, Schema, Shape, described};
use crate::contract::{Contract, Form};

/// Maximum number of records generated beyond the contract's; other objects are read as raw JSON.
const MAX_RECORDS: usize = 500;

/// A record to generate.
pub(super) struct Record {
    pub(super) text: Option<String>,
    pub(super) properties: BTreeMap<String, Described>,
}

impl Record {
    pub(super) fn schema(&self) -> Value {
        let properties = self.properties.iter();
        let properties: Map<String, Value> = properties
            .map(|(name, property)| (name.clone(), property.schema()))
            .collect();
        let mut schema = json!({"type": "object", "properties": properties});
        if let Some(text) = &self.text {
            schema["description"] = text.as_str().into();
        }
        schema
    }
}

/// The records for the responses of a document.
pub(super) struct Answers<'a> {
    document: &'a Value,
    names: Names,
    /// The record of an object, by the parts that describe the object.
    known: BTreeMap<Vec<usize>, String>,
    records: BTreeMap<String, Record>,
    /// Records whose properties are not processed yet.
    open: Vec<(String, Vec<Part<'a>>)>,
}

impl<'a> Answers<'a> {
    /// Binds the records of the contract: each is described by the schemas at `starts`, or by those
    /// of a property that the contract declares as this record.
    pub(super) fn bind(
        document: &'a Value,
        contract: &Contract,
        starts: Vec<(&str, Vec<&'a Value>)>,
        findings: &mut Findings,
    ) -> Self {
        let mut answers = Self {
            document,
            names: Names::new(contract.records.keys()),
            known: BTreeMap::new(),
            records: BTreeMap::new(),
            open: Vec::new(),
        };
        let roles = answers.roles(contract, starts);
        for (name, wanted) in &contract.records {
            let parts = roles.get(name.as_str()).cloned().unwrap_or_default();
            let published = Schema::from_parts(document, parts.clone()).properties();
            let mut properties = BTreeMap::new();
            for (property, wanted) in &wanted.properties {
                let schemas = published.get(property.as_str());
                let schema = schemas.map(|schemas| Schema::of(document, schemas.iter().copied()));
                findings.property(name, property, schema.is_some());
                if let Some(schema) = &schema
                    && !is_as_expected(&wanted.form, schema)
                {
                    findings.differences.push(Mismatch {
                        role: format!("{name}.{property}"),
                        expected: wanted.form.to_string(),
                        declared: declared(schema),
                    });
                }
                let text = match &schema {
                    Some(schema) => schema.description().unwrap_or(&wanted.text).to_owned(),
                    None => format!("{}\n\nNot in the published document.", wanted.text),
                };
                properties.insert(
                    property.clone(),
                    Described {
                        form: wanted.form.clone(),
                        text: Some(text),
                    },
                );
            }
            let text = parts.iter().find_map(described).unwrap_or(&wanted.text);
            let text = Some(text.to_owned());
            answers
                .records
                .insert(name.clone(), Record { text, properties });
            answers.open.push((name.clone(), parts));
        }
        answers.complete(Some((contract, findings)));
        answers
    }

    /// Every object with the role of a contract record.
    fn roles<'c>(
        &mut self,
        contract: &'c Contract,
        starts: Vec<(&'c str, Vec<&'a Value>)>,
    ) -> BTreeMap<&'c str, Vec<Part<'a>>> {
        let mut roles: BTreeMap<&str, Vec<Part<'a>>> = BTreeMap::new();
        let mut open = starts;
        open.reverse();
        while let Some((name, schemas)) = open.pop() {
            let Some(record) = contract.records.get(name) else {
                continue;
            };
            let parts: Vec<Part<'a>> = Schema::of(self.document, schemas)
                .element()
                .records()
                .collect();
            self.known
                .entry(ids(&parts))
                .or_insert_with(|| name.to_owned());
            let role = roles.entry(name).or_default();
            let held: BTreeSet<usize> = role.iter().map(Part::id).collect();
            let new: Vec<Part<'a>> = parts
                .into_iter()
                .filter(|part| !held.contains(&part.id()))
                .collect();
            role.extend(new.iter().copied());
            let published = Schema::from_parts(self.document, new).properties();
            for (property, wanted) in record.properties.iter().rev() {
                if let (Some(other), Some(schemas)) =
                    (wanted.form.record(), published.get(property.as_str()))
                {
                    open.push((other, schemas.clone()));
                }
            }
        }
        roles
    }

    /// The form in which a value of the document is read. Objects become records; `hint` names a
    /// record that has no name in the document.
    pub(super) fn form(&mut self, schema: &Schema<'a>, hint: &str) -> Form {
        let form = self.form_of(schema, hint);
        self.complete(None);
        form
    }

    fn form_of(&mut self, schema: &Schema<'a>, hint: &str) -> Form {
        match schema.shape() {
            Shape::Text => Form::Text,
            Shape::Integer => Form::Integer,
            Shape::Boolean => Form::Boolean,
            Shape::Number | Shape::Map | Shape::Any => Form::Any,
            Shape::Record => self.record(schema, hint),
            Shape::List => {
                let items = schema.items();
                let element = match items.shape() {
                    // The inner list would be read strictly.
                    Shape::List => Form::Any,
                    _ => self.form_of(&items, hint),
                };
                Form::List(Box::new(element))
            }
        }
    }

    fn record(&mut self, schema: &Schema<'a>, hint: &str) -> Form {
        let parts: Vec<Part<'a>> = schema.records().collect();
        let ids = ids(&parts);
        if let Some(name) = self.known.get(&ids) {
            return Form::Record(name.clone());
        }
        if self.records.len() + self.open.len() >= MAX_RECORDS {
            return Form::Any;
        }
        let name = self.names.unique(schema.component().unwrap_or(hint));
        self.known.insert(ids, name.clone());
        let record = Record {
            text: parts.iter().find_map(described).map(str::to_owned),
            properties: BTreeMap::new(),
        };
        self.records.insert(name.clone(), record);
        self.open.push((name.clone(), parts));
        Form::Record(name)
    }

    /// Adds to each open record the properties of the document that it lacks.
    fn complete(&mut self, mut bound: Option<(&Contract, &mut Findings)>) {
        while let Some((name, parts)) = self.open.pop() {
            let published = Schema::from_parts(self.document, parts).properties();
            let held = self.records.get(&name);
            let mut keys: BTreeSet<String> = held
                .iter()
                .flat_map(|record| record.properties.keys())
                .map(|held| key(held))
                .collect();
            let exact: BTreeSet<String> = held
                .iter()
                .flat_map(|record| record.properties.keys())
                .cloned()
                .collect();
            for (property, schemas) in published {
                if exact.contains(property) {
                    continue;
                }
                let is_readable = !key(property).is_empty() && keys.insert(key(property));
                if let Some((contract, findings)) = &mut bound
                    && contract.records.contains_key(&name)
                {
                    findings.beyond(&name, property, is_readable);
                }
                if !is_readable {
                    continue;
                }
                let schema = Schema::of(self.document, schemas);
                let form = self.form_of(&schema, &format!("{name}_{property}"));
                let form = match &form {
                    Form::Record(inner) if self.holds(inner, &name) => Form::Any,
                    _ => form,
                };
                let text = schema.description().map(str::to_owned);
                if let Some(record) = self.records.get_mut(&name) {
                    record
                        .properties
                        .insert(property.to_owned(), Described { form, text });
                }
            }
        }
    }

    /// Whether a record is `other`, or contains it other than in a list.
    fn holds(&self, record: &str, other: &str) -> bool {
        let mut open = vec![record];
        let mut seen = BTreeSet::new();
        while let Some(record) = open.pop() {
            if record == other {
                return true;
            }
            if !seen.insert(record) {
                continue;
            }
            let properties = self.records.get(record).map(|record| &record.properties);
            for property in properties.into_iter().flatten() {
                if let Form::Record(inner) = &property.1.form {
                    open.push(inner);
                }
            }
        }
        false
    }

    /// The records, by name, and the names in use.
    pub(super) fn into_records(self) -> (BTreeMap<String, Record>, Names) {
        (self.records, self.names)
    }
}

fn ids(parts: &[Part<'_>]) -> Vec<usize> {
    let ids: BTreeSet<usize> = parts.iter().map(Part::id).collect();
    ids.into_iter().collect()
}

/// Whether a value is declared as the contract expects. Other forms are read too.
fn is_as_expected(form: &Form, schema: &Schema<'_>) -> bool {
    let shape = schema.shape();
    match form {
        _ if shape == Shape::Any => true,
        Form::Any | Form::Link => true,
        Form::Text | Form::Date => shape == Shape::Text,
        Form::Integer => shape == Shape::Integer,
        Form::Boolean => matches!(shape, Shape::Boolean | Shape::Integer),
        Form::Record(_) => shape == Shape::Record,
        Form::List(element) => shape == Shape::List && is_as_expected(element, &schema.items()),
    }
}

/// The declared type, as text.
pub(super) fn declared(schema: &Schema<'_>) -> String {
    match schema.shape() {
        Shape::List => format!("list of {}", schema.items().shape()),
        Shape::Record => schema
            .component()
            .map_or_else(|| "record".to_owned(), str::to_owned),
        shape => shape.to_string(),
    }
}
