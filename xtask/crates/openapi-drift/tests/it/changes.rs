//! Changes with a known verdict, each made wherever a schema can occur: inline, behind references,
//! in conjunctions, unions, lists and maps, at any depth. No wrapping may hide a break or invent
//! one.

use openapi_drift::Verdict;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{compare, receives, sends};

/// A change of a schema, and whether it breaks senders and receivers.
struct Change {
    name: &'static str,
    old: Value,
    new: Value,
    breaks: [bool; 2],
}

const NEITHER: [bool; 2] = [false, false];
const REQUESTS: [bool; 2] = [true, false];
const RESPONSES: [bool; 2] = [false, true];
const BOTH: [bool; 2] = [true, true];

fn changes() -> Vec<Change> {
    let object = |properties: Value, required: Value| json!({"type": "object", "required": required, "properties": properties});
    let a = json!({"a": {"type": "string"}});
    let ab = json!({"a": {"type": "string"}, "b": {"type": "integer"}});
    let pairs = [
        (
            "a property joins",
            object(a.clone(), json!([])),
            object(ab.clone(), json!([])),
            NEITHER,
        ),
        (
            "a property leaves",
            object(ab.clone(), json!([])),
            object(a.clone(), json!([])),
            BOTH,
        ),
        (
            "a required property joins",
            object(a.clone(), json!([])),
            object(ab.clone(), json!(["b"])),
            REQUESTS,
        ),
        (
            "a property must come",
            object(a.clone(), json!([])),
            object(a.clone(), json!(["a"])),
            REQUESTS,
        ),
        (
            "a property may be missing",
            object(a.clone(), json!(["a"])),
            object(a.clone(), json!([])),
            RESPONSES,
        ),
        (
            "a property has another type",
            object(a.clone(), json!(["a"])),
            object(json!({"a": {"type": "boolean"}}), json!(["a"])),
            BOTH,
        ),
        (
            "an integer may be any number",
            json!({"type": "integer"}),
            json!({"type": "number"}),
            RESPONSES,
        ),
        (
            "a number must be an integer",
            json!({"type": "number"}),
            json!({"type": "integer"}),
            REQUESTS,
        ),
        (
            "a text is listed",
            json!({"type": "string"}),
            json!({"type": "string", "enum": ["x", "y"]}),
            REQUESTS,
        ),
        (
            "a value joins the list",
            json!({"type": "string", "enum": ["x"]}),
            json!({"type": "string", "enum": ["y", "x"]}),
            RESPONSES,
        ),
        (
            "a value leaves the list",
            json!({"type": "string", "enum": ["x", "y"]}),
            json!({"enum": ["y"]}),
            REQUESTS,
        ),
        (
            "a limit tightens",
            json!({"type": "integer", "minimum": 1}),
            json!({"type": "integer", "minimum": 2}),
            REQUESTS,
        ),
        (
            "a limit loosens",
            json!({"type": "integer", "maximum": 5}),
            json!({"type": "integer", "maximum": 6}),
            RESPONSES,
        ),
        (
            "a length tightens",
            json!({"type": "string", "maxLength": 9}),
            json!({"type": "string", "maxLength": 8}),
            REQUESTS,
        ),
        (
            "a pattern differs",
            json!({"type": "string", "pattern": "^a"}),
            json!({"type": "string", "pattern": "^b"}),
            BOTH,
        ),
        (
            "a format differs",
            json!({"type": "string", "format": "uuid"}),
            json!({"type": "string", "format": "date"}),
            BOTH,
        ),
        (
            "items differ",
            json!({"type": "array", "items": {"type": "string"}}),
            json!({"type": "array", "items": {"type": "object"}}),
            BOTH,
        ),
        (
            "an alternative joins",
            json!({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}]}),
            json!({"oneOf": [{"type": "object"}, {"type": "array", "items": {"type": "string"}}, {"type": "integer"}, {"type": "string"}]}),
            RESPONSES,
        ),
        (
            "an alternative leaves",
            json!({"anyOf": [{"type": "object", "required": ["k"]}, {"type": "integer"}, {"type": "string", "maxLength": 3}]}),
            json!({"anyOf": [{"type": "string", "maxLength": 3}, {"type": "object", "required": ["k"]}]}),
            REQUESTS,
        ),
        (
            "unknown properties are allowed",
            json!({"type": "object", "additionalProperties": false}),
            json!({"type": "object"}),
            RESPONSES,
        ),
        (
            "items may repeat",
            json!({"type": "array", "items": {}, "uniqueItems": true}),
            json!({"type": "array", "items": {}}),
            RESPONSES,
        ),
        (
            "said otherwise",
            json!({"type": "string", "description": "one"}),
            json!({"type": "string", "description": "two"}),
            NEITHER,
        ),
    ];
    pairs
        .into_iter()
        .map(|(name, old, new, breaks)| Change {
            name,
            old,
            new,
            breaks,
        })
        .collect()
}

/// A position for a schema, with its surroundings. The two sides may be written differently.
#[derive(Debug, Clone, Copy)]
enum Around {
    Property,
    OtherProperty,
    Items,
    Map,
    Reference,
    ReferenceRenamed,
    WrappedOnce,
    WrappedReference,
    Conjunction,
    ConjunctionTurned,
    Union,
    UnionTurned,
    UnionOfReferences,
    Nullable,
}

const AROUND: [Around; 14] = [
    Around::Property,
    Around::OtherProperty,
    Around::Items,
    Around::Map,
    Around::Reference,
    Around::ReferenceRenamed,
    Around::WrappedOnce,
    Around::WrappedReference,
    Around::Conjunction,
    Around::ConjunctionTurned,
    Around::Union,
    Around::UnionTurned,
    Around::UnionOfReferences,
    Around::Nullable,
];

/// Puts a schema in its position; `after` selects the new side, `at` makes names unique.
fn put(around: Around, schema: Value, after: bool, at: usize, components: &mut Value) -> Value {
    let mut refer = |name: String, schema: Value| {
        components[&name] = schema;
        json!({"$ref": format!("#/components/schemas/{name}")})
    };
    let other =
        json!({"type": "object", "required": ["other"], "properties": {"other": {"enum": ["o"]}}});
    // Every branch of a union is distinguished by its required properties.
    let branch = |schema: Value| {
        json!({"type": "object", "required": ["kind", "inner"], "properties": {
            "kind": {"enum": ["this"]}, "inner": schema}})
    };
    match around {
        Around::Property => json!({"type": "object", "properties": {"inner": schema}}),
        Around::OtherProperty => {
            json!({"type": "object", "required": ["more", "inner"], "properties": {"more": {"type": "string"}, "inner": schema}})
        }
        Around::Items => json!({"type": "array", "items": schema}),
        Around::Map => json!({"type": "object", "additionalProperties": schema}),
        Around::Reference => refer(format!("Same{at}"), schema),
        Around::ReferenceRenamed => refer(format!("Name{at}After{after}"), schema),
        Around::WrappedOnce => match after {
            true => json!({"allOf": [schema]}),
            false => schema,
        },
        Around::WrappedReference => {
            let reference = refer(format!("Wrapped{at}"), schema);
            match after {
                true => json!({"allOf": [reference]}),
                false => reference,
            }
        }
        Around::Conjunction | Around::ConjunctionTurned => {
            let note = json!({"type": "object", "properties": {"note": {"type": "string"}}});
            let own = json!({"type": "object", "properties": {"inner": schema}});
            let turned = after && matches!(around, Around::ConjunctionTurned);
            match turned {
                true => json!({"allOf": [note, own]}),
                false => json!({"allOf": [own, note]}),
            }
        }
        Around::Union | Around::UnionTurned => {
            let turned = after && matches!(around, Around::UnionTurned);
            match turned {
                true => json!({"oneOf": [other, branch(schema), {"type": "string"}]}),
                false => json!({"oneOf": [{"type": "string"}, branch(schema), other]}),
            }
        }
        Around::UnionOfReferences => {
            let own = refer(format!("Branch{at}After{after}"), branch(schema));
            let other = refer(format!("Other{at}After{after}"), other);
            match after {
                true => json!({"anyOf": [other, own]}),
                false => json!({"anyOf": [own, other]}),
            }
        }
        Around::Nullable => {
            json!({"type": "object", "nullable": true, "properties": {"inner": schema}})
        }
    }
}

fn document(change: &Change, places: &[Around], after: bool, wrap: fn(&Value) -> Value) -> Value {
    let mut components = json!({});
    let schema = if after { &change.new } else { &change.old };
    let mut schema = schema.clone();
    for (at, around) in places.iter().enumerate() {
        schema = put(*around, schema, after, at, &mut components);
    }
    let mut document = wrap(&schema);
    document["components"] = json!({"schemas": components});
    document
}

fn judge(change: &Change, places: &[Around]) -> Result<(), String> {
    for (wrap, breaks) in [
        (sends as fn(&Value) -> Value, change.breaks[0]),
        (receives, change.breaks[1]),
    ] {
        let old = document(change, places, false, wrap);
        let new = document(change, places, true, wrap);
        let report = compare(&old, &new);
        let breaking = report.verdict() == Verdict::Breaking;
        if breaking != breaks || report.verdict() == Verdict::None {
            return Err(format!(
                "{} in {places:?}: breaking is {breaking}, not {breaks}: {:#?}\nold {}\nnew {}",
                change.name, report.changes, old["paths"], new["paths"]
            ));
        }
    }
    Ok(())
}

#[test]
fn change_in_any_single_place_has_its_verdict() {
    let mut wrong = Vec::new();
    for change in changes() {
        for around in AROUND {
            wrong.extend(judge(&change, &[around]).err());
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn change_at_any_depth_has_its_verdict(
        which in any::<prop::sample::Index>(),
        places in prop::collection::vec(prop::sample::select(AROUND.to_vec()), 2..6),
    ) {
        let changes = changes();
        let change = &changes[which.index(changes.len())];
        let judged = judge(change, &places);
        prop_assert!(judged.is_ok(), "{}", judged.unwrap_err());
    }

    #[test]
    fn schema_that_did_not_change_is_no_break_however_it_is_written(
        which in any::<prop::sample::Index>(),
        places in prop::collection::vec(prop::sample::select(AROUND.to_vec()), 1..6),
    ) {
        let changes = changes();
        let same = &changes[which.index(changes.len())].old;
        let same = Change { name: "the same", old: same.clone(), new: same.clone(), breaks: NEITHER };
        for wrap in [sends, receives] {
            let old = document(&same, &places, false, wrap);
            let new = document(&same, &places, true, wrap);
            let verdict = compare(&old, &new).verdict();
            prop_assert!(verdict <= Verdict::Docs, "{:?} {}\n{}", places, old, new);
        }
    }
}
