//! Lowers operations: gives each a path that the generator sends unchanged, and a unique
//! identifier.

use super::Lowering;
use super::names::{Name, Names};
use super::schemas::text;
use crate::patch::Patch;
use crate::rust;
use openapi_document::{METHODS, Pointer};
use serde_json::{Map, Value, json};

impl Lowering<'_> {
    /// Every operation of the document, lowered.
    pub(super) fn operations(&mut self) -> Map<String, Value> {
        let source = self.source;
        let mut names = Names::of_operations();
        let mut lowered: Map<String, Value> = Map::new();
        let paths = source.get("paths").and_then(Value::as_object);
        for (path, written) in paths.into_iter().flatten() {
            let at = Pointer::from(["paths", path]);
            if path.starts_with("x-") {
                continue;
            }
            let Some((Value::Object(item), item_at)) = self.resolve(written, &at) else {
                self.repairs
                    .add(&at, "a path is left out: its reference leads nowhere");
                continue;
            };
            for method in METHODS {
                let Some(Value::Object(operation)) = item.get(method) else {
                    continue;
                };
                // Named after its use: two paths may refer to one path item.
                let at = at.join(method);
                if self.left_out.contains(&at) {
                    continue;
                }
                let name = self.identifier(operation, method, path, &at, &mut names);
                let (path, value) = self.operation(operation, item, path, [&at, &item_at], &name);
                let entry = lowered.entry(path.clone()).or_insert_with(|| json!({}));
                if entry.get(method).is_none() {
                    entry[method] = value;
                    self.sources.insert((path, method.to_owned()), at);
                } else {
                    self.repairs.add(
                        &at,
                        "an operation is left out: another one has the same method and path",
                    );
                }
            }
        }
        lowered
    }

    /// The name of an operation's builder, from which its method is named.
    fn identifier(
        &mut self,
        operation: &Map<String, Value>,
        method: &str,
        path: &str,
        at: &Pointer,
        names: &mut Names,
    ) -> Name {
        let id = operation.get("operationId").and_then(Value::as_str);
        let placed = format!("{method} {path}");
        let Some(id) = id.filter(|id| id.chars().any(char::is_alphanumeric)) else {
            let name = names.take(&[&placed]);
            let message = format!("no operationId: the method is `{}`", rust::snake(&name.key));
            self.repairs.add(at, message);
            return name;
        };
        // progenitor and typify differ on names that do not start with a letter.
        let wanted = match id.starts_with(unicode_ident::is_xid_start) {
            true => id.to_owned(),
            false => format!("op_{id}"),
        };
        let name = names.take(&[&wanted, &format!("{wanted}_operation"), &placed]);
        if name.key != wanted {
            let message = format!(
                "the operationId `{id}` gives a name that is taken: the method is `{}`",
                rust::snake(&name.key)
            );
            self.repairs.add(at, message);
        }
        name
    }

    fn operation(
        &mut self,
        operation: &Map<String, Value>,
        item: &Map<String, Value>,
        path: &str,
        [at, item_at]: [&Pointer; 2],
        name: &Name,
    ) -> (String, Value) {
        let ty = name.ident.as_str();
        let template = template(path);
        let names: Vec<String> = template
            .iter()
            .filter_map(|part| match part {
                Part::Parameter(name) => Some(name.clone()),
                Part::Text(_) => None,
            })
            .collect();
        let body = operation
            .get("requestBody")
            .and_then(|body| self.body(body, &at.join("requestBody"), ty));
        let lists = [
            (item.get("parameters"), item_at.join("parameters")),
            (operation.get("parameters"), at.join("parameters")),
        ];
        let chosen = body
            .as_ref()
            .and_then(|body| body.chosen_by_caller.as_deref());
        let parameters = self.parameters(lists, &names, ty, chosen);
        let responses = self.responses(operation.get("responses"), &at.join("responses"), ty);
        let path = self.path(&template, &parameters.path, at);
        let mut lowered = json!({
            "operationId": name.key,
            "parameters": parameters.parameters,
            "responses": responses.value,
        });
        for key in ["summary", "description"] {
            if let Some(text) = text(operation, key) {
                lowered[key] = text.into();
            }
        }
        let mut patch = Patch {
            accept: responses.accept,
            empty: responses.empty,
            content_type: None,
        };
        if let Some(body) = body {
            lowered["requestBody"] = body.value;
            patch.content_type = body.content_type;
        }
        self.patches.insert(ty.to_owned(), patch);
        (path, lowered)
    }

    /// The path as the generator keeps it.
    fn path(&mut self, template: &[Part], names: &[(String, String)], at: &Pointer) -> String {
        let mut path = String::new();
        for part in template {
            match part {
                Part::Parameter(name) => {
                    let name = names.iter().find(|(known, _)| known == name);
                    path += &format!("{{{}}}", name.map_or("", |(_, key)| key));
                }
                Part::Text(text) => {
                    for c in text.chars() {
                        match c {
                            // The generator drops the second of two slashes.
                            '/' if path.ends_with('/') => path += &self.stand_ins.add("", ""),
                            '{' | '}' => {
                                self.repairs
                                    .add(at, "an unmatched brace in the path is sent unchanged");
                                path += &self.stand_ins.add("", &format!("{c}{c}"));
                                continue;
                            }
                            _ => {}
                        }
                        path.push(c);
                    }
                }
            }
        }
        if !path.starts_with('/') {
            self.repairs
                .add(at, "the path does not start with a slash: one is added");
            path.insert(0, '/');
        }
        path
    }
}

/// A part of a path.
#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    Parameter(String),
}

fn template(path: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let name = after
            .split_once('}')
            .filter(|(name, _)| !name.is_empty() && !name.contains(['/', '{']));
        match name {
            Some((name, after)) => {
                if !before.is_empty() {
                    parts.push(Part::Text(before.to_owned()));
                }
                parts.push(Part::Parameter(name.to_owned()));
                rest = after;
            }
            None => {
                parts.push(Part::Text(format!("{before}{{")));
                rest = after;
            }
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Part, template};

    #[test]
    fn template_keeps_stray_braces_as_text() {
        let text = |text: &str| Part::Text(text.to_owned());
        let name = |name: &str| Part::Parameter(name.to_owned());
        for (path, expected) in [
            (
                "/a/{b}.{c}",
                vec![text("/a/"), name("b"), text("."), name("c")],
            ),
            ("/{a}{b}", vec![text("/"), name("a"), name("b")]),
            ("/a/{b", vec![text("/a/{"), text("b")]),
            ("/a}/{}", vec![text("/a}/{"), text("}")]),
            ("", vec![]),
        ] {
            assert_eq!(template(path), expected, "{path}");
        }
    }
}
