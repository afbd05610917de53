//! Sends a list in one query parameter if the document says so: `rome=D1102,D1104`.
//!
//! The generator repeats the parameter. Binding records the separator beside the list
//! ([`SEPARATOR`]); this pass replaces the call that writes the parameter.

use std::collections::BTreeMap;

use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ItemImpl, Lit, parse_quote};

/// The keyword with the separator of a parameter that is a list in one text.
pub(crate) const SEPARATOR: &str = "x-separator";

/// Replaces the calls that write such lists. An error names a call that was not found.
pub(super) fn join(file: &mut syn::File, document: &Value) -> Result<(), String> {
    let mut joiner = Joiner {
        wanted: wanted(document),
        builder: String::new(),
    };
    joiner.visit_file_mut(file);
    match joiner.wanted.keys().next() {
        None => Ok(()),
        Some((operation, parameter)) => Err(format!(
            "no call writes the query parameter `{parameter}` of {operation}"
        )),
    }
}

/// The separators, by operation and parameter.
fn wanted(document: &Value) -> BTreeMap<(String, String), String> {
    let paths = document.get("paths").and_then(Value::as_object);
    let operations = paths
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object())
        .flat_map(|item| item.values());
    let mut wanted = BTreeMap::new();
    for operation in operations {
        let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
            continue;
        };
        let parameters = operation.get("parameters").and_then(Value::as_array);
        for parameter in parameters.into_iter().flatten() {
            let text = |keyword: &str| parameter.get(keyword).and_then(Value::as_str);
            if let (Some(name), Some(separator)) = (text("name"), text(SEPARATOR)) {
                wanted.insert((key(id), name.to_owned()), separator.to_owned());
            }
        }
    }
    wanted
}

struct Joiner {
    wanted: BTreeMap<(String, String), String>,
    builder: String,
}

impl VisitMut for Joiner {
    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        if let syn::Type::Path(path) = &*item.self_ty {
            let name = path.path.segments.last();
            self.builder = name
                .map(|name| key(&name.ident.to_string()))
                .unwrap_or_default();
        }
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        let Some((name, list)) = written(expression) else {
            return;
        };
        if let Some(separator) = self.wanted.remove(&(self.builder.clone(), name.clone())) {
            *expression = parse_quote!(crate::query::Joined::new(#name, #list, #separator));
        }
    }
}

/// The arguments of `…::QueryParam::new("name", &value)`.
fn written(expression: &Expr) -> Option<(String, Expr)> {
    let Expr::Call(call) = expression else {
        return None;
    };
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    let mut path = function
        .path
        .segments
        .iter()
        .rev()
        .map(|segment| segment.ident.to_string());
    if (path.next()?, path.next()?) != ("new".to_owned(), "QueryParam".to_owned()) {
        return None;
    }
    let mut arguments = call.args.iter();
    let Expr::Lit(name) = arguments.next()? else {
        return None;
    };
    let Lit::Str(name) = &name.lit else {
        return None;
    };
    Some((name.value(), arguments.next()?.clone()))
}

/// A name in the form that ignores the generator's change of case.
fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
