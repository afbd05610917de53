//! A workspace to regenerate into, and a server to regenerate from.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use xtask::regen::{self, Outcome, RegenError, RegenOptions};
use xtask::report::ProgressReport;

/// A root with the inputs of `regen` and without its outputs.
pub(crate) struct Tree {
    root: tempfile::TempDir,
}

impl Tree {
    /// Without an overlay, and with a contract that needs nothing.
    pub(crate) fn new() -> Self {
        let tree = Self {
            root: tempfile::tempdir().unwrap(),
        };
        tree.put(
            "openapi/source.toml",
            "url = \"http://127.0.0.1:9/docs\"\norigin = \"fetched\"\ndialect = \"?\"\n\
             version = \"0\"\nwhen = \"2000-01-01\"\nsha256 = \"0\"\n",
        );
        tree.put(
            "openapi/contract.yaml",
            "server: https://service.example\ntoken: token-connexion\nerror: Erreur\n\
             operations: {}\nrecords:\n  Erreur:\n    text: Une erreur\n    properties:\n      \
             message: { form: text, text: Le message }\n",
        );
        tree
    }

    pub(crate) fn path(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn get(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Every file and its bytes.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with(xtask::lock::FILE) {
                    let name = path.strip_prefix(self.path()).unwrap();
                    found.insert(name.to_str().unwrap().to_owned(), fs::read(&path).unwrap());
                }
            }
        }
        found
    }

    /// Runs `regen` and returns its output and its result.
    pub(crate) async fn regen(&self, run: Run<'_>) -> (Result<Outcome, RegenError>, String) {
        let options = RegenOptions {
            root: self.path().to_owned(),
            source: run.source.map(str::to_owned),
            offline: run.source.is_none(),
            check: run.check,
        };
        let mut out = anstream::StripStream::new(Vec::new());
        let outcome = regen::run(&options, &mut ProgressReport::new(&mut out)).await;
        (outcome, String::from_utf8(out.into_inner()).unwrap())
    }
}

/// How to run: from a source, or offline without one.
#[derive(Clone, Copy, Default)]
pub(crate) struct Run<'s> {
    pub(crate) source: Option<&'s str>,
    pub(crate) check: bool,
}

impl<'s> Run<'s> {
    pub(crate) fn from(source: &'s str) -> Self {
        Self {
            source: Some(source),
            check: false,
        }
    }

    pub(crate) fn offline() -> Self {
        Self::default()
    }

    pub(crate) fn checked(self) -> Self {
        Self {
            check: true,
            ..self
        }
    }
}

/// Serves these pages on loopback for the duration of the test; returns the base URL.
pub(crate) async fn serve(pages: Vec<(&'static str, &'static str, String)>) -> String {
    let mut router = Router::new();
    for (path, content_type, body) in pages {
        let page = move || async move { ([(CONTENT_TYPE, content_type)], body) };
        router = router.route(path, get(page));
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    url
}
