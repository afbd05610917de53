//! The document as the probe reads it: operations, parameters, responses, and the places of
//! schemas. The document may be malformed: a part that cannot be read counts as absent.

use openapi_document::{self as openapi, Node};
use serde_json::Value;

/// The header that carries the token, unless a security scheme names another.
const TOKEN: &str = "token-connexion";

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub(super) struct Parameter<'d> {
    pub(super) name: &'d str,
    /// `query`, `path`, `header` or `cookie`.
    pub(super) place: &'d str,
    pub(super) required: bool,
    /// The declared type; `""` when there is none.
    pub(super) kind: &'d str,
}

impl Parameter<'_> {
    /// Whether it is the token, which every request sends.
    fn is_token(&self) -> bool {
        self.place == "header" && self.name.eq_ignore_ascii_case(TOKEN)
    }
}

/// An operation.
#[derive(Debug, Clone)]
pub(super) struct Operation<'d> {
    /// `GET /recherche`.
    pub(super) name: String,
    /// The path template.
    pub(super) path: &'d str,
    /// Whether it is a GET without a body.
    pub(super) is_get: bool,
    pub(super) parameters: Vec<Parameter<'d>>,
    responses: Option<Node<'d>>,
}

/// How the token is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Credential {
    /// The bare token in a header of this name.
    Header(String),
    /// `Authorization: Bearer …`.
    Bearer,
}

/// The effective document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Document<'d> {
    root: &'d Value,
}

impl<'d> Document<'d> {
    pub(super) fn new(root: &'d Value) -> Self {
        Document { root }
    }

    /// The document itself.
    pub(super) fn root(self) -> &'d Value {
        self.root
    }

    fn top(self) -> Node<'d> {
        Node::root(self.root)
    }

    /// The operations, in the order of the document.
    pub(super) fn operations(self) -> Vec<Operation<'d>> {
        openapi::operations(self.root)
            .into_iter()
            .map(|operation| Operation {
                name: operation.name(),
                path: operation.path,
                is_get: operation.method == "get",
                parameters: operation
                    .parameters()
                    .iter()
                    .filter_map(parameter)
                    .filter(|parameter| !parameter.is_token())
                    .collect(),
                responses: operation.node.member("responses"),
            })
            .collect()
    }

    /// What the document says about a response with this status: nothing, a response without a JSON
    /// schema, or its schema.
    pub(super) fn response(
        self,
        operation: &Operation<'d>,
        status: u16,
    ) -> Option<Option<Node<'d>>> {
        let responses = operation.responses.as_ref()?;
        let class = format!("{}XX", status / 100);
        let response = [status.to_string().as_str(), &class, "default"]
            .iter()
            .find_map(|key| responses.member(key))?;
        let content = response.resolve().and_then(|r| r.member("content"));
        let media = content.and_then(|content| {
            let types = content.value.as_object()?;
            let json = types.keys().find(|name| is_json(name))?;
            content.member(json)
        });
        Some(media.and_then(|media| media.member("schema")))
    }

    /// How the token is sent, according to the document's first security scheme; in the header
    /// `token-connexion` when that is a parameter or no usable scheme is declared.
    pub(super) fn credential(self) -> Credential {
        let operations = openapi::operations(self.root);
        let parameters = operations
            .iter()
            .flat_map(|operation| operation.parameters());
        if parameters
            .into_iter()
            .filter_map(|node| parameter(&node))
            .any(|p| p.is_token())
        {
            return Credential::Header(TOKEN.to_owned());
        }
        let schemes = self
            .top()
            .member("components")
            .and_then(|components| components.member("securitySchemes"));
        let schemes = schemes.and_then(|schemes| schemes.value.as_object());
        let found = schemes.into_iter().flatten().find_map(|(_, scheme)| {
            let says = |name: &str| scheme.get(name).and_then(Value::as_str);
            match (says("type"), says("in"), says("scheme")) {
                (Some("apiKey"), Some("header"), _) => {
                    Some(Credential::Header(says("name")?.to_owned()))
                }
                (Some("http"), _, Some(scheme)) if scheme.eq_ignore_ascii_case("bearer") => {
                    Some(Credential::Bearer)
                }
                _ => None,
            }
        });
        found.unwrap_or_else(|| Credential::Header(TOKEN.to_owned()))
    }
}

fn parameter<'d>(node: &Node<'d>) -> Option<Parameter<'d>> {
    let schema = node.member("schema").and_then(|schema| schema.resolve());
    let kind = schema.and_then(|schema| schema.value.get("type")?.as_str());
    Some(Parameter {
        name: node.value.get("name")?.as_str()?,
        place: node.value.get("in")?.as_str()?,
        required: node.value.get("required") == Some(&Value::Bool(true)),
        kind: kind.unwrap_or_default(),
    })
}

/// Whether a media type is JSON: `application/json`, with parameters or not, or `…+json`.
fn is_json(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case("application/json")
        || media.to_ascii_lowercase().ends_with("+json")
        || media == "*/*"
}
