//! The generator itself, asked whether it takes the document: the last word, when no rule objects.

use super::context::Context;
use crate::Options;
use crate::generate::generate;
use openapi_document::Pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const FIX: &str =
    "change or remove what stands here with an overlay action; the message is the generator's own";

/// How many parts of a document are tried alone, and how many that fail are told: each try runs the
/// generator once more.
const MAX_TRIES: usize = 300;
const MAX_FOUND: usize = 10;

pub(super) fn check(context: &mut Context<'_>) {
    let Err(problem) = attempt(context.document, context.options) else {
        return;
    };
    let mut found = 0;
    for (name, at) in schema_places(context.document).into_iter().take(MAX_TRIES) {
        if found < MAX_FOUND
            && let Err(problem) =
                attempt(&with_one_schema(context.document, &name), context.options)
        {
            found += 1;
            context.error(
                "generator",
                &at,
                format!("the generator does not take `{name}`: {problem}"),
                FIX.to_owned(),
            );
        }
    }
    if found == 0 {
        for operation in context.operations().into_iter().take(MAX_TRIES) {
            let alone = with_one_operation(context.document, operation.path, operation.method);
            if found < MAX_FOUND
                && let Err(problem) = attempt(&alone, context.options)
            {
                found += 1;
                let message = format!("the generator does not take the operation: {problem}");
                context.error("generator", &operation.at, message, FIX.to_owned());
            }
        }
    }
    if found == 0 {
        let message = format!("the generator does not take the document: {problem}");
        context.error("generator", &Pointer::root(), message, FIX.to_owned());
    }
}

/// Generates, and looks the code over for what the compiler would refuse.
fn attempt(document: &Value, options: &Options) -> Result<(), String> {
    let file = generate(document, options).map_err(|error| short(&error.to_string()))?;
    let mut clashes = Vec::new();
    clashing("", &file.items, &mut clashes);
    match clashes.into_iter().next() {
        Some(clash) => Err(clash),
        None => Ok(()),
    }
}

fn short(message: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(200).collect();
    if short.len() < line.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// Two things of one name where Rust wants one, and enums that no value can have.
fn clashing(module: &str, items: &[syn::Item], clashes: &mut Vec<String>) {
    let mut names: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut note = |place: &str, name: &syn::Ident| {
        *names
            .entry((place.to_owned(), name.to_string()))
            .or_default() += 1;
    };
    for item in items {
        match item {
            syn::Item::Struct(item) => {
                note(module, &item.ident);
                for field in item.fields.iter().filter_map(|field| field.ident.as_ref()) {
                    note(&format!("the fields of `{}`", item.ident), field);
                }
            }
            syn::Item::Enum(item) => {
                note(module, &item.ident);
                if item.variants.is_empty() {
                    clashes.push(format!("no value fits the schema of `{}`", item.ident));
                }
                for variant in &item.variants {
                    note(&format!("the variants of `{}`", item.ident), &variant.ident);
                }
            }
            syn::Item::Type(item) => note(module, &item.ident),
            syn::Item::Mod(item) => {
                note(module, &item.ident);
                if let Some((_, items)) = &item.content {
                    clashing(&format!("the module `{}`", item.ident), items, clashes);
                }
            }
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let ty = quote::ToTokens::to_token_stream(&item.self_ty).to_string();
                for function in &item.items {
                    if let syn::ImplItem::Fn(function) = function {
                        note(&format!("the methods of `{ty}`"), &function.sig.ident);
                    }
                }
            }
            _ => {}
        }
    }
    for ((place, name), _) in names.into_iter().filter(|(_, count)| *count > 1) {
        let place = if place.is_empty() {
            "the crate"
        } else {
            &place
        };
        clashes.push(format!("two things would be called `{name}` in {place}"));
    }
}

fn schema_places(document: &Value) -> Vec<(String, Pointer)> {
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    schemas
        .into_iter()
        .flatten()
        .map(|(name, _)| (name.clone(), Pointer::from(["components", "schemas", name])))
        .collect()
}

/// The document with no operation, and one schema as it is; the others are anything, so that
/// references to them still lead somewhere.
fn with_one_schema(document: &Value, kept: &str) -> Value {
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let schemas: Map<String, Value> = schemas
        .into_iter()
        .flatten()
        .map(|(name, schema)| {
            (
                name.clone(),
                if name == kept {
                    schema.clone()
                } else {
                    json!({"type": "string"})
                },
            )
        })
        .collect();
    json!({
        "openapi": "3.0.3", "info": document.get("info"), "paths": {},
        "components": {"schemas": schemas},
    })
}

/// The document with one operation only.
fn with_one_operation(document: &Value, path: &str, method: &str) -> Value {
    let mut alone = document.clone();
    if let Some(Value::Object(paths)) = alone.get_mut("paths") {
        paths.retain(|name, _| name == path);
        if let Some(Value::Object(item)) = paths.get_mut(path) {
            let methods = openapi_document::METHODS;
            item.retain(|key, _| key == method || !methods.contains(&key.as_str()));
        }
    }
    alone
}
