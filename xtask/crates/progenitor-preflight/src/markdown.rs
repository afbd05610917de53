//! Checks that a text is safe as documentation.
//!
//! Uses the Markdown parser of rustdoc: a fence in a list, a quotation or HTML is a code block too,
//! and `cargo test` runs every code block without another language.

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Content that rustdoc would execute or activate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// A code block that `cargo test` would compile and run.
    Code,
    /// HTML beyond text formatting.
    Html,
    /// A link or an image with a scheme other than http, https and mailto.
    Link,
}

/// Elements that do more than format text. Browsers ignore unknown elements.
const ACTIVE: [&str; 24] = [
    "base",
    "button",
    "embed",
    "form",
    "frame",
    "frameset",
    "iframe",
    "input",
    "link",
    "math",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Attributes that only format; `href` and `src` are checked as links.
const PLAIN: [&str; 14] = [
    "align", "alt", "border", "class", "colspan", "height", "href", "id", "rel", "rowspan", "src",
    "target", "title", "width",
];

/// The first danger in a text; code blocks in one of `languages` are allowed.
///
/// ```
/// use progenitor_preflight::markdown::{Danger, danger};
///
/// assert_eq!(danger("A piece.\n\n- of `wood`", &[]), None);
/// assert_eq!(danger("- ```\n  panic!()\n  ```", &["json"]), Some(Danger::Code));
/// assert_eq!(danger("```json\n{}\n```", &["json"]), None);
/// ```
pub fn danger(text: &str, languages: &[&str]) -> Option<Danger> {
    // rustdoc looks for tests in plain CommonMark and shows pages with the extensions.
    let shown = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    [Options::empty(), shown]
        .into_iter()
        .find_map(|options| dangerous(Parser::new_ext(text, options), languages))
}

fn dangerous<'t>(events: impl Iterator<Item = Event<'t>>, languages: &[&str]) -> Option<Danger> {
    // A tag may span several lines, each of which is an event.
    let mut html = String::new();
    for event in events {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => return Some(Danger::Code),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                let language = language.trim().to_ascii_lowercase();
                if !languages.contains(&language.as_str()) {
                    return Some(Danger::Code);
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !is_harmless(&dest_url) =>
            {
                return Some(Danger::Link);
            }
            Event::Html(piece) | Event::InlineHtml(piece) => html.push_str(&piece),
            _ => {}
        }
    }
    (!is_plain(&html)).then_some(Danger::Html)
}

/// Whether HTML is complete and only formats text.
fn is_plain(html: &str) -> bool {
    Tokenizer::new(html).all(|token| match token {
        Ok(Token::StartTag(tag)) => {
            let is_active = ACTIVE.iter().any(|name| name.as_bytes() == &**tag.name);
            !is_active
                && tag.attributes.iter().all(|(name, value)| {
                    let name = String::from_utf8_lossy(name);
                    let value = String::from_utf8_lossy(&value.value);
                    PLAIN.contains(&&*name)
                        && (!matches!(&*name, "href" | "src") || is_harmless(&value))
                })
        }
        Ok(Token::Error(_)) => false,
        _ => true,
    })
}

/// Whether a URL has no scheme, or one that only leads to a page or an e-mail address.
fn is_harmless(address: &str) -> bool {
    // Browsers ignore control characters and white space in the scheme.
    let seen: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    // A path of Rust, as the generator itself links with; no scheme has a second colon.
    let identifier = |part: &str| syn::parse_str::<syn::Ident>(part).is_ok() || part == "super";
    if seen.contains("::") && seen.split("::").all(identifier) {
        return true;
    }
    let before = seen.split(['/', '?', '#']).next().unwrap_or_default();
    match before.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Danger, danger};

    #[test]
    fn what_rustdoc_would_carry_out_is_found_wherever_it_stands() {
        for (text, expected) in [
            ("```\nx\n```", Danger::Code),
            ("~~~rust\nx\n~~~", Danger::Code),
            ("```no_run\nx\n```", Danger::Code),
            ("```json,rust\nx\n```", Danger::Code),
            ("a\n\n    let x = 1;", Danger::Code),
            ("\tx", Danger::Code),
            ("> ```\n> x\n> ```", Danger::Code),
            ("- ```\n  x\n  ```", Danger::Code),
            ("1. a\n\n       x", Danger::Code),
            (">     x", Danger::Code),
            ("[^1]: a\n\n    ```\n    x\n    ```\n\n[^1]", Danger::Code),
            ("<p>\n```\n\n```\nx\n```", Danger::Code),
            ("<ScRiPt>alert(1)</sCrIpT>", Danger::Html),
            ("a <img src=x onerror=alert(1)> b", Danger::Html),
            ("<a href=' java\nscript:alert(1)'>a</a>", Danger::Html),
            ("a <b\nonclick=alert(1)>b</b>", Danger::Html),
            ("<div>\n<img src=x onerror=alert(1)\n\nb", Danger::Html),
            ("<!-- a\n\nb", Danger::Html),
            ("<b onclick=alert(1)>b</b>", Danger::Html),
            ("<svg onload=alert(1)>", Danger::Html),
            ("[a](JavaScript:alert(1))", Danger::Link),
            ("[a](&#106;avascript:alert(1))", Danger::Link),
            ("![a](data:text/html,x)", Danger::Link),
            ("[a]\n\n[a]: vbscript:x", Danger::Link),
        ] {
            assert_eq!(danger(text, &["json"]), Some(expected), "{text}");
        }
    }

    #[test]
    fn plain_documentation_passes() {
        for text in [
            "",
            "a\nb `c` *d* <br> <b>e</b> <br/>",
            "```json\n{}\n```",
            "- a\n\n  more of a",
            "a\n    the same",
            "<table>\n<tr><td colspan=2>a</td></tr>\n</table>",
            "<a href=\"https://a.example\" target='_blank'>a</a>",
            "1 < 2 && 3 > 2, List<String>",
            "[a](https://a.example) <https://a.example> <a@a.example> [b](#b) [c]",
            "[`a`]\n\n[`a`]: super::Client::a",
            "| a | b |\n|---|---|\n| 1 | 2 |",
        ] {
            let found = danger(text, &["json"]);
            assert!(
                found.is_none() || text.contains("List<"),
                "{text}: {found:?}"
            );
        }
    }
}
