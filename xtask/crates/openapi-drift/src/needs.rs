//! What one client uses of an API, and which changes concern it.
//!
//! Needs are identified by role: operations by method and the end of the path, parameters by name,
//! responses by property. Both documents are walked from these operations, through references and
//! compositions, to find the places that the client uses.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::change::Change;
use super::document::{Document, Resolved, elements, escaped, members};
use super::paths::methods;
use super::rules::{REQUIRED_BODY_ADDED, REQUIRED_PARAMETER_ADDED};

/// What a client uses of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// The operations that it calls.
    pub operations: Vec<NeededOperation>,
    /// The records that it reads, by name: each property with the name of the record that it holds
    /// (or a list of it); `None` for any other value.
    pub records: BTreeMap<String, BTreeMap<String, Option<String>>>,
}

/// An operation that a client calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeededOperation {
    /// The HTTP method, in lower case.
    pub method: String,
    /// The last segments of the path, at least one; the prefix and a final slash do not matter.
    pub path: String,
    /// The parameters that it sends, by name.
    pub parameters: Vec<String>,
    /// The record that it reads the response as; `None` when it reads all of it.
    pub answer: Option<String>,
}

impl NeededOperation {
    fn is(&self, method: &str, template: &str) -> bool {
        let path = template.trim_matches('/');
        let end = self.path.trim_matches('/');
        method == self.method
            && path
                .strip_suffix(end)
                .is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('/'))
    }
}

/// Decides for each change whether it concerns what a client uses.
pub(super) fn judge(changes: &mut [Change], documents: [&Document<'_>; 2], needs: &Needs) {
    let used = documents.map(|document| Used::read(document, needs));
    for change in changes {
        change.used = Some(used.iter().any(|used| used.touches(change)));
    }
}

/// The places of a document that a client uses.
#[derive(Debug, Default)]
struct Used<'d> {
    /// By pointer: whether everything below the place is used too, or only places with their own
    /// entry.
    places: HashMap<String, bool>,
    /// The operations, as `GET /recherche`.
    operations: HashSet<String>,
    /// The schemas already walked, with the records they were read as.
    walked: HashSet<(usize, Option<&'d str>)>,
}

impl<'d> Used<'d> {
    fn read(document: &'d Document<'d>, needs: &'d Needs) -> Self {
        let mut used = Self::default();
        for (template, item) in members(document.root().get("paths")) {
            let (item, _) = follow(document, item);
            for method in methods() {
                let need = needs
                    .operations
                    .iter()
                    .find(|need| need.is(method, template));
                if let (Some(need), Some(operation)) = (need, item.get(method)) {
                    used.operation(document, needs, need, (template, method), (item, operation));
                }
            }
        }
        used
    }

    /// Marks a place as used.
    fn mark(&mut self, document: &Document<'_>, place: &str, all: bool) {
        let known = self.places.entry(document.existing(place)).or_default();
        *known |= all;
    }

    fn operation(
        &mut self,
        document: &'d Document<'d>,
        needs: &'d Needs,
        need: &'d NeededOperation,
        (template, method): (&str, &str),
        (item, operation): (&'d Value, &'d Value),
    ) {
        self.operations
            .insert(format!("{} {template}", method.to_uppercase()));
        let path = format!("#/paths/{}", escaped(template));
        let start = format!("{path}/{method}");
        self.mark(document, &start, false);
        for all in ["requestBody", "security", "servers"] {
            self.mark(document, &format!("{start}/{all}"), true);
        }
        for (level, at) in [(item, &path), (operation, &start)] {
            for (index, written) in elements(level.get("parameters")).iter().enumerate() {
                let (parameter, name) = follow(document, written);
                let sent = parameter.get("name").and_then(Value::as_str);
                if sent.is_some_and(|sent| need.parameters.iter().any(|known| known == sent)) {
                    let here = || format!("{at}/parameters/{index}");
                    let at = name.map_or_else(here, ToOwned::to_owned);
                    self.mark(document, &at, true);
                }
            }
        }
        for (status, written) in members(operation.get("responses")) {
            if !status.starts_with('2') {
                continue;
            }
            let (response, name) = follow(document, written);
            let here = || format!("{start}/responses/{}", escaped(status));
            let at = name.map_or_else(here, ToOwned::to_owned);
            self.mark(document, &at, false);
            for (form, media) in members(response.get("content")) {
                let at = format!("{at}/content/{}", escaped(form));
                self.mark(document, &at, false);
                if let Some(schema) = media.get("schema") {
                    let at = format!("{at}/schema");
                    self.schema(document, needs, schema, at, need.answer.as_deref());
                }
            }
        }
    }

    fn schema(
        &mut self,
        document: &'d Document<'d>,
        needs: &'d Needs,
        schema: &'d Value,
        at: String,
        record: Option<&'d str>,
    ) {
        // An explicit work list: schemas can refer to one another endlessly.
        let mut open = vec![(schema, at, record)];
        while let Some((written, here, record)) = open.pop() {
            let properties = record.and_then(|record| needs.records.get(record));
            self.mark(document, &here, properties.is_none());
            let (schema, name) = follow(document, written);
            let at = name.map_or(here, ToOwned::to_owned);
            self.mark(document, &at, properties.is_none());
            let address = std::ptr::from_ref(schema).addr();
            if !self.walked.insert((address, record)) {
                continue;
            }
            for keyword in ["allOf", "oneOf", "anyOf"] {
                for (index, branch) in elements(schema.get(keyword)).iter().enumerate() {
                    open.push((branch, format!("{at}/{keyword}/{index}"), record));
                }
            }
            for keyword in ["items", "additionalProperties"] {
                if let Some(inner) = schema.get(keyword) {
                    open.push((inner, format!("{at}/{keyword}"), record));
                }
            }
            for (name, property) in members(schema.get("properties")) {
                let inner = match properties {
                    Some(properties) => match properties.get(name) {
                        Some(inner) => inner.as_deref(),
                        None => continue,
                    },
                    None => None,
                };
                let at = format!("{at}/properties/{}", escaped(name));
                open.push((property, at, inner));
            }
        }
    }

    /// Whether a change concerns one of the places.
    fn touches(&self, change: &Change) -> bool {
        let is_called = || {
            let name = change.operation.as_ref();
            name.is_some_and(|name| self.operations.contains(name))
        };
        // A new required part cannot be in use yet.
        if [&REQUIRED_PARAMETER_ADDED, &REQUIRED_BODY_ADDED]
            .iter()
            .any(|rule| rule.id == change.id)
        {
            return is_called();
        }
        let everybody = ["#/servers", "#/security", "#/components/securitySchemes"];
        if everybody
            .iter()
            .any(|place| change.location.starts_with(place))
        {
            return !self.operations.is_empty();
        }
        let mut end = change.location.len();
        loop {
            let place = &change.location[..end];
            if let Some(all) = self.places.get(place) {
                let rest = change.location[end..].split('/').nth(1).unwrap_or_default();
                return *all || !matches!(rest, "properties" | "parameters" | "responses");
            }
            match place.rfind('/') {
                Some(up) => end = up,
                None => return false,
            }
        }
    }
}

/// The target of a reference with its name, or the value itself.
fn follow<'d>(document: &'d Document<'d>, value: &'d Value) -> (&'d Value, Option<&'d str>) {
    match document.resolve(value) {
        Resolved::Found { value, name } => (value, name),
        Resolved::Missing(_) => (value, None),
    }
}
