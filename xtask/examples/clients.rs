//! Generates a client for each document of a directory, and a workspace that compiles them all.
//!
//! `cargo run -p xtask --example clients -- DOCUMENTS OUT` writes one crate for each document that
//! is accepted to OUT, and reports the others; `cargo check` in OUT then shows that accepted means
//! compiled. Nothing is fetched.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use xtask::generate;

/// The parts of certifinfo-sdk that generated code refers to.
const LIB: &str = r#"#![allow(warnings)]
extern crate self as certifinfo_sdk;
mod generated;
pub use generated::Client;
#[path = "SDK/list.rs"]
pub mod list;
mod hooks {
    impl progenitor_client::ClientHooks<()> for crate::Client {}
    pub(crate) fn prepare(_: &mut reqwest::Request) {}
}
"#;

fn main() {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(documents), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: clients DOCUMENTS OUT");
        std::process::exit(2);
    };
    let sdk = Path::new(env!("CARGO_MANIFEST_DIR")).join("../certifinfo-sdk");
    let mut files: Vec<PathBuf> = match documents.is_dir() {
        true => fs::read_dir(&documents)
            .expect("a directory")
            .map(|entry| entry.expect("an entry").path())
            .collect(),
        false => vec![documents],
    };
    files.sort();
    let mut members = Vec::new();
    for file in &files {
        let name = file.file_name().expect("a file").to_string_lossy();
        let started = Instant::now();
        let outcome = client(file);
        let seconds = started.elapsed().as_secs_f32();
        match outcome {
            Ok((code, notes)) => {
                println!("accepted {name} ({seconds:.1} s, {} lines)", code.lines().count());
                if env::var_os("NOTES").is_some() {
                    println!("{notes}");
                }
                let member = format!("c{}", members.len());
                let directory = out.join(&member);
                fs::create_dir_all(directory.join("src")).expect("a directory");
                let lib = LIB.replace("SDK", &sdk.join("src").to_string_lossy());
                fs::write(directory.join("src/lib.rs"), lib).expect("a file");
                fs::write(directory.join("src/generated.rs"), code).expect("a file");
                fs::write(directory.join("Cargo.toml"), manifest(&member, &sdk)).expect("a file");
                members.push((member, name.into_owned()));
            }
            Err(why) => println!("refused {name} ({seconds:.1} s)\n{why}"),
        }
    }
    let names: Vec<String> = members.iter().map(|(member, _)| format!("{member:?}")).collect();
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", names.join(", "));
    fs::write(out.join("Cargo.toml"), workspace).expect("a file");
    let list: String = members.iter().map(|(m, n)| format!("{m} {n}\n")).collect();
    fs::write(out.join("members.txt"), list).expect("a file");
    println!("{} of {} accepted", members.len(), files.len());
}

fn manifest(name: &str, sdk: &Path) -> String {
    let text = fs::read_to_string(sdk.join("../Cargo.toml")).expect("the workspace");
    let dependency = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name} = ")));
        line.expect("a dependency").to_owned()
    };
    let dependencies: Vec<String> =
        ["progenitor-client", "reqwest", "serde", "serde_json"].map(dependency).into();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\nschemars = []\n\n[dependencies]\n{}\n",
        dependencies.join("\n")
    )
}

fn client(file: &Path) -> Result<(String, String), String> {
    let bytes = fs::read(file).map_err(|e| e.to_string())?;
    let source = openapi_document::parse(&bytes).map_err(|e| e.to_string())?;
    let converted = openapi_convert::convert(&source).map_err(|e| e.to_string())?;
    let lost: Vec<String> = converted
        .refusals
        .iter()
        .filter(|refusal| !refusal.left_in_place)
        .map(ToString::to_string)
        .collect();
    if !lost.is_empty() {
        return Err(lost.join("\n"));
    }
    let options = generate::options();
    let accepted = progenitor_preflight::preflight(&converted.document, &options, &mut |line| {
        println!("  {line}");
    })
    .map_err(|refused| refused.to_string())?;
    let code = generate::generate(accepted.file, &converted.document, "")?;
    let notes: Vec<String> = accepted.repairs.iter().map(|r| format!("  {r}")).collect();
    Ok((code, notes.join("\n")))
}
