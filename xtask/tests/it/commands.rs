//! `drift` and `probe` as a user runs them, against the sandbox: exit codes and output.
use std::path::Path;
use std::process::Command;

use certifinfo_sandbox::{Catalogue, Fault, Sandbox, When};
use serde_json::Value;
use tempfile::TempDir;

const TOKEN: &str = "jeton-secret";

/// The result of a command: exit code, standard output, standard error.
struct Said {
    code: i32,
    out: String,
    err: String,
}

fn xtask(root: &Path, arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .env("CERTIFINFO_TOKEN", TOKEN)
        .arg("--root")
        .arg(root)
        .args(arguments)
        .output()
        .unwrap();
    Said {
        code: output.status.code().expect("ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const PUBLISHED: &str = include_str!("../../../tests/sandbox/openapi.json");

/// A workspace with a frozen copy of the sandbox's document, independent of the service.
fn workspace() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("openapi");
    std::fs::create_dir(&folder).unwrap();
    for (name, text) in [
        ("published.json", PUBLISHED),
        ("effective.json", include_str!("fixtures/effective.json")),
        (
            "contract.yaml",
            include_str!("../../../openapi/contract.yaml"),
        ),
        (
            "source.toml",
            "url = \"https://api.example.org/docs\"\norigin = \"reconstructed\"\n\
             dialect = \"OpenAPI 3.1.0\"\nversion = \"1\"\nwhen = \"2026-01-31\"\nsha256 = \"0\"\n",
        ),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    root
}

fn published() -> Value {
    serde_json::from_str(PUBLISHED).unwrap()
}

fn serving(document: &Value) -> Sandbox {
    Sandbox::builder()
        .document(document.to_string())
        .start_blocking()
        .unwrap()
}

/// An address on which nothing listens any more.
fn down() -> String {
    let sandbox = Sandbox::builder().start_blocking().unwrap();
    sandbox.base_url()
}

#[test]
fn removed_response_property_is_reported_as_drift() {
    let mut document = published();
    let properties = &mut document["components"]["schemas"]["Certification"]["properties"];
    let gone = properties.as_object_mut().unwrap().shift_remove("etat");
    assert!(gone.is_some());
    let sandbox = serving(&document);
    let url = format!("{}/docs", sandbox.base_url());

    let said = xtask(workspace().path(), &["drift", &url]);
    assert_eq!(said.code, 4, "{}", said.err);
    for part in ["response-property-removed", "`etat`", "GET /certification"] {
        assert!(said.out.contains(part), "{part}\n{}", said.out);
    }
    let last = said.out.trim_end().lines().last().unwrap();
    assert!(last.starts_with("next: cargo xtask regen http"), "{last}");
    assert!(!said.out.contains('\u{1b}'), "no colours in a pipe");

    let said = xtask(workspace().path(), &["drift", &url, "--format", "json"]);
    assert_eq!(said.code, 4, "{}", said.err);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["verdict"], "breaking");
    assert_eq!(report["changes"].as_array().unwrap().len(), 1);
    assert_eq!(report["changes"][0]["id"], "response-property-removed");
    assert_eq!(report["changes"][0]["used"], true);
}

#[test]
fn change_outside_the_contract_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let mut new = published();
    new["components"]["schemas"]["Certification"]["properties"]["autre"] =
        serde_json::json!({"type": "string"});
    let mut other = new.clone();
    other["components"]["schemas"]["Certification"]["properties"]["autre"]["type"] =
        "integer".into();
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (name, document) in [("new", &new), ("other", &other)] {
        std::fs::write(path(name), document.to_string()).unwrap();
    }
    let arguments = [
        "drift",
        &path("other"),
        "--base",
        &path("new"),
        "--format",
        "json",
    ];
    let said = xtask(workspace().path(), &arguments);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["changes"][0]["id"], "response-type-changed");
    assert_eq!(report["changes"][0]["used"], false);
}

#[test]
fn published_document_does_not_drift_from_itself() {
    let sandbox = serving(&published());
    let said = xtask(
        workspace().path(),
        &["drift", &format!("{}/docs", sandbox.base_url())],
    );
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

#[test]
fn unreachable_service_is_not_drift() {
    let url = format!("{}/docs", down());
    let said = xtask(workspace().path(), &["drift", &url]);
    assert_eq!(said.code, 100, "{}", said.out);
    assert!(said.out.is_empty(), "{}", said.out);
    assert!(said.err.contains(&url), "{}", said.err);
    assert!(said.err.contains("error sending request"), "{}", said.err);
}

#[test]
fn fail_on_selects_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = published();
    document["info"]["title"] = "Autrement dit".into();
    let path = folder.path().join("other.json");
    std::fs::write(&path, document.to_string()).unwrap();
    let path = path.to_str().unwrap();
    for (fail_on, code) in [("any", 4), ("breaking", 0), ("never", 0)] {
        let said = xtask(workspace().path(), &["drift", path, "--fail-on", fail_on]);
        assert_eq!(said.code, code, "{fail_on}: {}{}", said.out, said.err);
    }
}

/// Whatever prevents a comparison, the file at fault is named and nothing is reported.
#[test]
fn unreadable_input_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let put = |name: &str, text: &str| {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let good = put("openapi/published.json", &published().to_string());
    put("openapi/source.toml", "url = 3");
    let no_document = put("shopping.json", "{\"eggs\": 6}");
    let broken = put("broken.json", "{\"openapi\": ");
    let cases: [(&[&str], &str); 7] = [
        (&["drift"], "source.toml"),
        (&["drift", &no_document], "shopping.json"),
        (&["drift", &broken], "broken.json"),
        (&["drift", "nowhere.json"], "nowhere.json"),
        (&["drift", &good, "--base", &no_document], "shopping.json"),
        (&["drift", &good, "--base", &broken], "broken.json"),
        (&["drift", &good, "--base", "nowhere.json"], "nowhere.json"),
    ];
    for (arguments, named) in cases {
        let said = xtask(root, arguments);
        assert_eq!(said.code, 100, "{arguments:?}: {}", said.out);
        assert!(said.out.is_empty(), "{arguments:?}: {}", said.out);
        assert!(said.err.contains(named), "{arguments:?}: {}", said.err);
    }
}

fn probe(sandbox: &Sandbox) -> Said {
    xtask(
        workspace().path(),
        &["probe", "--base-url", &sandbox.base_url()],
    )
}

#[test]
fn every_catalogue_answers_as_documented() {
    let catalogues = [Catalogue::default(), Catalogue::synthetic(500, 7)];
    for catalogue in catalogues {
        let sandbox = Sandbox::builder()
            .token(TOKEN)
            .catalogue(catalogue)
            .start_blocking()
            .unwrap();
        let said = probe(&sandbox);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        assert!(said.out.contains("based on"), "{}", said.out);
    }
}

#[test]
fn each_format_fault_is_the_only_difference() {
    let faults = [
        (Fault::StringScalars, "string-scalars"),
        (Fault::NullArrays, "null-arrays"),
        (Fault::UnknownFields, "unknown-fields"),
    ];
    for (fault, named) in faults {
        let sandbox = Sandbox::builder()
            .token(TOKEN)
            .fault(fault, When::ALWAYS)
            .start_blocking()
            .unwrap();
        let said = probe(&sandbox);
        assert_eq!(said.code, 4, "{}{}", said.out, said.err);
        let verdict = said.out.lines().find(|line| line.contains("differs "));
        for (_, other) in faults {
            let reported = verdict.is_some_and(|line| line.contains(other));
            assert_eq!(reported, other == named, "{verdict:?}");
        }
    }
}

#[test]
fn probe_without_result_says_why_without_the_token() {
    let refusing = Sandbox::builder().token("autre").start_blocking().unwrap();
    let silent = down();
    for (url, why) in [
        (refusing.base_url(), "CERTIFINFO_TOKEN"),
        (silent.clone(), silent.as_str()),
    ] {
        let said = xtask(workspace().path(), &["probe", "--base-url", &url]);
        assert_eq!(said.code, 100, "{}{}", said.out, said.err);
        assert!(said.err.contains(why), "{why}: {}", said.err);
        assert!(!format!("{}{}", said.out, said.err).contains(TOKEN));
    }
}

/// A root with this document and the repository's contract.
fn holding(document: &Value) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let openapi = root.path().join("openapi");
    std::fs::create_dir(&openapi).unwrap();
    std::fs::write(openapi.join("published.json"), document.to_string()).unwrap();
    let contract = include_str!("../../../openapi/contract.yaml");
    std::fs::write(openapi.join("contract.yaml"), contract).unwrap();
    root
}

fn parameters<'d>(document: &'d mut Value, path: &str) -> &'d mut Vec<Value> {
    document["paths"][path]["get"]["parameters"]
        .as_array_mut()
        .unwrap()
}

/// As FastAPI declares a header: a required parameter, and no security scheme.
#[test]
fn probe_fills_in_token_and_id_however_they_are_declared() {
    let mut document = published();
    let components = document["components"].as_object_mut().unwrap();
    components.remove("securitySchemes");
    for path in ["/recherche", "/certification"] {
        let token = serde_json::json!({
            "name": "token-connexion", "in": "header", "required": true,
            "schema": {"type": "string"},
        });
        parameters(&mut document, path).push(token);
    }
    parameters(&mut document, "/certification")[0]["required"] = false.into();
    document["servers"] = serde_json::json!([{"url": "/api/v1"}]);
    let root = holding(&document);
    let sandbox = Sandbox::builder().token(TOKEN).start_blocking().unwrap();
    let url = sandbox.base_url();
    for base_url in [url.clone(), format!("{url}/api/v1/")] {
        let said = xtask(root.path(), &["probe", "--base-url", &base_url]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        assert!(said.out.contains("values of id that came"), "{}", said.out);
    }
}

/// The base URL is the same before and after a document that writes the prefix into its paths.
#[test]
fn probe_takes_a_base_url_with_or_without_the_prefix_of_the_paths() {
    let mut document = published();
    let paths = document["paths"].as_object().unwrap().clone();
    let prefixed = paths
        .into_iter()
        .map(|(path, item)| (format!("/v1{path}"), item));
    document["paths"] = Value::Object(prefixed.collect());
    document["servers"] = serde_json::json!([{"url": "/api"}]);
    let root = holding(&document);
    let sandbox = Sandbox::builder().token(TOKEN).start_blocking().unwrap();
    for path in ["", "/", "/api", "/api/v1", "/api/v1/"] {
        let base_url = format!("{}{path}", sandbox.base_url());
        let said = xtask(root.path(), &["probe", "--base-url", &base_url]);
        assert!(
            said.out.contains("GET /v1/recherche"),
            "{path}: {}",
            said.out
        );
        assert!(
            said.out.contains("values of id that came"),
            "{path}: {}",
            said.out
        );
    }
}

#[test]
fn probe_without_our_operations_has_no_result() {
    let mut document = published();
    let health = serde_json::json!({"get": {"responses": {"200": {"description": ""}}}});
    document["paths"] = serde_json::json!({"/docs": health});
    let root = holding(&document);
    let sandbox = Sandbox::builder().token(TOKEN).start_blocking().unwrap();
    let said = xtask(root.path(), &["probe", "--base-url", &sandbox.base_url()]);
    assert_eq!(said.code, 100, "{}{}", said.out, said.err);
    assert!(said.err.contains("no GET …/recherche"), "{}", said.err);
}
