//! Laws of the conversion, on any JSON: it answers, and once is enough.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use xtask::dialect::convert;
use xtask::lint::{Severity, lint};

/// Words that the conversions look for, so that random documents hit their branches.
const WORDS: &[&str] = &[
    "type",
    "null",
    "string",
    "integer",
    "array",
    "object",
    "number",
    "anyOf",
    "oneOf",
    "allOf",
    "not",
    "const",
    "enum",
    "nullable",
    "$ref",
    "$defs",
    "definitions",
    "items",
    "properties",
    "additionalProperties",
    "unevaluatedProperties",
    "exclusiveMinimum",
    "minimum",
    "examples",
    "example",
    "contentEncoding",
    "contentMediaType",
    "base64",
    "if",
    "$id",
    "prefixItems",
    "paths",
    "components",
    "schemas",
    "pathItems",
    "parameters",
    "responses",
    "securitySchemes",
    "info",
    "license",
    "summary",
    "identifier",
    "webhooks",
    "jsonSchemaDialect",
    "/a",
    "/b/{c}",
    "get",
    "post",
    "requestBody",
    "content",
    "application/json",
    "application/octet-stream",
    "schema",
    "headers",
    "default",
    "200",
    "in",
    "query",
    "path",
    "body",
    "formData",
    "header",
    "name",
    "required",
    "format",
    "file",
    "multi",
    "collectionFormat",
    "consumes",
    "produces",
    "host",
    "basePath",
    "schemes",
    "securityDefinitions",
    "oauth2",
    "flow",
    "accessCode",
    "discriminator",
    "mapping",
    "x-nullable",
    "#/definitions/a",
    "#/$defs/a",
    "#/parameters/a",
    "#/components/schemas/a",
    "#/components/pathItems/a",
    "#",
    "a",
    "operationId",
    "tags",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![8 => proptest::sample::select(WORDS).prop_map(str::to_owned), 1 => ".{0,6}"]
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3i64..9).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 96, 6, |inner| {
        prop_oneof![
            2 => proptest::collection::vec((word(), inner.clone()), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
            1 => proptest::collection::vec(inner, 0..4).prop_map(Value::from),
        ]
    })
}

/// A document with something arbitrary in each of its places.
fn document() -> impl Strategy<Value = Value> {
    let version = prop_oneof![
        3 => Just(json!({"openapi": "3.1.0"})),
        1 => Just(json!({"openapi": "3.0.1"})),
        3 => Just(json!({"swagger": "2.0"})),
    ];
    let places = (
        json_value(),
        json_value(),
        json_value(),
        json_value(),
        json_value(),
    );
    (version, places).prop_map(|(mut document, (a, b, c, d, e))| {
        if let Value::Object(map) = &mut document {
            map.extend(Map::from_iter([
                ("paths".to_owned(), json!({"/a": {"get": a, "parameters": [b.clone()]}, "/b": b})),
                ("components".to_owned(), json!({
                    "schemas": {"a": c.clone(), "b": {"$defs": {"a": d.clone()}, "allOf": [c.clone()]}},
                    "parameters": {"a": e.clone()}, "pathItems": {"a": d.clone()}, "responses": e.clone(),
                })),
                ("definitions".to_owned(), json!({"a": c})),
                ("parameters".to_owned(), json!({"a": d})),
                ("responses".to_owned(), json!({"a": e.clone()})),
                ("securityDefinitions".to_owned(), json!({"a": e})),
            ]));
        }
        document
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn conversion_answers_on_any_json(value in json_value()) {
        let _ = convert(&value);
    }

    #[test]
    fn converting_twice_is_converting_once(source in document()) {
        let once = convert(&source).unwrap();
        prop_assert_eq!(&once.document["openapi"], &json!("3.0.3"));
        let twice = convert(&once.document).unwrap();
        prop_assert_eq!(&twice.document, &once.document);
        prop_assert!(twice.refusals.is_empty() && twice.notes.is_empty());
    }

    /// What is refused and left in place stays an error until an overlay mends it.
    #[test]
    fn what_is_left_in_place_the_lint_finds(source in document()) {
        let conversion = convert(&source).unwrap();
        if conversion.refusals.iter().any(|refusal| refusal.left_in_place) {
            let errors = lint(&conversion.document);
            prop_assert!(errors.iter().any(|finding| finding.severity == Severity::Error));
        }
    }

    /// What the conversion of 3.1 writes is stable under the same conversion: nothing that it
    /// leaves still asks to be converted.
    #[test]
    fn what_is_converted_needs_no_more_converting(mut source in document()) {
        source["openapi"] = json!("3.1.0");
        let mut once = convert(&source).unwrap().document;
        once["openapi"] = json!("3.1.0");
        let twice = convert(&once).unwrap().document;
        once["openapi"] = json!("3.0.3");
        prop_assert_eq!(twice, once);
    }
}

#[test]
fn a_document_of_3_0_comes_back_as_it_is() {
    let mut source = json!({
        "openapi": "3.0.0", "paths": {"/a": {"$ref": "#/x"}},
        "components": {"schemas": {"S": {"type": ["string", "null"], "const": 1, "$defs": {}}}},
    });
    let document = convert(&source).unwrap().document;
    source["openapi"] = json!("3.0.3");
    assert_eq!(document, source);
}

#[test]
fn nesting_without_end_is_refused() {
    // Built and taken apart by hand: `json!` and `drop` would recurse as deep as it is nested.
    let mut source = (0..50_000).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    source = Value::Object(Map::from_iter([
        ("openapi".to_owned(), "3.1.0".into()),
        ("paths".to_owned(), source),
    ]));
    assert!(
        convert(&source)
            .unwrap_err()
            .to_string()
            .contains("200 levels")
    );
    let Value::Object(mut map) = source else {
        panic!()
    };
    let mut rest = map.remove("paths");
    while let Some(Value::Array(mut list)) = rest {
        rest = list.pop();
    }
}
