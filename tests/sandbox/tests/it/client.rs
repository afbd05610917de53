//! The plainest client there is: what it shows is what came over the wire.

use certifinfo_sandbox::Sandbox;
use serde_json::Value;

/// A client that follows nothing, knows no proxy and sends the token.
pub(crate) fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// Asks with the right token.
pub(crate) async fn get(sandbox: &Sandbox, path: &str) -> reqwest::Result<reqwest::Response> {
    http()
        .get(format!("{}{path}", sandbox.base_url()))
        .header("token-connexion", sandbox.token())
        .send()
        .await
}

/// Asks with the right token and reads JSON.
pub(crate) async fn json(sandbox: &Sandbox, path: &str) -> (u16, Value) {
    let answer = get(sandbox, path).await.unwrap();
    (
        answer.status().as_u16(),
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

/// The Certif Info codes of a page.
pub(crate) fn codes(page: &Value) -> Vec<u64> {
    page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["certifinfo_code"].as_u64().unwrap())
        .collect()
}
