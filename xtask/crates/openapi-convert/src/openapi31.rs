//! OpenAPI 3.1 to 3.0.3.
//!
//! | construct | becomes |
//! |---|---|
//! | a type list | one type and `nullable`, or `anyOf` of the types (`types`) |
//! | `anyOf`/`oneOf` with null | `nullable` (`union`) |
//! | `const`, boolean schemas, numeric bounds, `examples`, `contentEncoding`, `$ref` with siblings | their 3.0.3 form (`schema`) |
//! | schema-level `$defs` | `components.schemas`, references rewritten (`defs`) |
//! | `if`, `patternProperties`, `prefixItems`, `$anchor` … | refused (`keywords`) |
//! | `$comment`, `$schema`, `contentSchema` … | `x-…` of the same name, noted (`keywords`) |
//! | `webhooks`, `jsonSchemaDialect`, `info.summary`, `license.identifier` | `x-…`, noted (`document`) |
//! | null as the type of a header or a path segment | left out (`document`) |
//! | missing `paths`, `responses` | empty, noted (`document`) |
//! | a reference to a path item | the path item itself (`document`) |
//! | `mutualTLS` | refused (`document`) |

mod defs;
mod document;
mod keywords;
mod schema;
mod types;
mod union;

use super::log::Log;
use openapi_document::Pointer;
use openapi_document::{Kind, walk_mut};
use serde_json::Value;

/// Why 3.0.3 cannot express a keyword.
pub(super) fn refused_keyword(keyword: &str) -> Option<&'static str> {
    keywords::REFUSED
        .iter()
        .find(|(name, _)| *name == keyword)
        .map(|(_, reason)| *reason)
}

/// Converts the document in place; `openapi` itself is set by the caller.
pub(super) fn convert(document: &mut Value, log: &mut Log) {
    // First, because every `$ref` still refers to the source.
    defs::hoist(document, log);
    log.walk_converted();
    walk_mut(
        Kind::Document,
        document,
        &mut Pointer::root(),
        &mut |kind, value, at| match kind {
            Kind::Schema => schema::convert(value, at, log),
            Kind::SchemaOrFlag if !value.is_boolean() => schema::convert(value, at, log),
            kind => document::convert(kind, value, at, log),
        },
    );
    document::inline_path_items(document, log);
}
