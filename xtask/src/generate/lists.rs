//! Lists that read every form the service is likely to send: `null`, absent, one bare value.
//!
//! The generator's `Vec` fields take an array alone: one `null` would cost the whole record.

use syn::visit_mut::{self, VisitMut};
use syn::{Field, GenericArgument, PathArguments, Type, parse_quote};

/// Gives every list field of a generated type a reader that tolerates.
pub(super) fn tolerate(file: &mut syn::File) {
    Tolerate.visit_file_mut(file);
}

struct Tolerate;

impl VisitMut for Tolerate {
    fn visit_item_struct_mut(&mut self, item: &mut syn::ItemStruct) {
        let read = item.attrs.iter().any(|a| {
            a.path().is_ident("derive") && quote::quote!(#a).to_string().contains("Deserialize")
        });
        if read {
            for field in &mut item.fields {
                tolerate_field(field);
            }
        }
        visit_mut::visit_item_struct_mut(self, item);
    }
}

fn tolerate_field(field: &mut Field) {
    if field.ident.is_none() {
        return;
    }
    let reader = match inner(&field.ty, "Option") {
        Some(optional) if inner(optional, "Vec").is_some() => "crate::liste::optional",
        None if inner(&field.ty, "Vec").is_some() => "crate::liste::required",
        _ => return,
    };
    field
        .attrs
        .push(parse_quote!(#[serde(default, deserialize_with = #reader)]));
}

/// `T` of a type `…::wrapper<T>`.
fn inner<'t>(ty: &'t Type, wrapper: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|s| s.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}
