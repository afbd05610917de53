//! A value together with its place in the document.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::reference;

/// A value of a document and its place.
///
/// The document may be malformed: a part that cannot be read counts as absent.
///
/// ```
/// use openapi_document::Node;
/// use serde_json::json;
///
/// let document = json!({"paths": {"/a": {"parameters": [{"$ref": "#/components/parameters/p"}]}},
///     "components": {"parameters": {"p": {"name": "p", "in": "query"}}}});
/// let item = Node::root(&document).member("paths").and_then(|paths| paths.member("/a"));
/// let parameters = item.and_then(|item| item.member("parameters")).expect("a list");
/// let first = parameters.entries().next().expect("an entry");
/// assert_eq!(first.json_path(), "$.paths['/a'].parameters[0]");
/// assert_eq!(first.resolve().expect("it is there").at.to_string(), "#/components/parameters/p");
/// ```
#[derive(Debug, Clone)]
pub struct Node<'d> {
    document: &'d Value,
    /// The value.
    pub value: &'d Value,
    /// Its place in the document.
    pub at: Pointer,
}

impl<'d> Node<'d> {
    /// The document itself.
    pub fn root(document: &'d Value) -> Self {
        Self {
            document,
            value: document,
            at: Pointer::root(),
        }
    }

    /// A value of `document` whose place is `at`.
    pub fn new(document: &'d Value, value: &'d Value, at: Pointer) -> Self {
        Self {
            document,
            value,
            at,
        }
    }

    /// A member of an object.
    pub fn member(&self, name: &str) -> Option<Self> {
        Some(self.below(name, self.value.as_object()?.get(name)?))
    }

    /// The members of an object, in their order; none of anything else.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(name, value)| (name.as_str(), self.below(name, value)))
    }

    /// The entries of an array; none of anything else.
    pub fn entries(&self) -> impl Iterator<Item = Self> {
        let entries = self.value.as_array().into_iter().flatten().enumerate();
        entries.map(|(index, value)| self.below(&index.to_string(), value))
    }

    /// The value at another place of the same document.
    pub fn find(&self, at: Pointer) -> Option<Self> {
        Some(Self {
            document: self.document,
            value: at.find(self.document)?,
            at,
        })
    }

    /// Follows `$ref` until the value is not a reference; `None` when a reference points to
    /// nothing, out of the document or round in a circle.
    pub fn resolve(&self) -> Option<Self> {
        let target = reference::resolve(self.document, self.value).ok()?;
        let at = match target.reference {
            Some(reference) => reference::locate(self.document, reference)?,
            None => self.at.clone(),
        };
        Some(Self {
            document: self.document,
            value: target.value,
            at,
        })
    }

    /// The place as a JSONPath (RFC 9535), usable as an overlay target.
    pub fn json_path(&self) -> String {
        self.at.json_path(self.document)
    }

    fn below(&self, segment: &str, value: &'d Value) -> Self {
        Self {
            document: self.document,
            value,
            at: self.at.join(segment),
        }
    }
}
