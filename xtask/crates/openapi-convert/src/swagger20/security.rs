//! Converts `securityDefinitions` to security schemes.

use crate::log::Log;
use crate::map::{replace, take};
use openapi_document::Pointer;
use serde_json::{Map, Value, json};

/// Converts one scheme; a scheme of an unknown type is refused and unchanged.
pub(super) fn convert(scheme: &Value, at: &Pointer, log: &mut Log) -> Value {
    let Value::Object(map) = scheme else {
        return scheme.clone();
    };
    let mut map = map.clone();
    match map.get("type").and_then(Value::as_str) {
        Some("basic") => {
            replace(&mut map, "type", "type", "http".into());
            map.insert("scheme".to_owned(), "basic".into());
        }
        Some("apiKey") => {}
        Some("oauth2") => oauth2(&mut map, at, log),
        other => log.refuse(
            at,
            other.unwrap_or("type"),
            "not a security scheme of Swagger 2.0",
            "correct the type of the scheme with an overlay action",
        ),
    }
    Value::Object(map)
}

fn oauth2(map: &mut Map<String, Value>, at: &Pointer, log: &mut Log) {
    let flow = match map.get("flow").and_then(Value::as_str) {
        Some("implicit") => "implicit",
        Some("password") => "password",
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        other => {
            let name = other.unwrap_or("flow").to_owned();
            log.refuse(
                at,
                &name,
                "not a flow of OAuth 2",
                "correct the flow with an overlay action",
            );
            return;
        }
    };
    let mut described = Map::new();
    for key in ["authorizationUrl", "tokenUrl"] {
        if let Some(value) = take(map, key) {
            described.insert(key.to_owned(), value);
        }
    }
    let scopes = take(map, "scopes").unwrap_or_else(|| json!({}));
    described.insert("scopes".to_owned(), scopes);
    replace(map, "flow", "flows", json!({flow: described}));
}
