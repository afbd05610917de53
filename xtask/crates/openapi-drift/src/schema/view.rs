//! One normalised view of a schema, whatever way it was written: references resolved, `allOf`
//! merged, null taken out of types, enumerations and unions, exclusive bounds beside their numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::bounds::Bounds;
use crate::comparison::Comparison;
use crate::document::{elements, members};
use crate::place::Side;
use crate::usage::Parts;

/// How deep `allOf` and single branches are merged into one view.
const DEEPEST_MERGE: usize = 64;

/// Keywords that only people read.
pub(crate) const DOCS: [&str; 7] = [
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "$comment",
];

/// What unknown properties may be.
#[derive(Debug, Default)]
pub(super) enum Additional<'d> {
    /// Anything (also when nothing is said).
    #[default]
    Free,
    /// Nothing.
    Forbidden,
    /// What these schemas allow.
    Schema(Parts<'d>),
}

/// `oneOf` or `anyOf`.
#[derive(Debug)]
pub(super) struct Union<'d> {
    /// The keyword.
    pub(super) keyword: &'static str,
    /// Its branches, with the index each has in the document; `null` is not among them.
    pub(super) branches: Vec<(usize, &'d Value)>,
}

/// A schema, normalised.
#[derive(Debug, Default)]
pub(super) struct View<'d> {
    /// The allowed types without null; none when any is.
    pub(super) types: Option<BTreeSet<&'d str>>,
    pub(super) nullable: Option<bool>,
    pub(super) format: Option<&'d str>,
    pub(super) pattern: Option<&'d str>,
    /// The listed values in canonical form, null aside; `const` is a list of one.
    pub(super) values: Option<BTreeSet<String>>,
    pub(super) extensible: Option<BTreeSet<String>>,
    pub(super) bounds: Bounds,
    pub(super) unique: bool,
    pub(super) properties: BTreeMap<&'d str, Parts<'d>>,
    pub(super) required: BTreeSet<&'d str>,
    /// What each of the first items must be (`prefixItems`).
    pub(super) first: Vec<Parts<'d>>,
    /// What the other items must be.
    pub(super) items: Parts<'d>,
    pub(super) additional: Additional<'d>,
    pub(super) unions: Vec<Union<'d>>,
    /// The union of one branch that was merged, should the other side have more.
    pub(super) single: Option<Union<'d>>,
    /// The branches of `allOf` as written, for counting them.
    pub(super) all_of: Vec<&'d Value>,
    pub(super) discriminator: Option<&'d Value>,
    pub(super) default: Option<&'d Value>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) deprecated: bool,
    /// Validation keywords compared as a whole.
    pub(super) keywords: BTreeMap<&'d str, &'d Value>,
    /// `x-…` and whatever else is not known here.
    pub(super) extensions: BTreeMap<&'d str, &'d Value>,
    /// What people read, the outermost schema's word first.
    pub(super) docs: BTreeMap<&'d str, &'d Value>,
}

impl<'d> View<'d> {
    /// Reads the conjunction of `parts`.
    pub(super) fn read(comparison: &mut Comparison<'d>, side: Side, parts: &Parts<'d>) -> Self {
        let mut view = Self::default();
        let mut open = Vec::new();
        for part in parts {
            let null = view.absorb(comparison, side, part, &mut open, true);
            view.nullable = both_null(view.nullable, null);
        }
        if view.nullable == Some(true)
            && let Some(values) = &mut view.values
        {
            values.remove("null");
        }
        view
    }

    /// Reads what stands around the one reference that a schema wraps, and no more.
    pub(super) fn shell(schema: &'d Value) -> Self {
        let mut view = Self::default();
        let own = view.absorb_keywords(schema);
        let branches = ["oneOf", "anyOf"]
            .iter()
            .flat_map(|key| elements(schema.get(key)));
        view.nullable = if branches.into_iter().any(is_null) {
            Some(true)
        } else {
            own
        };
        view
    }

    /// Merges one schema into the view. Returns whether it allows null, none when it does not say.
    fn absorb(
        &mut self,
        comparison: &mut Comparison<'d>,
        side: Side,
        schema: &'d Value,
        open: &mut Vec<usize>,
        outermost: bool,
    ) -> Option<bool> {
        let map = match schema {
            Value::Object(map) => map,
            Value::Bool(false) => {
                self.keywords.insert("not", &Value::Bool(true));
                return None;
            }
            _ => return None,
        };
        let address = std::ptr::from_ref(schema).addr();
        if open.contains(&address) || open.len() >= DEEPEST_MERGE {
            // A schema that is part of itself says nothing more.
            return None;
        }
        open.push(address);
        let mut null = None;
        if let Some(reference) = map.get("$ref") {
            match comparison.resolve(side, schema) {
                Some((target, _)) => {
                    null = self.absorb(comparison, side, target, open, outermost);
                }
                // What cannot be followed can still be told from another.
                None => {
                    self.extensions.entry("$ref").or_insert(reference);
                }
            }
        }
        let own = self.absorb_keywords(schema);
        for branch in elements(map.get("allOf")) {
            let inner = self.absorb(comparison, side, branch, open, false);
            null = both_null(null, inner);
            if outermost {
                self.all_of.push(branch);
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = map.get(keyword).and_then(Value::as_array) else {
                continue;
            };
            let mut kept: Vec<_> = branches.iter().enumerate().collect();
            kept.retain(|(_, branch)| !is_null(branch));
            if kept.len() < branches.len() {
                null = Some(true);
            }
            match kept.as_slice() {
                [] => {}
                [(_, only)] => {
                    self.single = Some(Union {
                        keyword,
                        branches: kept.clone(),
                    });
                    let inner = self.absorb(comparison, side, only, open, false);
                    if kept.len() == branches.len() {
                        null = both_null(null, inner);
                    }
                }
                _ if kept.iter().all(|(_, branch)| is_bare_type(branch)) => {
                    self.absorb_type_list(&kept)
                }
                _ => self.unions.push(Union {
                    keyword,
                    branches: kept,
                }),
            }
        }
        open.pop();
        // `nullable: true` around `allOf: [$ref]` is how 3.0 writes "that, or null".
        if own == Some(true) {
            own
        } else {
            both_null(own, null)
        }
    }
}

/// Null is allowed where everything that has a say allows it.
fn both_null(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left && right),
        (one, other) => one.or(other),
    }
}

/// `{"type": "null"}`, or the `{"nullable": true, "enum": [null]}` that 3.0 has for it.
pub(super) fn is_null(schema: &Value) -> bool {
    if schema
        .get("type")
        .is_some_and(|kind| kind == "null" || kind == &serde_json::json!(["null"]))
    {
        return true;
    }
    if schema.get("const") == Some(&Value::Null) {
        return true;
    }
    matches!(
        schema
            .get("enum")
            .and_then(Value::as_array)
            .map(Vec::as_slice),
        Some([Value::Null])
    )
}

/// `{"type": "string"}`, descriptions aside.
fn is_bare_type(schema: &Value) -> bool {
    schema.get("type").is_some_and(Value::is_string)
        && members(Some(schema)).all(|(key, _)| key == "type" || DOCS.contains(&key))
}
