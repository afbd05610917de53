//! A document as the comparison reads it: tolerant access, local references, and the one place where
//! both sides are brought to one dialect.

use std::borrow::Cow;

use serde_json::{Map, Value};

use openapi_convert::{Dialect, NotADocument};

/// One document, brought to the common dialect, with what could not be on the way.
#[derive(Debug)]
pub(super) struct Document<'a> {
    value: Cow<'a, Value>,
    /// The document as it was written, where places are to be told of it: 3.1 keeps them but for the
    /// last keyword, Swagger 2.0 does not.
    written: Option<&'a Value>,
    /// What was lost or odd in reading it, for the report's notes.
    pub(super) notes: Vec<String>,
}

impl<'a> Document<'a> {
    /// Reads a document of any dialect.
    pub(super) fn read(value: &'a Value) -> Result<Self, NotADocument> {
        let (common, notes) = to_common_dialect(value)?;
        let written = value.get("swagger").is_none().then_some(value);
        Ok(Self {
            value: common,
            written,
            notes,
        })
    }

    pub(super) fn root(&self) -> &Value {
        &self.value
    }

    /// What `reference` points to, following references to references. The second value is the
    /// pointer of the last reference, the name under which the target is known.
    pub(super) fn resolve<'d>(&'d self, value: &'d Value) -> Resolved<'d> {
        match openapi_document::resolve(&self.value, value) {
            Ok(target) => Resolved::Found {
                value: target.value,
                name: target.reference,
            },
            Err(broken) => Resolved::Missing(broken.0),
        }
    }

    /// The pointer, or as much of it as there is: what was merged from elsewhere does not stand where
    /// it holds.
    pub(super) fn existing(&self, pointer: &str) -> String {
        let mut value = self.written.unwrap_or(self.root());
        let mut end = 1;
        for segment in pointer.split('/').skip(1) {
            let key = segment.replace("~1", "/").replace("~0", "~");
            let Some(next) = openapi_document::child(value, &key) else {
                break;
            };
            value = next;
            end += 1 + segment.len();
        }
        pointer.get(..end).unwrap_or("#").to_owned()
    }

    pub(super) fn lookup(&self, reference: &str) -> Option<&Value> {
        openapi_document::lookup(&self.value, reference)
    }
}

/// Where a reference leads.
#[derive(Debug, Clone, Copy)]
pub(super) enum Resolved<'d> {
    Found {
        value: &'d Value,
        /// The last reference on the way; none when the value was written in place.
        name: Option<&'d str>,
    },
    /// Another file, nothing, or a circle of references.
    Missing(&'d str),
}

/// The one adaptation point: everything after it sees OpenAPI 3.0.3, with what 3.0.3 cannot express
/// left in place.
fn to_common_dialect(value: &Value) -> Result<(Cow<'_, Value>, Vec<String>), NotADocument> {
    let mut notes = Vec::new();
    let converted = match openapi_convert::detect(value) {
        // As it is: a large document need not be copied.
        Ok(Dialect::OpenApi30(_)) => return Ok((Cow::Borrowed(value), notes)),
        Ok(_) => openapi_convert::convert(value)?,
        // A version of tomorrow, or none: what stands where 3.1 has it is read as 3.1.
        Err(unknown) => {
            let mut assumed = value.clone();
            match assumed.as_object_mut() {
                Some(root) if root.get("paths").is_some_and(Value::is_object) => {
                    root.shift_remove("swagger");
                    root.insert("openapi".to_owned(), "3.1.0".into());
                }
                _ => return Err(unknown),
            }
            notes.push(format!(
                "{}: read as OpenAPI 3.1 all the same",
                unknown.reason()
            ));
            openapi_convert::convert(&assumed)?
        }
    };
    notes.extend(converted.notes.iter().map(ToString::to_string));
    Ok((Cow::Owned(converted.document), notes))
}

/// The members of an object, nothing for anything else.
pub(super) fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    object(value)
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

/// The value as an object, if it is one.
pub(super) fn object(value: Option<&Value>) -> Option<&Map<String, Value>> {
    value.and_then(Value::as_object)
}

/// The schema `false`, or the `{"not": {}}` that 3.0 has for it.
pub(super) fn matches_nothing(schema: &Value) -> bool {
    match schema {
        Value::Bool(allowed) => !allowed,
        Value::Object(map) => match map.get("not") {
            Some(Value::Object(inner)) => inner.is_empty(),
            Some(Value::Bool(inner)) => *inner,
            _ => false,
        },
        _ => false,
    }
}

/// The elements of an array, nothing for anything else.
pub(super) fn elements(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A boolean member, false when missing or something else.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// What kind of JSON value this is, for messages.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// A key as a segment of a JSON pointer.
pub(super) fn escaped(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}
