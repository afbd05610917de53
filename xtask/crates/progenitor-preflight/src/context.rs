//! What every rule needs: the document, its operations, references followed, findings collected.

use super::Options;
use super::finding::{Finding, Severity};
use openapi_document::Pointer;
use openapi_document::{Kind, METHODS, walk};
use serde_json::{Map, Value};

/// How many references in a row are followed before it is called a circle.
const MAX_HOPS: usize = 32;

/// An operation and where it stands.
pub(super) struct Operation<'a> {
    pub(super) path: &'a str,
    pub(super) method: &'a str,
    pub(super) item: &'a Map<String, Value>,
    pub(super) map: &'a Map<String, Value>,
    pub(super) at: Pointer,
}

impl Operation<'_> {
    /// The name people know it by: `GET /items`.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method.to_ascii_uppercase(), self.path)
    }
}

/// The document under the rules.
pub(super) struct Context<'a> {
    pub(super) document: &'a Value,
    pub(super) options: &'a Options,
    findings: Vec<Finding>,
    /// The operation under the rules, for what they find in the components it refers to.
    current: Option<String>,
}

impl<'a> Context<'a> {
    pub(super) fn new(document: &'a Value, options: &'a Options) -> Self {
        Self {
            document,
            options,
            findings: Vec::new(),
            current: None,
        }
    }

    pub(super) fn error(&mut self, id: &'static str, at: &Pointer, message: String, fix: String) {
        self.add(Severity::Error, id, at, message, fix);
    }

    pub(super) fn warn(&mut self, id: &'static str, at: &Pointer, message: String, fix: String) {
        self.add(Severity::Warning, id, at, message, fix);
    }

    fn add(
        &mut self,
        severity: Severity,
        id: &'static str,
        at: &Pointer,
        message: String,
        fix: String,
    ) {
        let operation = operation_of(at).or_else(|| self.current.clone());
        let location = at.to_string();
        let same = |other: &Finding| {
            other.id == id && other.location == location && other.message == message
        };
        if !self.findings.iter().any(same) {
            self.findings.push(Finding {
                id,
                severity,
                operation,
                location,
                message,
                fix,
            });
        }
    }

    /// From now on, what is found in a component is found for this operation.
    pub(super) fn enter(&mut self, operation: &Operation<'_>) {
        self.current = Some(operation.name());
    }

    /// From now on, nothing is found for an operation.
    pub(super) fn leave(&mut self) {
        self.current = None;
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    pub(super) fn finish(self) -> Vec<Finding> {
        self.findings
    }

    /// Every operation of the document, in its order.
    pub(super) fn operations(&self) -> Vec<Operation<'a>> {
        let Some(Value::Object(paths)) = self.document.get("paths") else {
            return Vec::new();
        };
        let mut operations = Vec::new();
        for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
            let Value::Object(item) = item else { continue };
            for method in METHODS {
                if let Some(Value::Object(map)) = item.get(method) {
                    let at = Pointer::from(["paths", path, method]);
                    operations.push(Operation {
                        path,
                        method,
                        item,
                        map,
                        at,
                    });
                }
            }
        }
        operations
    }

    /// Every object of a kind, and where it stands.
    pub(super) fn all(&self, wanted: impl Fn(Kind) -> bool) -> Vec<(Kind, &'a Value, Pointer)> {
        let mut found = Vec::new();
        walk(
            Kind::Document,
            self.document,
            &mut Pointer::root(),
            &mut |kind, value, at| {
                if wanted(kind) {
                    found.push((kind, value, at.clone()));
                }
            },
        );
        found
    }

    /// Every schema, and where it stands.
    pub(super) fn schemas(&self) -> Vec<(&'a Map<String, Value>, Pointer)> {
        self.all(|kind| matches!(kind, Kind::Schema | Kind::SchemaOrFlag))
            .into_iter()
            .filter_map(|(_, value, at)| Some((value.as_object()?, at)))
            .collect()
    }

    /// What a value stands for: itself, or what its `$ref` leads to; `None` when that leads
    /// nowhere.
    pub(super) fn resolve(&self, value: &'a Value) -> Option<&'a Value> {
        let mut value = value;
        for _ in 0..MAX_HOPS {
            match value.get("$ref") {
                Some(Value::String(reference)) => {
                    value = Pointer::parse(reference)?.find(self.document)?;
                }
                _ => return Some(value),
            }
        }
        None
    }
}

/// The operation a place belongs to.
fn operation_of(at: &Pointer) -> Option<String> {
    match at.segments() {
        [paths, path, method, ..] if paths == "paths" && METHODS.contains(&method.as_str()) => {
            Some(format!("{} {path}", method.to_ascii_uppercase()))
        }
        _ => None,
    }
}
