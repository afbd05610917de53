//! Realistic documents, one per dialect.

use openapi_convert::convert;
use serde_json::{Value, json};

/// The converted documents; each must pass the lint and generate code.
pub(crate) fn corpus() -> Vec<Value> {
    let schemas31 = json!({
        "Formacode": {"type": "object", "required": ["code"], "properties": {
            "code": {"type": ["string", "integer"]}, "libelle": {"type": ["string", "null"]}}},
        "Etat": {"type": "string", "enum": ["active", "archivée", "à venir"]},
        "Niveau": {"anyOf": [{"type": "integer", "exclusiveMinimum": 0}, {"type": "null"}]},
        "Certification": {"type": "object", "properties": {
            "type": {"const": "certification"},
            "formacode": {"type": "array", "items": {"$ref": "#/components/schemas/Formacode"}},
            "etat": {"anyOf": [{"$ref": "#/components/schemas/Etat"}, {"type": "null"}]},
            "niveau": {"$ref": "#/components/schemas/Niveau", "description": "Niveau européen"},
            "ancienne": {"type": "array", "items": {"$ref": "#/components/schemas/Certification"}},
            "date": {"type": ["string", "null"], "format": "date"},
            "libre": true,
            "code": {"enum": ["a", "b", null]},
            "x": {"oneOf": [{"enum": ["q"]}, {"type": "null"}]},
            "paire": {"$defs": {"Un": {"type": "string"}}, "type": "array", "items": {"$ref": "#/components/schemas/Certification/properties/paire/$defs/Un"}}}},
        "Tree": {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
            "parent": {"$ref": "#/components/schemas/Tree"}}, "additionalProperties": false},
        "Extended": {"allOf": [{"$ref": "#/components/schemas/Formacode"}, {"type": "object", "properties": {"plus": {"type": "number", "default": 1.5}}}]},
        "Either": {"oneOf": [{"$ref": "#/components/schemas/Formacode"}, {"type": "string"}, {"type": "array", "items": {"type": "integer"}}]},
        "Free": {"type": "object", "additionalProperties": {"type": "string"}},
    });
    let paths = json!({
        "/recherche": {
            "parameters": [{"$ref": "#/components/parameters/page"}],
            "get": {"operationId": "recherche", "summary": "Cherche", "tags": ["a"], "parameters": [
                {"name": "rome", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}, "explode": true},
                {"name": "type", "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}},
                {"name": "token-connexion", "in": "header", "required": true, "schema": {"type": "string"}},
            ], "responses": {
                "200": {"description": "d", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Certification"}}}}},
                "404": {"$ref": "#/components/responses/Error"}, "500": {"$ref": "#/components/responses/Error"}}}},
        "/certification/{id}": {
            "get": {"operationId": "certification", "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}}],
                "responses": {"2XX": {"description": "d", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Extended"}}}},
                              "default": {"$ref": "#/components/responses/Error"}}},
            "post": {"operationId": "type", "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Either"}}}},
                "responses": {"204": {"description": "d"}}}},
        "/file": {
            "put": {"operationId": "upload", "requestBody": {"required": true, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
                    "responses": {"200": {"description": "d", "content": {"text/csv": {"schema": {"type": "string"}}}}}},
            "patch": {"operationId": "form", "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}},
                      "responses": {"200": {"description": "d"}}}},
    });
    let components = |schemas: &Value| {
        json!({
            "schemas": schemas,
            "parameters": {"page": {"name": "page_num", "in": "query", "schema": {"type": "integer", "default": 1}}},
            "responses": {"Error": {"description": "e", "content": {"application/json": {"schema": {
                "type": "object", "properties": {"message": {"type": "string"}}}}}}},
            "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": "token-connexion"}},
        })
    };
    let info = json!({"title": "api", "version": "1.0", "description": "Une description\n\n- avec une liste"});
    let source = json!({"openapi": "3.1.0", "info": info, "paths": paths, "components": components(&schemas31)});
    [source, openapi30(), swagger20()]
        .iter()
        .map(|source| {
            let conversion = convert(source).unwrap();
            assert_eq!(conversion.refusals, []);
            conversion.document
        })
        .collect()
}

/// As code-first producers write 3.0: `nullable`, `allOf` around references, one error type.
fn openapi30() -> Value {
    json!({
        "openapi": "3.0.0",
        "info": {"title": "api", "version": "1.0.0", "contact": {}},
        "tags": [{"name": "certifications"}],
        "servers": [{"url": "https://api.example.org"}],
        "security": [{"token": []}],
        "paths": {
            "/certification": {"get": {
                "operationId": "CertificationController_find",
                "tags": ["certifications"],
                "parameters": [
                    {"name": "id", "required": true, "in": "query", "schema": {"type": "number"}},
                    {"name": "rome", "required": false, "in": "query", "schema": {
                        "type": "array", "items": {"type": "string"}}},
                ],
                "responses": {
                    "200": {"description": "", "content": {"application/json": {"schema": {
                        "$ref": "#/components/schemas/CertificationDto"}}}},
                    "401": {"description": "", "content": {"application/json": {"schema": {
                        "$ref": "#/components/schemas/ErrorDto"}}}},
                    "404": {"description": "", "content": {"application/json": {"schema": {
                        "$ref": "#/components/schemas/ErrorDto"}}}},
                },
            }},
        },
        "components": {
            "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": "token-connexion"}},
            "schemas": {
                "ErrorDto": {"type": "object", "properties": {"message": {"type": "string"}}},
                "NiveauDto": {"type": "object", "required": ["code"], "properties": {
                    "code": {"type": "integer"}, "libelle": {"type": "string", "nullable": true}}},
                "CertificationDto": {"type": "object", "required": ["certifinfo_code"], "properties": {
                    "certifinfo_code": {"type": "integer", "example": 80735},
                    "etat": {"type": "string", "enum": ["0", "1", "2"], "nullable": true},
                    "niveau": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/NiveauDto"}]},
                    "ancienne_certification": {"type": "array", "nullable": true, "items": {
                        "$ref": "#/components/schemas/CertificationDto"}},
                    "accessible": {"oneOf": [{"type": "boolean"}, {"type": "integer"}]},
                }},
            },
        },
    })
}

/// As an older producer of this API might write it.
pub(crate) fn swagger20() -> Value {
    json!({
        "swagger": "2.0",
        "info": {"title": "api", "version": "1.0"},
        "host": "api.example.org", "basePath": "/", "schemes": ["https"],
        "produces": ["application/json"],
        "securityDefinitions": {"token": {"type": "apiKey", "in": "header", "name": "token-connexion"}},
        "security": [{"token": []}],
        "paths": {"/recherche": {"get": {
            "operationId": "recherche", "summary": "Cherche",
            "parameters": [
                {"name": "intitule", "in": "query", "type": "string", "description": "Intitulé"},
                {"name": "rome", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
                {"$ref": "#/parameters/page_num"},
            ],
            "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Resultat"}},
                          "404": {"$ref": "#/responses/Erreur"}},
        }}},
        "parameters": {"page_num": {"name": "page_num", "in": "query", "type": "integer", "minimum": 1}},
        "responses": {"Erreur": {"description": "e", "schema": {"type": "object", "properties": {"message": {"type": "string"}}}}},
        "definitions": {"Resultat": {"type": "object", "properties": {
            "total": {"type": "integer"}, "data": {"type": "array", "items": {"type": "object", "x-nullable": true}}}}},
    })
}
