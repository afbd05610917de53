//! Single changes of a schema (`cases/schemas-*.yaml`), each judged three times: where a client
//! sends it, where it receives it, and where no operation uses it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{compare, declares, lines, receives, sends, table};

/// One change of a schema, and the expected report.
pub(crate) struct Case {
    name: String,
    pub(crate) old: Value,
    pub(crate) new: Value,
    slugs: String,
    breaks_requests: bool,
    breaks_responses: bool,
}

pub(crate) fn cases() -> Vec<Case> {
    let read = |case: Value| {
        let text = |key: &str| {
            case[key]
                .as_str()
                .unwrap_or_else(|| panic!("no {key} in {case}"))
                .to_owned()
        };
        let (old, new) = match case.get("nested").and_then(Value::as_u64) {
            Some(depth) => (nested(depth, &case["old"]), nested(depth, &case["new"])),
            None => (case["old"].clone(), case["new"].clone()),
        };
        let breaks = text("breaks");
        assert!(
            ["requests", "responses", "both", "nothing"].contains(&breaks.as_str()),
            "{breaks}"
        );
        Case {
            name: text("change"),
            old,
            new,
            slugs: text("slug"),
            breaks_requests: breaks == "requests" || breaks == "both",
            breaks_responses: breaks == "responses" || breaks == "both",
        }
    };
    table(&[
        include_str!("cases/schemas-values.yaml"),
        include_str!("cases/schemas-objects.yaml"),
    ])
    .into_iter()
    .map(read)
    .collect()
}

fn nested(depth: u64, innermost: &Value) -> Value {
    (0..depth).fold(
        innermost.clone(),
        |inner, _| json!({"type": "array", "items": inner}),
    )
}

fn expected(slugs: &str, prefix: &str, direction: &str, breaks: bool) -> BTreeSet<String> {
    let line = |slug: &str| {
        // The new name of a rename is an ordinary addition.
        let severity = if breaks && slug != "property-added" {
            "breaking"
        } else {
            "compatible"
        };
        format!("{severity} {direction} {prefix}-{slug}")
    };
    slugs.split('+').map(line).collect()
}

#[test]
fn every_change_of_a_schema_is_judged_by_its_direction() {
    let mut wrong = Vec::new();
    for Case {
        name,
        old,
        new,
        slugs,
        breaks_requests,
        breaks_responses,
    } in cases()
    {
        let worlds = [
            (
                "request",
                "request",
                breaks_requests,
                compare(&sends(&old), &sends(&new)),
            ),
            (
                "response",
                "response",
                breaks_responses,
                compare(&receives(&old), &receives(&new)),
            ),
            (
                "schema",
                "structure",
                false,
                compare(&declares(&old), &declares(&new)),
            ),
        ];
        for (prefix, direction, breaks, report) in worlds {
            let found: BTreeSet<String> = lines(&report).into_iter().collect();
            let expected = expected(&slugs, prefix, direction, breaks);
            if found != expected {
                wrong.push(format!("{name}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How 3.0 writes a note beside a reference.
#[test]
fn a_note_that_joins_all_of_is_documentation() {
    let thing = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let old = json!({"allOf": [thing]});
    let new = json!({"allOf": [thing, {"description": "a thing"}]});
    for (wrap, direction) in [
        (sends as fn(&Value) -> Value, "request"),
        (receives, "response"),
    ] {
        let docs = [format!("docs {direction} description-changed")];
        assert_eq!(lines(&compare(&wrap(&old), &wrap(&new))), docs);
        assert_eq!(lines(&compare(&wrap(&new), &wrap(&old))), docs);
    }
}

#[test]
fn a_read_only_property_does_not_travel_in_requests() {
    let with = |kind: &str, mark: &str| json!({"type": "object", "properties": {"a": {"type": kind, mark: true}}});
    let found = lines(&compare(
        &sends(&with("string", "readOnly")),
        &sends(&with("integer", "readOnly")),
    ));
    assert_eq!(found, ["compatible structure schema-type-changed"]);
    let found = lines(&compare(
        &receives(&with("string", "readOnly")),
        &receives(&with("integer", "readOnly")),
    ));
    assert_eq!(found, ["breaking response response-type-changed"]);
    let found = lines(&compare(
        &receives(&with("string", "writeOnly")),
        &receives(&with("integer", "writeOnly")),
    ));
    assert_eq!(found, ["compatible structure schema-type-changed"]);
    let none = json!({"type": "object", "properties": {}});
    let found = lines(&compare(&sends(&with("string", "readOnly")), &sends(&none)));
    assert_eq!(found, ["compatible structure schema-property-removed"]);
}

#[test]
fn other_ways_of_writing_are_no_change() {
    let pairs = [
        (
            json!({"type": "string", "nullable": true}),
            json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ),
        (
            json!({"type": "string", "nullable": true}),
            json!({"type": ["null", "string"]}),
        ),
        (
            json!({"type": "string", "nullable": true, "enum": ["a", null]}),
            json!({"type": ["string", "null"], "enum": [null, "a"]}),
        ),
        (
            json!({"type": "string", "enum": ["a"]}),
            json!({"type": "string", "const": "a"}),
        ),
        (
            json!({"type": "array", "items": {"type": "string"}}),
            json!({"type": "array", "items": {"type": "string"}, "prefixItems": [{"type": "string"}]}),
        ),
        (
            json!({"type": "string"}),
            json!({"allOf": [{"type": "string"}]}),
        ),
        (
            json!({"type": "string"}),
            json!({"oneOf": [{"type": "string"}]}),
        ),
        (
            json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true}),
            json!({"type": "integer", "exclusiveMinimum": 1}),
        ),
        (
            json!({"type": "integer", "minimum": 1.0}),
            json!({"type": "integer", "minimum": 1}),
        ),
        (
            json!({"type": "array", "items": {}, "minItems": 0, "uniqueItems": false}),
            json!({"type": "array"}),
        ),
        (
            json!({"type": "object", "additionalProperties": true, "required": []}),
            json!({"type": "object"}),
        ),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
            json!({"type": ["string", "integer"]}),
        ),
        (
            json!({"oneOf": [{"type": "object", "title": "A"}, {"type": "array"}]}),
            json!({"oneOf": [{"type": "array"}, {"type": "object", "title": "A"}]}),
        ),
        (
            json!({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}),
            json!({"allOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}, {"required": ["b"], "properties": {"b": {"type": "integer"}}}]}),
        ),
    ];
    for (left, right) in pairs {
        for (old, new) in [(&left, &right), (&right, &left)] {
            for wrap in [sends, receives, declares] {
                assert_eq!(
                    lines(&compare(&wrap(old), &wrap(new))),
                    [""; 0],
                    "{old} against {new}"
                );
            }
        }
    }
}
