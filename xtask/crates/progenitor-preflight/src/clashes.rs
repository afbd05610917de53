//! Finds errors in generated code that the compiler would report.

use std::collections::BTreeMap;

/// Duplicate names where Rust requires unique ones, and enums without variants.
pub(crate) fn clashes(file: &syn::File) -> Vec<String> {
    let mut found = Vec::new();
    clashing("", &file.items, &mut found);
    found
}

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
