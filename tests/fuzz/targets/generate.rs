//! The preflight answers without a search for what the generator does not take; and no text of a
//! document becomes code.

#![no_main]

use certifinfo_fuzz::{document::openapi, mutation::mutate};
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use openapi_convert::convert;
use openapi_document::parse;
use proc_macro2::{TokenStream, TokenTree};
use progenitor_preflight::preflight;
use serde_json::Value;
use std::sync::OnceLock;
use xtask::generate::generate;

/// A small document that passes, to change.
fn base() -> &'static Value {
    static BASE: OnceLock<Value> = OnceLock::new();
    BASE.get_or_init(|| {
        parse(include_bytes!("../seeds/generate/base.json")).expect("the seed is JSON")
    })
}

fuzz_target!(|bytes: &[u8]| {
    let source = match bytes {
        [b'{', ..] => match parse(bytes) {
            Ok(source) => source,
            Err(_) => return,
        },
        [first, rest @ ..] => {
            let mut entropy = Unstructured::new(rest);
            let mut document = match first % 4 {
                0 => openapi(&mut entropy, "3.0.3"),
                _ => base().clone(),
            };
            for _ in 0..first / 4 % 5 {
                mutate(&mut document, &mut entropy);
            }
            document
        }
        [] => return,
    };
    let Ok(conversion) = convert(&source) else {
        return;
    };
    let document = conversion.document;
    let options = xtask::generate::options();
    let accepted = match preflight(&document, &options, &mut |_| {}) {
        Ok(accepted) => accepted,
        Err(refused) => {
            let generator = refused
                .findings
                .iter()
                .find(|finding| finding.id == "generator");
            assert!(generator.is_none(), "{refused}");
            return;
        }
    };
    let code = generate(accepted.file, &document, "0").expect("the passes know the code");
    let tokens: TokenStream = code.parse().expect("the code is Rust");
    assert!(!injected(tokens), "a text of the document became code");
});

/// Whether `fn canary` stands anywhere but in a text: the words that texts try to smuggle in.
fn injected(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => injected(group.stream()),
        TokenTree::Ident(name) if name == "fn" => {
            matches!(tokens.get(at + 1), Some(TokenTree::Ident(name)) if name == "canary")
        }
        _ => false,
    })
}
