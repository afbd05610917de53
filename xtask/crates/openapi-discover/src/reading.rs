//! From a documentation page to the OpenAPI document that it names or holds.
//!
//! Nothing here touches a network: a page, a script or a viewer's configuration goes in, and
//! [`Hint`]s come out, best first; `source` follows them. Any bytes are read without panic and in
//! linear time, since a page may be hostile.
//!
//! Read are the pages of Swagger UI (as `FastAPI`, springdoc, `NestJS`, swagger-ui-express,
//! Swashbuckle and Nelmio write them too), Redoc, Scalar, `RapiDoc` and Stoplight Elements, the
//! relation `service-desc` (RFC 8631), and plain links.

mod config;
mod elements;
pub(crate) mod html;
mod js;
mod script;
pub mod well_known;

use serde_json::{Map, Value};

use html::quoted;

/// Hints that one page, script or configuration may give; the rest is left out.
const MAX_HINTS: usize = 200;

/// One of several documents that a page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The name a reader picks it by.
    pub name: String,
    /// Its URL, as written.
    pub url: String,
}

/// What a hint leads to; URLs are as written, relative to the page (and its `<base>`).
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// The document itself, embedded.
    Document(Value),
    /// A document's URL.
    Url(String),
    /// The URL of a viewer's configuration, which names the document.
    Config(String),
    /// Several documents, and the one that is shown first if the page says which.
    Several(Vec<Choice>, Option<usize>),
    /// A script that may name the document.
    Script(String),
    /// Another page, which this one shows or leads to.
    Page(String),
}

/// How much a hint says about where the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// The page names its document: if it cannot be had, guessing would find another one.
    Named,
    /// The document may be there.
    Possible,
}

/// Where a document may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// What in the page says so, for a message: "the `url` of `SwaggerUIBundle(…)`".
    pub how: String,
    /// What it leads to.
    pub target: Target,
    /// How much it says.
    pub strength: Strength,
}

/// What a page, script or configuration says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The `href` of a page's `<base>`.
    pub base: Option<String>,
    /// Best first.
    pub hints: Vec<Hint>,
    /// What was seen and left aside, and why.
    pub notes: Vec<String>,
    /// The first words that a reader of a page sees.
    pub words: String,
}

impl Reading {
    fn named(&mut self, how: &str, target: Target) {
        self.hint(how, target, Strength::Named);
    }

    fn possible(&mut self, how: &str, target: Target) {
        self.hint(how, target, Strength::Possible);
    }

    fn hint(&mut self, how: &str, target: Target, strength: Strength) {
        if self.hints.len() < MAX_HINTS {
            self.hints.push(Hint {
                how: quoted(how),
                target,
                strength,
            });
        }
    }

    fn note(&mut self, note: &str) {
        let note = quoted(note);
        if self.notes.len() < MAX_HINTS && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// A URL that a viewer is given, unless it is the one that Swagger UI ships with.
    fn url(&mut self, how: &str, url: &str) {
        let url = url.trim();
        if ["petstore.swagger.io/", "petstore3.swagger.io/"]
            .iter()
            .any(|host| url.contains(host))
        {
            self.notes.push(format!(
                "{how} is Swagger UI's own example ({url}), left aside"
            ));
        } else if !url.is_empty() {
            self.named(how, Target::Url(url.to_owned()));
        }
    }
}

/// Whether a value is an OpenAPI or Swagger document: an object with a string (or number)
/// `openapi` or `swagger` at its root.
///
/// ```
/// use serde_json::json;
/// use openapi_discover::reading::looks_like_document;
///
/// assert!(looks_like_document(&json!({"swagger": 2.0})));
/// assert!(!looks_like_document(&json!({"openapi": {}})));
/// ```
pub fn looks_like_document(value: &Value) -> bool {
    value.as_object().is_some_and(is_document)
}

fn is_document(object: &Map<String, Value>) -> bool {
    ["openapi", "swagger"].iter().any(|key| {
        object
            .get(*key)
            .is_some_and(|version| version.is_string() || version.is_number())
    })
}

/// Reads a page. `primary` is the name of the document to show first, if its URL tells.
pub fn page(text: &str, primary: Option<&str>) -> Reading {
    let page = html::Page::read(text);
    let mut reading = Reading {
        words: page.words.clone(),
        ..Reading::default()
    };
    elements::read(&page, primary, &mut reading);
    reading
}

/// Adds what the `Link` headers of a page say (RFC 8288), before all that is in the page.
pub fn link_headers(headers: &[String], reading: &mut Reading) {
    elements::link_headers(headers, reading);
}

/// Reads a script.
pub fn script(text: &str, primary: Option<&str>) -> Reading {
    let mut reading = Reading::default();
    script::read(text, primary, &mut reading);
    reading
}

/// Reads a viewer's configuration, as `configUrl` points to.
pub fn configuration(value: &Value, primary: Option<&str>) -> Reading {
    let mut reading = Reading::default();
    config::read(value, "the configuration", primary, &mut reading);
    reading
}
