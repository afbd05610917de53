//! Single changes of a schema, each judged three times: where a client sends it, where it receives
//! it, and where nothing of it travels.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{compare, declares, lines, receives, sends};

/// What was changed, the schema before and after, the slug of the id, and whether it breaks
/// requests and responses: `B` or `c` for each.
pub(crate) type Case = (&'static str, Value, Value, &'static str, &'static str);

/// All of them. `why` is beside the contested ones; the others follow the law: what narrows breaks
/// requests, what widens breaks responses.
pub(crate) fn cases() -> Vec<Case> {
    let text = || json!({"type": "string"});
    let number = |keyword: &str, value: i64| json!({"type": "integer", keyword: value});
    let list = |keyword: &str, value: i64| json!({"type": "array", "items": {"type": "string"}, keyword: value});
    let map = |keyword: &str, value: i64| json!({"type": "object", keyword: value});
    let choice = |values: &[&str]| json!({"type": "string", "enum": values});
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    let needs = |required: &[&str]| json!({"type": "object", "required": required, "properties": {"a": {"type": "string"}}});
    let one = |key: &str, branches: Value| json!({key: branches});
    let a =
        || json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}});
    let b =
        || json!({"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}});
    let c =
        || json!({"type": "object", "required": ["c"], "properties": {"c": {"type": "integer"}}});
    vec![
        (
            "integer to number",
            json!({"type": "integer"}),
            json!({"type": "number"}),
            "type-widened",
            "cB",
        ),
        (
            "number to integer",
            json!({"type": "number"}),
            json!({"type": "integer"}),
            "type-narrowed",
            "Bc",
        ),
        ("type dropped", text(), json!({}), "type-widened", "cB"),
        ("type set", json!({}), text(), "type-narrowed", "Bc"),
        (
            "a type joins the list",
            json!({"type": "string"}),
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
            "type-widened",
            "cB",
        ),
        (
            "a type leaves the list",
            json!({"oneOf": [{"type": "string"}, {"type": "boolean"}]}),
            json!({"type": "boolean"}),
            "type-narrowed",
            "Bc",
        ),
        // In JSON a number is no text: oasdiff too calls this generalised in text forms only.
        (
            "string to integer",
            text(),
            json!({"type": "integer"}),
            "type-changed",
            "BB",
        ),
        (
            "integer to string",
            json!({"type": "integer"}),
            text(),
            "type-changed",
            "BB",
        ),
        (
            "object to string",
            object(json!({})),
            text(),
            "type-changed",
            "BB",
        ),
        (
            "string to array",
            text(),
            list("minItems", 0),
            "scalar-to-array",
            "BB",
        ),
        (
            "array to string",
            list("minItems", 0),
            text(),
            "array-to-scalar",
            "BB",
        ),
        (
            "array to object",
            list("minItems", 0),
            json!({"type": "object"}),
            "array-to-scalar",
            "BB",
        ),
        (
            "int32 to int64",
            json!({"type": "integer", "format": "int32"}),
            json!({"type": "integer", "format": "int64"}),
            "format-widened",
            "cB",
        ),
        (
            "int64 to int32",
            json!({"type": "integer", "format": "int64"}),
            json!({"type": "integer", "format": "int32"}),
            "format-narrowed",
            "Bc",
        ),
        (
            "date to date-time",
            json!({"type": "string", "format": "date"}),
            json!({"type": "string", "format": "date-time"}),
            "format-widened",
            "cB",
        ),
        (
            "float to double",
            json!({"type": "number", "format": "float"}),
            json!({"type": "number", "format": "double"}),
            "format-widened",
            "cB",
        ),
        (
            "format dropped",
            json!({"type": "string", "format": "uuid"}),
            text(),
            "format-widened",
            "cB",
        ),
        (
            "format set",
            text(),
            json!({"type": "string", "format": "uuid"}),
            "format-narrowed",
            "Bc",
        ),
        (
            "uuid to email",
            json!({"type": "string", "format": "uuid"}),
            json!({"type": "string", "format": "email"}),
            "format-changed",
            "BB",
        ),
        (
            "null allowed",
            text(),
            json!({"type": "string", "nullable": true}),
            "became-nullable",
            "cB",
        ),
        (
            "null forbidden",
            json!({"type": "string", "nullable": true}),
            text(),
            "became-not-nullable",
            "Bc",
        ),
        // oasdiff warns of a value added in a response: a program that matches all meets another.
        (
            "value added",
            choice(&["a", "b"]),
            choice(&["a", "b", "c"]),
            "enum-value-added",
            "cB",
        ),
        (
            "value removed",
            choice(&["a", "b"]),
            choice(&["a"]),
            "enum-value-removed",
            "Bc",
        ),
        (
            "const to two values",
            json!({"type": "string", "enum": ["a"]}),
            choice(&["a", "b"]),
            "enum-value-added",
            "cB",
        ),
        ("values listed", text(), choice(&["a"]), "became-enum", "Bc"),
        (
            "values no longer listed",
            choice(&["a"]),
            text(),
            "enum-dropped",
            "cB",
        ),
        // The producer said that values join: no program may stop at one.
        (
            "extensible value added",
            json!({"type": "string", "x-extensible-enum": ["a"]}),
            json!({"type": "string", "x-extensible-enum": ["a", "b"]}),
            "extensible-enum-value-added",
            "cc",
        ),
        (
            "extensible value removed",
            json!({"type": "string", "x-extensible-enum": ["a", "b"]}),
            json!({"type": "string", "x-extensible-enum": ["a"]}),
            "extensible-enum-value-removed",
            "Bc",
        ),
        // A remark to oasdiff: what is sent stays valid.
        (
            "default changed",
            json!({"type": "integer", "default": 1}),
            json!({"type": "integer", "default": 2}),
            "default-changed",
            "cc",
        ),
        (
            "default set",
            json!({"type": "integer"}),
            json!({"type": "integer", "default": 2}),
            "default-changed",
            "cc",
        ),
        (
            "minimum raised",
            number("minimum", 1),
            number("minimum", 2),
            "range-narrowed",
            "Bc",
        ),
        (
            "minimum lowered",
            number("minimum", 2),
            number("minimum", 1),
            "range-widened",
            "cB",
        ),
        (
            "maximum set",
            json!({"type": "integer"}),
            number("maximum", 9),
            "range-narrowed",
            "Bc",
        ),
        (
            "maximum dropped",
            number("maximum", 9),
            json!({"type": "integer"}),
            "range-widened",
            "cB",
        ),
        (
            "maximum raised",
            number("maximum", 9),
            number("maximum", 10),
            "range-widened",
            "cB",
        ),
        (
            "minimum becomes exclusive",
            number("minimum", 1),
            json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true}),
            "range-narrowed",
            "Bc",
        ),
        (
            "multipleOf set",
            json!({"type": "integer"}),
            number("multipleOf", 2),
            "range-narrowed",
            "Bc",
        ),
        (
            "multipleOf dropped",
            number("multipleOf", 2),
            json!({"type": "integer"}),
            "range-widened",
            "cB",
        ),
        (
            "multipleOf doubled",
            number("multipleOf", 2),
            number("multipleOf", 4),
            "range-narrowed",
            "Bc",
        ),
        (
            "multipleOf halved",
            number("multipleOf", 4),
            number("multipleOf", 2),
            "range-widened",
            "cB",
        ),
        (
            "multipleOf 2 to 3",
            number("multipleOf", 2),
            number("multipleOf", 3),
            "range-changed",
            "BB",
        ),
        (
            "maxLength set",
            text(),
            json!({"type": "string", "maxLength": 9}),
            "length-narrowed",
            "Bc",
        ),
        (
            "maxLength raised",
            json!({"type": "string", "maxLength": 8}),
            json!({"type": "string", "maxLength": 9}),
            "length-widened",
            "cB",
        ),
        (
            "minLength raised",
            json!({"type": "string", "minLength": 1}),
            json!({"type": "string", "minLength": 2}),
            "length-narrowed",
            "Bc",
        ),
        (
            "minLength dropped",
            json!({"type": "string", "minLength": 1}),
            text(),
            "length-widened",
            "cB",
        ),
        (
            "maxItems lowered",
            list("maxItems", 9),
            list("maxItems", 8),
            "count-narrowed",
            "Bc",
        ),
        (
            "maxItems raised",
            list("maxItems", 8),
            list("maxItems", 9),
            "count-widened",
            "cB",
        ),
        (
            "minItems raised",
            list("minItems", 1),
            list("minItems", 2),
            "count-narrowed",
            "Bc",
        ),
        (
            "minProperties lowered",
            map("minProperties", 2),
            map("minProperties", 1),
            "count-widened",
            "cB",
        ),
        (
            "maxProperties lowered",
            map("maxProperties", 2),
            map("maxProperties", 1),
            "count-narrowed",
            "Bc",
        ),
        (
            "items must differ",
            list("minItems", 1),
            json!({"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": true}),
            "unique-items-required",
            "Bc",
        ),
        (
            "items may repeat",
            json!({"type": "array", "items": {"type": "string"}, "uniqueItems": true}),
            json!({"type": "array", "items": {"type": "string"}}),
            "unique-items-dropped",
            "cB",
        ),
        (
            "pattern added",
            text(),
            json!({"type": "string", "pattern": "^a"}),
            "pattern-added",
            "Bc",
        ),
        (
            "pattern removed",
            json!({"type": "string", "pattern": "^a"}),
            text(),
            "pattern-removed",
            "cB",
        ),
        // A pattern that every text matches is none.
        (
            "pattern opened",
            json!({"type": "string", "pattern": "^a"}),
            json!({"type": "string", "pattern": ".*"}),
            "pattern-removed",
            "cB",
        ),
        // Undecided, so breaking both ways; oasdiff warns of both.
        (
            "pattern changed",
            json!({"type": "string", "pattern": "^a"}),
            json!({"type": "string", "pattern": "^b"}),
            "pattern-changed",
            "BB",
        ),
        (
            "property added",
            object(json!({"a": text()})),
            object(json!({"a": text(), "b": {"type": "integer"}})),
            "property-added",
            "cc",
        ),
        // Generated programs refuse what a closed object did not list; oasdiff does not look.
        (
            "property added to closed object",
            json!({"type": "object", "additionalProperties": false, "properties": {"a": text()}}),
            json!({"type": "object", "additionalProperties": false, "properties": {"a": text(), "b": {"type": "integer"}}}),
            "property-added-to-closed-object",
            "cB",
        ),
        // A default does not make an omitted required property valid.
        (
            "required property added",
            needs(&["a"]),
            json!({"type": "object", "required": ["a", "b"], "properties": {"a": text(), "b": {"type": "integer", "default": 1}}}),
            "required-property-added",
            "Bc",
        ),
        // oasdiff errs for a required one, warned for an optional one, and warns in requests.
        (
            "required property removed",
            json!({"type": "object", "required": ["b"], "properties": {"b": text()}}),
            json!({"type": "object", "properties": {}}),
            "property-removed",
            "BB",
        ),
        (
            "optional property removed",
            object(json!({"a": text(), "b": {"type": "integer"}})),
            object(json!({"a": text()})),
            "property-removed",
            "BB",
        ),
        (
            "property renamed",
            object(json!({"niveauEuropeen": text()})),
            object(json!({"niveau_europeen": text()})),
            "property-removed+property-added",
            "BB",
        ),
        (
            "property becomes required",
            needs(&[]),
            needs(&["a"]),
            "property-became-required",
            "Bc",
        ),
        (
            "property becomes optional",
            needs(&["a"]),
            needs(&[]),
            "property-became-optional",
            "cB",
        ),
        (
            "undescribed name required",
            needs(&["a"]),
            needs(&["a", "ghost"]),
            "required-name-changed",
            "cc",
        ),
        (
            "unknown properties allowed",
            json!({"type": "object", "additionalProperties": false}),
            json!({"type": "object"}),
            "additional-properties-allowed",
            "cB",
        ),
        (
            "unknown properties forbidden",
            json!({"type": "object"}),
            json!({"type": "object", "additionalProperties": false}),
            "additional-properties-forbidden",
            "Bc",
        ),
        (
            "unknown properties of one kind",
            json!({"type": "object", "additionalProperties": true}),
            json!({"type": "object", "additionalProperties": text()}),
            "additional-properties-forbidden",
            "Bc",
        ),
        (
            "kind of unknown properties",
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            json!({"type": "object", "additionalProperties": {"type": "number"}}),
            "type-widened",
            "cB",
        ),
        (
            "branch added",
            one("oneOf", json!([a(), b()])),
            one("oneOf", json!([a(), b(), c()])),
            "branch-added",
            "cB",
        ),
        (
            "branch removed",
            one("anyOf", json!([a(), b(), c()])),
            one("anyOf", json!([c(), a()])),
            "branch-removed",
            "Bc",
        ),
        (
            "plain to anyOf",
            a(),
            one("anyOf", json!([b(), a()])),
            "branch-added",
            "cB",
        ),
        // With oneOf a value of the old kind may match the new branch as well, and then none.
        (
            "plain to oneOf",
            a(),
            one("oneOf", json!([a(), b()])),
            "union-changed",
            "BB",
        ),
        (
            "plain to others",
            a(),
            one("anyOf", json!([b(), c()])),
            "union-changed",
            "BB",
        ),
        (
            "anyOf to plain",
            one("anyOf", json!([b(), a()])),
            a(),
            "branch-removed",
            "Bc",
        ),
        (
            "union beside",
            object(json!({"a": text()})),
            json!({"type": "object", "properties": {"a": text()}, "anyOf": [{"required": ["a"]}, {"minProperties": 2}]}),
            "union-added",
            "Bc",
        ),
        (
            "union beside dropped",
            json!({"type": "object", "properties": {"a": text()}, "anyOf": [{"required": ["a"]}, {"minProperties": 2}]}),
            object(json!({"a": text()})),
            "union-dropped",
            "cB",
        ),
        (
            "oneOf to anyOf",
            one("oneOf", json!([a(), b()])),
            one("anyOf", json!([a(), b()])),
            "one-of-became-any-of",
            "cB",
        ),
        (
            "anyOf to oneOf",
            one("anyOf", json!([a(), b()])),
            one("oneOf", json!([a(), b()])),
            "any-of-became-one-of",
            "Bc",
        ),
        (
            "inside a branch",
            one("oneOf", json!([a(), b()])),
            one(
                "oneOf",
                json!([a(), {"type": "object", "required": ["b"], "properties": {"b": {"type": "string", "nullable": true}}}]),
            ),
            "became-nullable",
            "cB",
        ),
        // To oasdiff too a schema that joins allOf narrows, even one that only lists optional properties.
        (
            "allOf branch added",
            one("allOf", json!([a(), {"minProperties": 1}])),
            one(
                "allOf",
                json!([a(), {"minProperties": 1}, {"type": "object"}]),
            ),
            "all-of-branch-added",
            "Bc",
        ),
        (
            "allOf branch removed",
            one(
                "allOf",
                json!([a(), {"type": "object"}, {"minProperties": 1}]),
            ),
            one("allOf", json!([a(), {"minProperties": 1}])),
            "all-of-branch-removed",
            "cB",
        ),
        // A hint on properties described elsewhere; a remark to oasdiff as well.
        (
            "discriminator set",
            one("oneOf", json!([a(), b()])),
            json!({"oneOf": [a(), b()], "discriminator": {"propertyName": "a"}}),
            "discriminator-changed",
            "cc",
        ),
        (
            "discriminator property",
            json!({"oneOf": [a(), b()], "discriminator": {"propertyName": "a"}}),
            json!({"oneOf": [a(), b()], "discriminator": {"propertyName": "b"}}),
            "discriminator-changed",
            "cc",
        ),
        (
            "becomes read-only",
            object(json!({"a": text()})),
            object(json!({"a": {"type": "string", "readOnly": true}})),
            "became-read-only",
            "cc",
        ),
        (
            "no longer read-only",
            object(json!({"a": {"type": "string", "readOnly": true}})),
            object(json!({"a": text()})),
            "became-not-read-only",
            "cc",
        ),
        // It no longer comes, which is a removal for who reads it; oasdiff only remarks on it.
        (
            "becomes write-only",
            object(json!({"a": text()})),
            object(json!({"a": {"type": "string", "writeOnly": true}})),
            "became-write-only",
            "cB",
        ),
        (
            "no longer write-only",
            object(json!({"a": {"type": "string", "writeOnly": true}})),
            object(json!({"a": text()})),
            "became-not-write-only",
            "cc",
        ),
        (
            "deprecated",
            object(json!({"a": text()})),
            object(json!({"a": {"type": "string", "deprecated": true}})),
            "deprecated",
            "cc",
        ),
        (
            "no longer deprecated",
            object(json!({"a": {"type": "string", "deprecated": true}})),
            object(json!({"a": text()})),
            "no-longer-deprecated",
            "cc",
        ),
        (
            "not added",
            text(),
            json!({"type": "string", "not": {"enum": ["a"]}}),
            "keyword-added",
            "Bc",
        ),
        (
            "not dropped",
            json!({"type": "string", "not": {"enum": ["a"]}}),
            text(),
            "keyword-removed",
            "cB",
        ),
        (
            "not changed",
            json!({"type": "string", "not": {"enum": ["a"]}}),
            json!({"type": "string", "not": {"enum": ["b"]}}),
            "keyword-changed",
            "BB",
        ),
        (
            "encoding of text",
            json!({"type": "string", "contentEncoding": "base64"}),
            json!({"type": "string", "contentEncoding": "base16"}),
            "encoding-changed",
            "BB",
        ),
        // It binds nothing that travels, but a generator may read it (x-rust-type).
        (
            "extension set",
            text(),
            json!({"type": "string", "x-rust-type": "Code"}),
            "extension-changed",
            "cc",
        ),
        (
            "extension changed",
            json!({"type": "string", "x-a": 1}),
            json!({"type": "string", "x-a": 2}),
            "extension-changed",
            "cc",
        ),
        (
            "deep inside",
            nested(140, text()),
            nested(140, json!({"type": "integer"})),
            "too-deep",
            "BB",
        ),
    ]
}

fn nested(depth: usize, innermost: Value) -> Value {
    (0..depth).fold(
        innermost,
        |inner, _| json!({"type": "array", "items": inner}),
    )
}

fn expected(slugs: &str, prefix: &str, direction: &str, severity: &str) -> BTreeSet<String> {
    let line = |slug: &str| {
        // Of a rename, what came is an addition like any other.
        let severity = if slug == "property-added" {
            "compatible"
        } else {
            severity
        };
        format!("{severity} {direction} {prefix}-{slug}")
    };
    slugs.split('+').map(line).collect()
}

fn severity(letter: char) -> &'static str {
    if letter == 'B' {
        "breaking"
    } else {
        "compatible"
    }
}

#[test]
fn every_change_of_a_schema_is_judged_by_its_direction() {
    let mut wrong = Vec::new();
    for (name, old, new, slugs, judged) in cases() {
        let (request, response) = (
            judged.chars().next().unwrap(),
            judged.chars().nth(1).unwrap(),
        );
        let worlds = [
            (
                "request",
                "request",
                severity(request),
                compare(&sends(&old), &sends(&new)),
            ),
            (
                "response",
                "response",
                severity(response),
                compare(&receives(&old), &receives(&new)),
            ),
            (
                "schema",
                "structure",
                "compatible",
                compare(&declares(&old), &declares(&new)),
            ),
        ];
        for (prefix, direction, severity, report) in worlds {
            let found: BTreeSet<String> = lines(&report).into_iter().collect();
            let expected = expected(slugs, prefix, direction, severity);
            if found != expected {
                wrong.push(format!("{name}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
