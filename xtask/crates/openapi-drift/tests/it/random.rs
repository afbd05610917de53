//! Random changes: a change with meaning is never `none`, and nothing panics on any value.

use openapi_drift::{self as drift, Verdict};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::laws::reversed;
use crate::support::{TODAY, compare, effective, everywhere, rich};

/// The pointers of all objects that have a `type`, the schemas of the document.
fn schemas(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if map.get("type").is_some_and(Value::is_string) && !pointer.contains("securitySchemes")
            {
                found.push(pointer.to_owned());
            }
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                schemas(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                schemas(value, &format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
}

/// Changes of a schema that always change its meaning.
fn meaningful(schema: &mut Map<String, Value>, how: usize) {
    let kind = schema
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    match how % 9 {
        0 => drop(
            schema.insert(
                "type".into(),
                if kind == "boolean" {
                    "integer"
                } else {
                    "boolean"
                }
                .into(),
            ),
        ),
        1 => {
            let nullable = schema.get("nullable") == Some(&Value::Bool(true));
            schema.insert("nullable".into(), (!nullable).into());
        }
        2 => drop(schema.insert("format".into(), "unheard-of".into())),
        3 => drop(schema.insert("description".into(), "Said otherwise.".into())),
        4 => drop(schema.insert("enum".into(), json!(["one", "two", "three"]))),
        5 => drop(schema.insert("x-new".into(), json!({"a": [1]}))),
        6 if kind == "object" => {
            let properties = schema.entry("properties").or_insert_with(|| json!({}));
            properties["brand_new"] = json!({"type": "string"});
        }
        7 if kind == "object" => {
            let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
            match properties
                .and_then(|map| map.keys().next().cloned().map(|key| map.shift_remove(&key)))
            {
                Some(_) => {}
                None => drop(schema.insert("minProperties".into(), 7.into())),
            }
        }
        _ => drop(schema.insert("not".into(), json!({"enum": ["never"]}))),
    }
}

/// Any JSON value, to put in a wrong position.
fn rubbish() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z$/#~{}]{0,12}".prop_map(Value::from),
        Just(json!({"$ref": "#/components/schemas/Piece"})),
        Just(json!({"$ref": "#"})),
    ];
    scalar.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(
                (
                    "(type|properties|allOf|items|enum|required|[a-z]{1,6})",
                    inner
                ),
                0..4
            )
            .prop_map(|pairs| pairs.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_change_of_meaning_is_never_none(which in any::<prop::sample::Index>(), how in 0usize..9, both in any::<bool>()) {
        let document = if both { effective() } else { rich() };
        let mut found = Vec::new();
        schemas(&document, "", &mut found);
        let pointer = &found[which.index(found.len())];
        let mut changed = document.clone();
        meaningful(changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap(), how);
        prop_assert_ne!(compare(&document, &changed).verdict(), Verdict::None, "{} changed in way {}", pointer, how);
        prop_assert_ne!(compare(&changed, &document).verdict(), Verdict::None, "{} changed back in way {}", pointer, how);
    }

    #[test]
    fn nothing_panics_and_nothing_is_lost_in_rubbish(
        places in prop::collection::vec((any::<prop::sample::Index>(), rubbish()), 1..6),
    ) {
        let document = rich();
        let mut changed = document.clone();
        for (which, value) in places {
            let mut found = Vec::new();
            everywhere(&changed, "", &mut found);
            let pointer = &found[which.index(found.len())];
            *changed.pointer_mut(pointer).unwrap() = value;
        }
        let forwards = drift::compare(&document, &changed, TODAY);
        let backwards = drift::compare(&changed, &document, TODAY);
        prop_assert_eq!(forwards.is_ok(), backwards.is_ok());
        if let Ok(itself) = drift::compare(&changed, &changed, TODAY) {
            prop_assert_eq!(itself.verdict(), Verdict::None);
        }
        if let Ok(shuffled) = drift::compare(&changed, &reversed(&changed), TODAY) {
            prop_assert_eq!(shuffled.verdict(), Verdict::None);
        }
    }
}
