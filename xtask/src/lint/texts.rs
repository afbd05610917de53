//! Texts that end up in the documentation of the generated code, and the version on the wire.

use super::context::Context;
use super::fix;
use super::names::{is_bidi, is_unprintable};
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
        .any(|c| (c.is_control() && !"\n\r\t".contains(c)) || is_bidi(c))
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
    if holds_rust(text) {
        return Some("holds a block of code, which `cargo test` would run as Rust");
    }
    None
}

/// Whether rustdoc would take a part of a text for Rust: a fenced block that names no other
/// language, or an indented one.
fn holds_rust(text: &str) -> bool {
    let (mut fence, mut blank, mut list) = (None, true, false);
    for line in text.lines() {
        let inner = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| inner.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => {
                let language = inner
                    .trim_start_matches(['`', '~'])
                    .trim()
                    .to_ascii_lowercase();
                let others = [
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
                if !others.contains(&language.as_str()) {
                    return true;
                }
                fence = Some(mark);
            }
            (Some(open), Some(mark)) if open == mark => fence = None,
            (Some(_), _) => {}
            (None, None) => {
                let indented = line.starts_with("    ") || line.starts_with('\t');
                if indented && blank && !list && !inner.is_empty() {
                    return true;
                }
                if !indented && !inner.is_empty() {
                    list = inner.starts_with(['-', '*', '+'])
                        || inner.starts_with(|c: char| c.is_ascii_digit());
                }
            }
        }
        blank = inner.is_empty();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::holds_rust;

    #[test]
    fn code_that_rustdoc_would_run_is_found() {
        for text in [
            "```\nx\n```",
            "a\n\n    let x = 1;",
            "~~~rust\nx\n~~~",
            "```no_run\nx\n```",
            "\tx",
            "```json\n{}\n```\n```\nx\n```",
        ] {
            assert!(holds_rust(text), "{text}");
        }
        for text in [
            "a\nb",
            "a `b` c",
            "```json\n{}\n```",
            "- a\n\n    more of a",
            "a\n    the same",
            "```text\n\n    x\n```",
        ] {
            assert!(!holds_rust(text), "{text}");
        }
    }
}
