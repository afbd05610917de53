//! Finds the documents and scripts that the elements of a page refer to.

use serde_json::Value;

use super::html::{Element, Page};
use super::{Reading, Target, config, script};
use openapi_document::parse;

/// Maximum number of scripts read from a page.
const MAX_SCRIPTS: usize = 8;
/// Parts of a script's name that indicate a configuration.
const PROMISING: [&str; 8] = [
    "init", "config", "swagger", "openapi", "redoc", "scalar", "rapidoc", "docs",
];
/// Parts of a script's name that indicate a library.
const LIBRARY: [&str; 10] = [
    "bundle",
    "standalone",
    "preset",
    "vendor",
    "polyfill",
    "jquery",
    "analytics",
    ".min.",
    "-min.",
    "swagger-ui.js",
];

/// Reads the elements of a page: named documents first, then scripts, links and other pages.
pub(super) fn read(page: &Page, primary: Option<&str>, into: &mut Reading) {
    let mut later = Reading::default();
    let mut scripts = Vec::new();
    for element in &page.elements {
        match &*element.name {
            "base" if into.base.is_none() => {
                into.base = element.attribute("href").map(str::to_owned);
            }
            "link" => link(element, into),
            "script" => match element.attribute("src") {
                Some(src) if is_promising(src) && scripts.len() < MAX_SCRIPTS => {
                    scripts.push(src.to_owned());
                }
                Some(_) => {}
                None => inline(element, primary, into),
            },
            "a" => anchor(element, &mut later),
            "iframe" | "frame" => {
                if let Some(src) = element.attribute("src") {
                    later.possible(
                        &format!("an <{}>", element.name),
                        Target::Page(src.to_owned()),
                    );
                }
            }
            "meta" => refresh(element, &mut later),
            _ => {}
        }
        attributes(element, primary, into);
    }
    // RFC 8631 describes the service, so it goes before the documents that a viewer shows.
    into.hints
        .sort_by_key(|hint| !hint.how.contains("service-desc"));
    for src in scripts {
        into.possible(&format!("the script {src}"), Target::Script(src));
    }
    later
        .hints
        .sort_by_key(|hint| matches!(hint.target, Target::Page(_)));
    into.hints.append(&mut later.hints);
}

/// Reads the attributes of the viewers' custom elements.
fn attributes(element: &Element, primary: Option<&str>, into: &mut Reading) {
    let how = |name: &str| format!("the `{name}` of <{}>", element.name);
    for name in ["spec-url", "apidescriptionurl"] {
        if let Some(url) = element.attribute(name) {
            into.url(&how(name), url);
        }
    }
    if let Some(text) = element.attribute("apidescriptiondocument")
        && let Some(document) = config::document(&Value::from(text))
    {
        into.named(&how("apidescriptiondocument"), Target::Document(document));
    }
    if element.attribute("id") == Some("api-reference") {
        if let Some(url) = element.attribute("data-url") {
            into.url(&how("data-url"), url);
        }
        if let Some(Ok(value)) = element
            .attribute("data-configuration")
            .map(serde_json::from_str)
        {
            config::read(&value, &how("data-configuration"), primary, into);
        }
    }
}

fn link(element: &Element, into: &mut Reading) {
    let rel = element
        .attribute("rel")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kind = element.attribute("type").unwrap_or_default();
    let Some(href) = element.attribute("href") else {
        return;
    };
    for relation in rel.split_ascii_whitespace() {
        let alternate = matches!(relation, "alternate" | "describedby") && kind.contains("openapi");
        if relation == "service-desc" || alternate {
            into.url(&format!("<link rel=\"{relation}\">"), href);
        }
    }
}

/// Reads an inline script: data or code.
fn inline(element: &Element, primary: Option<&str>, into: &mut Reading) {
    let kind = element
        .attribute("type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let text = &*element.script;
    if kind.contains("json") || kind.contains("yaml") {
        let Ok(value) = parse(text.as_bytes()) else {
            return;
        };
        let id = element.attribute("id").unwrap_or("without id");
        let how = format!("the data in <script> {id}");
        match id {
            // Nelmio and API Platform; Scalar.
            "swagger-data" | "api-reference" => config::read(&value, &how, primary, into),
            _ => config::search(&value, &how, primary, into),
        }
    } else if kind.is_empty() || kind.contains("javascript") || kind == "module" {
        script::read(text, primary, into);
    }
}

/// Reads a link whose target is named like a document.
fn anchor(element: &Element, into: &mut Reading) {
    let Some(href) = element.attribute("href") else {
        return;
    };
    let path = href
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_data = [".json", ".yaml", ".yml"]
        .iter()
        .any(|ending| name.ends_with(ending));
    let is_named = ["openapi", "swagger", "api-docs"]
        .iter()
        .any(|word| name.contains(word));
    if (is_data && is_named) || path.ends_with("/api-docs") {
        into.possible("a link", Target::Url(href.to_owned()));
    }
}

/// The target of `<meta http-equiv="refresh" content="0; url=…">`.
fn refresh(element: &Element, into: &mut Reading) {
    let is_refresh = element
        .attribute("http-equiv")
        .is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
    let content = element.attribute("content").unwrap_or_default();
    if is_refresh
        && let Some((_, rest)) = content.split_once([';', ','])
        && let Some((name, url)) = rest.split_once('=')
        && name.trim().eq_ignore_ascii_case("url")
    {
        let url = url.trim().trim_matches(['"', '\'']);
        into.possible("a refresh", Target::Page(url.to_owned()));
    }
}

/// Whether a script probably configures a viewer instead of being one.
fn is_promising(src: &str) -> bool {
    let path = src
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let usual = matches!(name, "index.js" | "main.js" | "app.js" | "script.js");
    let promising = usual || PROMISING.iter().any(|part| name.contains(part));
    promising && !LIBRARY.iter().any(|part| name.contains(part))
}

/// The documents that `Link` headers name as the service's description (RFC 8288, RFC 8631).
pub(super) fn link_headers(headers: &[String], into: &mut Reading) {
    let mut found = Reading::default();
    for header in headers {
        // `<url>; rel="…", <url>; …`: a URL ends at `>`, so commas in it do no harm.
        for part in header.split('<').skip(1) {
            let Some((url, parameters)) = part.split_once('>') else {
                continue;
            };
            let is_description = parameters.split(';').any(|parameter| {
                let (name, value) = parameter.split_once('=').unwrap_or_default();
                let value = value.trim().trim_end_matches(',').trim_matches(['"', ' ']);
                name.trim().eq_ignore_ascii_case("rel")
                    && value
                        .split_ascii_whitespace()
                        .any(|rel| rel.trim_matches('"').eq_ignore_ascii_case("service-desc"))
            });
            if is_description {
                found.url("the Link header (rel=\"service-desc\")", url);
            }
        }
    }
    found.hints.append(&mut into.hints);
    into.hints = found.hints;
}
