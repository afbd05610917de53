//! `certifinfo doctor`: what works and what does not, without the token.

use certifinfo_sandbox::{Fault, Sandbox, When};
use serde_json::Value;

use crate::run::command;

const TOKEN: &str = "jeton-tres-secret-0123456789abcdef";

/// The exit code, and the state and the detail of each check.
fn doctor(environment: &[(&str, &str)]) -> (i32, Value) {
    let mut command = command(&["doctor", "--format", "json"]);
    for name in [
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        command.env_remove(name);
    }
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let all = format!("{text}{}", String::from_utf8(output.stderr).unwrap());
    assert!(!all.contains(TOKEN) && !all.contains("passe"), "{all}");
    (
        output.status.code().unwrap(),
        serde_json::from_str(&text).unwrap(),
    )
}

/// A check's state, and a phrase of its detail.
fn finds(findings: &Value, check: &str, state: &str, phrase: &str) {
    let mut of = findings
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["check"] == check);
    let found = of.any(|f| f["state"] == state && f["detail"].as_str().unwrap().contains(phrase));
    assert!(found, "{check} {state} {phrase}: {findings:#}");
}

#[test]
fn service_that_works_is_fine() {
    let sandbox = Sandbox::builder().token(TOKEN).start_blocking().unwrap();
    let url = sandbox.base_url();
    let (code, found) = doctor(&[("CERTIFINFO_TOKEN", TOKEN), ("CERTIFINFO_BASE_URL", &url)]);
    assert_eq!(code, 0);
    finds(&found, "answers", "ok", "from the service");
    finds(&found, "reachable", "ok", "answers after");
    finds(&found, "token", "ok", "accepted");
    finds(&found, "clock", "ok", "right");
    finds(&found, "mirror", "ok", "none");
}

#[test]
fn refused_token_dead_service_and_damaged_mirror_are_distinguished() {
    let sandbox = Sandbox::builder().token(TOKEN).start_blocking().unwrap();
    sandbox.set_fault(Fault::Unauthorized, When::ALWAYS);
    let url = sandbox.base_url();
    let folder = tempfile::tempdir().unwrap();
    let mirror = folder.path().join("mirror.sqlite");
    std::fs::write(&mirror, "no database").unwrap();
    let (code, found) = doctor(&[
        ("CERTIFINFO_TOKEN", TOKEN),
        ("CERTIFINFO_BASE_URL", &url),
        ("CERTIFINFO_MIRROR", mirror.to_str().unwrap()),
    ]);
    assert_eq!(code, 2);
    finds(&found, "token", "failed", "refuses the token");
    finds(&found, "mirror", "failed", "mirror.sqlite");

    drop(sandbox);
    let (code, found) = doctor(&[("CERTIFINFO_TOKEN", TOKEN), ("CERTIFINFO_BASE_URL", &url)]);
    assert_eq!(code, 2);
    finds(&found, "reachable", "failed", "Connection refused");
}

#[test]
fn secrets_of_a_proxy_are_not_shown() {
    let (_, found) = doctor(&[
        ("HTTPS_PROXY", "http://moi:passe@127.0.0.1:1"),
        ("CERTIFINFO_BASE_URL", "http://127.0.0.1:1"),
    ]);
    finds(&found, "proxy", "ok", "http://127.0.0.1:1");
}
