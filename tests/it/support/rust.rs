//! The public surface of a Rust source file, a line an item, read from its syntax tree.

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, Signature, Type, Visibility};

/// Every public item of a file: types with their derives, fields and variants with their types,
/// signatures, implementations of traits. Sorted, so that a move inside the file is no change.
pub(crate) fn surface(source: &str) -> Vec<String> {
    let file = syn::parse_file(source).expect("the file is Rust");
    let mut lines = Lines(Vec::new());
    lines.items("", &file.items);
    lines
        .0
        .sort_by_cached_key(|line| (place(line).to_owned(), line.clone()));
    lines.0
}

/// What a line is about, without the keywords before it: the items of a type stand together.
fn place(line: &str) -> &str {
    let line = match line.strip_prefix("impl ") {
        Some(block) => block.split_once(" for ").map_or(block, |(_, ty)| ty),
        None => line,
    };
    let keywords = [
        "async ", "fn ", "struct ", "enum ", "mod ", "const ", "type ",
    ];
    keywords.iter().fold(line, |line, keyword| {
        line.strip_prefix(keyword).unwrap_or(line)
    })
}

struct Lines(Vec<String>);

impl Lines {
    /// `at` is the path of the module, empty or ending in `::`.
    fn items(&mut self, at: &str, items: &[Item]) {
        let hidden: Vec<String> = items.iter().filter_map(private_type).collect();
        for item in items {
            self.item(at, item, &hidden);
        }
    }

    fn item(&mut self, at: &str, item: &Item, hidden: &[String]) {
        match item {
            Item::Mod(module) if public(&module.vis) => {
                let path = format!("{at}{}", module.ident);
                self.line(&module.attrs, format!("mod {path}"));
                if let Some((_, items)) = &module.content {
                    self.items(&format!("{path}::"), items);
                }
            }
            Item::Use(import) if public(&import.vis) => {
                self.line(&import.attrs, format!("use {at}{}", spell(&import.tree)));
            }
            Item::Const(constant) if public(&constant.vis) => {
                let (ty, value) = (spell(&constant.ty), spell(&constant.expr));
                let name = &constant.ident;
                self.line(&constant.attrs, format!("const {at}{name}: {ty} = {value}"));
            }
            Item::Type(alias) if public(&alias.vis) => {
                let line = format!("type {at}{} = {}", alias.ident, spell(&alias.ty));
                self.line(&alias.attrs, line);
            }
            Item::Fn(function) if public(&function.vis) => {
                self.line(&function.attrs, signature(at, &function.sig));
            }
            Item::Struct(item) if public(&item.vis) => {
                let path = format!("{at}{}", item.ident);
                let line = format!("struct {path}{}", spell(&item.generics));
                self.line(&item.attrs, line);
                self.fields(&path, &item.fields, false);
            }
            Item::Enum(item) if public(&item.vis) => {
                let path = format!("{at}{}", item.ident);
                self.line(&item.attrs, format!("enum {path}{}", spell(&item.generics)));
                for variant in &item.variants {
                    let path = format!("{path}::{}", variant.ident);
                    self.line(&variant.attrs, path.clone());
                    self.fields(&path, &variant.fields, true);
                }
            }
            Item::Trait(item) if public(&item.vis) => {
                self.line(&item.attrs, format!("trait {at}{}", item.ident));
            }
            Item::Impl(block) if !hidden.contains(&name(&block.self_ty)) => {
                self.block(at, block);
            }
            _ => {}
        }
    }

    fn block(&mut self, at: &str, block: &syn::ItemImpl) {
        let ty = spell(&block.self_ty);
        if let Some((path, _)) = &block.trait_ {
            let line = format!("impl {} for {at}{ty}", spell(path));
            return self.line(&block.attrs, line);
        }
        for item in &block.items {
            match item {
                ImplItem::Fn(method) if public(&method.vis) => {
                    self.line(
                        &method.attrs,
                        signature(&format!("{at}{ty}::"), &method.sig),
                    );
                }
                ImplItem::Const(constant) if public(&constant.vis) => {
                    let (name, value) = (&constant.ident, spell(&constant.expr));
                    self.line(&constant.attrs, format!("const {at}{ty}::{name} = {value}"));
                }
                _ => {}
            }
        }
    }

    fn fields(&mut self, path: &str, fields: &Fields, all: bool) {
        for (index, field) in fields.iter().enumerate() {
            if all || public(&field.vis) {
                let name = match &field.ident {
                    Some(name) => name.to_string(),
                    None => index.to_string(),
                };
                self.line(&field.attrs, format!("{path}.{name}: {}", spell(&field.ty)));
            }
        }
    }

    /// A line, with the attributes that change what a user may do with the item.
    fn line(&mut self, attributes: &[Attribute], mut line: String) {
        const TOLD: [&str; 6] = [
            "cfg",
            "cfg_attr",
            "derive",
            "serde",
            "deprecated",
            "non_exhaustive",
        ];
        for attribute in attributes {
            if TOLD.iter().any(|told| attribute.path().is_ident(told)) {
                line.push(' ');
                line.push_str(&spell(attribute));
            }
        }
        self.0.push(line);
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of a type that the module keeps to itself.
fn private_type(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) if !public(&item.vis) => Some(item.ident.to_string()),
        Item::Enum(item) if !public(&item.vis) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// The bare name of a type, without its path and its generics.
fn name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => match path.path.segments.last() {
            Some(last) => last.ident.to_string(),
            None => String::new(),
        },
        _ => String::new(),
    }
}

fn signature(at: &str, signature: &Signature) -> String {
    let text = spell(signature);
    let name = signature.ident.to_string();
    // Whether an argument is mutable inside is no part of the surface.
    let text = text.replace("(mut self", "(self");
    text.replacen(&format!("fn {name}"), &format!("fn {at}{name}"), 1)
}

/// The source text of a piece of syntax, on one line, with absolute paths (`::std::vec::Vec`, as
/// generated code writes them) cut to their last part.
pub(crate) fn spell<T: ToTokens>(syntax: &T) -> String {
    let mut text = syntax.to_token_stream().to_string();
    for bracket in ["(", ")", "[", "]", "{", "}"] {
        text = text.replace(bracket, &format!(" {bracket} "));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut spelled = String::new();
    let (mut last, mut at) = ("", 0);
    while let Some(&word) = words.get(at) {
        let rooted = word == "::" && !last.ends_with(|c: char| c.is_alphanumeric() || c == '>');
        if rooted || (word == "std" && words.get(at + 1) == Some(&"::")) {
            at += usize::from(rooted);
            while words.get(at + 1) == Some(&"::") {
                at += 2;
            }
        }
        let word = words[at];
        if !spelled.is_empty() && spaced(last, word) {
            spelled.push(' ');
        }
        spelled.push_str(word);
        (last, at) = (word, at + 1);
    }
    let spelled = spelled
        .replace(",)", ")")
        .replace(",>", ">")
        .replace(", }", " }");
    let spelled = spelled.replace("::std::option::", "");
    spelled.trim_end_matches(',').to_owned()
}

/// Whether a space stands between two tokens.
fn spaced(left: &str, right: &str) -> bool {
    let tight_after = ["(", "[", "&", "#", "::", "<", "!"].contains(&left);
    let tight_before = [",", ";", ":", "::", ">", ")", "]", "<", "!"].contains(&right)
        || (right == "(" && !["->", ",", ":", "=", "in"].contains(&left))
        || (right == "[" && left == "#");
    !tight_after && !tight_before
}
