//! What openapiv3 cannot read, at the smallest object that it cannot.

use super::context::Context;
use openapi_document::Kind;
use openapi_document::Pointer;
use openapiv3::{
    Callback, Components, Encoding, Example, Header, Info, License, Link, MediaType, OpenAPI,
    Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema, SecurityScheme,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) fn check(context: &mut Context<'_>) {
    if read::<OpenAPI>(context.document).is_none() {
        return;
    }
    let mut failed: Vec<(Pointer, String)> = Vec::new();
    for (kind, value, at) in context.all(|_| true) {
        if let Some(error) = problem(kind, value) {
            failed.push((at, error));
        }
    }
    // An object that holds one that cannot be read cannot be read either: the inner one is meant.
    for (at, error) in &failed {
        let inner = failed
            .iter()
            .any(|(other, _)| other != at && other.below(at).is_some());
        if !inner {
            context.error(
                "unreadable",
                at,
                format!("openapiv3 cannot read this object: {error}"),
                "correct the object with an overlay action, as OpenAPI 3.0.3 wants it".to_owned(),
            );
        }
    }
    if failed.is_empty() {
        context.error(
            "unreadable",
            &Pointer::root(),
            "openapiv3 cannot read the document".to_owned(),
            "correct it as OpenAPI 3.0.3 wants it".to_owned(),
        );
    }
}

fn problem(kind: Kind, value: &Value) -> Option<String> {
    match kind {
        Kind::Document => read::<OpenAPI>(value),
        Kind::Info => read::<Info>(value),
        Kind::License => read::<License>(value),
        Kind::Components => read::<Components>(value),
        Kind::PathItem => read::<ReferenceOr<PathItem>>(value),
        Kind::Operation => read::<Operation>(value),
        Kind::Callback => read::<ReferenceOr<Callback>>(value),
        Kind::Parameter => read::<ReferenceOr<Parameter>>(value),
        Kind::Header => read::<ReferenceOr<Header>>(value),
        Kind::RequestBody => read::<ReferenceOr<RequestBody>>(value),
        Kind::Response => read::<ReferenceOr<Response>>(value),
        Kind::MediaType => read::<MediaType>(value),
        Kind::Encoding => read::<Encoding>(value),
        Kind::Link => read::<ReferenceOr<Link>>(value),
        Kind::Example => read::<ReferenceOr<Example>>(value),
        Kind::SecurityScheme => read::<ReferenceOr<SecurityScheme>>(value),
        Kind::Schema => read::<ReferenceOr<Schema>>(value),
        Kind::SchemaOrFlag if value.is_boolean() => None,
        Kind::SchemaOrFlag => read::<ReferenceOr<Schema>>(value),
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<String> {
    T::deserialize(value).err().map(|error| error.to_string())
}
