//! The Rust names that the generator makes of the document's names.

use heck::{ToPascalCase, ToSnakeCase};
use std::collections::BTreeMap;
use unicode_ident::{is_xid_continue, is_xid_start};

/// As progenitor and typify name a field, a parameter or a method.
pub(super) fn snake(name: &str) -> String {
    sanitize(name, str::to_snake_case, "x")
}

/// As typify names a type or a variant.
pub(super) fn pascal(name: &str) -> String {
    sanitize(name, str::to_pascal_case, "X")
}

fn sanitize(name: &str, case: fn(&str) -> String, prefix: &str) -> String {
    let cased = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => case(&name.replace('\'', "").replace(|c| !is_xid_continue(c), "-")),
    };
    let ident = match cased.chars().next() {
        None => prefix.to_owned(),
        Some(first) if is_xid_start(first) => cased,
        Some(_) => format!("{prefix}{cased}"),
    };
    match KEYWORDS.contains(&ident.as_str()) {
        true => format!("{ident}_"),
        false => ident,
    }
}

/// The words that get an underscore behind them; the list of typify.
const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "Self", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The names among `names` that `rename` makes the same, a list a clash, in the order they come.
pub(super) fn clashes<'a>(
    names: impl IntoIterator<Item = &'a str>,
    rename: fn(&str) -> String,
) -> Vec<(String, Vec<&'a str>)> {
    let mut by_ident: BTreeMap<String, Vec<&'a str>> = BTreeMap::new();
    for name in names {
        by_ident.entry(rename(name)).or_default().push(name);
    }
    by_ident
        .into_iter()
        .filter(|(_, names)| names.len() > 1)
        .collect()
}

/// Several names as a sentence has them.
pub(super) fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" and ")
}
