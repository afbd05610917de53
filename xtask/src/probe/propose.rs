//! Proposes overlay actions that adapt the document to what the service sends.
//!
//! An action corrects a schema, not a place: findings of two operations about one schema become one
//! action, with the evidence of both.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};
use serde_json_path::JsonPath;

use super::observed::Observed;
use super::report::{Examined, ProbeReport};
use super::tally::{Finding, Kind};
use openapi_document::json_path::{push_name, quoted};
use openapi_document::text::escaped;

/// The correction of a schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fix {
    Add(String),
    Retype,
    Nullable,
    Unformat,
    Extend,
    Relax(String),
}

/// The evidence for a correction.
#[derive(Debug, Default)]
struct Evidence {
    /// By operation: the responses with the finding, and the responses compared.
    answers: BTreeMap<String, (usize, usize)>,
    observed: Observed,
    news: Vec<Value>,
}

/// An overlay action.
#[derive(Debug)]
pub(super) struct Action {
    target: String,
    description: String,
    /// The value to merge; without it the target is removed.
    update: Option<Value>,
}

/// The actions for the findings of a report. There are none for findings that no schema can
/// express: codes without a known notation, statuses, lists sent as their only element (which the
/// generated client reads), and objects that are sometimes something else.
pub(super) fn actions(report: &ProbeReport<'_>, day: &str) -> Vec<Action> {
    let mut fixes: BTreeMap<(String, Fix), Evidence> = BTreeMap::new();
    for examined in &report.examined {
        for ((kind, _), finding) in &examined.tally.findings {
            let Some((target, fix)) = fix(*kind, finding) else {
                continue;
            };
            for target in std::iter::once(&target).chain(&finding.also) {
                let evidence = fixes.entry((target.clone(), fix.clone())).or_default();
                evidence.take(examined, finding);
            }
        }
    }
    let mut actions = Vec::new();
    for ((target, fix), evidence) in &fixes {
        let evidence_text = evidence.evidence_text(day);
        match fix {
            Fix::Retype => retype(report, target, &evidence_text, &mut actions),
            fix => actions.push(simple(target, fix, evidence, &evidence_text)),
        }
    }
    actions
}

fn fix(kind: Kind, finding: &Finding) -> Option<(String, Fix)> {
    let target = finding.target.clone();
    let null = finding.forms.contains_key("null");
    match kind {
        Kind::UnknownFields => Some((target, Fix::Add(finding.name.clone()))),
        Kind::StringScalars | Kind::Types => Some((target, Fix::Retype)),
        Kind::Nulls => Some((target, Fix::Nullable)),
        Kind::NullArrays if null => Some((target, Fix::Nullable)),
        Kind::Formats => match target.strip_suffix(".enum") {
            Some(schema) => Some((schema.to_owned(), Fix::Extend)),
            None => Some((target, Fix::Unformat)),
        },
        Kind::Missing => Some((target, Fix::Relax(finding.name.clone()))),
        Kind::NullArrays | Kind::Codes | Kind::Statuses => None,
    }
}

fn simple(target: &str, fix: &Fix, evidence: &Evidence, evidence_text: &str) -> Action {
    let mut target = target.to_owned();
    let (what, update) = match fix {
        Fix::Add(name) => {
            let schema = evidence.observed.schema();
            let update = json!({ "properties": { name.as_str(): schema } });
            ("Undocumented property", Some(update))
        }
        Fix::Nullable => (
            "Null where none is declared",
            Some(json!({ "nullable": true })),
        ),
        Fix::Unformat => ("Values without the declared format", None),
        // Values that are too long do not belong in an enum.
        Fix::Extend if evidence.news.is_empty() => {
            push_name(&mut target, "enum");
            ("Values that do not belong in a list", None)
        }
        Fix::Extend => (
            "Values that are not listed",
            Some(json!({ "enum": evidence.news })),
        ),
        Fix::Relax(name) => {
            target.push_str(&format!(".required[?@ == {}]", quoted(name)));
            ("Required but absent", None)
        }
        Fix::Retype => ("Another type", None),
    };
    Action {
        target,
        description: format!("{what}. {evidence_text}"),
        update,
    }
}

/// The type that every value matches; `None` when there is no such type.
fn retype(report: &ProbeReport<'_>, target: &str, evidence_text: &str, actions: &mut Vec<Action>) {
    let mut seen = Observed::default();
    for examined in &report.examined {
        if let Some(types) = examined.tally.types.get(target) {
            seen.absorb(types);
        }
    }
    let keyword = |name: &str| {
        let mut path = target.to_owned();
        push_name(&mut path, name);
        let there = JsonPath::parse(&path)
            .is_ok_and(|parsed| !parsed.query(report.document.root()).is_empty());
        there.then_some(path)
    };
    if let Value::Object(mut schema) = seen.schema()
        && !schema.is_empty()
    {
        schema.remove("nullable");
        actions.push(Action {
            target: target.to_owned(),
            description: format!("Always of another type. {evidence_text}"),
            update: Some(Value::Object(schema)),
        });
    } else if seen.types().contains(&"object") && is_object(report, target) {
        // Without its type an object would lose its properties because of one bad record.
        return;
    } else if let Some(path) = keyword("type") {
        actions.push(Action {
            target: path,
            description: format!(
                "Of several types: {}. {evidence_text}",
                seen.types().join(", ")
            ),
            update: None,
        });
    }
    // These keywords applied to values of the declared type.
    for path in ["enum", "format"].into_iter().filter_map(keyword) {
        actions.push(Action {
            target: path,
            description: format!("Keywords of a type that was not observed. {evidence_text}"),
            update: None,
        });
    }
}

fn is_object(report: &ProbeReport<'_>, target: &str) -> bool {
    let document = report.document.root();
    JsonPath::parse(target).is_ok_and(|path| {
        let mut schemas = path.query(document).into_iter();
        schemas.any(|schema| schema.get("type").and_then(Value::as_str) == Some("object"))
    })
}

impl Evidence {
    fn take(&mut self, examined: &Examined<'_>, finding: &Finding) {
        let total = examined.tally.answers;
        let known = self.answers.entry(examined.operation.name.clone());
        let known = known.or_insert((0, total));
        // Two places of one schema may have been counted in the same responses.
        known.0 = known.0.max(finding.answers);
        self.observed.absorb(&finding.observed);
        for value in &finding.news {
            if !self.news.contains(value) {
                self.news.push(value.clone());
            }
        }
    }

    fn evidence_text(&self, day: &str) -> String {
        let each = self.answers.iter();
        let each: Vec<_> = each
            .map(|(operation, (had, total))| format!("{had} of {total} answers of {operation}"))
            .collect();
        format!("Evidence: probe of {day}, {}.", each.join(", "))
    }
}

impl Action {
    fn value(&self) -> Value {
        let mut action = Map::new();
        action.insert("target".to_owned(), json!(self.target));
        action.insert("description".to_owned(), json!(self.description));
        match &self.update {
            Some(update) => action.insert("update".to_owned(), update.clone()),
            None => action.insert("remove".to_owned(), json!(true)),
        };
        Value::Object(action)
    }
}

/// A whole overlay with these actions; `None` when there are none.
pub(super) fn overlay(actions: &[Action]) -> Option<Value> {
    let actions: Vec<_> = actions.iter().map(Action::value).collect();
    (!actions.is_empty()).then(|| {
        json!({
            "overlay": "1.0.0",
            "info": { "title": "What the probe found", "version": "1.0.0" },
            "actions": actions,
        })
    })
}

/// Writes actions as YAML, indented as in an overlay. Strings are quoted as in JSON, which is valid
/// YAML, so that an untrusted name is always a string.
pub(super) fn write_yaml(actions: &[Action], out: &mut dyn Write) -> io::Result<()> {
    let text = |value: &Value| escaped(&value.to_string());
    for action in actions {
        writeln!(out, "  - target: {}", text(&json!(action.target)))?;
        writeln!(out, "    description: {}", text(&json!(action.description)))?;
        match &action.update {
            Some(update) => writeln!(out, "    update: {}", text(update))?,
            None => writeln!(out, "    remove: true")?,
        }
    }
    Ok(())
}
