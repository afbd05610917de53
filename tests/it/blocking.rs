//! The blocking face has every name of the async client: one that is added to the one is missed in
//! the other here.

use std::collections::BTreeSet;

use crate::support::{repo, rust};

/// The methods of a type in the files below a directory of certifinfo-ext.
fn methods(of: &str, blocking: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in repo::files_ending(".rs") {
        let ours = file.starts_with("certifinfo-ext/src/");
        if !ours || file.starts_with("certifinfo-ext/src/blocking/") != blocking {
            continue;
        }
        for line in rust::surface(&repo::read(&file)) {
            let line = line.strip_prefix("async ").unwrap_or(&line);
            let method = line.strip_prefix(&format!("fn {of}::"));
            let name = method.and_then(|method| method.split(['(', '<']).next());
            found.extend(name.map(str::to_owned));
        }
    }
    found
}

/// The names that `builder.rs` makes by its macro.
fn settings() -> BTreeSet<String> {
    let text = repo::read("certifinfo-ext/src/blocking/builder.rs");
    let (_, list) = text.split_once("settings! {").expect("the macro's call");
    let (list, _) = list.split_once("\n    }").expect("its end");
    let lines = list.lines().filter_map(|line| line.trim().split_once('('));
    lines.map(|(name, _)| name.to_owned()).collect()
}

/// The same of `iter.rs`, from the body of its macro.
fn walks() -> BTreeSet<String> {
    let text = repo::read("certifinfo-ext/src/blocking/iter.rs");
    let functions = text.split("pub fn ").skip(1);
    functions
        .filter_map(|function| function.split('(').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_blocking_face_has_every_name_of_the_async_client() {
    let only_blocking: BTreeSet<String> = ["as_async", "wait"].map(str::to_owned).into();
    let client = methods("CertifInfo", false);
    assert!(client.len() >= 10, "{client:?}");
    assert_eq!(&methods("CertifInfo", true) - &only_blocking, client);

    let request = methods("RechercheRequest", false);
    assert!(request.len() >= 9, "{request:?}");
    assert_eq!(methods("RechercheRequest", true), request);

    let builder = methods("Builder", false);
    assert!(builder.len() >= 14, "{builder:?}");
    assert_eq!(&methods("Builder", true) | &settings(), builder);

    for walk in ["Pages", "Items"] {
        assert_eq!(walks(), methods(walk, false), "{walk}");
    }
}
