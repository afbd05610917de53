//! Texts that end up in the documentation of the generated code, and the version on the wire.

use super::context::Context;
use super::fix;
use super::names::{is_bidi, is_unprintable};
use crate::markdown::{Danger, danger};
use openapi_document::Pointer;
use serde_json::{Value, json};

pub(super) fn check(context: &mut Context<'_>) {
    version(context);
    for (_, value, at) in context.all(|_| true) {
        for key in ["title", "summary", "description", "termsOfService"] {
            let Some(Value::String(text)) = value.get(key) else {
                continue;
            };
            if let Some(problem) = problem(text) {
                let flat: String = text
                    .chars()
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .filter(|c| !is_unprintable(*c) && !"<>`~[]".contains(*c))
                    .collect();
                let flat = flat.split_whitespace().collect::<Vec<_>>().join(" ");
                context.error(
                    "text-unsafe",
                    &at.join(key),
                    format!("the text {problem}"),
                    fix::update(context.document, &at, json!({key: flat})),
                );
            }
        }
    }
}

/// The generated client sends the version as a header, and panics on one that is no header value.
fn version(context: &mut Context<'_>) {
    let Some(Value::String(version)) = context.document.pointer("/info/version") else {
        return;
    };
    if !version.chars().all(|c| (' '..='~').contains(&c)) {
        let visible: String = version
            .chars()
            .filter(|c| ('!'..='~').contains(c))
            .collect();
        context.error(
            "version-text",
            &Pointer::from(["info", "version"]),
            format!("the version {version:?} holds more than ASCII: the client would panic on it"),
            fix::update(
                context.document,
                &Pointer::from(["info"]),
                json!({"version": visible}),
            ),
        );
    }
}

fn problem(text: &str) -> Option<&'static str> {
    if text
        .chars()
        .any(|c| (c.is_control() && !"\n\r\t".contains(c)) || is_bidi(c))
    {
        return Some("holds characters that cannot be seen");
    }
    danger(text, &LANGUAGES).map(|danger| match danger {
        Danger::Code => "holds a block of code, which `cargo test` would run as Rust",
        Danger::Html => "holds HTML that the documentation would carry out",
        Danger::Link => "holds a link that does more than lead to a page",
    })
}

/// Languages that rustdoc does not take for Rust.
const LANGUAGES: [&str; 24] = [
    "json",
    "text",
    "txt",
    "http",
    "bash",
    "sh",
    "shell",
    "console",
    "xml",
    "html",
    "yaml",
    "yml",
    "javascript",
    "js",
    "typescript",
    "ts",
    "python",
    "php",
    "java",
    "sql",
    "csv",
    "curl",
    "plaintext",
    "none",
];
