//! A schema in one piece: with its `$ref` resolved and its `allOf` merged.

use serde_json::Value;

use openapi_document::Node;

/// Maximum number of schemas merged from one `allOf`; others are ignored.
const MAX_PARTS: usize = 64;

/// The schemas that a value must all match, the outermost first.
#[derive(Debug)]
pub(super) struct Shape<'d> {
    parts: Vec<Node<'d>>,
}

impl<'d> Shape<'d> {
    /// The shape of a schema; empty, so that everything matches, when its `$ref` leads nowhere.
    pub(super) fn new(node: &Node<'d>) -> Self {
        let mut parts: Vec<Node<'d>> = Vec::new();
        let mut waiting = vec![node.clone()];
        while let Some(node) = waiting.pop() {
            let Some(node) = node.resolve() else {
                continue;
            };
            // A schema that contains itself is merged once.
            if parts.len() >= MAX_PARTS || parts.iter().any(|part| part.at == node.at) {
                continue;
            }
            if let Some(all) = node.member("allOf") {
                let mut members: Vec<_> = all.entries().collect();
                members.reverse();
                waiting.extend(members);
            }
            parts.push(node);
        }
        Shape { parts }
    }

    /// The place of the schema itself, for a correction.
    pub(super) fn at(&self) -> String {
        self.parts
            .first()
            .map_or_else(|| "$".to_owned(), Node::json_path)
    }

    /// The declared type.
    pub(super) fn kind(&self) -> Option<&'d str> {
        self.find("type").and_then(|kind| kind.value.as_str())
    }

    /// Where the type is declared: in one schema, or in several that agree.
    pub(super) fn typed_at(&self) -> Vec<String> {
        let typed = self.parts.iter();
        let typed = typed.filter(|part| part.value.get("type").is_some_and(Value::is_string));
        typed.map(Node::json_path).collect()
    }

    /// Whether null is declared.
    pub(super) fn is_nullable(&self) -> bool {
        self.parts
            .iter()
            .any(|part| part.value.get("nullable") == Some(&Value::Bool(true)))
    }

    /// Whether it does not constrain its values.
    pub(super) fn is_free(&self) -> bool {
        const KEYWORDS: [&str; 6] = [
            "type",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "items",
        ];
        let silent = KEYWORDS.iter().all(|keyword| self.find(keyword).is_none());
        silent && self.alternatives().next().is_none()
    }

    /// The declared properties with their schemas, each once.
    pub(super) fn properties(&self) -> Vec<(&'d str, Node<'d>)> {
        let mut found: Vec<(&'d str, Node<'d>)> = Vec::new();
        for part in &self.parts {
            let Some(properties) = part.member("properties") else {
                continue;
            };
            for (name, _) in properties.value.as_object().into_iter().flatten() {
                if let Some(node) = properties.member(name)
                    && !found.iter().any(|(known, _)| known == name)
                {
                    found.push((name, node));
                }
            }
        }
        found
    }

    /// Where to add an undocumented property: the first schema with properties; `None` when the
    /// schema names none or allows others.
    pub(super) fn closed_at(&self) -> Option<String> {
        let open = self.parts.iter().any(|part| {
            let more = part.value.get("additionalProperties");
            more.is_some_and(|more| *more == Value::Bool(true) || more.is_object())
        });
        let holder = self.parts.iter().find(|part| {
            let properties = part.value.get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| !properties.is_empty())
        });
        holder.filter(|_| !open).map(Node::json_path)
    }

    /// The schema of undeclared properties, if there is one.
    pub(super) fn additional(&self) -> Option<Node<'d>> {
        self.find("additionalProperties")
            .filter(|more| more.value.is_object())
    }

    /// The required names and the schema that requires each.
    pub(super) fn required(&self) -> impl Iterator<Item = (&'d str, String)> {
        self.parts.iter().flat_map(|part| {
            let names = part.value.get("required").and_then(Value::as_array);
            let names = names.into_iter().flatten().filter_map(Value::as_str);
            names.map(|name| (name, part.json_path()))
        })
    }

    /// A keyword, from the first schema that has it.
    pub(super) fn find(&self, keyword: &str) -> Option<Node<'d>> {
        self.parts.iter().find_map(|part| part.member(keyword))
    }

    /// The lists of alternatives: one of each list must match.
    pub(super) fn alternatives(&self) -> impl Iterator<Item = Vec<Node<'d>>> {
        self.parts
            .iter()
            .flat_map(|part| [part.member("oneOf"), part.member("anyOf")])
            .flatten()
            .map(|list| list.entries().collect::<Vec<_>>())
            .filter(|list| !list.is_empty())
    }
}
