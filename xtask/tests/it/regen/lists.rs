//! The lists of generated types: every kind that a document can describe is read tolerantly, with
//! attributes that compile.

use std::collections::BTreeMap;

use syn::visit_mut::VisitMut;

use crate::regen::tree::{Run, Tree};

/// The generator's type of a list depends on `required`, `nullable` and `default`: each of them,
/// alone and combined, as generators of springdoc, NestJS, FastAPI and Swagger 2.0 write them.
const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: t, version: "1" }
paths:
  /livre:
    get:
      operationId: livre
      responses:
        200:
          description: Le livre
          content: { application/json: { schema: { $ref: "#/components/schemas/Livre" } } }
components:
  schemas:
    Livre:
      type: object
      required: [required, required_nullable, required_named, text]
      properties:
        required: { type: array, items: { type: string } }
        required_nullable: { type: array, nullable: true, items: { type: string } }
        required_named: { $ref: "#/components/schemas/Named" }
        optional: { type: array, items: { type: string } }
        nullable: { type: array, nullable: true, items: { type: string } }
        named: { $ref: "#/components/schemas/Named" }
        defaulted: { type: array, default: [a], items: { type: string } }
        empty_by_default: { type: array, default: [], items: { type: string } }
        unique: { type: array, uniqueItems: true, items: { type: string } }
        of_lists: { type: array, items: { type: array, items: { type: string } } }
        of_anything: { type: array, items: {} }
        text: { type: string, nullable: true }
    Named: { type: array, items: { type: string } }
"##;

/// The keys of the serde attributes of every field.
#[derive(Default)]
struct Fields(BTreeMap<String, Vec<String>>);

impl VisitMut for Fields {
    fn visit_item_struct_mut(&mut self, item: &mut syn::ItemStruct) {
        for field in &item.fields {
            let name = field.ident.as_ref().unwrap_or(&item.ident).to_string();
            let mut keys = Vec::new();
            for attribute in field.attrs.iter().filter(|a| a.path().is_ident("serde")) {
                attribute
                    .parse_nested_meta(|meta| {
                        keys.push(meta.path.require_ident()?.to_string());
                        if meta.input.peek(syn::Token![=]) {
                            let _: syn::Expr = meta.value()?.parse()?;
                        }
                        Ok(())
                    })
                    .unwrap();
            }
            self.0.entry(name).or_insert(keys);
        }
    }
}

#[tokio::test]
async fn nullable_and_optional_attributes_compile() {
    let tree = Tree::new();
    tree.put("openapi/incoming.yaml", DOCUMENT);
    let source = tree.path().join("openapi/incoming.yaml");
    let (outcome, said) = tree.regen(Run::from(source.to_str().unwrap())).await;
    outcome.unwrap_or_else(|error| panic!("{error}\n{said}"));

    let mut fields = Fields::default();
    let mut code = syn::parse_file(&tree.get("certifinfo-sdk/src/generated.rs")).unwrap();
    for item in &mut code.items {
        // The builders have fields of the same names, which are never deserialized.
        if let syn::Item::Mod(module) = item
            && module.ident == "types"
        {
            let types = module.content.iter_mut().flat_map(|(_, items)| items);
            for item in types {
                if let syn::Item::Struct(item) = item {
                    fields.visit_item_struct_mut(item);
                }
            }
        }
    }
    for (name, keys) in &fields.0 {
        let mut once = keys.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), keys.len(), "{name}: serde refuses {keys:?}");
        let count = |key: &str| keys.iter().filter(|k| *k == key).count();
        let is_list = !["text", "message"].contains(&name.as_str());
        assert_eq!(
            count("deserialize_with"),
            usize::from(is_list),
            "{name}: {keys:?}"
        );
        assert_eq!(count("default"), usize::from(is_list), "{name}: {keys:?}");
    }
    assert_eq!(fields.0.len(), 13, "{:?}", fields.0.keys());
}
