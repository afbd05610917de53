//! The effect of Overlay 1.0.0 actions, and the errors of actions without effect.

use openapi_overlay::{OverlayError, apply};
use proptest::prelude::*;
use serde_json::{Value, json};

fn overlay(actions: Value) -> Value {
    json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions})
}

#[test]
fn updates_merge_append_and_removes_remove() {
    for (document, action, expected) in [
        (
            json!({"a": {"b": {"c": 1, "d": 2}}}),
            json!({"target": "$.a", "update": {"b": {"c": 9, "e": 3}, "f": 4}}),
            json!({"a": {"b": {"c": 9, "d": 2, "e": 3}, "f": 4}}),
        ),
        (
            json!({"list": [1]}),
            json!({"target": "$.list", "update": {"x": 1}}),
            json!({"list": [1, {"x": 1}]}),
        ),
        (
            json!({"a": {"list": [1]}}),
            json!({"target": "$.a", "update": {"list": [2, 3]}}),
            json!({"a": {"list": [1, 2, 3]}}),
        ),
        (
            json!({"a": {"b": [1, 2]}}),
            json!({"target": "$.a", "update": {"b": "text"}}),
            json!({"a": {"b": "text"}}),
        ),
        (
            json!({"a": [{"in": "query", "style": "s"}, {"in": "path"}, {"in": "query"}]}),
            json!({"target": "$.a[?@.in == 'query']", "update": {"explode": true}}),
            json!({"a": [{"in": "query", "style": "s", "explode": true}, {"in": "path"},
                         {"in": "query", "explode": true}]}),
        ),
        (
            json!({"a": [0, 1, 2, 3, 4]}),
            json!({"target": "$.a[?@ > 0 && @ < 4]", "remove": true}),
            json!({"a": [0, 4]}),
        ),
        (
            json!({"x": {"k": {"k": 1}, "z": 1}, "k": 2}),
            json!({"target": "$..k", "remove": true}),
            json!({"x": {"z": 1}}),
        ),
        (
            json!({"paths": {"/a": {"get": {"deprecated": true, "summary": "s"}}}}),
            json!({"target": "$.paths['/a'].get.deprecated", "remove": true}),
            json!({"paths": {"/a": {"get": {"summary": "s"}}}}),
        ),
    ] {
        let applied = apply(document, &overlay(json!([action]))).unwrap();
        assert_eq!(applied.document, expected, "{action}");
        assert_eq!(applied.actions.len(), 1);
    }
}

#[test]
fn removing_keeps_the_order_of_the_rest() {
    let applied = apply(
        json!({"a": 1, "b": 2, "c": 3, "d": 4}),
        &overlay(json!([{"target": "$.b", "remove": true}])),
    )
    .unwrap();
    assert_eq!(applied.document.to_string(), r#"{"a":1,"c":3,"d":4}"#);
}

#[test]
fn actions_apply_in_order_and_report_their_changes() {
    let applied = apply(
        json!({"paths": {"/a": {"get": {}}, "/b": {"get": {"x": 1}}}}),
        &overlay(json!([
            {"target": "$.paths.*.get", "description": "why", "update": {"x": 1}},
            {"target": "$.paths.*.get.x", "remove": true},
        ])),
    )
    .unwrap();
    assert_eq!(
        applied.document,
        json!({"paths": {"/a": {"get": {}}, "/b": {"get": {}}}})
    );
    let [first, second] = applied.actions.as_slice() else {
        panic!()
    };
    assert_eq!((first.matched, first.removed), (2, false));
    assert_eq!(first.description.as_deref(), Some("why"));
    assert_eq!(first.changed, ["$['paths']['/a']['get']"]);
    assert_eq!((second.index, second.matched, second.removed), (1, 2, true));
}

#[test]
fn action_without_effect_is_an_error() {
    let error = apply(
        json!({"a": {"b": 1}, "list": [{"name": "p"}], "text": "t"}),
        &overlay(json!([
            {"target": "$.paths['/gone']", "description": "the path\n  was wrong", "remove": true},
            {"target": "$.a", "update": {"b": 1}},
            {"target": "$.a", "update": {"c": 1}},
            {"target": "$.list", "update": {"name": "p"}},
            {"target": "$", "update": {"list": [{"name": "p"}]}},
            {"target": "$.text", "update": {"x": 1}},
            {"target": "$.a", "update": [1]},
            {"target": "$", "remove": true},
        ])),
    )
    .unwrap_err();
    insta::assert_snapshot!(error);
}

#[test]
fn invalid_action_is_reported() {
    let error = apply(
        json!({}),
        &overlay(json!([
            7,
            {},
            {"target": 1, "remove": true},
            {"target": "$.[", "remove": true},
            {"target": "$.a"},
            {"target": "$.a", "remove": false},
            {"target": "$.a", "remove": "yes"},
            {"target": "$.a", "remove": true, "update": {}},
            {"target": "$.a", "updates": {}, "description": "a slip"},
            {"target": "$.a", "description": 3, "remove": true},
        ])),
    )
    .unwrap_err();
    insta::assert_snapshot!(error);
}

#[test]
fn invalid_overlay_is_reported() {
    let lines: Vec<_> = [
        json!([]),
        json!({}),
        json!({"overlay": "2.0.0", "info": {"title": 1}, "actions": [], "action": []}),
        json!({"overlay": 1.0, "info": {"title": "t", "version": "1", "extra": 1},
               "extends": 3, "actions": {}}),
    ]
    .iter()
    .map(|overlay| {
        let error = apply(json!({}), overlay).unwrap_err();
        assert!(matches!(error, OverlayError::Document(_)));
        format!("{overlay}\n{error}\n")
    })
    .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let extended = json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"},
        "extends": "published.json", "x-mine": 1, "actions": [{"target": "$.a", "remove": true}]});
    assert_eq!(
        apply(json!({"a": 1}), &extended).unwrap().document,
        json!({})
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn any_target_does_not_panic(target in r"\$?[.\[\]a-z'*?@0-9:,\-()<=!&|~/\\]{0,24}") {
        let document = json!({"a": [1, {"a": "b"}], "b": {"a": null}});
        let removing = overlay(json!([{"target": &target, "remove": true}]));
        let _ = apply(document.clone(), &removing);
        let updating = overlay(json!([{"target": &target, "update": {"a": [1]}}]));
        let _ = apply(document, &updating);
    }
}
