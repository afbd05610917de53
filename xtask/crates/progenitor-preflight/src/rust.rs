//! The Rust names that the generator derives from the document's names.

use heck::{ToPascalCase, ToSnakeCase};
use std::collections::BTreeMap;
use unicode_ident::{is_xid_continue, is_xid_start};

/// The name of a field, parameter or method in progenitor and typify.
pub(super) fn snake(name: &str) -> String {
    sanitize(name, str::to_snake_case, "x")
}

/// The name of a type or variant in typify.
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

/// Keywords, which get a trailing underscore; the list of typify.
const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "Self", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The names that `rename` makes equal, one list per clash, in order of appearance.
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

/// Names joined for a sentence.
pub(super) fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" and ")
}
