//! Accepted documents compile: the compiler checks the clients of many documents.
//!
//! Takes minutes, so it runs only on request: `cargo test -p xtask -- --ignored clients`.
//! The documents are those of progenitor-preflight's zoo, and those in the directory that the
//! variable `OPENAPI_DOCUMENTS` names, if it is set.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::{Value, json};
use xtask::generate;

/// The parts of certifinfo-sdk that generated code refers to.
const ROOT: &str = r#"#![allow(warnings)]
extern crate self as certifinfo_sdk;
#[path = "SDK/list.rs"]
pub mod list;
mod hooks {
    pub(crate) fn prepare(_: &mut reqwest::Request) {}
}
"#;

/// Number of documents per crate: small ones compile fast together, large ones in parallel.
const TOGETHER: usize = 64;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn zoo() -> Vec<(String, Value)> {
    let file = "xtask/crates/progenitor-preflight/tests/zoo.yaml";
    let bytes = fs::read(repository().join(file)).unwrap();
    let Value::Object(zoo) = openapi_document::parse(&bytes).unwrap() else {
        panic!("{file} holds no documents")
    };
    let whole = |(name, mut document): (String, Value)| {
        let missing = [
            ("openapi", json!("3.0.3")),
            ("info", json!({"title": "t", "version": "1"})),
        ];
        for (key, value) in missing {
            if document.get(key).is_none() {
                document[key] = value;
            }
        }
        (name, document)
    };
    zoo.into_iter().map(whole).collect()
}

fn documents() -> Vec<(String, Value)> {
    let Some(directory) = env::var_os("OPENAPI_DOCUMENTS") else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let read = |file: PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        match openapi_document::parse(&fs::read(&file).unwrap()) {
            Ok(document) => Some((name, document)),
            Err(error) => {
                println!("unread {name}: {error}");
                None
            }
        }
    };
    files.into_iter().filter_map(read).collect()
}

/// The client of a document as a regeneration writes it; `None` when the document is refused.
fn client(name: &str, source: &Value) -> Option<String> {
    let converted = match openapi_convert::convert(source) {
        Ok(converted) => converted.document,
        Err(error) => {
            println!("refused {name}: {error}");
            return None;
        }
    };
    let options = generate::options();
    match progenitor_preflight::preflight(&converted, &options, &mut |_| {}) {
        Ok(accepted) => Some(generate::generate(accepted.file, &converted, "").unwrap()),
        Err(refused) => {
            println!("refused {name}: {refused}");
            None
        }
    }
}

fn manifest(name: &str) -> String {
    let workspace = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let dependencies: String = ["progenitor-client", "reqwest", "serde", "serde_json"]
        .iter()
        .flat_map(|name| {
            let start = format!("{name} = ");
            workspace.lines().find(|line| line.starts_with(&start))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[features]\nschemars = []\n\n\
         [dependencies]\n{dependencies}"
    )
}

#[test]
#[ignore = "compiles the clients of many documents, for minutes"]
fn clients_of_accepted_documents_compile() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
    let _ = fs::remove_dir_all(&directory);
    let sdk = fs::canonicalize(repository().join("certifinfo-sdk/src")).unwrap();
    let accepted = |documents: Vec<(String, Value)>| -> Vec<(String, String)> {
        let client =
            |(name, document): (String, Value)| client(&name, &document).map(|code| (name, code));
        documents.into_iter().filter_map(client).collect()
    };
    let (zoo, documents) = (accepted(zoo()), accepted(documents()));
    println!("{} of the zoo, {} documents", zoo.len(), documents.len());
    let crates = zoo.chunks(TOGETHER).chain(documents.chunks(1));
    let mut members = Vec::new();
    for (number, clients) in crates.enumerate() {
        let name = format!("clients-{number}");
        let source = directory.join(&name).join("src");
        fs::create_dir_all(&source).unwrap();
        let mut root = ROOT.replace("SDK", &sdk.to_string_lossy());
        for (number, (name, code)) in clients.iter().enumerate() {
            let module = format!("client_{number}");
            fs::write(source.join(format!("{module}.rs")), code).unwrap();
            root += &format!(
                "/// {name}\npub mod {module};\n\
                 impl progenitor_client::ClientHooks<()> for {module}::Client {{}}\n"
            );
        }
        fs::write(source.join("lib.rs"), root).unwrap();
        fs::write(source.join("../Cargo.toml"), manifest(&name)).unwrap();
        members.push(name);
    }
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(directory.join("Cargo.toml"), workspace).unwrap();
    fs::copy(
        repository().join("Cargo.lock"),
        directory.join("Cargo.lock"),
    )
    .unwrap();
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--keep-going", "--offline"])
        .current_dir(&directory)
        .env(
            "CARGO_TARGET_DIR",
            directory.with_file_name("clients-target"),
        )
        .status()
        .unwrap();
    assert!(
        checked.success(),
        "the code in {} does not compile",
        directory.display()
    );
}
