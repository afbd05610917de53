//! What a request carries on the wire: the token once, no header nobody asked for.

use certifinfo_sandbox::{Sandbox, Token};
use certifinfo_sdk::{BASE_URL, ConnectError, TOKEN_HEADER, connect};

use super::{TOKEN, client, path, separator};
use crate::support::wire::{CannedServer, header};

const PAGE: &str = r#"{"total": 0, "data": []}"#;

#[tokio::test]
async fn a_request_carries_the_token_once_and_no_api_version() {
    let server = CannedServer::answering("200 OK", "application/json", PAGE);
    let client = client(&server.url());
    client
        .recherche()
        .intitule("boulanger")
        .send()
        .await
        .expect("an empty page");
    client
        .certification()
        .id(80735)
        .send()
        .await
        .expect("an empty record");

    let heard = server.heard();
    assert_eq!(heard.len(), 2);
    assert!(
        heard[0].starts_with(&format!(
            "GET {}?intitule=boulanger HTTP/1.1\r\n",
            path("recherche")
        )),
        "{heard:?}"
    );
    assert!(
        heard[1].starts_with(&format!(
            "GET {}?id=80735 HTTP/1.1\r\n",
            path("certification")
        )),
        "{heard:?}"
    );
    for head in &heard {
        assert_eq!(header(head, TOKEN_HEADER), [TOKEN], "{head}");
        assert_eq!(head.matches(TOKEN).count(), 1, "{head}");
        assert_eq!(header(head, "api-version"), [""; 0], "{head}");
        assert_eq!(header(head, "accept"), ["application/json"], "{head}");
        let agent = header(head, "user-agent");
        assert!(
            matches!(agent[..], [one] if one.starts_with("certifinfo-sdk/")),
            "{head}"
        );
    }
}

/// The same for a request that was built apart and is sent by hand.
#[tokio::test]
async fn a_request_built_apart_carries_the_same() {
    use certifinfo_sdk::ClientInfo;
    let server = CannedServer::answering("200 OK", "application/json", PAGE);
    let client = client(&server.url());
    let request = client.recherche().page_num(2).request().expect("a request");
    assert!(request.headers().get("api-version").is_none());
    client.client().execute(request).await.expect("an answer");
    client
        .recherche()
        .page_num(2)
        .send()
        .await
        .expect("an answer");

    let heard = server.heard();
    assert_eq!(header(&heard[0], TOKEN_HEADER), [TOKEN]);
    assert_eq!(
        heard[0], heard[1],
        "sent by hand or by the client: the same bytes"
    );
}

/// A list is the parameter repeated, or one text where the document says so; text is
/// percent-encoded as UTF-8.
#[tokio::test]
async fn a_query_is_spelled_as_the_document_says() {
    let server = CannedServer::answering("200 OK", "application/json", PAGE);
    let client = client(&format!("{}/", server.url()));
    let codes = vec!["D1102".to_owned(), "D1104".to_owned()];
    let search = client.recherche().rome(codes).intitule("métier d'art & co");
    search.acc_ca(true).send().await.expect("an answer");
    let head = server.heard().remove(0);
    let line = head.lines().next().expect("a request line");
    let rome = match separator("recherche", "rome").as_deref() {
        Some(",") => "rome=D1102%2CD1104",
        Some("|") => "rome=D1102%7CD1104",
        Some(_) => "rome=D1102+D1104",
        None => "rome=D1102&rome=D1104",
    };
    let query = format!("acc_ca=true&intitule=m%C3%A9tier+d%27art+%26+co&{rome}");
    assert_eq!(
        line,
        format!("GET {}?{query} HTTP/1.1", path("recherche")),
        "one slash, whatever the base"
    );
}

#[tokio::test]
async fn the_sandbox_lets_the_token_in_and_no_other() {
    let sandbox = Sandbox::builder()
        .token(TOKEN)
        .start()
        .await
        .expect("a sandbox");
    let page = client(&sandbox.base_url())
        .recherche()
        .send()
        .await
        .expect("a page");
    assert!(page.total.as_ref().and_then(|total| total.get()) > Some(0));

    let stranger = connect(&sandbox.base_url(), &"another".into()).expect("a client");
    let refused = stranger
        .recherche()
        .send()
        .await
        .expect_err("a wrong token");
    assert!(
        matches!(refused.status().map(|s| s.as_u16()), Some(401 | 403)),
        "{refused}"
    );

    let seen: Vec<Token> = sandbox.requests().recent.iter().map(|r| r.token).collect();
    assert_eq!(seen, [Token::Right, Token::Wrong]);
}

#[tokio::test]
async fn the_token_is_in_no_debug_and_in_no_error() {
    let server = CannedServer::answering("500 Internal Server Error", "text/plain", "no");
    let client = client(&server.url());
    let builder = client.recherche().intitule("boulanger");
    let request = builder.clone().request().expect("a request");
    let failed = builder.clone().send().await.expect_err("a 500");
    let refused = connect(BASE_URL, &format!("{TOKEN}\nrest").into()).expect_err("a line feed");
    assert!(matches!(refused, ConnectError::Token));
    for told in [
        format!("{client:?}"),
        format!("{builder:?}"),
        format!("{request:?}"),
        format!("{failed:?} {failed}"),
        format!("{refused:?} {refused}"),
    ] {
        assert!(!told.is_empty() && !told.contains(TOKEN), "{told}");
    }
}

/// A token that was pasted with the line's end is the token.
#[tokio::test]
async fn white_space_around_the_token_is_not_sent() {
    let server = CannedServer::answering("200 OK", "application/json", PAGE);
    let client = connect(&server.url(), &format!(" {TOKEN}\r\n").into()).expect("a client");
    client.recherche().send().await.expect("an answer");
    assert_eq!(header(&server.heard()[0], TOKEN_HEADER), [TOKEN]);
}
