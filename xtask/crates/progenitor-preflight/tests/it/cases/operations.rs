//! Paths, operations and their responses.

use super::Without::{Fails, Wrong};
use super::{Case, at, content, operation, responses};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    let mut referred = operation(json!({}));
    referred["paths"] =
        json!({"/a": {"$ref": "#/paths/~1b"}, "/b": {"get": referred["paths"]["/a"]["get"]}});
    let mut two = operation(json!({}));
    two["paths"]["/b"] = two["paths"]["/a"].clone();
    let mut alike = operation(json!({"operationId": "get-a"}));
    alike["paths"]["/b"] = json!({"get": {"operationId": "getA", "responses": {}}});
    let mut nameless = operation(json!({}));
    nameless["paths"]["/a"]["get"]
        .as_object_mut()
        .unwrap()
        .remove("operationId");
    let mut newer = operation(json!({}));
    newer["openapi"] = json!("3.1.0");
    vec![
        ("version", newer, Fails),
        ("path-reference", referred, Fails),
        (
            "path-invalid",
            at("a", "get", json!({})),
            Wrong("the path is passed over"),
        ),
        (
            "path-invalid",
            at("//a", "get", json!({})),
            Wrong("the request goes to `/a`"),
        ),
        ("path-invalid", at("/a{", "get", json!({})), Fails),
        ("path-invalid", at("/a}", "get", json!({})), Fails),
        (
            "path-invalid",
            at("/a?b=c", "get", json!({})),
            Wrong("the query is part of the path"),
        ),
        (
            "method-unsupported",
            at("/a", "trace", json!({})),
            Wrong("reqwest has no `Client::trace`"),
        ),
        (
            "method-unsupported",
            at("/a", "options", json!({})),
            Wrong("reqwest has no `Client::options`"),
        ),
        ("operation-id-missing", nameless, Fails),
        ("operation-id-clash", two, Fails),
        ("operation-id-clash", alike, Fails),
        (
            "operation-id-reserved",
            operation(json!({"operationId": "new"})),
            Fails,
        ),
        (
            "operation-id-reserved",
            operation(json!({"operationId": "exec"})),
            Wrong("it hides the hook `exec`"),
        ),
        (
            "operation-id-reserved",
            operation(json!({"operationId": "Result"})),
            Wrong("it hides `Result`"),
        ),
        (
            "dropshot-extension",
            operation(json!({"x-dropshot-websocket": {}})),
            Fails,
        ),
        (
            "operation-ignored",
            operation(json!({"servers": [{"url": "/"}]})),
            Wrong("the base URL is used"),
        ),
        (
            "response-code",
            responses(json!({"200": null, "20x": null})),
            Wrong("it is passed over"),
        ),
        (
            "response-schemas",
            responses(json!({"200": {"type": "string"}, "201": {"type": "integer"}})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"200": {"type": "string"}, "204": null})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"200": {"type": "string"}, "default": {"type": "integer"}})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"200": null, "404": {"type": "string"}, "500": {"type": "integer"}})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"2XX": null, "404": {"type": "string"}, "default": null})),
            Fails,
        ),
        (
            "response-upgrade",
            responses(json!({"101": null, "200": null})),
            Fails,
        ),
        (
            "response-ignored",
            responses(json!({"200": null, "302": {"type": "string"}})),
            Wrong("its body is not read"),
        ),
        (
            "response-success-missing",
            responses(json!({"404": null})),
            Wrong("a success is raw bytes"),
        ),
        (
            "response-media-types",
            content(json!({
            "application/json": {"schema": {"type": "string"}}, "text/csv": {"schema": {"type": "string"}}})),
            Wrong("only JSON is read"),
        ),
        (
            "response-media-type",
            content(json!({"application/problem+json": {"schema": {"type": "object"}}})),
            Wrong("raw bytes"),
        ),
        (
            "response-media-type",
            content(json!({"*/*": {"schema": {"type": "object"}}})),
            Wrong("raw bytes"),
        ),
        (
            "response-media-type",
            content(json!({"Application/JSON": {"schema": {"type": "object"}}})),
            Wrong("raw bytes"),
        ),
        (
            "response-without-schema",
            content(json!({"application/json": {}})),
            Fails,
        ),
        (
            "response-encoding",
            content(json!({"application/json": {"schema": {}, "encoding": {"a": {}}}})),
            Fails,
        ),
    ]
}
