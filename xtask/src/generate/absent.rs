//! Allows a nullable property to be absent, even if the document requires it.
//!
//! For a property that is both required and nullable (every `str | None` of a pydantic model), the
//! generator adds a deserializer that rejects a record without the property. The whole record would
//! be lost for a value that may be null anyway.

use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Field, Meta, Token, parse_quote};

/// Reads an absent nullable property as `None`.
pub(super) fn tolerate(file: &mut syn::File) {
    Tolerate.visit_file_mut(file);
}

struct Tolerate;

impl VisitMut for Tolerate {
    fn visit_field_mut(&mut self, field: &mut Field) {
        field.attrs = field.attrs.drain(..).filter_map(without_refusal).collect();
        visit_mut::visit_field_mut(self, field);
    }
}

/// The attribute without that deserializer; `None` when nothing else is left.
fn without_refusal(attribute: Attribute) -> Option<Attribute> {
    let refuses: Meta = parse_quote!(deserialize_with = "::std::option::Option::deserialize");
    let arguments = match &attribute.meta {
        Meta::List(list) if list.path.is_ident("serde") => {
            list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        }
        _ => return Some(attribute),
    };
    // The compiler reports an attribute that does not parse.
    let Ok(arguments) = arguments else {
        return Some(attribute);
    };
    let kept: Vec<&Meta> = arguments
        .iter()
        .filter(|argument| {
            quote::quote!(#argument).to_string() != quote::quote!(#refuses).to_string()
        })
        .collect();
    match kept.len() {
        0 => None,
        all if all == arguments.len() => Some(attribute),
        _ => Some(parse_quote!(#[serde(#(#kept),*)])),
    }
}
