//! Adds doc comments to generated items that have none.
//!
//! The setter of a parameter gets the description of the parameter; other items get at least their
//! role, so that every public item is documented.

use std::collections::HashMap;

use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Ident, ImplItemFn, ItemImpl, ItemMod, Type, Visibility, parse_quote};

/// Documents every public item of the file that has no documentation yet.
pub(super) fn fill(file: &mut syn::File, document: &Value) {
    Filler {
        parameters: parameters(document),
        owner: None,
        in_builder: false,
    }
    .visit_file_mut(file);
}

struct Filler {
    /// Descriptions by operation and parameter (both as [`key`]s).
    parameters: HashMap<(String, String), String>,
    /// The type whose `impl` is being visited.
    owner: Option<String>,
    in_builder: bool,
}

impl VisitMut for Filler {
    fn visit_item_mod_mut(&mut self, item: &mut ItemMod) {
        let text = match item.ident.to_string().as_str() {
            "builder" => "Builders, one a type or operation.",
            "error" => "Errors of conversions.",
            "defaults" => "Default values that the document gives.",
            _ => "Generated items.",
        };
        document(&mut item.attrs, &item.vis, text);
        let outside = self.in_builder;
        self.in_builder |= item.ident == "builder";
        visit_mut::visit_item_mod_mut(self, item);
        self.in_builder = outside;
    }

    fn visit_item_struct_mut(&mut self, item: &mut syn::ItemStruct) {
        let text = if self.in_builder {
            format!("Builds a `{}`.", item.ident)
        } else {
            format!("`{}`, as the document names it.", item.ident)
        };
        document(&mut item.attrs, &item.vis, &text);
        for field in &mut item.fields {
            let name = field
                .ident
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            document(
                &mut field.attrs,
                &field.vis,
                &format!("`{name}`, as the document names it."),
            );
        }
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        let text = format!("`{}`, as the document names it.", item.ident);
        document(&mut item.attrs, &item.vis, &text);
        for variant in &mut item.variants {
            let text = format!("`{}`.", variant.ident);
            document(&mut variant.attrs, &item.vis, &text);
        }
    }

    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        // Methods of a trait implementation are documented at the trait.
        if item.trait_.is_some() {
            return;
        }
        self.owner = name(&item.self_ty);
        visit_mut::visit_item_impl_mut(self, item);
        self.owner = None;
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut ImplItemFn) {
        let text = self.method(&item.sig.ident);
        document(&mut item.attrs, &item.vis, &text);
    }
}

impl Filler {
    fn method(&self, method: &Ident) -> String {
        let owner = self.owner.as_deref().unwrap_or_default();
        let setter = method.to_string();
        match (setter.as_str(), self.in_builder) {
            ("builder", false) => format!("Starts to build a `{owner}`."),
            ("new", _) => format!("A new `{owner}`."),
            (_, true) => match self.parameters.get(&(key(owner), key(&setter))) {
                Some(description) => format!("Sets `{setter}`: {description}"),
                None => format!("Sets `{setter}`."),
            },
            _ => format!("`{setter}` of `{owner}`."),
        }
    }
}

/// Documents a public item that has no documentation.
fn document(attributes: &mut Vec<Attribute>, visibility: &Visibility, text: &str) {
    let public = matches!(visibility, Visibility::Public(_));
    if public && !attributes.iter().any(|a| a.path().is_ident("doc")) {
        attributes.insert(0, parse_quote!(#[doc = #text]));
    }
}

fn name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}

/// The descriptions of the parameters.
fn parameters(document: &Value) -> HashMap<(String, String), String> {
    let mut found = HashMap::new();
    let items = document["paths"]
        .as_object()
        .into_iter()
        .flat_map(|paths| paths.values());
    for operation in items
        .filter_map(Value::as_object)
        .flat_map(|item| item.values())
    {
        let Some(id) = operation["operationId"].as_str() else {
            continue;
        };
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let texts = (
                parameter["name"].as_str(),
                parameter["description"].as_str(),
            );
            if let (Some(name), Some(description)) = texts {
                found.insert((key(id), key(name)), description.to_owned());
            }
        }
    }
    found
}

/// A name in the form that ignores the generator's change of case.
fn key(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
