//! One normalised view of a schema, whatever its notation: references resolved, `allOf` merged,
//! null removed from types, enumerations and unions, exclusive bounds joined with their numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::bounds::Bounds;
use super::reference;
use crate::comparison::Comparison;
use crate::document::{elements, flag, members};
use crate::place::Side;
use crate::visited::Parts;

/// Maximum depth at which `allOf` and single branches are merged into one view.
const DEEPEST_MERGE: usize = 64;

/// Documentation keywords.
pub(crate) const DOCS: [&str; 7] = [
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "$comment",
];

/// What unknown properties are allowed.
#[derive(Debug, Default)]
pub(super) enum Additional<'d> {
    /// Any (also the default).
    #[default]
    Free,
    /// None.
    Forbidden,
    /// Those valid for these schemas.
    Schema(Parts<'d>),
}

/// `oneOf` or `anyOf`.
#[derive(Debug)]
pub(super) struct Union<'d> {
    /// The keyword.
    pub(super) keyword: &'static str,
    /// Its branches with their index in the document, without `null`.
    pub(super) branches: Vec<(usize, &'d Value)>,
}

/// A schema, normalised.
#[derive(Debug, Default)]
pub(super) struct View<'d> {
    /// The allowed types without null; `None` for any type.
    pub(super) types: Option<BTreeSet<&'d str>>,
    /// Whether the types were derived from the listed values.
    pub(super) types_inferred: bool,
    pub(super) nullable: Option<bool>,
    /// `nullable` beside a reference, which OpenAPI 3.0 ignores although the author probably meant
    /// it: nullability is unknown.
    pub(super) null_unsure: Option<bool>,
    pub(super) formats: BTreeSet<&'d str>,
    pub(super) patterns: BTreeSet<&'d str>,
    /// The listed values in canonical form, without null; `const` is a list of one.
    pub(super) values: Option<BTreeSet<String>>,
    pub(super) extensible: Option<BTreeSet<String>>,
    pub(super) bounds: Bounds,
    pub(super) unique: bool,
    pub(super) properties: BTreeMap<&'d str, Parts<'d>>,
    pub(super) required: BTreeSet<&'d str>,
    /// The schemas of the first items (`prefixItems`).
    pub(super) first: Vec<Parts<'d>>,
    /// The schema of the other items.
    pub(super) items: Parts<'d>,
    pub(super) additional: Additional<'d>,
    pub(super) unions: Vec<Union<'d>>,
    /// The merged union of one branch, in case the other side has more.
    pub(super) single: Option<Union<'d>>,
    /// References to nothing in the conjunction, whose constraints are unknown.
    pub(super) unread: BTreeSet<&'d str>,
    pub(super) discriminator: Option<&'d Value>,
    pub(super) default: Option<&'d Value>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) deprecated: bool,
    /// Validation keywords compared as a whole, each with all its values in the conjunction.
    pub(super) keywords: BTreeMap<&'d str, Vec<&'d Value>>,
    /// `x-…` and unknown keywords.
    pub(super) extensions: BTreeMap<&'d str, &'d Value>,
    /// Documentation, with that of the outermost schema first.
    pub(super) docs: BTreeMap<&'d str, &'d Value>,
}

impl<'d> View<'d> {
    /// Reads the conjunction of `parts`.
    pub(super) fn read(comparison: &mut Comparison<'d>, side: Side, parts: &Parts<'d>) -> Self {
        let mut view = Self::default();
        let mut read = HashMap::new();
        for part in parts {
            let null = view.absorb(comparison, side, part, &mut read, 0);
            view.nullable = both_null(view.nullable, null);
        }
        view.normalise();
        view
    }

    /// Normalises what was collected from different keywords.
    fn normalise(&mut self) {
        if let Some(values) = &mut self.values {
            // A listed null means that null occurs, even when the type excludes it.
            if values.remove("null") && self.nullable.is_none() {
                self.nullable = Some(true);
            }
            if self.types.is_none() {
                self.types = Some(values.iter().map(|value| type_of_value(value)).collect());
                self.types_inferred = true;
            }
        }
        if let Some(types) = &mut self.types {
            // Every integer is a number, and a multiple of an integer is an integer.
            if types.contains("number") && self.bounds.only_integers() {
                types.remove("number");
                types.insert("integer");
            }
            if types.contains("number") {
                types.remove("integer");
            }
            if types.iter().eq(["integer"].iter()) {
                self.bounds.round_to_integers();
            }
            let both = ["true", "false"].map(ToOwned::to_owned);
            if types.iter().eq(["boolean"].iter())
                && self
                    .values
                    .as_ref()
                    .is_some_and(|values| both.iter().all(|value| values.contains(value)))
            {
                self.values = None;
            }
        }
    }

    /// Reads only the siblings of the reference that a schema wraps.
    pub(super) fn shell(schema: &'d Value) -> Self {
        let mut view = Self::default();
        let own = view.absorb_keywords(schema);
        let branches = ["oneOf", "anyOf"]
            .iter()
            .flat_map(|key| elements(schema.get(key)));
        if schema.get("$ref").is_some() && schema.get("nullable").is_some() {
            view.null_unsure = schema.get("nullable").and_then(Value::as_bool);
            return view;
        }
        view.nullable = if branches.into_iter().any(is_null) {
            Some(true)
        } else {
            own
        };
        view
    }

    /// Merges one schema into the view. Returns whether it allows null; `None` if it does not say.
    ///
    /// `read` holds the schemas merged before, with their result: repeating a constraint has no
    /// effect, so equal parts are merged once and a schema that contains itself adds nothing.
    fn absorb(
        &mut self,
        comparison: &mut Comparison<'d>,
        side: Side,
        schema: &'d Value,
        read: &mut HashMap<usize, Option<bool>>,
        depth: usize,
    ) -> Option<bool> {
        let map = match schema {
            Value::Object(map) => map,
            Value::Bool(false) => {
                self.add_keyword("not", &Value::Bool(true));
                return None;
            }
            _ => return None,
        };
        let composes = reference::composes(schema);
        let address = std::ptr::from_ref(schema).addr();
        if composes || depth > 0 {
            if let Some(answer) = read.get(&address) {
                return *answer;
            }
            if depth >= DEEPEST_MERGE || !comparison.may_merge() {
                return None;
            }
            read.insert(address, None);
        }
        let own = self.absorb_keywords(schema);
        if !composes {
            return own;
        }
        let mut null = None;
        let mut own = own;
        if let Some(reference) = map.get("$ref") {
            match (comparison.resolve(side, schema), reference.as_str()) {
                (Some((target, _)), _) => {
                    null = self.absorb(comparison, side, target, read, depth + 1);
                }
                (None, Some(reference)) => drop(self.unread.insert(reference)),
                (None, None) => {}
            }
            if let Some(beside) = map.get("nullable") {
                self.null_unsure = beside.as_bool();
                own = None;
            }
        }
        for branch in elements(map.get("allOf")) {
            let inner = self.absorb(comparison, side, branch, read, depth + 1);
            null = both_null(null, inner);
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = map.get(keyword).and_then(Value::as_array) else {
                continue;
            };
            let mut kept = Vec::new();
            let nulls = flatten(comparison, side, (keyword, branches), &mut kept);
            if nulls {
                null = Some(true);
            }
            match kept.as_slice() {
                [] => {}
                [(_, only)] => {
                    self.single = Some(Union {
                        keyword,
                        branches: kept.clone(),
                    });
                    let inner = self.absorb(comparison, side, only, read, depth + 1);
                    if !nulls {
                        null = both_null(null, inner);
                    }
                }
                _ if kept.iter().all(|(_, branch)| is_bare_type(branch)) => {
                    self.absorb_type_list(&kept);
                    if kept.iter().any(|(_, branch)| flag(branch, "nullable")) {
                        null = Some(true);
                    }
                }
                _ if kept.iter().all(|(_, branch)| is_listed(branch)) => {
                    self.absorb_listed(&kept);
                }
                _ => self.unions.push(Union {
                    keyword,
                    branches: kept,
                }),
            }
        }
        // 3.0 writes "that, or null" as `nullable: true` around `allOf: [$ref]`.
        let answer = if own == Some(true) {
            own
        } else {
            both_null(own, null)
        };
        read.insert(address, answer);
        answer
    }

    /// Whether only types, null and unions constrain the value.
    pub(super) fn binds_only_types(&self) -> bool {
        self.values.is_none()
            && self.formats.is_empty()
            && self.patterns.is_empty()
            && self.bounds == Bounds::default()
            && !self.unique
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.first.is_empty()
            && self.items.is_empty()
            && matches!(self.additional, Additional::Free)
            && self.keywords.is_empty()
    }

    /// Whether a schema without composition restricts the type of values.
    pub(super) fn says_something(&self) -> bool {
        self.types.is_some() || !self.properties.is_empty() || self.values.is_some()
    }

    /// Adds a value of a validation keyword to the conjunction.
    pub(super) fn add_keyword(&mut self, keyword: &'d str, value: &'d Value) {
        let values = self.keywords.entry(keyword).or_default();
        if !values.iter().any(|known| std::ptr::eq(*known, value)) {
            values.push(value);
        }
    }
}

/// Maximum depth of unions in unions that are flattened.
const DEEPEST_UNION: usize = 16;

/// Collects the branches of a union, including those of nested unions of the same kind. Returns
/// whether null is one of them.
fn flatten<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    (keyword, branches): (&str, &'d [Value]),
    kept: &mut Vec<(usize, &'d Value)>,
) -> bool {
    let mut nulls = false;
    let mut open: Vec<_> = branches
        .iter()
        .enumerate()
        .map(|(index, branch)| (index, branch, 0))
        .rev()
        .collect();
    let mut seen: Vec<usize> = Vec::new();
    while let Some((index, branch, depth)) = open.pop() {
        if is_null(branch) {
            nulls = true;
            continue;
        }
        let target = unwrapped(comparison, side, branch);
        let inner = Some(target)
            .filter(|target| depth < DEEPEST_UNION && is_plain_union(target, keyword))
            .and_then(|target| target.get(keyword)?.as_array());
        match inner {
            Some(inner) => {
                // A union that contains itself adds nothing.
                let address = std::ptr::from_ref(inner).addr();
                if !seen.contains(&address) {
                    seen.push(address);
                    open.extend(inner.iter().rev().map(|inner| (index, inner, depth + 1)));
                }
            }
            // A repeated constraint has no effect.
            None if reference::is_bare(branch)
                && kept.iter().any(|(_, known)| *known == branch) => {}
            None => kept.push((index, branch)),
        }
    }
    nulls
}

/// The target of a schema that is a reference or wraps one without adding anything.
fn unwrapped<'d>(comparison: &mut Comparison<'d>, side: Side, schema: &'d Value) -> &'d Value {
    let mut schema = schema;
    for _ in 0..DEEPEST_UNION {
        let alone = || members(Some(schema)).all(|(key, _)| key == "allOf" || DOCS.contains(&key));
        schema = match elements(schema.get("allOf")) {
            _ if reference::is_bare(schema) => match comparison.resolve(side, schema) {
                Some((target, _)) => target,
                None => return schema,
            },
            [only] if alone() => only,
            _ => return schema,
        };
    }
    schema
}

/// Whether a schema consists of alternatives only.
fn is_plain_union(schema: &Value, keyword: &str) -> bool {
    schema.get(keyword).is_some()
        && members(Some(schema)).all(|(key, _)| key == keyword || DOCS.contains(&key))
}

/// Null is allowed when every part that decides about it allows it.
fn both_null(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left && right),
        (one, other) => one.or(other),
    }
}

/// `{"type": "null"}`, or `{"nullable": true, "enum": [null]}`, its form in 3.0.
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

/// `{"type": "string"}`, ignoring null and descriptions. Lists without `items` count too.
fn is_bare_type(schema: &Value) -> bool {
    let silent = |key: &str, value: &Value| {
        DOCS.contains(&key)
            || key == "nullable"
            || (key == "items" && value.as_object().is_some_and(Map::is_empty))
    };
    schema.get("type").is_some_and(Value::is_string)
        && members(Some(schema)).all(|(key, value)| key == "type" || silent(key, value))
}

/// `{"const": 1}` or `{"type": "string", "enum": ["a", "b"]}`: only values.
pub(super) fn is_listed(schema: &Value) -> bool {
    let listed = schema.get("const").is_some() || schema.get("enum").is_some_and(Value::is_array);
    listed
        && members(Some(schema)).all(|(key, value)| match key {
            "const" | "enum" => true,
            "type" => value.is_string(),
            key => DOCS.contains(&key),
        })
}

/// The type of a value in canonical form.
fn type_of_value(canonical: &str) -> &'static str {
    match canonical.as_bytes().first() {
        Some(b'"') => "string",
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b't' | b'f') => "boolean",
        _ if canonical.contains(['.', 'e', 'E']) => "number",
        _ => "integer",
    }
}

/// The differences of two sets, paired in order: what replaced what.
pub(super) fn differing<'s>(
    old: &BTreeSet<&'s str>,
    new: &BTreeSet<&'s str>,
) -> Vec<(Option<&'s str>, Option<&'s str>)> {
    let gone: Vec<_> = old.difference(new).copied().collect();
    let came: Vec<_> = new.difference(old).copied().collect();
    let longest = gone.len().max(came.len());
    let pair = |at| (gone.get(at).copied(), came.get(at).copied());
    (0..longest).map(pair).collect()
}
