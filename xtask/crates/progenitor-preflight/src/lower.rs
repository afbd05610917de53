//! Rewrites an OpenAPI 3.0.3 document to one that the generator accepts and turns into code that
//! compiles.
//!
//! The new document contains only what the generator needs, in the forms that it handles. A
//! construct without such a form becomes one that loses no value: a union of objects becomes an
//! object with the properties of all, any other union becomes any JSON, and a body of another media
//! type is written by the caller. Changes are reported as [`Repair`]s. Only what cannot be sent
//! or read at all is refused.

mod bodies;
mod flat;
mod names;
mod notes;
mod operations;
mod parameters;
mod responses;
mod schemas;
mod stand_in;

pub use notes::Repair;
pub(crate) use stand_in::StandIns;

use crate::finding::{Finding, Severity};
use crate::patch::Patch;
use crate::{Options, finding};
use flat::Flat;
use names::Names;
use notes::Repairs;
use openapi_document::{Kind, Node, Pointer, walk};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Maximum number of schemas visited, repetitions through compositions included.
const BUDGET: usize = 200_000;

/// A document in the form that the generator accepts.
#[derive(Debug, Clone)]
pub(crate) struct Lowered {
    pub(crate) document: Value,
    pub(crate) stand_ins: StandIns,
    /// Changes to the code of operations, by the name of their builder.
    pub(crate) patches: BTreeMap<String, Patch>,
    pub(crate) repairs: Vec<Repair>,
    pub(crate) findings: Vec<Finding>,
    /// The origin of each schema of the lowered document.
    pub(crate) origins: BTreeMap<String, Pointer>,
    /// The origin of each operation, by its path and method in the lowered document.
    pub(crate) sources: BTreeMap<(String, String), Pointer>,
}

/// What the generator was found to reject.
#[derive(Debug, Clone, Default)]
pub(crate) struct Untakable {
    /// Schemas to replace by any JSON.
    pub(crate) schemas: BTreeSet<Pointer>,
    /// Operations to leave out while others are tried.
    pub(crate) operations: BTreeSet<Pointer>,
}

/// Lowers a document.
pub(crate) fn lower(document: &Value, options: &Options, untakable: &Untakable) -> Lowered {
    let mut lowering = Lowering {
        source: document,
        options,
        opaque: &untakable.schemas,
        left_out: &untakable.operations,
        types: Names::of_types(),
        components: BTreeMap::new(),
        origins: BTreeMap::new(),
        sources: BTreeMap::new(),
        queue: VecDeque::new(),
        composed: BTreeMap::new(),
        flats: BTreeMap::new(),
        nullable: BTreeMap::new(),
        open: Vec::new(),
        cut: usize::MAX,
        schemas: Map::new(),
        stand_ins: StandIns::default(),
        patches: BTreeMap::new(),
        repairs: Repairs::default(),
        findings: Vec::new(),
        budget: BUDGET,
    };
    lowering.several_files();
    lowering.unprintable_names();
    lowering.name_components();
    lowering.lower_components();
    let paths = lowering.operations();
    lowering.lower_components();
    let text = |key: &str| match document.get("info").and_then(|info| info.get(key)) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    // The generated client sends the version as a header, and panics unless it is ASCII.
    let version: String = text("version")
        .chars()
        .filter(|c| (' '..='~').contains(c))
        .collect();
    let mut info = json!({"title": text("title"), "version": version});
    if let Some(Value::String(description)) = document.pointer("/info/description") {
        info["description"] = description.clone().into();
    }
    Lowered {
        document: json!({
            "openapi": "3.0.3", "info": info, "paths": paths,
            "components": {"schemas": lowering.schemas},
        }),
        stand_ins: lowering.stand_ins,
        patches: lowering.patches,
        repairs: lowering.repairs.finish(),
        findings: lowering.findings,
        origins: lowering.origins,
        sources: lowering.sources,
    }
}

/// The state while lowering one document.
struct Lowering<'a> {
    source: &'a Value,
    options: &'a Options,
    opaque: &'a BTreeSet<Pointer>,
    left_out: &'a BTreeSet<Pointer>,
    /// The names of types.
    types: Names,
    /// The component of each named schema.
    components: BTreeMap<Pointer, String>,
    origins: BTreeMap<String, Pointer>,
    sources: BTreeMap<(String, String), Pointer>,
    queue: VecDeque<(Pointer, String)>,
    /// Expanded compositions by their text: each becomes one component.
    composed: BTreeMap<String, String>,
    /// Flattened targets of references.
    flats: BTreeMap<Pointer, Flat>,
    /// Whether the targets of references allow `null`.
    nullable: BTreeMap<Pointer, bool>,
    /// The targets in progress, and the outermost one that was met again.
    open: Vec<Pointer>,
    cut: usize,
    schemas: Map<String, Value>,
    stand_ins: StandIns,
    patches: BTreeMap<String, Patch>,
    repairs: Repairs,
    findings: Vec<Finding>,
    budget: usize,
}

impl<'a> Lowering<'a> {
    /// Whether another schema may be visited.
    fn spend(&mut self) -> bool {
        self.budget = self.budget.saturating_sub(1);
        self.budget > 0
    }

    /// Resolves a value: returns it, or the target of its `$ref`, with its place.
    fn resolve<'v>(&self, value: &'v Value, at: &Pointer) -> Option<(&'v Value, Pointer)>
    where
        'a: 'v,
    {
        let node = Node::new(self.source, value, at.clone()).resolve()?;
        Some((node.value, node.at))
    }

    fn error(
        &mut self,
        id: &'static str,
        at: &Pointer,
        message: String,
        fix: impl Fn(&Value) -> String,
    ) {
        let location = at.to_string();
        if self
            .findings
            .iter()
            .any(|f| f.id == id && f.location == location)
        {
            return;
        }
        self.findings.push(Finding {
            id,
            severity: Severity::Error,
            operation: finding::operation_of(at),
            location,
            message,
            fix: fix(self.source),
        });
    }

    /// Reports a document in several files as one finding: other files are never read.
    fn several_files(&mut self) {
        let mut files: BTreeSet<String> = BTreeSet::new();
        let mut first = None;
        walk(
            Kind::Document,
            self.source,
            &mut Pointer::root(),
            &mut |_, value, at| {
                if let Some(Value::String(reference)) = value.get("$ref")
                    && !reference.is_empty()
                    && !reference.starts_with('#')
                {
                    let file = reference.split('#').next().unwrap_or_default();
                    files.insert(file.to_owned());
                    first.get_or_insert(at.join("$ref"));
                }
            },
        );
        let Some(first) = first else { return };
        let named: Vec<&str> = files.iter().take(3).map(String::as_str).collect();
        let more = match files.len().saturating_sub(named.len()) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        self.findings.insert(
            0,
            Finding {
                id: "several-files",
                severity: Severity::Error,
                operation: None,
                location: first.to_string(),
                message: format!(
                    "the document is in several files: it refers to {}{more}",
                    crate::rust::listed(&named)
                ),
                fix: "bundle it into one file first, for instance with `redocly bundle`, and give \
                      that file"
                    .to_owned(),
            },
        );
    }

    /// Reports names with hidden direction characters, which rustc rejects.
    fn unprintable_names(&mut self) {
        let mut found = Vec::new();
        walk(
            Kind::Document,
            self.source,
            &mut Pointer::root(),
            &mut |kind, value, at| {
                if kind == Kind::Parameter
                    && value["name"]
                        .as_str()
                        .is_some_and(|name| name.contains(openapi_document::text::is_bidi_override))
                {
                    found.push(at.clone());
                }
                let key = match kind {
                    Kind::Schema | Kind::SchemaOrFlag => "properties",
                    Kind::Document => "paths",
                    _ => return,
                };
                let names = value[key].as_object().into_iter().flat_map(Map::keys);
                let hidden =
                    names.filter(|name| name.contains(openapi_document::text::is_bidi_override));
                found.extend(hidden.map(|name| at.join(key).join(name)));
            },
        );
        for at in found {
            let message = "the name holds characters that change the order of the text".to_owned();
            self.error("name-unprintable", &at, message, |document| {
                crate::fix::remove(document, &at)
            });
        }
    }
}
