//! The same small API, published in every dialect and notation, gives the same client.

use crate::regen::tree::{Run, Tree, serve};

const JSON: &str = "application/json";
const YAML: &str = "application/yaml";
const HTML: &str = "text/html";

const SWAGGER_20: &str = r##"{
  "swagger": "2.0",
  "info": { "title": "t", "version": "1" },
  "produces": ["application/json"],
  "paths": { "/livre": { "get": {
    "operationId": "livre", "summary": "Un livre",
    "parameters": [{ "name": "id", "in": "query", "required": true, "type": "integer", "description": "Son code" }],
    "responses": { "200": { "description": "Le livre", "schema": { "$ref": "#/definitions/Livre" } } } } } },
  "definitions": { "Livre": { "type": "object", "description": "Un livre", "properties": {
    "titre": { "type": "string", "x-nullable": true, "description": "Son titre" } } } }
}"##;

const OPENAPI_30: &str = r##"
openapi: 3.0.2
info: { title: t, version: "1" }
paths:
  /livre:
    get:
      operationId: livre
      summary: Un livre
      parameters:
        - { name: id, in: query, required: true, description: Son code, schema: { type: integer } }
      responses:
        200:
          description: Le livre
          content: { application/json: { schema: { $ref: "#/components/schemas/Livre" } } }
components:
  schemas:
    Livre:
      type: object
      description: Un livre
      properties:
        titre: { type: string, nullable: true, description: Son titre }
"##;

const OPENAPI_31: &str = r##"{
  "openapi": "3.1.0",
  "info": { "title": "t", "version": "1" },
  "paths": { "/livre": { "get": {
    "operationId": "livre", "summary": "Un livre",
    "parameters": [{ "name": "id", "in": "query", "required": true, "description": "Son code", "schema": { "type": "integer" } }],
    "responses": { "200": { "description": "Le livre", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Livre" } } } } } } } },
  "components": { "schemas": { "Livre": { "type": "object", "description": "Un livre", "properties": {
    "titre": { "type": ["string", "null"], "description": "Son titre" } } } } }
}"##;

/// The generated code, without its header (which names the digest of its input).
fn code(tree: &Tree) -> String {
    let text = tree.get("certifinfo-sdk/src/generated.rs");
    text.split_once("\n\n").unwrap().1.to_owned()
}

async fn generated_from(content_type: &'static str, document: &str) -> String {
    let url = serve(vec![("/document", content_type, document.to_owned())]).await;
    let tree = Tree::new();
    let (outcome, said) = tree.regen(Run::from(&format!("{url}/document"))).await;
    outcome.unwrap_or_else(|error| panic!("{error}\n{said}"));
    code(&tree)
}

#[tokio::test]
async fn every_dialect_gives_the_same_client() {
    let expected = generated_from(JSON, OPENAPI_31).await;
    assert!(expected.contains("pub fn livre(&self)"), "{expected}");
    assert!(expected.contains("Sets `id`: Son code"), "{expected}");
    assert_eq!(
        generated_from(YAML, OPENAPI_30).await,
        expected,
        "3.0 in YAML"
    );
    assert_eq!(generated_from(JSON, SWAGGER_20).await, expected, "2.0");
}

#[tokio::test]
async fn documentation_page_leads_to_its_document() {
    let page = r##"<html><body><div id="swagger-ui"></div><script>
        window.ui = SwaggerUIBundle({ url: "/v1/livre.yaml", dom_id: "#swagger-ui" })
        </script></body></html>"##;
    let url = serve(vec![
        ("/docs", HTML, page.to_owned()),
        ("/v1/livre.yaml", YAML, OPENAPI_30.to_owned()),
    ])
    .await;
    let tree = Tree::new();
    let (outcome, said) = tree.regen(Run::from(&format!("{url}/docs"))).await;
    outcome.unwrap();
    assert!(said.contains("/v1/livre.yaml"), "{said}");
    assert_eq!(code(&tree), generated_from(JSON, OPENAPI_31).await);
    // The record describes the document as published.
    assert!(tree.get("openapi/published.json").contains("3.0.2"));
    let record = tree.get("openapi/source.toml");
    assert!(record.contains("dialect = \"OpenAPI 3.0.2\""), "{record}");
    assert!(record.contains("origin = \"fetched\""), "{record}");
    // Addresses of this machine are not recorded.
    assert!(
        record.contains("url = \"http://127.0.0.1:9/docs\""),
        "{record}"
    );
}

#[tokio::test]
async fn unquoted_version_is_accepted() {
    let document = OPENAPI_30.replace("version: \"1\"", "version: 1.2");
    let url = serve(vec![("/document", YAML, document)]).await;
    let tree = Tree::new();
    let (outcome, said) = tree.regen(Run::from(&format!("{url}/document"))).await;
    outcome.unwrap_or_else(|error| panic!("{error}\n{said}"));
    assert!(said.contains("#/info/version: a number"), "{said}");
    let record = tree.get("openapi/source.toml");
    assert!(record.contains("version = \"1.2\""), "{record}");
}

#[tokio::test]
async fn file_source_is_accepted() {
    let tree = Tree::new();
    tree.put("incoming.yaml", OPENAPI_30);
    let file = tree.path().join("incoming.yaml");
    let (outcome, said) = tree.regen(Run::from(file.to_str().unwrap())).await;
    outcome.unwrap_or_else(|error| panic!("{error}\n{said}"));
    assert_eq!(code(&tree), generated_from(JSON, OPENAPI_31).await);
}

#[tokio::test]
async fn fetched_reconstruction_stays_a_reconstruction() {
    let document = OPENAPI_31.replace(r#""version": "1""#, r#""version": "0.0.0-reconstructed""#);
    let url = serve(vec![("/openapi.json", JSON, document)]).await;
    let tree = Tree::new();
    tree.regen(Run::from(&format!("{url}/openapi.json")))
        .await
        .0
        .unwrap();
    let record = tree.get("openapi/source.toml");
    assert!(record.contains("origin = \"reconstructed\""), "{record}");
}
