//! The operations of a document.

use serde_json::Value;

use crate::node::Node;
use crate::structure::METHODS;

/// An operation and its path item, with the references of both resolved.
#[derive(Debug, Clone)]
pub struct Operation<'d> {
    /// The path template, as written: `/items/{id}`.
    pub path: &'d str,
    /// The HTTP method in lower case, as in the document.
    pub method: &'static str,
    /// The path item.
    pub item: Node<'d>,
    /// The operation itself, an object.
    pub node: Node<'d>,
}

impl<'d> Operation<'d> {
    /// The method and the path: `GET /items/{id}`.
    pub fn name(&self) -> String {
        format!("{} {}", self.method.to_ascii_uppercase(), self.path)
    }

    /// The parameters with references resolved: those of the operation, then those of the path item
    /// that the operation does not override (same name and location).
    pub fn parameters(&self) -> Vec<Node<'d>> {
        let key = |node: &Node<'d>| {
            let field = |name| node.value.get(name).and_then(Value::as_str);
            (field("name"), field("in"))
        };
        let mut found: Vec<Node<'d>> = Vec::new();
        for holder in [&self.node, &self.item] {
            let list = holder.member("parameters");
            let nodes: Vec<_> = list.iter().flat_map(Node::entries).collect();
            for node in nodes.iter().filter_map(Node::resolve) {
                if !found.iter().any(|known| key(known) == key(&node)) {
                    found.push(node);
                }
            }
        }
        found
    }
}

/// Every operation below `paths`: paths in document order, the methods of a path in the order of
/// [`METHODS`].
///
/// ```
/// use openapi_document::operations;
/// use serde_json::json;
///
/// let document = json!({"paths": {"/b": {"put": {}, "get": {}}, "/a": {"$ref": "#/paths/~1b"}}});
/// let names: Vec<String> = operations(&document).iter().map(|o| o.name()).collect();
/// assert_eq!(names, ["GET /b", "PUT /b", "GET /a", "PUT /a"]);
/// ```
pub fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    let paths = Node::root(document).member("paths");
    for (path, item) in paths.iter().flat_map(Node::members) {
        let Some(item) = item.resolve().filter(|_| !path.starts_with("x-")) else {
            continue;
        };
        for method in METHODS {
            if let Some(node) = item.member(method).filter(|node| node.value.is_object()) {
                let item = item.clone();
                found.push(Operation {
                    path,
                    method,
                    item,
                    node,
                });
            }
        }
    }
    found
}
