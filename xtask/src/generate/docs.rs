//! Rewrites documentation to `///` lines, without code that would run as a test.
//!
//! The descriptions are untrusted. `cargo test --doc` would compile and run a fenced or indented
//! block in one of them, so every block is marked as text. Where that is not enough (a block in a
//! list, in a quotation, in HTML), the whole description becomes a block of text.

use openapi_document::text::is_bidi_override;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, parse_quote};

use progenitor_preflight::markdown::danger;

/// The languages that [`marked`] leaves on code blocks.
const LANGUAGES: [&str; 2] = ["json", "text"];

/// Rewrites every `#[doc = "…"]` of the file.
pub(super) fn split(file: &mut syn::File) {
    Splitter.visit_file_mut(file);
}

struct Splitter;

impl VisitMut for Splitter {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let mut split = Vec::with_capacity(attributes.len());
        let mut rest = attributes.drain(..).peekable();
        while let Some(attribute) = rest.next() {
            let Some(mut text) = text(&attribute) else {
                split.push(attribute);
                continue;
            };
            // rustdoc reads adjacent attributes as one text.
            while let Some(more) = rest.peek().and_then(self::text) {
                text = format!("{text}\n{more}");
                rest.next();
            }
            split.extend(lines(&text).into_iter().map(|line| {
                // Each line starts with a space, as in handwritten `///` comments.
                let bare = line.is_empty() || line.starts_with(' ');
                let line = if bare { line } else { format!(" {line}") };
                match attribute.style {
                    syn::AttrStyle::Outer => parse_quote!(#[doc = #line]),
                    syn::AttrStyle::Inner(_) => parse_quote!(#![doc = #line]),
                }
            }));
        }
        drop(rest);
        *attributes = split;
    }
}

/// The text of a `#[doc = "…"]` attribute.
fn text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    if !meta.path.is_ident("doc") {
        return None;
    }
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// The lines of a description, safe in a doc comment.
fn lines(text: &str) -> Vec<String> {
    let lines = marked(text);
    match danger(&as_read(&lines), &LANGUAGES) {
        None => lines,
        Some(_) => as_block(text),
    }
}

/// The lines as rustdoc reads them: without the common indentation, the space after `///` included.
fn as_read(lines: &[String]) -> String {
    let indent = |line: &String| (line.len() - line.trim_start_matches(' ').len()).max(1);
    let written = lines.iter().filter(|line| !line.is_empty());
    let common = written.map(indent).min().unwrap_or(1);
    let read = lines.iter().map(|line| match line.starts_with(' ') {
        true => &line[common..],
        false => line,
    });
    read.collect::<Vec<_>>().join("\n")
}

/// The whole text as one block, under a fence longer than any in it.
fn as_block(text: &str) -> Vec<String> {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let inside = text.lines().map(|line| clean(line.trim_end()));
    std::iter::once(format!("{fence}text"))
        .chain(inside)
        .chain([fence.clone()])
        .collect()
}

/// The lines with every top-level code block marked as text.
fn marked(text: &str) -> Vec<String> {
    let mut fence: Option<(char, usize)> = None;
    text.lines()
        .map(|line| {
            let line = clean(line.trim_end());
            let bare = line.trim_start();
            match (fence, mark(bare)) {
                (None, Some((mark, length))) => {
                    fence = Some((mark, length));
                    let language = bare.trim_start_matches(mark).trim();
                    let language = if language == "json" { "json" } else { "text" };
                    format!("{}{language}", String::from(mark).repeat(length))
                }
                (Some((mark, length)), Some((other, other_length)))
                    if mark == other
                        && other_length >= length
                        && bare.trim_start_matches(mark).is_empty() =>
                {
                    fence = None;
                    bare.to_owned()
                }
                (Some(_), _) => line,
                // Four spaces start a code block in Markdown: at most three are kept.
                (None, None) if line.len() - bare.len() > 3 => format!("   {bare}"),
                (None, None) => line,
            }
        })
        .collect::<Vec<_>>()
        .into_iter()
        .chain(fence.map(|(mark, length)| String::from(mark).repeat(length)))
        .collect()
}

/// The fence that a line opens or closes: its character and length.
fn mark(line: &str) -> Option<(char, usize)> {
    let first = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|&c| c == first).count();
    (length >= 3).then_some((first, length))
}

/// Replaces control and bidirectional formatting characters, which falsify how a line looks.
fn clean(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() || is_bidi_override(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}
