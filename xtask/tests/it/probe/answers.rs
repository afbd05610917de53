//! One document, one response, and the report on it.

use serde_json::{Value, json};
use xtask::probe::ProbeReport;

/// A document with one operation whose responses have this schema.
fn document(schema: Value) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    json!({
        "paths": { "/a": { "get": { "responses": {
            "200": { "content": content },
            "404": { "description": "none" },
        } } } },
        "components": { "schemas": { "B": { "type": "object", "properties": {
            "x": { "type": "integer" },
        } } } },
    })
}

/// `kind place`, of every difference.
fn differences(schema: &Value, status: u16, body: &Value) -> Vec<String> {
    let document = document(schema.clone());
    let mut report = ProbeReport::new(&document);
    report.add("GET /a", status, body);
    let differences = report.differences();
    let each = differences.iter();
    each.map(|difference| format!("{} {}", difference.kind.name(), difference.place))
        .collect()
}

#[test]
fn answers_are_compared_with_their_declaration() {
    let object = |property: Value| json!({ "type": "object", "properties": { "p": property } });
    let reference = json!({ "$ref": "#/components/schemas/B" });
    let table: Vec<(&str, Value, Value, &[&str])> = vec![
        (
            "as declared",
            object(json!({ "type": "integer" })),
            json!({ "p": 1 }),
            &[],
        ),
        (
            "absent and not required",
            object(json!({ "type": "integer" })),
            json!({}),
            &[],
        ),
        (
            "absent and required",
            json!({ "type": "object", "required": ["p"], "properties": { "p": {} } }),
            json!({}),
            &["missing p"],
        ),
        (
            "integer as text",
            object(json!({ "type": "integer" })),
            json!({ "p": "1" }),
            &["string-scalars p"],
        ),
        (
            "text as integer",
            object(json!({ "type": "string" })),
            json!({ "p": 1 }),
            &["string-scalars p"],
        ),
        (
            "truth as 1",
            object(json!({ "type": "boolean" })),
            json!({ "p": 1 }),
            &["string-scalars p"],
        ),
        (
            "truth as text",
            object(json!({ "type": "boolean" })),
            json!({ "p": "Oui" }),
            &["string-scalars p"],
        ),
        (
            "a fraction where an integer is",
            object(json!({ "type": "integer" })),
            json!({ "p": 1.5 }),
            &["types p"],
        ),
        (
            "an integer is a number",
            object(json!({ "type": "number" })),
            json!({ "p": 1 }),
            &[],
        ),
        (
            "an object where a text is",
            object(json!({ "type": "string" })),
            json!({ "p": {} }),
            &["types p"],
        ),
        (
            "a text where an object is",
            object(json!({ "type": "object" })),
            json!({ "p": "x" }),
            &["types p"],
        ),
        (
            "null, not declared",
            object(json!({ "type": "string" })),
            json!({ "p": null }),
            &["nulls p"],
        ),
        (
            "null, declared",
            object(json!({ "type": "string", "nullable": true })),
            json!({ "p": null }),
            &[],
        ),
        (
            "null, no type",
            object(json!({ "description": "any" })),
            json!({ "p": null }),
            &[],
        ),
        (
            "null, listed",
            object(json!({ "type": "string", "enum": ["a", null] })),
            json!({ "p": null }),
            &[],
        ),
        (
            "null list",
            object(json!({ "type": "array", "items": {} })),
            json!({ "p": null }),
            &["null-arrays p"],
        ),
        (
            "the only element",
            object(json!({ "type": "array", "items": reference })),
            json!({ "p": { "x": "1", "y": 2 } }),
            &[
                "unknown-fields p[].y",
                "string-scalars p[].x",
                "null-arrays p",
            ],
        ),
        (
            "a list of lists",
            object(json!({ "type": "array", "items": { "type": "array" } })),
            json!({ "p": 1 }),
            &["null-arrays p"],
        ),
        (
            "not named",
            object(json!({})),
            json!({ "p": 1, "q": { "r": 1 } }),
            &["unknown-fields q"],
        ),
        (
            "not named where nothing is",
            json!({ "type": "object" }),
            json!({ "q": 1 }),
            &[],
        ),
        (
            "not named, allowed",
            json!({ "type": "object", "properties": { "p": {} }, "additionalProperties": true }),
            json!({ "q": 1 }),
            &[],
        ),
        (
            "not named, with a schema",
            json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
            json!({ "q": "1" }),
            &["string-scalars q"],
        ),
        (
            "properties from allOf",
            json!({ "allOf": [reference, { "properties": { "p": { "type": "string" } } }] }),
            json!({ "x": 1, "p": "a", "q": 1 }),
            &["unknown-fields q"],
        ),
        (
            "one of the alternatives",
            object(json!({ "oneOf": [{ "type": "integer" }, reference] })),
            json!({ "p": { "x": 1 } }),
            &[],
        ),
        (
            "none: the nearest is reported",
            object(json!({ "anyOf": [{ "type": "string" }, reference] })),
            json!({ "p": { "x": "1" } }),
            &["types p"],
        ),
        (
            "null alternative",
            object(json!({ "oneOf": [{ "type": "string", "nullable": true }] })),
            json!({ "p": null }),
            &[],
        ),
        (
            "no null alternative",
            object(json!({ "oneOf": [{ "type": "string" }] })),
            json!({ "p": null }),
            &["nulls p"],
        ),
        (
            "listed",
            object(json!({ "type": "string", "enum": ["a"] })),
            json!({ "p": "a" }),
            &[],
        ),
        (
            "not listed",
            object(json!({ "type": "string", "enum": ["a"] })),
            json!({ "p": "b" }),
            &["formats p"],
        ),
        (
            "a date",
            object(json!({ "type": "string", "format": "date" })),
            json!({ "p": "2024-02-29" }),
            &[],
        ),
        (
            "no date",
            object(json!({ "type": "string", "format": "date" })),
            json!({ "p": "29/02/2024" }),
            &["formats p"],
        ),
        (
            "a time",
            object(json!({ "type": "string", "format": "date-time" })),
            json!({ "p": "2024-02-29T10:00:00Z" }),
            &[],
        ),
        (
            "no time",
            object(json!({ "type": "string", "format": "date-time" })),
            json!({ "p": "2024-02-29" }),
            &["formats p"],
        ),
        (
            "too large",
            object(json!({ "type": "integer", "format": "int32" })),
            json!({ "p": 3_000_000_000_u32 }),
            &["formats p"],
        ),
        (
            "unknown format",
            object(json!({ "type": "string", "format": "siret" })),
            json!({ "p": "x" }),
            &[],
        ),
        (
            "reference to nowhere",
            object(json!({ "$ref": "#/nowhere" })),
            json!({ "p": 1 }),
            &[],
        ),
        (
            "a code of another form",
            json!({ "type": "object", "properties": { "date_maj": { "type": "string" } } }),
            json!({ "date_maj": "31/02/2024" }),
            &["codes date_maj"],
        ),
        (
            "a code in an untyped list",
            object(json!({ "type": "array", "items": {} })),
            json!({ "p": [{ "rome": [{ "code": "11111" }, { "code": "D1102" }] }] }),
            &["codes p[].rome[].code"],
        ),
    ];
    for (name, schema, body, expected) in table {
        assert_eq!(differences(&schema, 200, &body), expected, "{name}");
    }
}

#[test]
fn undocumented_status_is_a_difference() {
    let schema = json!({ "type": "integer" });
    assert!(differences(&schema, 404, &json!({ "message": "none" })).is_empty());
    assert_eq!(
        differences(&schema, 418, &json!(1)),
        ["statuses [\"status 418\"]"]
    );
}

/// A place is reported once, with the number of occurrences and of responses.
#[test]
fn finding_at_one_place_is_reported_once() {
    let document = document(json!({ "type": "array", "items": { "type": "integer" } }));
    let mut report = ProbeReport::new(&document);
    report.add("GET /a", 200, &json!(["1", "2", 3]));
    report.add("GET /a", 200, &json!([4]));
    report.add("GET /a", 200, &json!(["5"]));
    let differences = report.differences();
    let found: Vec<_> = differences
        .iter()
        .map(|d| (d.place.as_str(), d.answers))
        .collect();
    assert_eq!(found, [("[]", 2)]);
}

/// Responses with a different name for every key do not make the report grow without limit.
#[test]
fn report_length_is_limited() {
    let document = document(json!({ "type": "object", "properties": { "p": {} } }));
    let mut report = ProbeReport::new(&document);
    let members = (0..100_000)
        .map(|key| (format!("key{key}"), Value::Null))
        .collect();
    report.add("GET /a", 200, &Value::Object(members));
    assert_eq!(report.differences().len(), 200);
    let mut out = Vec::new();
    report.write("2026-01-31", &mut out).unwrap();
    assert!(crate::probe::plain(&out).contains("and 99800 differences at other places"));
}

/// Personal values do not appear in the report; only their forms do.
#[test]
fn values_are_shown_by_their_form() {
    let document = document(json!({ "type": "object", "properties": { "p": {} } }));
    let mut report = ProbeReport::new(&document);
    report.add(
        "GET /a",
        200,
        &json!({ "mail": "jean.dupont@exemple.fr", "tel": 612_345_678 }),
    );
    let mut out = Vec::new();
    report.write("2026-01-31", &mut out).unwrap();
    let text = crate::probe::plain(&out);
    assert!(
        !text.contains("dupont") && !text.contains("612345678"),
        "{text}"
    );
    assert!(text.contains("aaaa.aaaaaa@aaaaaaa.aa"), "{text}");
}
