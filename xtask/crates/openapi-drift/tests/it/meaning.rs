//! Pairs of documents that were once judged wrongly: a false break, or a missed one.

use openapi_drift::Verdict;
use serde_json::{Value, json};

use crate::support::{compare, lines, receives, rich, sends, table};

/// A document with these servers.
fn served(servers: &Value) -> Value {
    let mut document = rich();
    document["servers"] = servers.clone();
    document
}

/// A document with one operation that has this parameter at this path.
fn with_path(template: &str, name: &str) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {template: {"get": {
        "parameters": [{"name": name, "in": "path", "required": true, "schema": {"type": "integer"}}],
        "responses": {"204": {"description": "done"}},
    }}}})
}

fn with_schemas(mut document: Value, schemas: Value) -> Value {
    document["components"] = json!({"schemas": schemas});
    document
}

#[test]
fn server_written_otherwise_is_no_change() {
    let pairs = [
        (
            json!([{"url": "https://api.example:443/v1"}]),
            json!([{"url": "https://api.example/v1/"}]),
        ),
        (
            json!([{"url": "http://api.example:80"}]),
            json!([{"url": "http://api.example"}]),
        ),
        (
            json!([{"url": "HTTPS://API.Example/v1"}]),
            json!([{"url": "https://api.example/v1"}]),
        ),
        (
            json!([{"url": "https://{host}/v1", "variables": {"host": {"default": "api.example"}}}]),
            json!([{"url": "https://api.example/v1"}]),
        ),
        (
            json!([{"url": "https://{Host}/v1", "variables": {"Host": {"default": "api.example"}}}]),
            json!([{"url": "https://{name}/v1", "variables": {"name": {"default": "api.example"}}}]),
        ),
    ];
    for (old, new) in pairs {
        assert_eq!(
            lines(&compare(&served(&old), &served(&new))),
            [""; 0],
            "{old} {new}"
        );
        assert_eq!(
            lines(&compare(&served(&new), &served(&old))),
            [""; 0],
            "{new} {old}"
        );
    }
}

#[test]
fn server_elsewhere_is_breaking() {
    let pairs = [
        (
            json!([{"url": "https://api.example:8443/v1"}]),
            json!([{"url": "https://api.example/v1"}]),
        ),
        (
            json!([{"url": "https://api.example/V1"}]),
            json!([{"url": "https://api.example/v1"}]),
        ),
        (
            json!([{"url": "https://{env}.example", "variables": {"env": {"default": "a", "enum": ["a", "b"]}}}]),
            json!([{"url": "https://a.example"}]),
        ),
        (
            json!([{"url": "https://{env}.example", "variables": {"env": {"default": "a"}}}]),
            json!([{"url": "https://b.example"}]),
        ),
    ];
    for (old, new) in pairs {
        assert_eq!(
            compare(&served(&old), &served(&new)).verdict(),
            Verdict::Breaking,
            "{old} {new}"
        );
    }
}

#[test]
fn path_parameter_called_otherwise_is_no_break() {
    for (old, new) in [
        (with_path("/a/{id}", "id"), with_path("/a/{code}", "code")),
        (with_path("/a/{id}", "id"), with_path("/a/{code}", "id")),
        (with_path("/a/{id}", "ident"), with_path("/a/{id}", "id")),
    ] {
        assert_eq!(
            lines(&compare(&old, &new)),
            ["compatible structure path-parameter-renamed"]
        );
    }
    let mut new = with_path("/a/{code}", "id");
    new["paths"]["/a/{code}"]["get"]["parameters"][0]["schema"] =
        json!({"type": "string", "enum": ["a"]});
    assert_eq!(
        compare(&with_path("/a/{id}", "id"), &new).verdict(),
        Verdict::Breaking
    );
}

#[test]
fn operation_under_another_prefix_is_compared() {
    let moved = |prefix: &str, kind: &str| {
        let mut document =
            json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}});
        for path in ["recherche", "certification"] {
            document["paths"][format!("{prefix}/{path}")] = json!({"get": {
                "parameters": [{"name": "id", "in": "query", "schema": {"type": kind}}],
                "responses": {"204": {"description": "done"}},
            }});
        }
        document
    };
    let found = lines(&compare(
        &moved("", "integer"),
        &moved("/api/v1", "boolean"),
    ));
    let expected = [
        "breaking request request-type-changed",
        "breaking structure operation-moved",
    ];
    assert_eq!(found, [[expected[0]; 2], [expected[1]; 2]].concat());
    let found = lines(&compare(
        &moved("/service", "integer"),
        &moved("/other", "integer"),
    ));
    assert_eq!(found, ["breaking structure operation-moved"; 2]);
}

#[test]
fn two_paths_that_only_end_alike_are_two() {
    let of = |path: &str| json!({"openapi": "3.0.3", "paths": {path: {"get": {"responses": {}}}}});
    let found = lines(&compare(
        &of("/customers/{id}/orders"),
        &of("/suppliers/{id}/orders"),
    ));
    assert_eq!(
        found,
        [
            "breaking structure path-removed",
            "compatible structure path-added"
        ]
    );
}

#[test]
fn webhook_that_brings_more_is_no_break() {
    let hook = |schema: Value| {
        json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "webhooks": {"sold": {"post": {
            "requestBody": {"required": true, "content": {"application/json": {"schema": schema}}},
            "responses": {"200": {"description": "ok"}},
        }}}})
    };
    let plain = hook(json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    let more = hook(
        json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}),
    );
    let other = hook(json!({"type": "object", "properties": {"a": {"type": "integer"}}}));
    assert_eq!(
        lines(&compare(&plain, &more)),
        ["compatible response response-property-added"]
    );
    assert_eq!(compare(&more, &plain).verdict(), Verdict::Breaking);
    assert_eq!(
        lines(&compare(&plain, &other)),
        ["breaking response response-type-changed"]
    );
    let mut optional = plain.clone();
    optional["webhooks"]["sold"]["post"]["requestBody"]["required"] = json!(false);
    assert_eq!(
        lines(&compare(&plain, &optional)),
        ["breaking structure webhook-changed"]
    );
    assert_eq!(
        lines(&compare(&optional, &plain)),
        ["compatible structure webhook-extended"]
    );
}

#[test]
fn schema_written_otherwise_is_no_change() {
    let pairs = [
        (
            json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true}),
            json!({"type": "integer", "minimum": 1}),
        ),
        (
            json!({"type": "integer", "exclusiveMaximum": 10}),
            json!({"type": "integer", "maximum": 9}),
        ),
        (
            json!({"type": "string", "enum": ["a", "b"]}),
            json!({"oneOf": [{"const": "a"}, {"const": "b"}]}),
        ),
        (
            json!({"type": "string", "enum": ["a", "b"]}),
            json!({"type": "string", "enum": ["b", "a"]}),
        ),
        (
            json!({"type": "object", "required": ["a", "b"], "properties": {"a": {}, "b": {}}}),
            json!({"type": "object", "required": ["b", "a"], "properties": {"b": {}, "a": {}}}),
        ),
        (
            json!({"oneOf": [{"type": "object", "required": ["a", "b"]}, {"type": "string"}]}),
            json!({"oneOf": [{"type": "string"}, {"type": "object", "required": ["b", "a"]}]}),
        ),
        (
            json!({"allOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"required": ["a"]}]}),
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}),
        ),
        (
            json!({"allOf": [{"oneOf": [{"type": "string"}, {"type": "object"}]}, {"anyOf": [{"minLength": 1}, {"minProperties": 1}]}]}),
            json!({"allOf": [{"anyOf": [{"minProperties": 1}, {"minLength": 1}]}, {"oneOf": [{"type": "object"}, {"type": "string"}]}]}),
        ),
        (
            json!({"not": {"type": "object", "required": ["a", "b"]}}),
            json!({"not": {"type": "object", "required": ["b", "a"]}}),
        ),
        (
            json!({"oneOf": [{"type": "string"}, {"type": "object"}]}),
            json!({"anyOf": [{"type": "object"}, {"type": "string"}]}),
        ),
    ];
    for (old, new) in pairs {
        for wrap in [sends, receives] {
            assert_eq!(
                lines(&compare(&wrap(&old), &wrap(&new))),
                [""; 0],
                "{old} {new}"
            );
            assert_eq!(
                lines(&compare(&wrap(&new), &wrap(&old))),
                [""; 0],
                "{new} {old}"
            );
        }
    }
}

#[test]
fn enumeration_with_null_is_the_same_in_3_1() {
    let schemas = [
        json!({"type": "string", "enum": ["a", null]}),
        json!({"type": "string", "nullable": true, "enum": ["a", null]}),
        json!({"enum": ["a", null]}),
        json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        json!({"oneOf": [{"type": "array", "items": {}}, {"type": "object"}]}),
    ];
    for schema in schemas {
        for wrap in [sends, receives] {
            let old = wrap(&schema);
            let mut new = old.clone();
            new["openapi"] = "3.1.0".into();
            assert_eq!(lines(&compare(&old, &new)), [""; 0], "{schema}");
            assert_eq!(lines(&compare(&new, &old)), [""; 0], "{schema}");
        }
    }
}

#[test]
fn null_beside_a_reference_is_no_break() {
    let schema = |beside: Value| {
        let schema = json!({"type": "object", "properties": {"a": beside}});
        with_schemas(receives(&schema), json!({"A": {"type": "object"}}))
    };
    let plain = schema(json!({"$ref": "#/components/schemas/A"}));
    let beside = schema(json!({"$ref": "#/components/schemas/A", "nullable": true}));
    assert_eq!(
        lines(&compare(&plain, &beside)),
        ["compatible response response-extension-changed"]
    );
    assert_eq!(
        lines(&compare(&beside, &plain)),
        ["compatible response response-extension-changed"]
    );
    let wrapped = schema(json!({"allOf": [{"$ref": "#/components/schemas/A"}], "nullable": true}));
    assert_eq!(lines(&compare(&beside, &wrapped)), [""; 0]);
    assert_eq!(
        lines(&compare(&plain, &wrapped)),
        ["breaking response response-became-nullable"]
    );
}

#[test]
fn branches_with_more_optional_properties_are_paired() {
    let union = |more: bool| {
        let branch = |name: &str| {
            let mut properties = json!({"a": {"type": "string"}});
            properties[name] = json!({"type": "integer"});
            if more {
                properties["more"] = json!({"type": "string"});
            }
            json!({"type": "object", "required": [name], "properties": properties})
        };
        json!({"oneOf": [branch("x"), branch("y"), branch("z")]})
    };
    let found = lines(&compare(&receives(&union(false)), &receives(&union(true))));
    assert_eq!(found, ["compatible response response-property-added"; 3]);
    let found = lines(&compare(&sends(&union(false)), &sends(&union(true))));
    assert_eq!(found, ["compatible request request-property-added"; 3]);
}

#[test]
fn query_parameter_that_takes_a_list_is_no_break() {
    let with = |schema: Value| {
        let parameters = json!([{"name": "q", "in": "query", "schema": schema}]);
        json!({"openapi": "3.1.0", "paths": {"/a": {"get": {"parameters": parameters, "responses": {}}}}})
    };
    for (old, items) in [
        (json!({"type": "string"}), json!({"type": "string"})),
        (
            json!({"type": "integer", "minimum": 1}),
            json!({"type": "string"}),
        ),
        (
            json!({"type": ["string", "integer"]}),
            json!({"type": ["string", "integer"]}),
        ),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "number"}]}),
            json!({"type": "string"}),
        ),
    ] {
        let report = compare(
            &with(old.clone()),
            &with(json!({"type": "array", "items": items})),
        );
        assert_eq!(
            report.verdict(),
            Verdict::Compatible,
            "{old}: {:?}",
            report.changes
        );
    }
}

#[test]
fn hostile_conjunction_is_compared_in_a_moment() {
    // 2^24 paths through two kilobytes, of `allOf` and of `anyOf`.
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let document = |last: &str| {
            let mut schemas = json!({});
            for at in 0..24 {
                let next = json!({"$ref": format!("#/components/schemas/S{}", at + 1)});
                schemas[format!("S{at}")] = json!({keyword: [next, next]});
            }
            schemas["S24"] = json!({"type": last});
            with_schemas(
                receives(&json!({"$ref": "#/components/schemas/S0"})),
                schemas,
            )
        };
        assert_eq!(
            compare(&document("string"), &document("string")).verdict(),
            Verdict::None
        );
        assert_eq!(
            compare(&document("string"), &document("integer")).verdict(),
            Verdict::Breaking,
            "{keyword}"
        );
    }
}

#[test]
fn every_pair_has_its_verdict() {
    let mut wrong = Vec::new();
    for case in table(&[include_str!("cases/verdicts.yaml")]) {
        let name = case["pair"].as_str().expect("a name");
        let mut judge = |old: &Value, new: &Value, key: &str| {
            let report = compare(old, new);
            let verdict = report.verdict().word();
            if case[key] != verdict {
                wrong.push(format!(
                    "{name}, {key}: {verdict}, not {}: {:?}",
                    case[key],
                    lines(&report)
                ));
            }
        };
        if let Some([old, new]) = case["documents"].as_array().map(Vec::as_slice) {
            judge(old, new, "verdict");
            continue;
        }
        let document = |schema: &Value, at: usize, wrap: fn(&Value) -> Value| {
            let mut document = wrap(schema);
            if let Some(version) = case.pointer(&format!("/versions/{at}")) {
                document["openapi"] = version.clone();
            }
            let later = case.get("new-schemas").filter(|_| at == 1);
            if let Some(schemas) = later.or_else(|| case.get("schemas")) {
                document["components"] = json!({"schemas": schemas});
            }
            document
        };
        for (key, wrap) in [
            ("sends", sends as fn(&Value) -> Value),
            ("receives", receives),
        ] {
            let old = document(&case["old"], 0, wrap);
            let new = document(&case["new"], 1, wrap);
            judge(&old, &new, key);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn web_of_unions_under_other_names_is_compared_within_bounds() {
    // Each union holds the next two and an object that leads back into the web.
    let document = |name: &str| {
        let reference = |at: usize| json!({"$ref": format!("#/components/schemas/{name}{at}")});
        let mut schemas = json!({});
        for at in 0..30 {
            let back =
                json!({"type": "object", "properties": {format!("k{at}"): reference(at * 7 % 30)}});
            schemas[format!("{name}{at}")] =
                json!({"oneOf": [reference(at + 1), reference(at + 2), back]});
        }
        schemas[format!("{name}30")] = json!({"type": "string"});
        schemas[format!("{name}31")] = json!({"type": "object", "required": ["z"]});
        with_schemas(receives(&reference(0)), schemas)
    };
    // Beyond the limits a change may be reported as a break but never missed; it must terminate.
    let report = compare(&document("S"), &document("R"));
    assert!(report.verdict() > Verdict::None);
}
