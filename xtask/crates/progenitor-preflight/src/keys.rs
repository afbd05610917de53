//! Keys that 3.0.3 does not know, around the schemas: everyone passes over them in silence.

use super::context::Context;
use super::fix;
use openapi_document::Kind;
use serde_json::Value;

/// What the conversion leaves in place because 3.0.3 has no word for it.
const REFUSED: [(Kind, &str, &str); 5] = [
    (
        Kind::Document,
        "jsonSchemaDialect",
        "the schemas are written in another dialect",
    ),
    (
        Kind::Parameter,
        "collectionFormat",
        "the values of the list are separated in a way that 3.0.3 does not have",
    ),
    (
        Kind::Header,
        "collectionFormat",
        "the values of the list are separated in a way that 3.0.3 does not have",
    ),
    (
        Kind::Response,
        "examples",
        "it is no map of media types to examples",
    ),
    (Kind::SecurityScheme, "flow", "it is no flow of OAuth 2"),
];

/// The keys of an object in 3.0.3; `None` for one that other rules look at.
fn known(kind: Kind) -> Option<&'static [&'static str]> {
    Some(match kind {
        Kind::Document => &[
            "openapi",
            "info",
            "servers",
            "paths",
            "components",
            "security",
            "tags",
            "externalDocs",
        ],
        Kind::Info => &[
            "title",
            "description",
            "termsOfService",
            "contact",
            "license",
            "version",
        ],
        Kind::License => &["name", "url"],
        Kind::Components => &[
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
        ],
        Kind::PathItem => &[
            "$ref",
            "summary",
            "description",
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
            "servers",
            "parameters",
        ],
        Kind::Operation => &[
            "tags",
            "summary",
            "description",
            "externalDocs",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "deprecated",
            "security",
            "servers",
        ],
        Kind::Parameter | Kind::Header => &[
            "name",
            "in",
            "description",
            "required",
            "deprecated",
            "allowEmptyValue",
            "style",
            "explode",
            "allowReserved",
            "schema",
            "example",
            "examples",
            "content",
        ],
        Kind::RequestBody => &["description", "content", "required"],
        Kind::Response => &["description", "headers", "content", "links"],
        Kind::MediaType => &["schema", "example", "examples", "encoding"],
        Kind::Encoding => &[
            "contentType",
            "headers",
            "style",
            "explode",
            "allowReserved",
        ],
        Kind::SecurityScheme => &[
            "type",
            "description",
            "name",
            "in",
            "scheme",
            "bearerFormat",
            "flows",
            "openIdConnectUrl",
        ],
        _ => return None,
    })
}

pub(super) fn check(context: &mut Context<'_>) {
    for (kind, value, at) in context.all(|kind| known(kind).is_some()) {
        let (Some(known), Value::Object(map)) = (known(kind), value) else {
            continue;
        };
        if map.contains_key("$ref") && kind != Kind::PathItem {
            continue; // what stands beside a reference is another rule's
        }
        for key in map
            .keys()
            .filter(|key| !known.contains(&key.as_str()) && !key.starts_with("x-"))
        {
            let place = at.join(key);
            let fix = fix::remove(context.document, &place);
            let refused = REFUSED
                .iter()
                .find(|(of, name, _)| *of == kind && name == key);
            match refused {
                Some((_, _, reason)) => {
                    context.error("key-refused", &place, format!("`{key}`: {reason}"), fix);
                }
                None => {
                    let message = format!("`{key}` is no key of 3.0.3 here: it is passed over");
                    context.warn("key-unknown", &place, message, fix);
                }
            }
        }
    }
}
