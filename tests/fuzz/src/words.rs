//! The words that documents and answers are made of.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::Value;

/// The document that the client is generated from: the names of its fields.
const EFFECTIVE: &str = include_str!("../../../openapi/effective.json");

/// The properties of the document's schemas, and the names that links may use beside them.
pub fn fields() -> &'static [String] {
    static FIELDS: OnceLock<Vec<String>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let document: Value = serde_json::from_str(EFFECTIVE).expect("the document is JSON");
        let mut found = BTreeSet::new();
        properties(&document, &mut found);
        let more = [
            "id", "code", "libelle", "intitule", "page", "size", "query", "total", "data",
        ];
        found.extend(more.map(str::to_owned));
        found.into_iter().collect()
    })
}

fn properties(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                found.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| properties(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| properties(value, found)),
        _ => {}
    }
}

/// Scalars as the service writes them, and codes of each kind.
pub const SCALARS: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "2",
    "-1",
    "True",
    "False",
    "true",
    "Non",
    "Oui",
    "null",
    "80735",
    "+7",
    "00042",
    "1e3",
    "29/07/2020",
    "31/02/2020",
    "2020-07-29",
    "2020-07-29T12:00:00",
    "2020-07-29T12:00:00Z",
    "9999-12-31",
    "0000-00-00",
    "RNCP35419",
    "RS5000",
    "RNCP35419BC01",
    "D1102",
    "D1102,A1500",
    "21538",
    "220",
    "320t",
    "M18",
    "26E31103",
    "5",
    "niveau 5",
    "FOR.1",
    "TYPDISP.1",
    "2023",
    "2023-2024",
    "MAJ",
    "NOUV",
    "\u{feff}x",
    "\u{202e}",
];

/// Keywords of all dialects: what the conversions, the lint and the comparison look for.
pub fn keywords() -> &'static [String] {
    static KEYWORDS: OnceLock<Vec<String>> = OnceLock::new();
    KEYWORDS.get_or_init(|| KEYS.split_whitespace().map(str::to_owned).collect())
}

const KEYS: &str = "
    type format enum const default nullable x-nullable properties items required allOf oneOf anyOf
    not if then else additionalProperties unevaluatedProperties patternProperties prefixItems
    contains minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength
    pattern minItems maxItems uniqueItems minProperties maxProperties title description summary
    example examples deprecated readOnly writeOnly discriminator mapping propertyName xml
    contentEncoding contentMediaType $ref $defs $id $anchor $schema $comment definitions
    openapi swagger info license identifier version servers url variables host basePath schemes
    consumes produces paths webhooks components schemas parameters responses requestBodies headers
    securitySchemes securityDefinitions security callbacks links pathItems tags externalDocs
    jsonSchemaDialect get put post delete options head patch trace operationId requestBody content
    schema encoding name in style explode allowReserved allowEmptyValue collectionFormat scheme
    bearerFormat flow flows scopes authorizationUrl tokenUrl application/json text/plain
    application/octet-stream multipart/form-data application/x-www-form-urlencoded 200 201 204 400
    404 4XX 5XX /a /a/{id} /b/{c} a b id A B Error x-rust-type crate path x-sunset";

/// Values of those keywords, and texts that mean to break out of where they are put.
pub const TEXTS: &[&str] = &[
    "string",
    "integer",
    "number",
    "boolean",
    "array",
    "object",
    "null",
    "file",
    "date",
    "date-time",
    "uuid",
    "int32",
    "int64",
    "uint64",
    "float",
    "byte",
    "binary",
    "password",
    "query",
    "path",
    "header",
    "cookie",
    "body",
    "formData",
    "multi",
    "csv",
    "ssv",
    "pipes",
    "form",
    "simple",
    "deepObject",
    "3.0.3",
    "3.1.0",
    "2.0",
    "apiKey",
    "http",
    "oauth2",
    "basic",
    "accessCode",
    "implicit",
    "#",
    "#/",
    "#/components/schemas/A",
    "#/components/schemas/B",
    "#/components/parameters/a",
    "#/components/responses/a",
    "#/components/pathItems/a",
    "#/definitions/A",
    "#/parameters/a",
    "#/responses/a",
    "#/paths/~1a/get",
    "#/$defs/a",
    "#a",
    "other.json#/A",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "https://a.example/{b}",
    "/v1",
    "^[a-z]+$",
    "(a+)+$",
    "[",
    "^(?=x)\\p{L}",
    "2026-01-31",
    "a",
    "b",
    "id",
    "A",
    "B",
    "A b",
    "a-b",
    "self",
    "Self",
    "crate",
    "type",
    "r#type",
    "_",
    "1",
    "\u{e9}t\u{e9}",
    "\u{202e}x",
    "a\u{0}b",
    "*/ fn canary() {}",
    "\"] fn canary() {}",
    "\n fn canary() {} //",
    "\r fn canary() {}",
    "```\nfn canary() {}\n```",
    "> ```\n> fn canary() {}\n> ```",
    "- ```\n  fn canary() {}\n  ```",
    "\n\n    fn canary() {}",
    "<div>\n```\n\n```\nfn canary() {}\n```",
    "{{a}}",
    "{a",
    "a}",
    "::std::process::exit(1)",
    "std::fs::remove_file",
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "%0A::error::x",
    "::error::x",
];
