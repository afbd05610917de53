//! Compares discriminators: the property, the schema of each tag, and the schemas that extend a
//! discriminated base.
//!
//! A value of a base with a discriminator can be any schema that extends it (`allOf`), although
//! nothing refers to those schemas: they are compared as if the base listed them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::branches::followed;
use super::trial::{Reach, difference};
use super::view::{Union, View};
use super::{put_off_named, reference};
use crate::comparison::Comparison;
use crate::document::{escaped, members};
use crate::place::{Place, Side};
use crate::rules::{
    DISCRIMINATOR_CHANGED, DISCRIMINATOR_PROPERTY_CHANGED, DISCRIMINATOR_TAG_ADDED,
    DISCRIMINATOR_TAG_MOVED, DISCRIMINATOR_TAG_REMOVED,
};
use crate::same::same_option;
use crate::visited::Parts;

/// The schema that a tag selects.
#[derive(Debug, Clone, Copy)]
struct Target<'d> {
    /// The name of the schema among the components; `None` for an inline schema.
    name: Option<&'d str>,
    schema: &'d Value,
}

/// A discriminator with its implicit tags made explicit.
#[derive(Debug)]
pub(super) struct Discriminator<'d> {
    property: &'d str,
    tags: BTreeMap<String, Target<'d>>,
}

impl<'d> Discriminator<'d> {
    /// Reads the discriminator of a view, with the tags of its union or of its extending schemas.
    pub(super) fn read(
        comparison: &mut Comparison<'d>,
        side: Side,
        view: &View<'d>,
        parts: &Parts<'d>,
    ) -> Option<Self> {
        let written = view.discriminator?;
        let property = written.get("propertyName")?.as_str()?;
        let mut discriminator = Self {
            property,
            tags: BTreeMap::new(),
        };
        for (tag, target) in members(written.get("mapping")) {
            if let Some(target) = target
                .as_str()
                .and_then(|name| find(comparison, side, name))
            {
                discriminator.tags.insert(tag.to_owned(), target);
            }
        }
        for target in candidates(comparison, side, view, parts) {
            discriminator.add_implicit(comparison, side, target);
        }
        Some(discriminator)
    }

    /// The tags of a schema that no mapping names: the values that its property lists, or its name.
    fn add_implicit(&mut self, comparison: &mut Comparison<'d>, side: Side, target: Target<'d>) {
        if self.tags_of(target.schema).next().is_some() {
            return;
        }
        let view = View::read(comparison, side, &vec![target.schema]);
        let own = target.schema.get("properties").is_some() || view.unread.is_empty();
        let listed = view
            .properties
            .get(self.property)
            .filter(|_| own)
            .and_then(|property| View::read(comparison, side, property).values);
        let texts = |values: BTreeSet<String>| -> Vec<String> {
            let text = |value: String| serde_json::from_str(&value).ok();
            values.into_iter().filter_map(text).collect()
        };
        let extension = target.schema.get("x-ms-discriminator-value");
        let values = match (listed.map(texts), target.name) {
            (_, Some(_)) if extension.is_some_and(Value::is_string) => extension
                .and_then(Value::as_str)
                .map(ToOwned::to_owned)
                .into_iter()
                .collect(),
            // A list that contains the name is inherited from the base and holds all tags.
            (Some(values), Some(name)) if values.iter().any(|value| value == name) => {
                vec![name.to_owned()]
            }
            (Some(values), _) if values.len() == 1 => values,
            (_, Some(name)) => vec![name.to_owned()],
            (_, None) => Vec::new(),
        };
        for value in values {
            self.tags.entry(value).or_insert(target);
        }
    }

    /// The tags that select a schema.
    pub(super) fn tags_of(&self, schema: &'d Value) -> impl Iterator<Item = &str> {
        self.tags
            .iter()
            .filter(move |(_, target)| std::ptr::eq(target.schema, schema))
            .map(|(tag, _)| tag.as_str())
    }
}

/// The schemas that a discriminator selects, with or without a mapping.
fn candidates<'d>(
    comparison: &mut Comparison<'d>,
    side: Side,
    view: &View<'d>,
    parts: &Parts<'d>,
) -> Vec<Target<'d>> {
    let unions = view.unions.iter().chain(&view.single);
    let branches: Vec<&Value> = unions
        .flat_map(|Union { branches, .. }| branches.iter().map(|(_, branch)| *branch))
        .collect();
    let mut found: Vec<_> = branches
        .into_iter()
        .map(|branch| {
            let wrapped = reference::within(branch).unwrap_or(branch);
            let (schema, name) = followed(comparison, side, wrapped);
            let name = name.and_then(|name| name.rsplit('/').next());
            Target { name, schema }
        })
        .collect();
    if let [base] = parts.as_slice()
        && found.is_empty()
    {
        let extending = comparison.document(side).extending(base);
        found.extend(extending.into_iter().map(|(name, schema)| Target {
            name: Some(name),
            schema,
        }));
    }
    found
}

/// The target of a mapping: a reference, or the bare name of a component.
fn find<'d>(comparison: &mut Comparison<'d>, side: Side, target: &'d str) -> Option<Target<'d>> {
    let document = comparison.document(side);
    let schema = document
        .lookup(target)
        .or_else(|| document.schemas()?.get(target))?;
    let name = Some(target.rsplit('/').next().unwrap_or(target));
    Some(Target { name, schema })
}

/// Reports changes of the discriminators of two schemas, and compares the schemas that extend a
/// base, matched by their tags.
pub(super) fn compare<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    (old_view, new_view): (&View<'d>, &View<'d>),
    (old, new): (Option<&Discriminator<'d>>, Option<&Discriminator<'d>>),
) {
    let at = place.keyword("discriminator");
    let (Some(old), Some(new)) = (old, new) else {
        if !same_option(old_view.discriminator, new_view.discriminator) {
            let side = if new_view.discriminator.is_some() {
                Side::Revision
            } else {
                Side::Base
            };
            let what = "the discriminator was set, changed or dropped";
            comparison.aspect(&at, side, &DISCRIMINATOR_CHANGED, what);
        }
        return;
    };
    if old.property != new.property {
        let what = format!(
            "the property that distinguishes the alternatives is `{}` instead of `{}`",
            new.property, old.property
        );
        comparison.aspect(&at, Side::Revision, &DISCRIMINATOR_PROPERTY_CHANGED, &what);
    }
    for (tag, target) in &old.tags {
        comparison.mark_used(Side::Base, target.schema);
        match new.tags.get(tag) {
            Some(twin) => compare_targets(comparison, place, tag, *target, *twin),
            None => {
                let what = format!("`{tag}` no longer selects {}", words(*target));
                comparison.aspect(&at, Side::Base, &DISCRIMINATOR_TAG_REMOVED, &what);
            }
        }
    }
    for (tag, target) in &new.tags {
        comparison.mark_used(Side::Revision, target.schema);
        if !old.tags.contains_key(tag) {
            let what = format!("`{tag}` selects {} now", words(*target));
            comparison.aspect(&at, Side::Revision, &DISCRIMINATOR_TAG_ADDED, &what);
        }
    }
}

fn compare_targets<'d>(
    comparison: &mut Comparison<'d>,
    place: &Place<'_>,
    tag: &str,
    old: Target<'d>,
    new: Target<'d>,
) {
    let (Some(old_name), Some(new_name)) = (old.name, new.name) else {
        return;
    };
    let schemas = comparison.document(Side::Revision).schemas();
    let stays = schemas.is_some_and(|schemas| schemas.get(old_name).is_some());
    if old_name != new_name && stays {
        let parts = (vec![old.schema], vec![new.schema]);
        let found = difference(
            comparison,
            (Side::Base, &parts.0),
            (Side::Revision, &parts.1),
            false,
            Reach::Whole,
        );
        if !found.is_none() {
            let what = format!("`{tag}` selects {} instead of {}", words(new), words(old));
            let at = place.keyword("discriminator");
            comparison.aspect(&at, Side::Revision, &DISCRIMINATOR_TAG_MOVED, &what);
        }
        return;
    }
    let pointer = |name: &str| format!("#/components/schemas/{}", escaped(name));
    put_off_named(
        comparison,
        place,
        (vec![old.schema], Some(&pointer(old_name))),
        (vec![new.schema], Some(&pointer(new_name))),
    );
}

fn words(target: Target<'_>) -> String {
    match target.name {
        Some(name) => format!("`{name}`"),
        None => "a schema".to_owned(),
    }
}
