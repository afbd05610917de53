//! Compares one response with its schema.

use serde_json::Value;

use super::codes;
use super::forms::has_format;
use super::place::{Place, scalars};
use super::shape::Shape;
use super::tally::{Kind, Tally};
use openapi_document::{Node, type_of};

/// Maximum nesting of alternatives that are tried; deeper ones always agree. Each level multiplies
/// the work, and a response must not control it.
const MAX_UNIONS: usize = 4;
/// Maximum number and length of new values kept for a declared list.
const MAX_NEWS: usize = 20;
const MAX_NEW_LENGTH: usize = 40;

/// Compares one response and records the findings in a tally.
pub(super) struct Check<'t> {
    tally: &'t mut Tally,
    unions: usize,
}

impl<'t> Check<'t> {
    pub(super) fn new(tally: &'t mut Tally) -> Self {
        Check { tally, unions: 0 }
    }

    /// Compares a value with a schema.
    pub(super) fn value(&mut self, value: &Value, node: &Node<'_>, place: &mut Place) {
        let shape = Shape::new(node);
        if shape.is_free() {
            scalars(value, place, &mut |place, scalar| self.code(scalar, place));
            return;
        }
        if value.is_null() {
            return self.null(&shape, place);
        }
        for alternatives in shape.alternatives() {
            self.alternatives(value, &alternatives, place);
        }
        self.typed(value, &shape, place);
        self.listed(value, &shape, place);
    }

    fn null(&mut self, shape: &Shape<'_>, place: &Place) {
        let listed = shape
            .find("enum")
            .and_then(|list| list.value.as_array())
            .is_some_and(|list| list.contains(&Value::Null));
        let open = |node: &Node<'_>| {
            let shape = Shape::new(node);
            shape.is_nullable() || shape.is_free()
        };
        let mut alternatives = shape.alternatives().peekable();
        let undeclared = match shape.kind() {
            // `nullable` needs a declared type: without one, null is allowed like any value.
            None => {
                alternatives.peek().is_some() && !alternatives.any(|list| list.iter().any(open))
            }
            Some(_) => !shape.is_nullable(),
        };
        if listed || !undeclared {
            return;
        }
        let (kind, declared) = match shape.kind() {
            Some("array") => (Kind::NullArrays, "array"),
            Some(other) => (Kind::Nulls, other),
            None => (Kind::Nulls, "a value"),
        };
        self.tally
            .record(kind, place, &Value::Null, declared, &shape.at());
    }

    /// Keeps the findings of the best matching alternative.
    fn alternatives(&mut self, value: &Value, alternatives: &[Node<'_>], place: &mut Place) {
        if self.unions >= MAX_UNIONS {
            return;
        }
        let mut best: Option<Tally> = None;
        for alternative in alternatives {
            let mut branch = self.tally.branch();
            let mut check = Check {
                tally: &mut branch,
                unions: self.unions + 1,
            };
            check.value(value, alternative, place);
            let better = best
                .as_ref()
                .is_none_or(|best| branch.findings.len() < best.findings.len());
            if better {
                best = Some(branch);
            }
        }
        if let Some(best) = best {
            self.tally.absorb(best);
        }
    }

    fn typed(&mut self, value: &Value, shape: &Shape<'_>, place: &mut Place) {
        let Some(declared) = shape.kind() else {
            // Type-specific keywords apply only to values of that type.
            return match value {
                Value::Object(_) => self.object(value, shape, place),
                Value::Array(list) => self.elements(list, shape, place),
                scalar => self.code(scalar, place),
            };
        };
        let actual = type_of(value);
        let agrees = declared == actual || (declared, actual) == ("number", "integer");
        let targets = shape.typed_at();
        let target = targets.first().cloned().unwrap_or_else(|| shape.at());
        for target in targets.iter().filter(|_| declared != "array") {
            self.tally.note_type(target, value, agrees);
        }
        match (declared, value) {
            ("object", Value::Object(_)) => self.object(value, shape, place),
            ("array", Value::Array(list)) => self.elements(list, shape, place),
            ("array", element) => {
                let declared = "array";
                self.tally
                    .record(Kind::NullArrays, place, value, declared, &target);
                let items = shape.find("items").filter(|items| {
                    // A list of lists, or of itself: the value could be an element at any level.
                    Shape::new(items).kind() != Some("array")
                });
                if let Some(items) = items {
                    place.elements(|place| self.value(element, &items, place));
                }
            }
            _ if agrees => {
                self.format(value, shape, place);
                self.code(value, place);
            }
            // A keyword of a later OpenAPI version: not checked.
            (other, _) if !is_type(other) => {}
            (other, _) => {
                let scalar = !value.is_array() && !value.is_object() && other != "object";
                // A fraction is not another form of an integer.
                let kind = match scalar && !(other == "integer" && value.is_number()) {
                    true => Kind::StringScalars,
                    false => Kind::Types,
                };
                if let Some(finding) = self.tally.record(kind, place, value, other, &target) {
                    finding.also = targets.iter().skip(1).cloned().collect();
                }
                if scalar {
                    self.code(value, place);
                }
            }
        }
    }

    fn elements(&mut self, list: &[Value], shape: &Shape<'_>, place: &mut Place) {
        let Some(items) = shape.find("items") else {
            return;
        };
        place.elements(|place| {
            for element in list {
                self.value(element, &items, place);
            }
        });
    }

    fn object(&mut self, value: &Value, shape: &Shape<'_>, place: &mut Place) {
        let Some(members) = value.as_object() else {
            return;
        };
        let properties = shape.properties();
        for (name, node) in &properties {
            let value = members.get(*name);
            place.property(name, |place| {
                let presence = self.tally.presence.entry(place.shown().to_owned());
                let presence = presence.or_default();
                presence.objects += 1;
                if let Some(value) = value {
                    presence.present += 1;
                    let empty = value.as_array().is_some_and(Vec::is_empty);
                    presence.valued += usize::from(!value.is_null() && !empty);
                    self.value(value, node, place);
                }
            });
        }
        for (name, at) in shape.required() {
            if !members.contains_key(name) {
                place.property(name, |place| {
                    let kind = Kind::Missing;
                    let finding = self
                        .tally
                        .record(kind, place, &Value::Null, "required", &at);
                    if let Some(finding) = finding {
                        finding.name = name.to_owned();
                    }
                });
            }
        }
        let additional = shape.additional();
        let closed = shape.closed_at();
        for (name, value) in members {
            if properties.iter().any(|(known, _)| known == name) {
                continue;
            }
            place.property(name, |place| match (&additional, &closed) {
                (Some(node), _) => self.value(value, node, place),
                (None, Some(at)) => {
                    let kind = Kind::UnknownFields;
                    if let Some(finding) = self.tally.record(kind, place, value, "not named", at) {
                        finding.name = name.clone();
                        finding.observed.see(value);
                    }
                }
                (None, None) => {
                    scalars(value, place, &mut |place, scalar| self.code(scalar, place));
                }
            });
        }
    }

    fn format(&mut self, value: &Value, shape: &Shape<'_>, place: &Place) {
        let Some(format) = shape.find("format") else {
            return;
        };
        let name = format.value.as_str().unwrap_or_default();
        if !has_format(value, name) {
            self.tally
                .record(Kind::Formats, place, value, name, &format.json_path());
        }
    }

    fn listed(&mut self, value: &Value, shape: &Shape<'_>, place: &Place) {
        let Some(list) = shape.find("enum") else {
            return;
        };
        let Some(values) = list.value.as_array() else {
            return;
        };
        // Another type is reported as another type.
        let typed = shape
            .kind()
            .is_none_or(|kind| kind == type_of(value) || kind == "number");
        if !typed || values.contains(value) {
            return;
        }
        let finding = self
            .tally
            .record(Kind::Formats, place, value, "enum", &list.json_path());
        let short = value
            .as_str()
            .is_none_or(|text| text.len() <= MAX_NEW_LENGTH);
        let scalar = !value.is_array() && !value.is_object();
        if let Some(finding) = finding
            && short
            && scalar
            && finding.news.len() < MAX_NEWS
            && !finding.news.contains(value)
        {
            finding.news.push(value.clone());
        }
    }

    /// Records the form of a code; a code without a known form is a difference.
    fn code(&mut self, value: &Value, place: &Place) {
        let Some(read) = codes::read(place.shown(), value) else {
            return;
        };
        match read.form {
            Some(form) => {
                let key = (place.shown().to_owned(), read.kind, form);
                *self.tally.codes.entry(key).or_default() += 1;
            }
            None => {
                self.tally.record(Kind::Codes, place, value, read.kind, "");
            }
        }
    }
}

fn is_type(name: &str) -> bool {
    ["string", "integer", "number", "boolean", "array", "object"].contains(&name)
}
