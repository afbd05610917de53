//! What every file keeps to.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::support::repo;

/// Hosts of package registries and toolchains, cut in two so that this file does not name them.
const HOSTS: [(&str, &str); 8] = [
    ("crates", ".io"),
    ("docs", ".rs/"),
    ("lib", ".rs/"),
    ("static.", "rust-lang"),
    ("index.", "crates"),
    ("npmjs", ".org"),
    ("npmjs", ".com"),
    ("pypi", ".org"),
];

fn hand_written() -> Vec<String> {
    let mut files = repo::files_ending(".rs");
    files.retain(|file| file != "certifinfo-sdk/src/generated.rs");
    files
}

#[test]
fn every_file_says_first_what_it_is() {
    let mut silent = hand_written();
    silent.retain(|file| !repo::read(file).starts_with("//! "));
    assert!(
        silent.is_empty(),
        "these do not open with `//!`: {silent:#?}"
    );
}

/// A file that no `mod` names is compiled by no one: its tests pass unseen.
#[test]
fn every_file_is_a_module_of_something() {
    let files = hand_written();
    let texts: Vec<(&str, String)> = files
        .iter()
        .map(|file| (file.as_str(), repo::read(file)))
        .collect();
    for file in &files {
        let path: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
        let (name, folder) = match path[..] {
            [.., folder, "mod"] => (folder, ""),
            [.., folder, name] => (name, folder),
            _ => panic!("{file} stands in no package"),
        };
        // What cargo compiles without being told, and the library of certifinfo-tests.
        let roots = ["examples", "benches", "targets", "tests"];
        if ["lib", "main"].contains(&name) || roots.contains(&folder) || file == "tests/it/empty.rs"
        {
            continue;
        }
        let declared = format!("mod {name};");
        let named = texts.iter().any(|(other, text)| {
            other.split('/').next() == file.split('/').next()
                && text.lines().any(|line| {
                    let line = line.trim();
                    line.ends_with(&declared) && !line.starts_with("//")
                })
        });
        assert!(named, "no file declares `{declared}` for {file}");
    }
}

#[test]
fn nothing_is_left_undone_and_every_exception_has_a_reason() {
    let mut faults = Vec::new();
    for file in hand_written() {
        let tokens: TokenStream = repo::read(&file).parse().expect("the file is Rust");
        faults.extend(
            undone(tokens)
                .iter()
                .map(|fault| format!("{file}: {fault}")),
        );
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_file_names_the_host_of_a_registry() {
    let texts = [
        ".sh", ".rs", ".toml", ".md", ".yml", ".yaml", ".json", ".snap", "/run",
    ];
    for file in repo::files() {
        if texts.iter().any(|end| file.ends_with(end)) {
            // A seed of the fuzzer need not be text.
            let bytes = std::fs::read(repo::root().join(&file)).expect("the file is there");
            let text = String::from_utf8_lossy(&bytes);
            for (left, right) in HOSTS {
                let host = format!("{left}{right}");
                assert!(!text.contains(&host), "{file} names {host}");
            }
        }
    }
}

/// What the compiler lets pass and the house does not; from the tokens, so that words in comments
/// and texts do not count.
fn undone(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        match token {
            TokenTree::Group(group) => {
                let attribute = group.delimiter() == Delimiter::Bracket
                    && at > 0
                    && (is(&tokens[at - 1], '#') || is(&tokens[at - 1], '!'));
                if attribute {
                    faults.extend(unreasoned(group.stream()));
                }
                faults.extend(undone(group.stream()));
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let called = next.is_some_and(|next| is(next, '!'));
                if called && ["todo", "unimplemented", "dbg"].contains(&name.as_str()) {
                    faults.push(format!("{name}!"));
                }
                if name == "unsafe" {
                    faults.push(name);
                }
            }
            _ => {}
        }
    }
    faults
}

/// Attributes that switch something off: `ignore` never, `allow` and `expect` with a reason.
fn unreasoned(attribute: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = attribute.into_iter().collect();
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1)) {
            (TokenTree::Ident(name), Some(TokenTree::Group(group)))
                if name == "allow" || name == "expect" =>
            {
                let mut words = group.stream().into_iter();
                if !words.any(|word| matches!(word, TokenTree::Ident(word) if word == "reason")) {
                    faults.push(format!("{name}{group} without a reason"));
                }
            }
            (TokenTree::Ident(name), _) if name == "ignore" && at == 0 => {
                faults.push("an ignored test".to_owned());
            }
            (TokenTree::Group(group), _) => faults.extend(unreasoned(group.stream())),
            _ => {}
        }
    }
    faults
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// The checks above find what they look for, and nothing in words about it.
#[test]
fn the_checks_see_each_fault() {
    for (source, found) in [
        ("fn f() { todo!() }", 1),
        ("fn f() { if x { unimplemented!(\"later\") } }", 1),
        ("fn f() { dbg!(1); }", 1),
        ("#[ignore] fn f() {}", 1),
        ("#[ignore = \"slow\"] fn f() {}", 1),
        ("#[allow(dead_code)] fn f() {}", 1),
        ("#![allow(dead_code)]", 1),
        ("#[cfg_attr(test, allow(dead_code))] fn f() {}", 1),
        ("#[expect(dead_code)] fn f() {}", 1),
        ("mod m { #[allow(a, b)] fn f() {} }", 1),
        ("fn f() { unsafe { g() } }", 1),
        ("#[allow(dead_code, reason = \"why\")] fn f() {}", 0),
        ("fn f() { x.expect(\"y\"); allow(z); }", 0),
        ("// todo!() unsafe #[ignore]\nfn f() { \"todo!()\"; }", 0),
    ] {
        let faults = undone(source.parse().expect("Rust"));
        assert_eq!(faults.len(), found, "{source}: {faults:?}");
    }
}
