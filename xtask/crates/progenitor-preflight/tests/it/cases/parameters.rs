//! Parameters.

use super::Without::{Fails, Wrong};
use super::{Case, at, operation, parameter};
use serde_json::{Value, json};

pub(super) fn cases() -> Vec<Case> {
    let two = |a: Value, b: Value| {
        let mut parameters = json!([
            {"name": "p", "in": "query", "schema": {"type": "string"}},
            {"name": "p", "in": "query", "schema": {"type": "string"}},
        ]);
        for (index, fields) in [a, b].into_iter().enumerate() {
            parameters[index]
                .as_object_mut()
                .unwrap()
                .extend(fields.as_object().unwrap().clone());
        }
        operation(json!({"parameters": parameters}))
    };
    let list = json!({"type": "array", "items": {"type": "string"}});
    let path = |fields: Value| {
        let mut document = parameter(json!({"in": "path", "required": true}));
        let operation = &mut document["paths"]["/a"]["get"];
        operation["parameters"][0]
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        let operation = operation.take();
        document["paths"] = json!({"/a/{p}": {"get": operation}});
        document
    };
    vec![
        (
            "query-explode",
            parameter(json!({"explode": false, "schema": list})),
            Wrong("the parameter is repeated"),
        ),
        (
            "query-style",
            parameter(json!({"style": "spaceDelimited", "schema": list})),
            Fails,
        ),
        (
            "query-style",
            parameter(json!({"style": "deepObject"})),
            Fails,
        ),
        (
            "query-nested",
            parameter(json!({"schema": {"type": "object", "properties": {"a": {}}}})),
            Fails,
        ),
        (
            "query-nested",
            parameter(json!({"schema": {"type": "array", "items": list}})),
            Wrong("it fails at run time"),
        ),
        (
            "query-reserved",
            parameter(json!({"allowReserved": true})),
            Wrong("they are encoded"),
        ),
        (
            "parameter-cookie",
            parameter(json!({"in": "cookie"})),
            Fails,
        ),
        (
            "parameter-content",
            operation(json!({"parameters": [
            {"name": "p", "in": "query", "content": {"application/json": {"schema": {}}}}]})),
            Fails,
        ),
        (
            "parameter-duplicate",
            two(json!({}), json!({"required": true})),
            Wrong("one is dropped"),
        ),
        (
            "parameter-clash",
            two(json!({}), json!({"in": "header"})),
            Wrong("one is dropped"),
        ),
        (
            "parameter-clash",
            two(json!({"name": "a-b"}), json!({"name": "a_b"})),
            Fails,
        ),
        (
            "parameter-reserved",
            parameter(json!({"name": "send"})),
            Fails,
        ),
        (
            "parameter-reserved",
            parameter(json!({"name": "header_map"})),
            Wrong("the code does not compile"),
        ),
        (
            "header-name",
            parameter(json!({"in": "header", "name": "X-Ù"})),
            Wrong("the client panics"),
        ),
        (
            "header-reserved",
            parameter(json!({"in": "header", "name": "Authorization"})),
            Wrong("it is sent"),
        ),
        (
            "parameter-not-scalar",
            parameter(json!({"in": "header", "schema": list})),
            Wrong("the code does not compile"),
        ),
        (
            "parameter-not-scalar",
            parameter(json!({"in": "header", "required": true,
            "schema": {"type": "string", "nullable": true}})),
            Wrong("the code does not compile"),
        ),
        (
            "parameter-not-scalar",
            path(json!({"schema": list})),
            Wrong("the code does not compile"),
        ),
        (
            "path-parameter-optional",
            path(json!({"required": false})),
            Fails,
        ),
        ("path-style", path(json!({"style": "matrix"})), Fails),
        (
            "path-parameter-missing",
            at("/a/{id}", "get", json!({})),
            Fails,
        ),
        (
            "path-parameter-unknown",
            parameter(json!({"in": "path", "required": true})),
            Wrong("it is not sent"),
        ),
    ]
}
