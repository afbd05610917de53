//! Whether a service responds as the document says: against the sandbox, misbehaving sockets, and
//! arbitrary responses.
mod answers;
mod laws;
mod sandbox;
mod service;

use serde_json::Value;

/// The sandbox's own document, in OpenAPI 3.0.
fn held() -> Value {
    let published = include_str!("../../../tests/sandbox/openapi.json");
    let published = serde_json::from_str(published).unwrap();
    openapi_convert::convert(&published).unwrap().document
}

/// The report without colours, as written to a pipe.
fn plain(bytes: &[u8]) -> String {
    anstream::adapter::strip_bytes(bytes)
        .into_vec()
        .try_into()
        .unwrap()
}
