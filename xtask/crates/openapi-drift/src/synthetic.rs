//! Generates a document of any size for benchmarks: many operations over shared, nested and
//! recursive schemas.

use serde_json::{Map, Value, json};

/// Bytes of one operation with its schemas, in compact JSON.
const BYTES_AN_OPERATION: usize = 1_510;

/// A document of about this many megabytes. The same size gives the same document.
pub fn synthetic(megabytes: usize) -> Value {
    let count = (megabytes * 1_000_000).div_ceil(BYTES_AN_OPERATION).max(1);
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for number in 0..count {
        paths.insert(format!("/collection{number}/{{id}}"), path(number));
        schemas.insert(format!("Item{number}"), item(number, count));
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Synthetic", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn path(number: usize) -> Value {
    let reference = json!({"$ref": format!("#/components/schemas/Item{number}")});
    json!({
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
        "get": {
            "operationId": format!("get_{number}"),
            "description": "One item of the collection, with everything it refers to.",
            "parameters": [
                {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1}},
                {"name": "tri", "in": "query", "schema": {"type": "string", "enum": ["asc", "desc"]}},
            ],
            "responses": {
                "200": {"description": "ok", "content": {"application/json": {"schema": reference}}},
                "404": {"description": "none", "content": {"application/json": {"schema": {"type": "object", "properties": {"message": {"type": "string"}}}}}},
            },
        },
        "put": {
            "operationId": format!("put_{number}"),
            "requestBody": {"required": true, "content": {"application/json": {"schema": reference}}},
            "responses": {"204": {"description": "done"}},
        },
    })
}

/// A schema that refers to itself and to two others, so that all are connected.
fn item(number: usize, count: usize) -> Value {
    let other = |step: usize| json!({"$ref": format!("#/components/schemas/Item{}", (number * 2 + step) % count)});
    json!({
        "type": "object",
        "required": ["code", "libelle"],
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$", "maxLength": 12},
            "libelle": {"type": "string", "description": "What people read."},
            "niveau": {"type": "integer", "minimum": 1, "maximum": 8, "nullable": true},
            "parent": {"$ref": format!("#/components/schemas/Item{number}")},
            "gauche": other(1),
            "droite": {"allOf": [other(2)], "nullable": true},
            "suite": {"type": "array", "items": other(3)},
            "valeur": {"oneOf": [{"type": "string", "maxLength": 40}, {"type": "object", "properties": {"code": {"type": "integer"}, "de": other(4)}}]},
        },
    })
}
