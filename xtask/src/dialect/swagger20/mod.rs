//! Swagger 2.0 to 3.0.3.

use super::log::Log;
use super::pointer::Pointer;
use serde_json::Value;

/// Converts the document in place; `openapi` itself is left to the caller.
pub(super) fn convert(_document: &mut Value, log: &mut Log) {
    log.refuse(&Pointer::root(), "swagger", "not written yet", "wait");
}
