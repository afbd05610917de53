//! Properties that hold for every response.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use xtask::probe::{Difference, Kind, ProbeReport};

use crate::probe::{held, plain};

const OPERATIONS: [&str; 2] = ["GET /recherche", "GET /certification"];

/// Any JSON, with the names of the document among its properties.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        prop_oneof![
            "29/02/2023",
            "RNCP1",
            "True",
            "",
            "4",
            "2024-01-01T00:00:00Z"
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 80, 6, |inside| {
        prop_oneof![
            vec(inside.clone(), 0..6).prop_map(Value::from),
            btree_map(name(), inside, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(vec![
            "data", "total", "pagination", "next", "certifinfo_code", "rncp_code", "rs_code",
            "rome", "code", "libelle", "date_maj", "acc_fi", "etat", "rncp", "actif",
            "ancienne_certification", "nsf", "valideurs", "date_fin_validite", "ideo2_code",
        ]).prop_map(str::to_owned),
        1 => ".{0,80}",
    ]
}

/// A list of responses: operation, status and body.
fn answers() -> impl Strategy<Value = Vec<(usize, u16, Value)>> {
    let status = prop_oneof![8 => Just(200_u16), 1 => Just(404), 1 => 100..600_u16];
    vec((0..OPERATIONS.len(), status, any_json()), 1..6)
}

/// A slightly invalid document: its keywords have arbitrary values.
fn any_schema() -> impl Strategy<Value = Value> {
    let reference = prop::sample::select(vec![
        "#/components/schemas/a",
        "#/components/schemas/b",
        "#/components/schemas/nowhere",
        "#/components/schemas/b/allOf/0",
        "elsewhere.json",
    ]);
    let kinds = vec![
        "string", "integer", "number", "boolean", "array", "object", "file",
    ];
    let leaf = prop_oneof![
        reference.prop_map(|to| json!({ "$ref": to })),
        prop::sample::select(kinds).prop_map(|kind| json!({ "type": kind })),
        any::<bool>().prop_map(|declared| json!({ "type": "string", "nullable": declared })),
        Just(json!({ "type": "string", "format": "date", "enum": ["2024-01-01", null, 3] })),
        Just(json!({ "type": ["string", "null"], "required": "x", "properties": [], "items": 3 })),
        Just(json!({})),
        Just(json!(null)),
    ];
    leaf.prop_recursive(4, 40, 4, |inside| {
        prop_oneof![
            inside
                .clone()
                .prop_map(|items| json!({ "type": "array", "items": items })),
            (btree_map(name(), inside.clone(), 0..5), vec(name(), 0..2)).prop_map(
                |(properties, required)| {
                    json!({ "type": "object", "properties": properties, "required": required })
                }
            ),
            (
                prop::sample::select(vec!["allOf", "oneOf", "anyOf"]),
                vec(inside.clone(), 0..4)
            )
                .prop_map(|(keyword, list)| json!({ keyword: list })),
            inside.prop_map(|more| json!({ "type": "object", "additionalProperties": more })),
        ]
    })
}

fn document(a: Value, b: Value) -> Value {
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/a" } } });
    json!({
        "paths": { "/recherche": { "get": { "responses": { "2XX": { "content": content } } } } },
        "components": { "schemas": { "a": a, "b": b } },
    })
}

fn report<'d>(document: &'d Value, answers: &[(usize, u16, Value)]) -> ProbeReport<'d> {
    let mut report = ProbeReport::new(document);
    for (operation, status, body) in answers {
        report.add(OPERATIONS[*operation], *status, body);
    }
    report
}

/// What no overlay action can correct: see `propose`.
fn is_beyond_documents(difference: &Difference) -> bool {
    match difference.kind {
        Kind::NullArrays | Kind::Codes | Kind::Statuses => true,
        kind => kind == Kind::Types && difference.declared == "object",
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn report_of_any_answer_keeps_its_lines(answers in answers()) {
        let document = held();
        let report = report(&document, &answers);
        let mut out = Vec::new();
        report.write("2026-01-31", &mut out).unwrap();
        let text = plain(&out);
        // No untrusted name or value can write control characters to a terminal.
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", text);
        prop_assert_eq!(text.contains("differs "), !report.differences().is_empty());
    }

    #[test]
    fn document_with_proposed_corrections_agrees(answers in answers()) {
        let document = held();
        let before = report(&document, &answers);
        let Some(overlay) = before.overlay("2026-01-31") else {
            prop_assert!(before.differences().iter().all(is_beyond_documents));
            return Ok(());
        };
        let applied = openapi_overlay::apply(document.clone(), &overlay);
        let corrected = applied.unwrap().document;
        let after = report(&corrected, &answers);
        let left: Vec<_> = after
            .differences()
            .into_iter()
            .filter(|d| !is_beyond_documents(d))
            .collect();
        prop_assert!(left.is_empty(), "{:#?}\n{:#}", left, overlay);
    }

    #[test]
    fn any_document_is_compared_without_panic(
        a in any_schema(),
        b in any_schema(),
        answers in answers(),
    ) {
        let document = document(a, b);
        let report = report(&document, &answers);
        report.write("2026-01-31", &mut std::io::sink()).unwrap();
        let _ = report.overlay("2026-01-31");
    }
}

#[test]
fn printed_actions_equal_the_overlay() {
    let document = held();
    let mut members = Map::new();
    members.insert(
        "it's \"new\": \\ \u{7}\n- x".to_owned(),
        json!([1, { "é": null }]),
    );
    members.insert("etat".to_owned(), json!("4"));
    members.insert("rome".to_owned(), Value::Null);
    let mut report = ProbeReport::new(&document);
    report.add(OPERATIONS[1], 200, &Value::Object(members));
    let mut out = Vec::new();
    report.write("2026-01-31", &mut out).unwrap();
    let text = plain(&out);
    let (_, actions) = text.split_once("regen --offline`\n").unwrap();
    let yaml = format!(
        "overlay: 1.0.0\ninfo:\n  title: What the probe found\n  version: 1.0.0\nactions:\n{actions}"
    );
    let parsed = openapi_document::parse(yaml.as_bytes()).unwrap();
    assert_eq!(Some(parsed), report.overlay("2026-01-31"), "{yaml}");
}

/// Alternatives within alternatives, each of which contains itself: the work must not double with
/// every level of a response.
#[test]
fn recursive_alternatives_do_not_explode() {
    let branch = json!({
        "type": "object",
        "properties": { "child": { "$ref": "#/components/schemas/a" } }
    });
    let loops = json!({ "anyOf": [{ "$ref": "#/components/schemas/b" }, branch.clone()] });
    let document = document(
        json!({ "oneOf": [branch.clone(), branch, loops] }),
        json!({
            "allOf": [{ "$ref": "#/components/schemas/b" }, { "$ref": "#/components/schemas/a" }]
        }),
    );
    let mut answer = json!("leaf");
    for _ in 0..100 {
        answer = json!({ "child": answer });
    }
    let mut report = ProbeReport::new(&document);
    report.add(OPERATIONS[0], 200, &answer);
    assert_eq!(report.differences(), []);
}
