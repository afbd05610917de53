//! Makes lists accept every likely form: `null`, absent, a single value.
//!
//! The generator's `Vec` fields accept only an array: one `null` would lose the whole record.

use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Field, GenericArgument, PathArguments, Token, Type, parse_quote};

/// Gives every list field of a generated type a tolerant deserializer.
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
    let reader = match inner(&field.ty, "Option") {
        Some(optional) if inner(optional, "Vec").is_some() => "crate::list::optional",
        None if inner(&field.ty, "Vec").is_some() => "crate::list::required",
        _ => return,
    };
    // serde allows one `default` per field. The generator adds one to lists that are neither
    // required nor nullable; a named list (a struct with one unnamed field) cannot have one.
    field
        .attrs
        .push(match field.ident.is_none() || defaults(field) {
            true => parse_quote!(#[serde(deserialize_with = #reader)]),
            false => parse_quote!(#[serde(default, deserialize_with = #reader)]),
        });
}

/// Whether the generator already sets a default for the field.
fn defaults(field: &Field) -> bool {
    let mut found = false;
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("serde")) {
        // The compiler reports an attribute that does not parse.
        let _ = attribute.parse_nested_meta(|meta| {
            found |= meta.path.is_ident("default");
            if meta.input.peek(Token![=]) {
                let _: Expr = meta.value()?.parse()?;
            }
            Ok(())
        });
    }
    found
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
