//! The generator itself, asked what it does with a document.

use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::Value;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The code that the generator writes for a document, as a regeneration asks it to; or what went
/// wrong: the document cannot be read, the generator panics or answers with an error, or its code
/// is no Rust or names two things alike.
pub(crate) fn generate(document: &Value) -> Result<String, String> {
    let spec = serde_json::from_value(document.clone()).map_err(|error| error.to_string())?;
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    let generated = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&spec)
    }));
    let tokens = generated
        .map_err(|panic| {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            text.or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default()
        })?
        .map_err(|error| error.to_string())?;
    let file = syn::parse2::<syn::File>(tokens).map_err(|error| error.to_string())?;
    let mut clashes = Vec::new();
    clashing_items("", &file.items, &mut clashes);
    match clashes.is_empty() {
        true => Ok(prettyplease::unparse(&file)),
        false => Err(clashes.join(", ")),
    }
}

/// Two things of one name where Rust wants one.
fn clashing_items(module: &str, items: &[syn::Item], clashes: &mut Vec<String>) {
    let mut types = Vec::new();
    let mut methods: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in items {
        match item {
            syn::Item::Struct(item) => {
                types.push(item.ident.to_string());
                let fields = item.fields.iter().filter_map(|field| field.ident.as_ref());
                repeated(
                    &format!("{module}::{}", item.ident),
                    fields.map(ToString::to_string),
                    clashes,
                );
            }
            syn::Item::Enum(item) => {
                types.push(item.ident.to_string());
                let variants = item
                    .variants
                    .iter()
                    .map(|variant| variant.ident.to_string());
                repeated(&format!("{module}::{}", item.ident), variants, clashes);
            }
            syn::Item::Type(item) => types.push(item.ident.to_string()),
            syn::Item::Mod(item) => {
                if let Some((_, items)) = &item.content {
                    clashing_items(&format!("{module}::{}", item.ident), items, clashes);
                }
            }
            syn::Item::Impl(item) if item.trait_.is_none() => {
                let ty = quote::ToTokens::to_token_stream(&item.self_ty).to_string();
                for item in &item.items {
                    if let syn::ImplItem::Fn(function) = item {
                        methods
                            .entry(ty.clone())
                            .or_default()
                            .push(function.sig.ident.to_string());
                    }
                }
            }
            _ => {}
        }
    }
    repeated(module, types.into_iter(), clashes);
    for (ty, names) in methods {
        repeated(&format!("impl {module}::{ty}"), names.into_iter(), clashes);
    }
}

fn repeated(place: &str, names: impl Iterator<Item = String>, clashes: &mut Vec<String>) {
    let mut names: Vec<_> = names.collect();
    names.sort();
    for pair in names.windows(2).filter(|pair| pair[0] == pair[1]) {
        clashes.push(format!("{place}: {} twice", pair[0]));
    }
}
