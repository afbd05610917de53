//! Request bodies.

use super::Without::{Fails, Wrong};
use super::{Case, body, operation};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "body-without-content",
            body(json!({})),
            Wrong("the body is left out"),
        ),
        (
            "body-media-types",
            body(json!({"application/json": {"schema": {}}, "text/plain": {"schema": {}}})),
            Fails,
        ),
        (
            "body-media-type",
            body(json!({"multipart/form-data": {"schema": {}}})),
            Fails,
        ),
        (
            "body-media-type",
            body(json!({"application/xml": {"schema": {}}})),
            Fails,
        ),
        (
            "body-without-schema",
            body(json!({"application/json": {}})),
            Fails,
        ),
        (
            "body-schema",
            body(json!({"text/plain": {"schema": {"type": "string", "maxLength": 3}}})),
            Fails,
        ),
        (
            "body-schema",
            body(json!({"application/octet-stream": {"schema": {"type": "string"}}})),
            Fails,
        ),
        (
            "body-encoding",
            body(json!({"application/x-www-form-urlencoded": {
            "schema": {"type": "object"}, "encoding": {"a": {}}}})),
            Fails,
        ),
        (
            "body-optional",
            operation(json!({"requestBody": {"content": {"application/json": {"schema": {}}}}})),
            Wrong("it is required"),
        ),
        (
            "parameter-reserved",
            operation(json!({
            "parameters": [{"name": "body", "in": "query", "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {}}}}})),
            Fails,
        ),
    ]
}
