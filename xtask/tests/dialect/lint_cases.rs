//! A document for every rule of the lint, and what the generator does with it without the lint.

use serde_json::{Map, Value, json};

/// What happens to a document that the lint does not stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Without {
    /// The generator panics, answers with an error, or its code names two things alike.
    Fails,
    /// The generator writes code that is wrong; this is why.
    Wrong(&'static str),
    /// The generator overflows its stack: this cannot even be tried.
    Overflows,
}

use Without::{Fails, Overflows, Wrong};

/// The rule that has to speak, the document, and what the rule prevents.
pub(crate) type Case = (&'static str, Value, Without);

/// A document of one operation `GET /a`, with these fields of it replaced.
pub(crate) fn operation(fields: Value) -> Value {
    let mut operation = json!({"operationId": "f", "responses": {"200": {"description": "ok"}}});
    if let (Value::Object(operation), Value::Object(fields)) = (&mut operation, fields) {
        operation.extend(fields);
    }
    json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": operation}},
    })
}

fn at(path: &str, method: &str, fields: Value) -> Value {
    let mut document = operation(fields);
    let found = document["paths"]["/a"]["get"].take();
    document["paths"] = json!({path: {method: found}});
    document
}

fn parameter(fields: Value) -> Value {
    let mut parameter = json!({"name": "p", "in": "query", "schema": {"type": "string"}});
    if let (Value::Object(parameter), Value::Object(fields)) = (&mut parameter, fields) {
        parameter.extend(fields);
    }
    operation(json!({"parameters": [parameter]}))
}

fn body(content: Value) -> Value {
    operation(json!({"requestBody": {"required": true, "content": content}}))
}

/// A document whose operation has a JSON response of each schema; null is a response of nothing.
fn responses(schemas: Value) -> Value {
    let Value::Object(schemas) = schemas else {
        panic!()
    };
    let response = |schema: Value| match schema {
        Value::Null => json!({"description": "d"}),
        schema => json!({"description": "d", "content": {"application/json": {"schema": schema}}}),
    };
    let responses: Map<_, _> = schemas
        .into_iter()
        .map(|(code, schema)| (code, response(schema)))
        .collect();
    operation(json!({"responses": responses}))
}

fn content(content: Value) -> Value {
    operation(json!({"responses": {"200": {"description": "d", "content": content}}}))
}

pub(crate) fn schemas(schemas: Value) -> Value {
    let mut document = operation(json!({}));
    document["components"] = json!({"schemas": schemas});
    document
}

/// A document with a schema as the property `p` of the component `S`; a component `T` is a text.
pub(crate) fn property(schema: Value) -> Value {
    schemas(json!({"S": {"type": "object", "properties": {"p": schema}}, "T": {"type": "string"}}))
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = of_operations();
    cases.extend(of_parameters());
    cases.extend(of_bodies());
    cases.extend(of_references());
    cases.extend(of_schemas());
    cases.extend(of_names());
    cases
}

fn of_operations() -> Vec<Case> {
    let mut referred = operation(json!({}));
    referred["paths"] =
        json!({"/a": {"$ref": "#/paths/~1b"}, "/b": {"get": referred["paths"]["/a"]["get"]}});
    let mut two = operation(json!({}));
    two["paths"]["/b"] = two["paths"]["/a"].clone();
    let mut alike = operation(json!({"operationId": "get-a"}));
    alike["paths"]["/b"] = json!({"get": {"operationId": "getA", "responses": {}}});
    let mut nameless = operation(json!({}));
    nameless["paths"]["/a"]["get"]
        .as_object_mut()
        .unwrap()
        .remove("operationId");
    let mut newer = operation(json!({}));
    newer["openapi"] = json!("3.1.0");
    vec![
        ("version", newer, Fails),
        ("path-reference", referred, Fails),
        (
            "path-invalid",
            at("a", "get", json!({})),
            Wrong("the path is passed over"),
        ),
        (
            "path-invalid",
            at("//a", "get", json!({})),
            Wrong("the request goes to `/a`"),
        ),
        ("path-invalid", at("/a{", "get", json!({})), Fails),
        ("path-invalid", at("/a}", "get", json!({})), Fails),
        (
            "path-invalid",
            at("/a?b=c", "get", json!({})),
            Wrong("the query is part of the path"),
        ),
        (
            "method-unsupported",
            at("/a", "trace", json!({})),
            Wrong("reqwest has no `Client::trace`"),
        ),
        (
            "method-unsupported",
            at("/a", "options", json!({})),
            Wrong("reqwest has no `Client::options`"),
        ),
        ("operation-id-missing", nameless, Fails),
        ("operation-id-clash", two, Fails),
        ("operation-id-clash", alike, Fails),
        (
            "operation-id-reserved",
            operation(json!({"operationId": "new"})),
            Fails,
        ),
        (
            "operation-id-reserved",
            operation(json!({"operationId": "exec"})),
            Wrong("it hides the hook `exec`"),
        ),
        (
            "operation-id-reserved",
            operation(json!({"operationId": "Result"})),
            Wrong("it hides `Result`"),
        ),
        (
            "dropshot-extension",
            operation(json!({"x-dropshot-websocket": {}})),
            Fails,
        ),
        (
            "operation-ignored",
            operation(json!({"servers": [{"url": "/"}]})),
            Wrong("the base URL is used"),
        ),
        (
            "response-code",
            responses(json!({"200": null, "20x": null})),
            Wrong("it is passed over"),
        ),
        (
            "response-schemas",
            responses(json!({"200": {"type": "string"}, "201": {"type": "integer"}})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"200": {"type": "string"}, "204": null})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"200": {"type": "string"}, "default": {"type": "integer"}})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"200": null, "404": {"type": "string"}, "500": {"type": "integer"}})),
            Fails,
        ),
        (
            "response-schemas",
            responses(json!({"2XX": null, "404": {"type": "string"}, "default": null})),
            Fails,
        ),
        (
            "response-upgrade",
            responses(json!({"101": null, "200": null})),
            Fails,
        ),
        (
            "response-ignored",
            responses(json!({"200": null, "302": {"type": "string"}})),
            Wrong("its body is not read"),
        ),
        (
            "response-success-missing",
            responses(json!({"404": null})),
            Wrong("a success is raw bytes"),
        ),
        (
            "response-media-types",
            content(json!({
            "application/json": {"schema": {"type": "string"}}, "text/csv": {"schema": {"type": "string"}}})),
            Wrong("only JSON is read"),
        ),
        (
            "response-media-type",
            content(json!({"application/problem+json": {"schema": {"type": "object"}}})),
            Wrong("raw bytes"),
        ),
        (
            "response-media-type",
            content(json!({"*/*": {"schema": {"type": "object"}}})),
            Wrong("raw bytes"),
        ),
        (
            "response-media-type",
            content(json!({"Application/JSON": {"schema": {"type": "object"}}})),
            Wrong("raw bytes"),
        ),
        (
            "response-without-schema",
            content(json!({"application/json": {}})),
            Fails,
        ),
        (
            "response-encoding",
            content(json!({"application/json": {"schema": {}, "encoding": {"a": {}}}})),
            Fails,
        ),
    ]
}

fn of_parameters() -> Vec<Case> {
    let two = |a: Value, b: Value| {
        let mut parameters = json!([
            {"name": "p", "in": "query", "schema": {"type": "string"}},
            {"name": "p", "in": "query", "schema": {"type": "string"}},
        ]);
        for (index, fields) in [a, b].into_iter().enumerate() {
            parameters[index]
                .as_object_mut()
                .unwrap()
                .extend(fields.as_object().unwrap().clone());
        }
        operation(json!({"parameters": parameters}))
    };
    let list = json!({"type": "array", "items": {"type": "string"}});
    let path = |fields: Value| {
        let mut document = parameter(json!({"in": "path", "required": true}));
        let operation = &mut document["paths"]["/a"]["get"];
        operation["parameters"][0]
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        let operation = operation.take();
        document["paths"] = json!({"/a/{p}": {"get": operation}});
        document
    };
    vec![
        (
            "query-explode",
            parameter(json!({"explode": false, "schema": list})),
            Wrong("the parameter is repeated"),
        ),
        (
            "query-style",
            parameter(json!({"style": "spaceDelimited", "schema": list})),
            Fails,
        ),
        (
            "query-style",
            parameter(json!({"style": "deepObject"})),
            Fails,
        ),
        (
            "query-nested",
            parameter(json!({"schema": {"type": "object", "properties": {"a": {}}}})),
            Fails,
        ),
        (
            "query-nested",
            parameter(json!({"schema": {"type": "array", "items": list}})),
            Wrong("it fails at run time"),
        ),
        (
            "query-reserved",
            parameter(json!({"allowReserved": true})),
            Wrong("they are encoded"),
        ),
        (
            "parameter-cookie",
            parameter(json!({"in": "cookie"})),
            Fails,
        ),
        (
            "parameter-content",
            operation(json!({"parameters": [
            {"name": "p", "in": "query", "content": {"application/json": {"schema": {}}}}]})),
            Fails,
        ),
        (
            "parameter-duplicate",
            two(json!({}), json!({"required": true})),
            Wrong("one is dropped"),
        ),
        (
            "parameter-clash",
            two(json!({}), json!({"in": "header"})),
            Wrong("one is dropped"),
        ),
        (
            "parameter-clash",
            two(json!({"name": "a-b"}), json!({"name": "a_b"})),
            Fails,
        ),
        (
            "parameter-reserved",
            parameter(json!({"name": "send"})),
            Fails,
        ),
        (
            "parameter-reserved",
            parameter(json!({"name": "header_map"})),
            Wrong("the code does not compile"),
        ),
        (
            "header-name",
            parameter(json!({"in": "header", "name": "X-Ù"})),
            Wrong("the client panics"),
        ),
        (
            "header-reserved",
            parameter(json!({"in": "header", "name": "Authorization"})),
            Wrong("it is sent"),
        ),
        (
            "parameter-not-scalar",
            parameter(json!({"in": "header", "schema": list})),
            Wrong("the code does not compile"),
        ),
        (
            "parameter-not-scalar",
            parameter(json!({"in": "header", "required": true,
            "schema": {"type": "string", "nullable": true}})),
            Wrong("the code does not compile"),
        ),
        (
            "parameter-not-scalar",
            path(json!({"schema": list})),
            Wrong("the code does not compile"),
        ),
        (
            "path-parameter-optional",
            path(json!({"required": false})),
            Fails,
        ),
        ("path-style", path(json!({"style": "matrix"})), Fails),
        (
            "path-parameter-missing",
            at("/a/{id}", "get", json!({})),
            Fails,
        ),
        (
            "path-parameter-unknown",
            parameter(json!({"in": "path", "required": true})),
            Wrong("it is not sent"),
        ),
    ]
}

fn of_bodies() -> Vec<Case> {
    vec![
        (
            "body-without-content",
            body(json!({})),
            Wrong("the body is left out"),
        ),
        (
            "body-media-types",
            body(json!({"application/json": {"schema": {}}, "text/plain": {"schema": {}}})),
            Fails,
        ),
        (
            "body-media-type",
            body(json!({"multipart/form-data": {"schema": {}}})),
            Fails,
        ),
        (
            "body-media-type",
            body(json!({"application/xml": {"schema": {}}})),
            Fails,
        ),
        (
            "body-without-schema",
            body(json!({"application/json": {}})),
            Fails,
        ),
        (
            "body-schema",
            body(json!({"text/plain": {"schema": {"type": "string", "maxLength": 3}}})),
            Fails,
        ),
        (
            "body-schema",
            body(json!({"application/octet-stream": {"schema": {"type": "string"}}})),
            Fails,
        ),
        (
            "body-encoding",
            body(json!({"application/x-www-form-urlencoded": {
            "schema": {"type": "object"}, "encoding": {"a": {}}}})),
            Fails,
        ),
        (
            "body-optional",
            operation(json!({"requestBody": {"content": {"application/json": {"schema": {}}}}})),
            Wrong("it is required"),
        ),
        (
            "parameter-reserved",
            operation(json!({
            "parameters": [{"name": "body", "in": "query", "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {}}}}})),
            Fails,
        ),
    ]
}

fn of_references() -> Vec<Case> {
    let mut wrong_section = property(json!({"$ref": "#/components/responses/T"}));
    wrong_section["components"]["responses"] = json!({"T": {"description": "d"}});
    vec![
        (
            "reference-dangling",
            property(json!({"$ref": "#/components/schemas/Nope"})),
            Fails,
        ),
        (
            "reference-dangling",
            operation(json!({"parameters": [{"$ref": "#/components/parameters/P"}]})),
            Fails,
        ),
        (
            "reference-dangling",
            operation(json!({"responses": {"200": {"$ref": "#/components/responses/R"}}})),
            Fails,
        ),
        (
            "reference-external",
            property(json!({"$ref": "other.json#/A"})),
            Fails,
        ),
        (
            "reference-external",
            property(json!({"$ref": "../../../etc/passwd"})),
            Fails,
        ),
        (
            "reference-external",
            property(json!({"$ref": "https://example.org/a.json#/A"})),
            Fails,
        ),
        (
            "reference-kind",
            wrong_section,
            Wrong("the schema `T` is taken"),
        ),
        (
            "reference-deep",
            property(json!({"$ref": "#/components/schemas/S/properties/p"})),
            Fails,
        ),
        (
            "reference-deep",
            schemas(
                json!({"S": {"type": "object", "properties": {"p": {"type": "integer"},
            "q": {"$ref": "#/components/schemas/S/properties/p"}}}, "p": {"type": "string"}}),
            ),
            Wrong("the schema `p` is taken"),
        ),
        (
            "reference-siblings",
            property(json!({"$ref": "#/components/schemas/T", "description": "d"})),
            Wrong("the description is lost"),
        ),
        (
            "recursion",
            schemas(json!({"A": {"$ref": "#/components/schemas/A"}})),
            Wrong("a type of no end"),
        ),
        (
            "recursion",
            schemas(json!({
            "A": {"allOf": [{"$ref": "#/components/schemas/B"}, {"type": "object"}]},
            "B": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "object"}]}})),
            Overflows,
        ),
        (
            "recursion-merge",
            schemas(json!({
            "A": {"allOf": [
                {"type": "object", "properties": {"x": {"$ref": "#/components/schemas/A"}}},
                {"type": "object", "properties": {"x": {"type": "object", "properties": {"y": {"type": "string"}}}}}]}})),
            Overflows,
        ),
        (
            "recursion-merge",
            schemas(json!({
            "Base": {"type": "object", "properties": {"parent": {"$ref": "#/components/schemas/Base"}}},
            "Node": {"allOf": [{"$ref": "#/components/schemas/Base"},
                {"type": "object", "properties": {"parent": {"$ref": "#/components/schemas/Node"}}}]}})),
            Overflows,
        ),
        (
            "recursion-merge",
            schemas(json!({
            "Node": {"allOf": [{"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Node"}},
                {"type": "object", "properties": {"a": {"type": "object"}}}]}})),
            Overflows,
        ),
    ]
}

fn of_schemas() -> Vec<Case> {
    vec![
        (
            "schema-keyword",
            property(json!({"const": 1})),
            Wrong("any value is taken"),
        ),
        (
            "schema-keyword",
            property(json!({"type": "object", "patternProperties": {}})),
            Wrong("it is passed over"),
        ),
        (
            "rust-type-extension",
            property(
                json!({"type": "string", "x-rust-type": {"crate": "a", "version": "1", "path": "a::B"}}),
            ),
            Wrong("the document chooses a type"),
        ),
        (
            "discriminator",
            property(
                json!({"oneOf": [{"$ref": "#/components/schemas/T"}], "discriminator": {"propertyName": "t"}}),
            ),
            Wrong("it is ignored"),
        ),
        (
            "schema-type",
            property(json!({"type": ["string", "null"]})),
            Fails,
        ),
        ("schema-type", property(json!({"type": "file"})), Fails),
        (
            "schema-format",
            property(json!({"type": "boolean", "format": "x"})),
            Fails,
        ),
        ("schema-untyped", property(json!({"minimum": 1})), Fails),
        ("schema-untyped", property(json!({"format": "date"})), Fails),
        (
            "schema-untyped",
            property(json!({"nullable": true, "minLength": 1})),
            Wrong("a list is read"),
        ),
        (
            "schema-exclusive",
            property(json!({"exclusiveMinimum": true})),
            Fails,
        ),
        ("composition-empty", property(json!({"allOf": []})), Fails),
        (
            "composition-mixed",
            property(json!({"oneOf": [{"type": "string"}], "anyOf": [{"type": "integer"}]})),
            Fails,
        ),
        (
            "schema-not",
            property(json!({"not": {"type": "string"}})),
            Fails,
        ),
        (
            "schema-not",
            property(json!({"not": {}})),
            Wrong("no value can be read"),
        ),
        (
            "enum-empty",
            property(json!({"type": "string", "enum": []})),
            Wrong("any text is taken"),
        ),
        (
            "enum-type",
            property(json!({"type": "integer", "enum": ["1"]})),
            Fails,
        ),
        ("enum-mixed", property(json!({"enum": ["a", 1]})), Fails),
        (
            "enum-untyped",
            property(json!({"nullable": true, "enum": ["a", null]})),
            Fails,
        ),
        (
            "enum-clash",
            property(json!({"type": "string", "enum": ["A", "a"]})),
            Fails,
        ),
        (
            "enum-clash",
            property(json!({"type": "string", "enum": ["a+", "a-"]})),
            Fails,
        ),
        (
            "array-length",
            property(json!({"type": "array", "minItems": 99, "maxItems": 99, "items": {}})),
            Wrong("the code does not compile"),
        ),
        (
            "property-clash",
            property(json!({"type": "object", "properties": {"a-b": {}, "a_b": {}}})),
            Fails,
        ),
        (
            "property-clash",
            property(
                json!({"type": "object", "properties": {"extra": {}}, "additionalProperties": {"type": "string"}}),
            ),
            Fails,
        ),
        (
            "pattern-invalid",
            property(json!({"type": "string", "pattern": "("})),
            Fails,
        ),
        (
            "pattern-invalid",
            property(json!({"type": "string", "pattern": "(?i)a"})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "default": 3})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "integer", "minimum": 3, "default": 1})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "enum": ["a"], "default": "b"})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"type": "array", "items": {"type": "integer"}, "default": ["x"]})),
            Fails,
        ),
        (
            "default-mismatch",
            property(
                json!({"type": "object", "properties": {"a": {"type": "integer"}}, "default": {"a": "x"}}),
            ),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"oneOf": [{"type": "string"}, {"type": "integer"}], "default": true})),
            Fails,
        ),
        (
            "default-mismatch",
            property(json!({"allOf": [{"$ref": "#/components/schemas/T"}], "default": 3})),
            Wrong("it is passed over"),
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "pattern": "^a$", "default": "b"})),
            Wrong("reading a record panics"),
        ),
        (
            "default-mismatch",
            property(json!({"type": "string", "format": "date", "default": "nope"})),
            Wrong("reading a record panics"),
        ),
        (
            "unreadable",
            property(json!({"type": "string", "minLength": -1})),
            Fails,
        ),
        (
            "unreadable",
            property(json!({"type": "array", "items": [{}]})),
            Fails,
        ),
        (
            "unreadable",
            operation(json!({"responses": {"200": {}}})),
            Fails,
        ),
        (
            "generator",
            property(json!({"allOf": [{"type": "string"}, {"type": "integer"}]})),
            Wrong("no value can be read"),
        ),
    ]
}

fn of_names() -> Vec<Case> {
    let mut version = operation(json!({}));
    version["info"]["version"] = json!("1 é");
    let mut dialect = operation(json!({}));
    dialect["jsonSchemaDialect"] = json!("https://example.org/mine");
    vec![
        (
            "key-refused",
            dialect,
            Wrong("the schemas mean something else"),
        ),
        (
            "key-refused",
            parameter(json!({"collectionFormat": "tsv"})),
            Wrong("it is passed over"),
        ),
        (
            "key-unknown",
            parameter(json!({"requierd": true})),
            Wrong("it is passed over"),
        ),
        ("version-text", version, Wrong("the client panics")),
        (
            "schema-clash",
            schemas(json!({"foo": {"type": "object"}, "Foo": {"type": "object"}})),
            Fails,
        ),
        (
            "component-name",
            schemas(json!({"a b": {"type": "object"}})),
            Wrong("no reference leads to it"),
        ),
        (
            "name-absurd",
            property(json!({"type": "object", "properties": {"a\u{202e}b": {}}})),
            Wrong("it is read as something else"),
        ),
        (
            "name-absurd",
            property(json!({"type": "object", "properties": {"a*/b": {}}})),
            Wrong("it is no honest name"),
        ),
        (
            "name-absurd",
            parameter(json!({"name": "a\nb"})),
            Wrong("it is no honest name"),
        ),
        (
            "name-absurd",
            operation(json!({"operationId": "a".repeat(200)})),
            Wrong("it is no honest name"),
        ),
        (
            "text-unsafe",
            operation(json!({"description": "```\npanic!()\n```"})),
            Wrong("`cargo test` runs it"),
        ),
        (
            "text-unsafe",
            operation(json!({"summary": "<script>alert(1)</script>"})),
            Wrong("a browser runs it"),
        ),
        (
            "text-unsafe",
            property(json!({"type": "string", "description": "a\u{202e}b"})),
            Wrong("it is read as something else"),
        ),
    ]
}
