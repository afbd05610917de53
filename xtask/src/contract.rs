//! `openapi/contract.yaml`: what our own code needs of the service's document, by role.

use std::collections::BTreeMap;
use std::fmt;

use openapi_drift::{NeededOperation, Needs};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde_json::Value;

/// Where the contract is, from the root of the workspace.
pub const FILE: &str = "openapi/contract.yaml";

/// What our own code needs of the service's document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The address of the service.
    pub server: String,
    /// The header that carries the token.
    pub token: String,
    /// The record that the body of every error is read as.
    pub error: String,
    /// The operations that we call, by the name of their builder.
    pub operations: BTreeMap<String, Operation>,
    /// The records that answers are made of, by the name of their Rust type.
    pub records: BTreeMap<String, Record>,
}

/// An operation that we call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The HTTP method, in lower case.
    pub method: String,
    /// The end of the path: one segment or more.
    pub path: String,
    /// The summary, where the document has none.
    pub text: String,
    /// The record that it answers with.
    pub answer: String,
    /// The query parameters that we send, by name.
    pub parameters: BTreeMap<String, Parameter>,
}

/// A query parameter that we send.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// What our setter takes.
    pub form: Form,
    /// When we send it.
    #[serde(default)]
    pub sent: Sent,
    /// The description, where the document has none.
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
    /// Always, by whoever uses the raw client: its builder requires it.
    Required,
}

/// A record of an answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The description, where the document has none.
    pub text: String,
    /// The properties that we read, by name.
    pub properties: BTreeMap<String, Property>,
}

/// A property of a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    /// How it is read.
    pub form: Form,
    /// The description, where the document has none.
    pub text: String,
}

/// The form in which a value is sent or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text.
    Text,
    /// An integer.
    Integer,
    /// Yes or no; in an answer also "not stated".
    Boolean,
    /// A day, in an answer.
    Date,
    /// A certification, in an answer: its code or an object.
    Link,
    /// Any JSON value, in an answer.
    Any,
    /// A record, in an answer.
    Record(String),
    /// A list of one of the others.
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

    /// The record that the form is, or is a list of.
    pub fn record(&self) -> Option<&str> {
        match self.element() {
            Self::Record(name) => Some(name),
            _ => None,
        }
    }

    /// Whether a query parameter can have it.
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

/// What a change has to touch to concern us.
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
    /// Reads a contract, and checks that the records it names exist.
    ///
    /// # Errors
    ///
    /// What is wrong, and where.
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

    /// A record inside itself, other than in a list, would be a type of infinite size.
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
