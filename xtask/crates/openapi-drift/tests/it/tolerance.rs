//! Documents with small mistakes are compared anyway; a value that is not a document is rejected.

use openapi_drift::{self as drift, Verdict};
use serde_json::{Value, json};

use crate::support::{TODAY, compare, edit, lines, receives, rich, sends};

#[test]
fn what_is_no_document_is_refused() {
    let document = json!({"openapi": "3.0.3", "paths": {}});
    for other in [
        json!(null),
        json!([]),
        json!("openapi"),
        json!(3),
        json!({}),
        json!({"message": "not found"}),
    ] {
        assert!(drift::compare(&other, &document, TODAY).is_err(), "{other}");
        let error = drift::compare(&document, &other, TODAY)
            .unwrap_err()
            .to_string();
        assert!(error.contains("not an OpenAPI document"), "{error}");
    }
}

#[test]
fn small_faults_are_noted_and_the_rest_is_compared() {
    let faulty = |kind: &str| {
        json!({
            "openapi": "3.0.3",
            "paths": {
                "no-slash": {"get": {}},
                "/null": null,
                "/a/{id}": {
                    "x-thing": [],
                    "get": {
                        "parameters": [
                            null,
                            {"name": "nameless"},
                            {"$ref": "#/components/parameters/Missing"},
                            {"name": "other", "in": "path", "schema": {"type": "string"}},
                            {"name": "q", "in": "query", "schema": {"type": kind, "required": true, "enum": "a", "minimum": "1"}},
                        ],
                        "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "other.yaml#/Thing"}}}}, "x-y": 1, "404": null},
                    },
                    "post": {"responses": 7},
                    "put": null,
                },
            },
            "components": {"schemas": {"Loop": {"$ref": "#/components/schemas/Loop"}, "Odd": 5, "List": []}},
        })
    };
    assert_eq!(
        compare(&faulty("string"), &faulty("string")).verdict(),
        Verdict::None
    );
    let report = compare(&faulty("string"), &faulty("object"));
    assert_eq!(lines(&report), ["breaking request request-type-changed"]);
    let notes = report.notes.join("\n");
    for expected in [
        "`/null`",
        "without `in` and `name`",
        "#/components/parameters/Missing",
        "`other`",
        "other.yaml",
    ] {
        assert!(notes.contains(expected), "{expected} is not in:\n{notes}");
    }
}

#[test]
fn a_document_without_a_version_or_with_one_of_tomorrow_is_read_as_what_it_looks_like() {
    let document = json!({"paths": {"/a": {"get": {"responses": {}}}}});
    let tomorrow = json!({"openapi": "3.2.0", "paths": {"/a": {"get": {"responses": {}}}}});
    let report = compare(&document, &tomorrow);
    assert_eq!(report.verdict(), Verdict::None);
    assert_eq!(report.notes.len(), 2, "{:?}", report.notes);
    for note in report.notes {
        assert!(note.ends_with("read as OpenAPI 3.1 all the same"), "{note}");
        assert!(!note.contains("not an OpenAPI document"), "{note}");
    }
}

#[test]
fn circles_end() {
    let circle = |kind: &str| json!({"allOf": [{"$ref": "#/components/schemas/A"}], "properties": {"b": {"type": kind}}});
    let document = |kind: &str| {
        let mut document = receives(&json!({"$ref": "#/components/schemas/A"}));
        document["components"] = json!({"schemas": {
            "A": {"allOf": [{"$ref": "#/components/schemas/B"}]},
            "B": circle(kind),
            "C": {"$ref": "#/components/schemas/D"}, "D": {"$ref": "#/components/schemas/C"},
        }});
        document
    };
    assert_eq!(
        compare(&document("string"), &document("string")).verdict(),
        Verdict::None
    );
    assert_eq!(
        lines(&compare(&document("string"), &document("integer"))),
        [
            "compatible structure schema-type-changed",
            "breaking response response-type-changed"
        ]
    );
}

#[test]
fn schemas_that_merge_one_another_in_circles_end() {
    // Each composes all others, and each of its properties is another: there are as many merges as
    // sets of schemas.
    let document = |kind: &str| {
        let reference = |at: usize| json!({"$ref": format!("#/components/schemas/S{}", at % 14)});
        let schema = |at: usize| {
            let properties: serde_json::Map<_, _> = (0..5)
                .map(|step| (format!("p{step}"), reference(at * step + step + 1)))
                .collect();
            json!({"allOf": [reference(at + 1), reference(at * 3 + 2)], "type": kind, "properties": properties})
        };
        let schemas: serde_json::Map<_, _> =
            (0..14).map(|at| (format!("S{at}"), schema(at))).collect();
        let mut document = receives(&json!({"$ref": "#/components/schemas/S0"}));
        document["components"] = json!({"schemas": schemas});
        document
    };
    assert_eq!(
        compare(&document("object"), &document("object")).verdict(),
        Verdict::None
    );
    assert_eq!(
        compare(&document("object"), &document("string")).verdict(),
        Verdict::Breaking
    );
}

#[test]
fn no_depth_overflows_the_stack() {
    // Ten thousand nested schemas on the small stack of a test. Built by moves and never dropped:
    // cloning and dropping such values recurses in serde_json.
    let nested = |innermost: &str| {
        let mut schema = json!({"type": innermost});
        for _ in 0..10_000 {
            let mut list = serde_json::Map::new();
            list.insert("type".to_owned(), "array".into());
            list.insert("items".to_owned(), schema);
            schema = Value::Object(list);
        }
        let mut document = sends(&json!({}));
        let place = "/paths/~1a/post/requestBody/content/application~1json/schema";
        *document.pointer_mut(place).unwrap() = schema;
        std::mem::ManuallyDrop::new(document)
    };
    let (text, number) = (nested("string"), nested("integer"));
    assert_eq!(compare(&text, &text).verdict(), Verdict::None);
    assert_eq!(
        lines(&compare(&text, &number)),
        ["breaking request request-too-deep"]
    );

    // Ten thousand schemas that refer to one another.
    let chain = |last: &str| {
        let mut document = receives(&json!({"$ref": "#/components/schemas/S0"}));
        let link = |at: usize| json!({"type": "object", "properties": {"next": {"$ref": format!("#/components/schemas/S{}", at + 1)}}});
        let mut schemas: serde_json::Map<String, Value> =
            (0..10_000).map(|at| (format!("S{at}"), link(at))).collect();
        schemas.insert("S10000".into(), json!({"type": last}));
        document["components"] = json!({"schemas": schemas});
        document
    };
    assert_eq!(
        lines(&compare(&chain("string"), &chain("integer"))),
        ["breaking response response-type-changed"]
    );
    // And ten thousand that only refer to one another.
    let bare = |last: &str| {
        let mut document = receives(&json!({"$ref": "#/components/schemas/S0"}));
        let link =
            |at: usize| json!({"allOf": [{"$ref": format!("#/components/schemas/S{}", at + 1)}]});
        let mut schemas: serde_json::Map<String, Value> =
            (0..10_000).map(|at| (format!("S{at}"), link(at))).collect();
        schemas.insert("S10000".into(), json!({"type": last}));
        document["components"] = json!({"schemas": schemas});
        document
    };
    assert_ne!(
        compare(&bare("string"), &bare("integer")).verdict(),
        Verdict::None
    );
}

#[test]
fn odd_names_are_escaped_in_locations() {
    let odd =
        |kind: &str| receives(&json!({"type": "object", "properties": {"a/b~c": {"type": kind}}}));
    let report = compare(&odd("string"), &odd("integer"));
    assert!(
        report.changes[0]
            .location
            .ends_with("/properties/a~1b~0c/type"),
        "{}",
        report.changes[0].location
    );
    let mut new = rich();
    edit(
        &mut new,
        &json!({"set": "/paths/~1pieces/get/summary", "to": "x"}),
    );
    assert_eq!(
        compare(&rich(), &new).changes[0].location,
        "#/paths/~1pieces/get/summary"
    );
}
