//! Adds `SERVER_PATH`: the path of the document's server, appended to the service's address.

use serde_json::Value;
use syn::parse_quote;

/// Adds the constant.
pub(super) fn expose(file: &mut syn::File, document: &Value) {
    let url = document.pointer("/servers/0/url").and_then(Value::as_str);
    let rest = url
        .unwrap_or_default()
        .split_once("://")
        .map(|(_, rest)| rest);
    let path = rest
        .and_then(|rest| Some(&rest[rest.find('/')?..]))
        .unwrap_or_default();
    file.items.push(parse_quote! {
        /// The path that the document's server adds to the address of the service, such as
        /// `/api/v1`; empty for none.
        pub const SERVER_PATH: &str = #path;
    });
}
