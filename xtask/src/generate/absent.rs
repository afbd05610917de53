//! A property that may be `null` may be absent, even where the document requires it.
//!
//! For what is both required and nullable (every `str | None` of a pydantic model), the generator
//! writes a reader whose only deed is to refuse a record without the property: the whole record
//! would be lost for what is read as nothing anyway.

use syn::Field;
use syn::visit_mut::{self, VisitMut};

/// Reads an absent nullable property as `None`.
pub(super) fn tolerate(file: &mut syn::File) {
    Tolerate.visit_file_mut(file);
}

struct Tolerate;

impl VisitMut for Tolerate {
    fn visit_field_mut(&mut self, field: &mut Field) {
        let refuses =
            quote::quote!(#[serde(deserialize_with = "::std::option::Option::deserialize")])
                .to_string();
        field
            .attrs
            .retain(|attribute| quote::quote!(#attribute).to_string() != refuses);
        visit_mut::visit_field_mut(self, field);
    }
}
