//! Detects the dialect of a document.

use openapi_document::text::one_line;
use serde_json::Value;
use std::fmt;

/// The supported dialects, with the version as the document writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// Swagger 2.0.
    Swagger20,
    /// OpenAPI 3.0.x.
    OpenApi30(String),
    /// OpenAPI 3.1.x.
    OpenApi31(String),
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Dialect::Swagger20 => f.write_str("Swagger 2.0"),
            Dialect::OpenApi30(version) | Dialect::OpenApi31(version) => {
                write!(f, "OpenAPI {version}")
            }
        }
    }
}

/// The value is not a supported OpenAPI document; the reason says what it is instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADocument {
    reason: String,
}

impl NotADocument {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }

    /// What the value is instead, and which dialects are supported.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for NotADocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an OpenAPI document: {}", self.reason)
    }
}

impl std::error::Error for NotADocument {}

/// Reads the dialect from `swagger` or `openapi`.
///
/// Accepts a version written as a number (`swagger: 2.0` or `openapi: 3.0` in YAML without quotes).
///
/// # Errors
///
/// [`NotADocument`] when the value is not an object, has no version, or has one that is not
/// supported (1.x, 3.2 and later).
pub fn detect(document: &Value) -> Result<Dialect, NotADocument> {
    let Value::Object(map) = document else {
        return Err(NotADocument::new(format!(
            "it is {}, not an object",
            a_value(document)
        )));
    };
    match (
        map.get("openapi"),
        map.get("swagger"),
        map.get("swaggerVersion"),
    ) {
        (Some(version), _, _) => openapi(version),
        (None, Some(version), _) => swagger(version),
        (None, None, Some(version)) => Err(NotADocument::new(format!(
            "Swagger {} is too old to be read; 2.0, 3.0.x and 3.1.x can be",
            written(version)
        ))),
        (None, None, None) => {
            let keys: Vec<_> = map
                .keys()
                .take(5)
                .map(|key| format!("`{}`", short(key)))
                .collect();
            let found = match keys.is_empty() {
                true => "it is an empty object".to_owned(),
                false => format!("it begins with {}", keys.join(", ")),
            };
            Err(NotADocument::new(format!(
                "neither `openapi` nor `swagger` is there; {found}"
            )))
        }
    }
}

fn openapi(version: &Value) -> Result<Dialect, NotADocument> {
    let text = written(version);
    let mut parts = text.trim().splitn(3, '.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0") | None) => Ok(Dialect::OpenApi30(text.trim().to_owned())),
        (Some("3"), Some("1")) => Ok(Dialect::OpenApi31(text.trim().to_owned())),
        _ => Err(NotADocument::new(format!(
            "OpenAPI {text} cannot be read; Swagger 2.0, OpenAPI 3.0.x and 3.1.x can be"
        ))),
    }
}

fn swagger(version: &Value) -> Result<Dialect, NotADocument> {
    match written(version).trim() {
        "2" | "2.0" => Ok(Dialect::Swagger20),
        other => Err(NotADocument::new(format!(
            "Swagger {other} cannot be read; Swagger 2.0, OpenAPI 3.0.x and 3.1.x can be"
        ))),
    }
}

fn written(version: &Value) -> String {
    match version {
        Value::String(text) => short(text),
        other => short(&other.to_string()),
    }
}

/// The start of a text, on one line.
fn short(text: &str) -> String {
    one_line(text).chars().take(40).collect()
}

fn a_value(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
