//! Derives `JsonSchema` for every generated type, behind the feature `schemars`.
//!
//! The generator can add a derive, but not behind a feature.

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, parse_quote};

/// Adds the gated derive wherever the generator derived `Serialize`.
pub(super) fn gate(file: &mut syn::File) {
    Gate.visit_file_mut(file);
}

struct Gate;

impl VisitMut for Gate {
    fn visit_item_struct_mut(&mut self, item: &mut syn::ItemStruct) {
        add(&mut item.attrs);
        visit_mut::visit_item_struct_mut(self, item);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        add(&mut item.attrs);
        visit_mut::visit_item_enum_mut(self, item);
    }
}

fn add(attributes: &mut Vec<Attribute>) {
    let serialized = |attribute: &Attribute| {
        let mut found = false;
        if attribute.path().is_ident("derive") {
            // The compiler reports a derive that does not parse.
            let _ = attribute.parse_nested_meta(|meta| {
                found |= meta
                    .path
                    .segments
                    .last()
                    .is_some_and(|s| s.ident == "Serialize");
                Ok(())
            });
        }
        found
    };
    if let Some(place) = attributes.iter().position(serialized) {
        let gated = parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]);
        attributes.insert(place + 1, gated);
    }
}
