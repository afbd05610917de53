//! `openapi/contract.yaml`: what our own code needs of the service's document, by role.

use std::collections::BTreeMap;
use std::fmt;

use openapi_drift::{NeededOperation, Needs};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde_json::Value;

/// Path of the contract, relative to the workspace's root.
pub const FILE: &str = "openapi/contract.yaml";

/// What our own code needs of the service's document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The base URL of the service.
    pub server: String,
    /// The header for the token.
    pub token: String,
    /// The record of every error body.
    pub error: String,
    /// The operations that we call, by the name of their builder.
    pub operations: BTreeMap<String, Operation>,
    /// The records of the responses, by the name of their Rust type.
    pub records: BTreeMap<String, Record>,
}

/// An operation that we call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The HTTP method, in lower case.
    pub method: String,
    /// The last segments of the path, at least one.
    pub path: String,
    /// The summary, used when the document has none.
    pub text: String,
    /// The record of its response.
    pub answer: String,
    /// The query parameters that we send, by name.
    pub parameters: BTreeMap<String, Parameter>,
}

/// A query parameter that we send.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The type that our setter takes.
    pub form: Form,
    /// When we send it.
    #[serde(default)]
    pub sent: Sent,
    /// The description, used when the document has none.
    pub text: String,
}

/// When a parameter is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sent {
    /// When the caller sets it.
    #[default]
    Optionally,
    /// Always, by certifinfo-ext: the document may require it.
    Always,
    /// Always, by users of the raw client: its builder requires it.
    Required,
}

/// A record of a response.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The description, used when the document has none.
    pub text: String,
    /// The properties that we read, by name.
    pub properties: BTreeMap<String, Property>,
}

/// A property of a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// The form in which it is read.
    pub form: Form,
    /// The description, used when the document has none.
    pub text: String,
}

/// The form of a value that is sent or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string.
    Text,
    /// An integer.
    Integer,
    /// A boolean; in a response also "not stated".
    Boolean,
    /// A date, in a response.
    Date,
    /// A certification, in a response: its code or an object.
    Link,
    /// Any JSON value, in a response.
    Any,
    /// A record, in a response.
    Record(String),
    /// A list of one of the other forms.
    List(Box<Form>),
}

impl Form {
    fn named(name: &str) -> Self {
        match name {
            "text" => Self::Text,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "link" => Self::Link,
            "any" => Self::Any,
            record => Self::Record(record.to_owned()),
        }
    }

    /// The form of the elements of a list, or of the value itself.
    pub fn element(&self) -> &Self {
        match self {
            Self::List(element) => element,
            other => other,
        }
    }

    /// The record of the form, or of its elements.
    pub fn record(&self) -> Option<&str> {
        match self.element() {
            Self::Record(name) => Some(name),
            _ => None,
        }
    }

    /// Whether a query parameter may have this form.
    fn is_sendable(&self) -> bool {
        matches!(self.element(), Self::Text | Self::Integer | Self::Boolean)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Integer => f.write_str("integer"),
            Self::Boolean => f.write_str("boolean"),
            Self::Date => f.write_str("date"),
            Self::Link => f.write_str("link"),
            Self::Any => f.write_str("any value"),
            Self::Record(name) => f.write_str(name),
            Self::List(element) => write!(f, "list of {element}"),
        }
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(String),
            List([String; 1]),
        }
        match Written::deserialize(deserializer) {
            Ok(Written::One(name)) => Ok(Self::named(&name)),
            Ok(Written::List([name])) => Ok(Self::List(Box::new(Self::named(&name)))),
            Err(_) => Err(D::Error::custom("a form is a name, or a list of one name")),
        }
    }
}

/// What a change must affect to concern our code.
impl From<&Contract> for Needs {
    fn from(contract: &Contract) -> Self {
        let operation = |operation: &Operation| NeededOperation {
            method: operation.method.clone(),
            path: operation.path.clone(),
            parameters: operation.parameters.keys().cloned().collect(),
            answer: Some(operation.answer.clone()),
        };
        let record = |(name, record): (&String, &Record)| {
            let properties = record.properties.iter().map(|(name, property)| {
                let inner = property.form.record().map(ToOwned::to_owned);
                (name.clone(), inner)
            });
            (name.clone(), properties.collect())
        };
        Self {
            operations: contract.operations.values().map(operation).collect(),
            records: contract.records.iter().map(record).collect(),
        }
    }
}

impl Contract {
    /// Reads a contract and checks that the records it names exist.
    ///
    /// # Errors
    ///
    /// A message with the problem and its place.
    pub fn read(value: &Value) -> Result<Self, String> {
        let contract: Self = serde_path_to_error::deserialize(value)
            .map_err(|error| format!("at {}: {}", error.path(), error.inner()))?;
        contract.check()?;
        Ok(contract)
    }

    fn check(&self) -> Result<(), String> {
        let known = |name: &str, at: &str| match self.records.contains_key(name) {
            true => Ok(()),
            false => Err(format!("{at}: `{name}` is not a record of this file")),
        };
        known(&self.error, "error")?;
        for (name, operation) in &self.operations {
            known(&operation.answer, &format!("operations.{name}.answer"))?;
            if operation.path.split('/').all(str::is_empty) {
                return Err(format!("operations.{name}.path has no segment"));
            }
            for (parameter, wanted) in &operation.parameters {
                if !wanted.form.is_sendable() {
                    return Err(format!(
                        "operations.{name}.parameters.{parameter}: a query parameter is a text, an \
                         integer, a boolean or a list of one, not {}",
                        wanted.form
                    ));
                }
            }
        }
        for (name, record) in &self.records {
            for (property, wanted) in &record.properties {
                if let Some(other) = wanted.form.record() {
                    known(other, &format!("records.{name}.properties.{property}"))?;
                }
            }
        }
        self.acyclic()
    }

    /// Rejects a record that contains itself other than in a list: its type would have infinite
    /// size.
    fn acyclic(&self) -> Result<(), String> {
        for name in self.records.keys() {
            let mut path = vec![name.as_str()];
            let mut open: Vec<(&str, usize)> = vec![(name, 1)];
            while let Some((record, depth)) = open.pop() {
                path.truncate(depth - 1);
                path.push(record);
                for wanted in self.records[record].properties.values() {
                    if let Form::Record(other) = &wanted.form {
                        if path.contains(&other.as_str()) {
                            return Err(format!("records.{record}: it contains itself"));
                        }
                        open.push((other, depth + 1));
                    }
                }
            }
        }
        Ok(())
    }
}
