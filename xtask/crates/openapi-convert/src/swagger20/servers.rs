//! Converts `host`, `basePath` and `schemes` to servers.

use serde_json::{Map, Value, json};

/// The servers of a document; `None` when it names none. Without a host they are relative to the
/// URL of the document; without a scheme they have the scheme of that URL.
pub(super) fn of(map: &Map<String, Value>) -> Option<Value> {
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    let base = text("basePath").unwrap_or_default().trim_end_matches('/');
    let base = match base.is_empty() || base.starts_with('/') {
        true => base.to_owned(),
        false => format!("/{base}"),
    };
    let schemes = super::media_types(map.get("schemes"));
    let urls: Vec<String> = match text("host").filter(|host| !host.is_empty()) {
        Some(host) if schemes.is_empty() => vec![format!("//{host}{base}")],
        Some(host) => schemes
            .iter()
            .map(|scheme| format!("{scheme}://{host}{base}"))
            .collect(),
        None if map.contains_key("basePath") => {
            vec![if base.is_empty() {
                "/".to_owned()
            } else {
                base
            }]
        }
        None => return None,
    };
    Some(urls.iter().map(|url| json!({"url": url})).collect())
}

/// The servers of an operation that has its own schemes.
pub(super) fn of_operation(document: &Value, schemes: &Value) -> Option<Value> {
    let mut map = document.as_object()?.clone();
    map.insert("schemes".to_owned(), schemes.clone());
    of(&map)
}
