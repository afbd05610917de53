//! A document as the comparison reads it: tolerant access, local references, and the conversion of
//! both sides to one dialect.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use serde_json::{Map, Value};

use openapi_convert::{Dialect, NotADocument};

/// One document in the common dialect, with notes on what could not be converted.
#[derive(Debug)]
pub(super) struct Document<'a> {
    value: Cow<'a, Value>,
    /// The document as written; reported places refer to it.
    written: &'a Value,
    /// Losses and oddities of the conversion, for the notes of the report.
    pub(super) notes: Vec<String>,
    /// By address of a schema: the names of the components that extend it (`allOf`).
    extensions: OnceCell<HashMap<usize, Vec<String>>>,
}

impl<'a> Document<'a> {
    /// Reads a document of any dialect.
    pub(super) fn read(value: &'a Value) -> Result<Self, NotADocument> {
        let (common, notes) = to_common_dialect(value)?;
        Ok(Self {
            value: common,
            written: value,
            notes,
            extensions: OnceCell::new(),
        })
    }

    /// The schemas among the components.
    pub(super) fn schemas(&self) -> Option<&Value> {
        self.root().get("components")?.get("schemas")
    }

    /// The components that extend a schema through `allOf`, directly or indirectly.
    pub(super) fn extending(&self, base: &Value) -> Vec<(&str, &Value)> {
        let index = self.extensions.get_or_init(|| self.index_extensions());
        let mut found: Vec<(&str, &Value)> = Vec::new();
        let mut open = vec![address(base)];
        while let Some(base) = open.pop() {
            for name in index.get(&base).into_iter().flatten() {
                let schema = self.schemas().and_then(|schemas| schemas.get(name));
                if let Some(schema) = schema
                    && !found.iter().any(|(known, _)| *known == name.as_str())
                {
                    found.push((name, schema));
                    open.push(address(schema));
                }
            }
        }
        found
    }

    fn index_extensions(&self) -> HashMap<usize, Vec<String>> {
        let mut index: HashMap<usize, Vec<String>> = HashMap::new();
        for (name, schema) in members(self.schemas()) {
            let mut open: Vec<&Value> = elements(schema.get("allOf")).iter().collect();
            while let Some(branch) = open.pop() {
                open.extend(elements(branch.get("allOf")));
                if let Resolved::Found {
                    value,
                    name: Some(_),
                } = self.resolve(branch)
                {
                    index
                        .entry(address(value))
                        .or_default()
                        .push(name.to_owned());
                }
            }
        }
        index
    }

    pub(super) fn root(&self) -> &Value {
        &self.value
    }

    /// Resolves `reference`, however long the chain. The second value is the pointer of the last
    /// reference, which names the target.
    pub(super) fn resolve<'d>(&'d self, value: &'d Value) -> Resolved<'d> {
        match openapi_document::resolve(&self.value, value) {
            Ok(target) => Resolved::Found {
                value: target.value,
                name: target.reference,
            },
            Err(broken) => Resolved::Missing(broken.0),
        }
    }

    /// The pointer in the document as written, or its longest existing prefix: a part merged from
    /// elsewhere has no place of its own.
    pub(super) fn existing(&self, pointer: &str) -> String {
        let older = self.written.get("swagger").is_some();
        let pointer = match older {
            true => Cow::Owned(as_in_2_0(pointer)),
            false => Cow::Borrowed(pointer),
        };
        let mut value = self.written;
        let mut found = String::from("#");
        let mut segments = pointer.split('/').skip(1);
        while let Some(segment) = segments.next() {
            let key = segment.replace("~1", "/").replace("~0", "~");
            let next = match value {
                Value::Array(list) => key.parse().ok().and_then(|at: usize| list.get(at)),
                value => value.get(&key),
            };
            match (next, segment) {
                (Some(next), _) => {
                    value = next;
                    found.push('/');
                    found.push_str(segment);
                }
                // 2.0 puts the schema directly into a response or parameter.
                (None, "content") if older => drop(segments.next()),
                (None, "schema") if older => {}
                (None, _) => break,
            }
        }
        found
    }

    pub(super) fn lookup(&self, reference: &str) -> Option<&Value> {
        openapi_document::lookup(&self.value, reference)
    }
}

/// The Swagger 2.0 pointer of what 3.0 keeps among its components.
fn as_in_2_0(pointer: &str) -> String {
    let homes = [
        ("#/components/schemas/", "#/definitions/"),
        ("#/components/parameters/", "#/parameters/"),
        ("#/components/responses/", "#/responses/"),
        ("#/components/securitySchemes/", "#/securityDefinitions/"),
    ];
    let home = homes.iter().find(|(newer, _)| pointer.starts_with(newer));
    home.map_or_else(
        || pointer.to_owned(),
        |(newer, older)| pointer.replacen(newer, older, 1),
    )
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// The target of a reference.
#[derive(Debug, Clone, Copy)]
pub(super) enum Resolved<'d> {
    Found {
        value: &'d Value,
        /// The last reference followed; `None` when the value was inline.
        name: Option<&'d str>,
    },
    /// Another file, a missing target, or a circle of references.
    Missing(&'d str),
}

/// Converts a document; everything after this function sees OpenAPI 3.0.3, with what 3.0.3 cannot
/// express left in place.
fn to_common_dialect(value: &Value) -> Result<(Cow<'_, Value>, Vec<String>), NotADocument> {
    let mut notes = Vec::new();
    let converted = match openapi_convert::detect(value) {
        // Unchanged: avoids copying a large document.
        Ok(Dialect::OpenApi30(_)) => return Ok((Cow::Borrowed(value), notes)),
        Ok(_) => openapi_convert::convert(value)?,
        // A later or missing version: a document that looks like 3.1 is read as 3.1.
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

/// The members of an object; empty for any other value.
pub(super) fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    object(value)
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

/// The value as an object, or `None`.
pub(super) fn object(value: Option<&Value>) -> Option<&Map<String, Value>> {
    value.and_then(Value::as_object)
}

/// Whether a schema is `false`, or `{"not": {}}`, its form in 3.0.
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

/// The elements of an array; empty for any other value.
pub(super) fn elements(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A boolean member; false when missing or not a boolean.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The JSON type of a value, for messages.
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
