//! Sources on disk: documents, and saved pages, which lead only to files beside them.

use std::path::Path;

use openapi_discover::{Loaded, Options, SourceError, load};

use crate::site::{document, title};

async fn load_file(path: &Path) -> Result<Loaded, SourceError> {
    load(path.to_str().unwrap(), &Options::default()).await
}

#[tokio::test]
async fn documents_and_saved_pages_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("o.json"), document("json")).unwrap();
    std::fs::write(at("o.yaml"), "openapi: 3.0.3\ninfo: {title: yaml}").unwrap();
    std::fs::write(at("page.html"), "<redoc spec-url='o.json'></redoc>").unwrap();
    let embedded = format!(
        "<script>SwaggerUIBundle({{spec: {}}})</script>",
        document("embedded")
    );
    std::fs::write(at("embedded.html"), embedded).unwrap();
    for (name, expected) in [
        ("o.json", "json"),
        ("o.yaml", "yaml"),
        ("page.html", "json"),
        ("embedded.html", "embedded"),
    ] {
        let loaded = load_file(&at(name)).await.unwrap();
        assert_eq!(title(&loaded.document), expected);
        assert!(!loaded.fetched && loaded.base.is_none());
    }
    let url = url::Url::from_file_path(at("o.json")).unwrap();
    assert_eq!(
        title(
            &load(url.as_str(), &Options::default())
                .await
                .unwrap()
                .document
        ),
        "json"
    );
}

#[tokio::test]
async fn saved_page_reads_only_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("saved")).unwrap();
    let secret = folder.path().join("o.json");
    std::fs::write(&secret, document("outside")).unwrap();
    let page = folder.path().join("saved/page.html");
    for reference in ["../o.json", secret.to_str().unwrap(), "x/../../o.json"] {
        std::fs::write(&page, format!("<redoc spec-url='{reference}'></redoc>")).unwrap();
        let fault = load_file(&page).await.unwrap_err().to_string();
        assert!(fault.contains("cannot be followed"), "{fault}");
    }
    std::fs::write(
        &page,
        "<base href='https://api.example/v1/'><redoc spec-url='o.json'></redoc>",
    )
    .unwrap();
    let fault = load_file(&page).await.unwrap_err().to_string();
    assert!(
        fault.contains("\n  https://api.example/v1/o.json"),
        "{fault}"
    );
}

#[tokio::test]
async fn missing_or_too_large_file_is_named() {
    let fault = load("localhost:8000/docs", &Options::default())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        fault.starts_with("localhost:8000/docs: ") && fault.contains("https://"),
        "{fault}"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("o.json");
    std::fs::write(&path, document("x")).unwrap();
    let options = Options {
        max_bytes: 10,
        ..Options::default()
    };
    let fault = load(path.to_str().unwrap(), &options)
        .await
        .unwrap_err()
        .to_string();
    assert!(fault.contains("larger than 10 bytes"), "{fault}");
}
