//! The 66 fields of the catalogue: each is in the effective document, and each is carried by a
//! Rust item that the compiler and a real value go through.

mod catalogue;
mod parameters;
mod properties;

use catalogue::PARAMETERS;
use serde_json::Value;
use syn::{Fields, ImplItem, Item, Type};

use crate::support::{repo, rust};

#[test]
fn they_are_66_and_all_different() {
    let mut names: Vec<&str> = PARAMETERS.iter().map(|(name, ..)| *name).collect();
    names.extend(
        properties::PROPERTIES
            .iter()
            .map(|carried| carried.property),
    );
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 66);
}

/// A line a field: where the document has it, and the item of the generated source that
/// carries it.
#[test]
fn each_is_in_the_document_and_in_the_generated_source() {
    let document = repo::json("openapi/effective.json");
    let source = repo::read("certifinfo-sdk/src/generated.rs");
    let source = syn::parse_file(&source).expect("the generated file is Rust");
    let mut table = String::new();
    for (name, ..) in PARAMETERS {
        let (place, builder, _) = parameters::find(&document, name)
            .unwrap_or_else(|| panic!("no operation of effective.json takes {name}"));
        let item = setter(&source.items, &builder, name)
            .unwrap_or_else(|| panic!("no setter builder::{builder}::{name}"));
        table.push_str(&format!("{name}: {place} -> {item}\n"));
    }
    for properties::Carried {
        schema, property, ..
    } in properties::PROPERTIES
    {
        let place = format!("/components/schemas/{schema}/properties/{property}");
        assert!(
            document.pointer(&place).is_some(),
            "effective.json has no {place}"
        );
        let item = field(&source.items, schema, property)
            .unwrap_or_else(|| panic!("no field types::{schema}.{property}"));
        table.push_str(&format!("{property}: {place} -> {item}\n"));
    }
    assert_eq!(table.lines().count(), 66);
    insta::assert_snapshot!("fields", table);
}

/// The setter of a parameter, found in the module `builder`.
fn setter(items: &[Item], builder: &str, parameter: &str) -> Option<String> {
    let blocks = module(items, "builder")?
        .iter()
        .filter_map(|item| match item {
            Item::Impl(block) if block.trait_.is_none() && is(&block.self_ty, builder) => {
                Some(block)
            }
            _ => None,
        });
    let method = blocks
        .flat_map(|block| &block.items)
        .find_map(|item| match item {
            ImplItem::Fn(method) if method.sig.ident == parameter => Some(method),
            _ => None,
        })?;
    let bounds = method.sig.generics.where_clause.as_ref().map(rust::spell);
    Some(format!(
        "builder::{builder}::{parameter} {}",
        bounds.unwrap_or_default()
    ))
}

/// The public field of a property, found in the module `types`.
fn field(items: &[Item], schema: &str, property: &str) -> Option<String> {
    let structure = module(items, "types")?.iter().find_map(|item| match item {
        Item::Struct(structure) if structure.ident == schema => Some(structure),
        _ => None,
    })?;
    let Fields::Named(fields) = &structure.fields else {
        return None;
    };
    let named = |field: &&syn::Field| field.ident.as_ref().is_some_and(|name| name == property);
    let field = fields.named.iter().find(named)?;
    let public = matches!(field.vis, syn::Visibility::Public(_));
    public.then(|| format!("types::{schema}.{property}: {}", rust::spell(&field.ty)))
}

fn module<'a>(items: &'a [Item], name: &str) -> Option<&'a [Item]> {
    items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => Some(&*module.content.as_ref()?.1),
        _ => None,
    })
}

fn is(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|l| l.ident == name))
}

/// The type that a schema of the document declares.
fn declared(schema: &Value) -> &str {
    schema["type"].as_str().unwrap_or("unknown")
}
