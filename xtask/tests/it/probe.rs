//! Does a service answer as the document says? Against the sandbox, against sockets that
//! misbehave, and against answers of any kind.
mod answers;
mod laws;
mod sandbox;
mod service;

use serde_json::Value;

/// The effective document of the workspace.
fn effective() -> Value {
    serde_json::from_str(include_str!("../../../openapi/effective.json")).unwrap()
}

/// The report without colours, as a pipe gets it.
fn plain(bytes: &[u8]) -> String {
    anstream::adapter::strip_bytes(bytes)
        .into_vec()
        .try_into()
        .unwrap()
}
