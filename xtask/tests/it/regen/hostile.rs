//! A hostile published document: nothing in it becomes code or a test, or makes us read a file.

use std::process::Command;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};
use syn::visit_mut::VisitMut;

use crate::regen::failures::fails;
use crate::regen::tree::Tree;

/// Texts that try to escape from their comment.
const TEXTS: [&str; 17] = [
    "*/ fn canary() {} /*",
    "\"] fn canary() {} #[doc = \"",
    "\n fn canary() {}",
    "\r fn canary() {}\r\n fn canary() {}",
    "\u{2028}fn canary() {}",
    "}}}} fn canary() {}",
    "```\nfn canary() {}\n```",
    "~~~rust\nfn canary() {}\n~~~",
    "````json\n```\n````\n```\nfn canary() {}",
    "> ```\n> fn canary() {}\n> ```",
    "- ```\n  fn canary() {}\n  ```",
    "1. a\n\n       fn canary() {}",
    ">     fn canary() {}",
    "a\n\n    fn canary() {}",
    "a\n\n\tfn canary() {}",
    "<p>\n```\n\n```\nfn canary() {}\n```",
    "a `b\n```\nfn canary() {}\n```\nc` d",
];

/// A document with this text wherever a text is allowed.
fn saying(text: &str) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": text, "description": text, "version": "1", "contact": {"name": text}},
        "tags": [{"name": "t", "description": text}],
        "servers": [{"url": "https://a.example", "description": text}],
        "paths": {"/a/{id}": {"summary": text, "description": text, "get": {
            "operationId": "a", "summary": text, "description": text,
            "externalDocs": {"url": "https://a.example", "description": text},
            "parameters": [
                {"name": "id", "in": "path", "required": true, "description": text, "schema": {"type": "string"}},
                {"name": "q", "in": "query", "description": text, "schema": {"type": "string", "description": text}},
            ],
            "requestBody": {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}},
            "responses": {"200": {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}},
        }}},
        "components": {"schemas": {
            "A": {"type": "object", "description": text, "properties": {
                "b": {"type": "string", "description": text, "example": text, "default": text},
                "c": {"type": "string", "title": text, "enum": ["x", "y"], "description": text},
            }},
        }},
    })
}

/// The generated file of a document.
fn generate(document: &Value) -> Result<String, String> {
    let options = xtask::generate::options();
    let accepted = progenitor_preflight::preflight(document, &options, &mut |_| {});
    let file = accepted.map_err(|refused| refused.to_string())?.file;
    xtask::generate::generate(file, document, "0")
}

#[test]
fn text_never_becomes_code_or_a_doc_test() {
    let mut documentation = String::new();
    for text in TEXTS {
        let code = generate(&saying(text)).expect("the generator ignores the texts");
        let file: TokenStream = code.parse().expect("the code is Rust");
        assert!(!holds_canary(file), "{text:?} became code");
        let docs = Docs::of(&code);
        assert!(
            docs.0.contains("canary"),
            "{text:?} is not in the documentation"
        );
        documentation += &docs.0;
    }
    // Without the rewrite, rustdoc would find code in them.
    let bare: String = TEXTS.iter().map(|text| documented(text)).collect();
    assert!(
        tests_in(&bare) > 8,
        "the texts are dangerous without the rewrite"
    );
    assert_eq!(tests_in(&documentation), 0);
}

/// All documentation of the file, each on a separate item.
struct Docs(String);

impl Docs {
    fn of(code: &str) -> Self {
        let mut docs = Self(String::new());
        docs.visit_file_mut(&mut syn::parse_file(code).unwrap());
        docs
    }
}

impl VisitMut for Docs {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        self.keep(attributes);
    }
}

impl Docs {
    fn keep(&mut self, attributes: &[syn::Attribute]) {
        let lines = attributes.iter().filter_map(|attribute| {
            let syn::Meta::NameValue(meta) = &attribute.meta else {
                return None;
            };
            match &meta.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(line),
                    ..
                }) if meta.path.is_ident("doc") => Some(line.value()),
                _ => None,
            }
        });
        let lines: Vec<_> = lines.collect();
        if !lines.is_empty() {
            self.0 += &documented(&lines.join("\n"));
        }
    }
}

/// A module with this documentation.
fn documented(text: &str) -> String {
    format!("pub mod m {{ #![doc = {text:?}] }}\n")
}

/// The number of tests that rustdoc finds in these modules.
fn tests_in(modules: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("lib.rs");
    let modules = modules.lines().enumerate();
    let renamed: String = modules
        .map(|(at, line)| line.replacen("pub mod m", &format!("pub mod m{at}"), 1) + "\n")
        .collect();
    std::fs::write(&source, renamed).unwrap();
    let output = Command::new("rustdoc")
        .args(["--test", "--edition", "2024", "--test-args", "--list"])
        .arg(&source)
        .output()
        .expect("rustdoc comes with the toolchain");
    let said = String::from_utf8_lossy(&output.stdout);
    let count = said.lines().find_map(|line| line.split_once(" tests,"));
    let (count, _) = count.unwrap_or_else(|| panic!("{said}{output:?}"));
    count.parse().unwrap()
}

/// Whether `fn canary` is part of the code.
fn holds_canary(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => holds_canary(group.stream()),
        TokenTree::Ident(name) if name == "fn" => {
            matches!(tokens.get(at + 1), Some(TokenTree::Ident(name)) if name == "canary")
        }
        _ => false,
    })
}

/// A valid document with one member inserted at a pointer.
fn with(pointer: &str, key: &str, value: Value) -> String {
    let mut document = saying("words");
    document.pointer_mut(pointer).unwrap()[key] = value;
    document.to_string()
}

#[tokio::test]
async fn name_with_bidi_override_is_refused() {
    let property = "/components/schemas/A/properties";
    let document = with(property, "x\u{202e}y", json!({"type": "object"}));
    fails(&Tree::new(), &document, &["name-unprintable"]).await;
}

#[test]
fn document_chooses_no_type_of_another_crate() {
    for extension in [
        json!({"crate": "std", "version": "1.0.0", "path": "std::process::Command"}),
        json!({"crate": "certifinfo-sdk", "version": "*", "path": "certifinfo_sdk::{canary()}"}),
    ] {
        let document = with("/components/schemas/A", "x-rust-type", extension);
        let code = generate(&serde_json::from_str(&document).unwrap()).unwrap();
        assert!(
            !code.contains("Command") && !code.contains("canary"),
            "{code}"
        );
    }
}

/// An invalid name is turned into a valid one, or stays a text.
#[test]
fn names_that_are_code_become_plain_names() {
    let get = "/paths/~1a~1{id}/get";
    let property = "/components/schemas/A/properties";
    let code = "a() {} } fn canary() {} //\"] fn canary() {}";
    for document in [
        with(get, "operationId", json!(code)),
        with(&format!("{get}/parameters/1"), "name", json!(code)),
        with(property, code, json!({"type": "string"})),
        with(&format!("{property}/c"), "enum", json!([code, "b"])),
        with(&format!("{property}/c"), "pattern", json!(code)),
        with("/info", "version", json!(code)),
        with("/servers/0", "url", json!(code)),
        with(
            "/components/schemas",
            code,
            json!({"type": "object", "properties": {}}),
        ),
        with(
            "/paths",
            &format!("/{code}"),
            json!({"get": {"operationId": "b", "responses": {}}}),
        ),
    ] {
        let document: Value = serde_json::from_str(&document).unwrap();
        match generate(&document) {
            Ok(code) => assert!(!holds_canary(code.parse().unwrap()), "{document:#}"),
            Err(error) => assert!(!error.is_empty()),
        }
    }
}

#[tokio::test]
async fn external_reference_is_never_read() {
    for reference in [
        "../../../../../../etc/passwd",
        "file:///etc/passwd",
        "published.json#/a",
        "//127.0.0.1:9/a.json",
        "http://127.0.0.1:9/a.json#/A",
    ] {
        // The request refers to it; a response would be read as any JSON.
        let properties = "/components/schemas/A/properties";
        let document = with(properties, "B", json!({"$ref": reference}));
        let expected = ["several-files", "/properties/B"];
        fails(&Tree::new(), &document, &expected).await;
    }
}

#[tokio::test]
async fn million_operations_are_rejected() {
    for (count, item, expected) in [
        (1_000_000, r#"{"get":{"responses":{}}}"#, "16777216 bytes"),
        (
            50_000,
            r#"{"get":{"responses":{}}}"#,
            "more than 2000 operations",
        ),
        (1_001, r#"{"get":{"responses":{}}}"#, "more than 1000 paths"),
    ] {
        let paths: Vec<String> = (0..count).map(|at| format!("\"/{at}\":{item}")).collect();
        let document = format!(
            r#"{{"openapi":"3.0.3","info":{{"title":"t","version":"1"}},"paths":{{{}}}}}"#,
            paths.join(",")
        );
        fails(&Tree::new(), &document, &[expected]).await;
    }
}
