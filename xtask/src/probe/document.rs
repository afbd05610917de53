//! The document as the probe reads it: operations, their parameters and responses, and where in
//! it a schema stands. Nothing in it is trusted to be well formed: what cannot be read is absent.

use std::fmt::Write as _;

use serde_json::Value;

/// How many `$ref`s in a row are followed.
const MAX_REFS: usize = 32;

/// The methods an operation can have, in the order they are looked for.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A place in the document and what stands there.
#[derive(Debug, Clone)]
pub(super) struct Node<'d> {
    /// What stands there.
    pub(super) value: &'d Value,
    /// Where: a JSONPath (RFC 9535) that an overlay can use as its target.
    pub(super) at: String,
}

impl<'d> Node<'d> {
    /// A member of an object.
    pub(super) fn member(&self, name: &str) -> Option<Node<'d>> {
        let value = self.value.get(name)?;
        let mut at = self.at.clone();
        step(&mut at, name);
        Some(Node { value, at })
    }

    /// The entries of an array.
    pub(super) fn entries(&self) -> impl Iterator<Item = Node<'d>> {
        let list = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().enumerate().map(|(index, value)| Node {
            value,
            at: format!("{}[{index}]", self.at),
        })
    }
}

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

/// An operation.
#[derive(Debug, Clone)]
pub(super) struct Operation<'d> {
    /// `GET /recherche`.
    pub(super) name: String,
    /// The path template.
    pub(super) path: &'d str,
    /// It is a GET, and needs no body.
    pub(super) is_get: bool,
    pub(super) parameters: Vec<Parameter<'d>>,
    responses: Option<Node<'d>>,
}

/// How the service wants the token.
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
        Node {
            value: self.root,
            at: "$".to_owned(),
        }
    }

    /// The operations, in the order of the document.
    pub(super) fn operations(self) -> Vec<Operation<'d>> {
        let Some(paths) = self.top().member("paths") else {
            return Vec::new();
        };
        let items = paths.value.as_object();
        let items = items.into_iter().flatten().filter_map(|(path, _)| {
            let item = paths.member(path)?;
            Some((path.as_str(), self.resolve(item)?))
        });
        items
            .flat_map(|(path, item)| {
                METHODS
                    .iter()
                    .filter_map(move |method| self.operation(path, &item, method))
            })
            .collect()
    }

    fn operation(self, path: &'d str, item: &Node<'d>, method: &str) -> Option<Operation<'d>> {
        let operation = item.member(method)?;
        let mut parameters: Vec<Parameter<'d>> = Vec::new();
        // An operation's parameter stands in for the path's of the same name and place.
        for holder in [&operation, item] {
            let Some(list) = holder.member("parameters") else {
                continue;
            };
            for parameter in list.entries().filter_map(|node| self.parameter(node)) {
                let known = parameters
                    .iter()
                    .any(|p| (p.name, p.place) == (parameter.name, parameter.place));
                if !known {
                    parameters.push(parameter);
                }
            }
        }
        Some(Operation {
            name: format!("{} {path}", method.to_uppercase()),
            path,
            is_get: method == "get",
            parameters,
            responses: operation.member("responses"),
        })
    }

    fn parameter(self, node: Node<'d>) -> Option<Parameter<'d>> {
        let node = self.resolve(node)?;
        let schema = node
            .member("schema")
            .and_then(|schema| self.resolve(schema));
        let kind = schema.and_then(|schema| schema.value.get("type")?.as_str());
        Some(Parameter {
            name: node.value.get("name")?.as_str()?,
            place: node.value.get("in")?.as_str()?,
            required: node.value.get("required") == Some(&Value::Bool(true)),
            kind: kind.unwrap_or_default(),
        })
    }

    /// What the document says of an answer with this status: nothing, a response without a JSON
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
        let content = self.resolve(response).and_then(|r| r.member("content"));
        let media = content.and_then(|content| {
            let types = content.value.as_object()?;
            let json = types.keys().find(|name| is_json(name))?;
            content.member(json)
        });
        Some(media.and_then(|media| media.member("schema")))
    }

    /// Follows `$ref`s; `None` when they lead nowhere, out of the document or in a circle.
    pub(super) fn resolve(self, node: Node<'d>) -> Option<Node<'d>> {
        let mut node = node;
        for _ in 0..MAX_REFS {
            let Some(reference) = node.value.get("$ref").and_then(Value::as_str) else {
                return Some(node);
            };
            let mut target = self.top();
            for token in reference.strip_prefix("#/")?.split('/') {
                let token = token.replace("~1", "/").replace("~0", "~");
                target = match target.value {
                    Value::Array(_) => target.entries().nth(token.parse().ok()?)?,
                    _ => target.member(&token)?,
                };
            }
            node = target;
        }
        None
    }

    /// How the token is sent, as the document's first security scheme says; by the header
    /// `token-connexion` when it says nothing that can be followed.
    pub(super) fn credential(self) -> Credential {
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
        found.unwrap_or_else(|| Credential::Header("token-connexion".to_owned()))
    }
}

/// Whether a media type is JSON: `application/json`, with parameters or not, or `…+json`.
fn is_json(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case("application/json")
        || media.to_ascii_lowercase().ends_with("+json")
        || media == "*/*"
}

/// Adds a member's name to a JSONPath.
pub(super) fn step(path: &mut String, name: &str) {
    if is_plain(name) {
        path.push('.');
        path.push_str(name);
    } else {
        path.push('[');
        path.push_str(&quoted(name));
        path.push(']');
    }
}

/// A string of a JSONPath, in single quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('\'');
    for character in text.chars() {
        match character {
            '\'' | '\\' => quoted.extend(['\\', character]),
            c if c < ' ' => {
                // Writing to a String cannot fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

/// Whether a name can stand in a path without quotes.
pub(super) fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
