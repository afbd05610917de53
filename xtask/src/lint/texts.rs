//! Texts that end up in the documentation of the generated code, and the version on the wire.

use super::context::Context;
use super::fix;
use super::names::is_unprintable;
use crate::dialect::pointer::Pointer;
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
                    .filter(|c| !is_unprintable(*c) && !"<>`".contains(*c))
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
        .any(|c| is_unprintable(c) && !"\n\r\t".contains(c))
    {
        return Some("holds characters that cannot be seen");
    }
    let lower = text.to_ascii_lowercase();
    if [
        "<script",
        "<iframe",
        "<object",
        "<embed",
        "<style",
        "<link",
        "javascript:",
    ]
    .iter()
    .any(|tag| lower.contains(tag))
    {
        return Some("holds HTML that the documentation would carry out");
    }
    // rustdoc takes fenced and indented blocks for Rust, and `cargo test` runs them.
    let code = |line: &str| {
        let inner = line.trim_start();
        inner.starts_with("```") || inner.starts_with("~~~")
    };
    if text.lines().any(code) {
        return Some("holds a block of code, which `cargo test` would run as Rust");
    }
    None
}
