//! Answers that are not what the document promises.

use certifinfo_sdk::{Error, types};

use super::client;
use crate::support::wire::CannedServer;

/// Statuses that the document describes, and some that it does not.
const FAILURES: [(u16, &str); 7] = [
    (400, "400 Bad Request"),
    (401, "401 Unauthorized"),
    (403, "403 Forbidden"),
    (404, "404 Not Found"),
    (429, "429 Too Many Requests"),
    (500, "500 Internal Server Error"),
    (503, "503 Service Unavailable"),
];

fn message(error: &Error<types::Erreur>) -> Option<&str> {
    match error {
        Error::ErrorResponse(response) => response.message.as_deref(),
        _ => None,
    }
}

#[tokio::test]
async fn an_html_page_keeps_its_status_and_its_words() {
    let page =
        "<html><head><title>Forbidden</title></head>\n<body><h1>Acc\u{e8}s\n refus\u{e9}</h1>";
    for (status, line) in FAILURES {
        for content_type in ["text/html; charset=utf-8", "text/plain", ""] {
            let server = CannedServer::answering(line, content_type, page);
            let failed = client(&server.url()).certification().id(1).send().await;
            let failed = failed.expect_err(line);
            assert_eq!(
                failed.status().map(|s| s.as_u16()),
                Some(status),
                "{line}: {failed:?}"
            );
            // Documented statuses carry the error object of the document.
            if status < 429 {
                assert_eq!(message(&failed), Some("Forbidden Accès refusé"), "{line}");
            }
        }
    }
}

#[tokio::test]
async fn the_error_object_of_the_document_is_read() {
    for body in [
        r#"{"message": "Token invalide"}"#,
        r#"{"message": ["Token invalide"], "x": 1}"#,
    ] {
        let server = CannedServer::answering("403 Forbidden", "application/json", body);
        let failed = client(&server.url())
            .recherche()
            .send()
            .await
            .expect_err("a 403");
        assert_eq!(message(&failed), Some("Token invalide"), "{body}");
    }
}

/// An error page as long as one likes is read to a bound.
#[tokio::test]
async fn a_long_error_page_is_cut() {
    let page = "mot ".repeat(1 << 20);
    let server = CannedServer::answering("403 Forbidden", "text/html", &page);
    let failed = client(&server.url())
        .recherche()
        .send()
        .await
        .expect_err("a 403");
    assert_eq!(failed.status().map(|s| s.as_u16()), Some(403));
    let message = message(&failed).expect("its first words");
    assert!(
        (1..=500).contains(&message.chars().count()),
        "{}",
        message.len()
    );
}

/// A maintenance page with status 200 is no page of results: an error, and no panic.
#[tokio::test]
async fn a_page_that_says_200_and_is_no_json_is_an_error() {
    let server = CannedServer::answering("200 OK", "text/html", "<h1>Maintenance</h1>");
    let failed = client(&server.url())
        .recherche()
        .send()
        .await
        .expect_err("no JSON");
    assert!(
        matches!(failed, Error::InvalidResponsePayload(..)),
        "{failed:?}"
    );
}
