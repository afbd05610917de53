//! Redirects: followed where they stay, refused where the token would leave with them.

use certifinfo_sdk::TOKEN_HEADER;

use super::{TOKEN, client};
use crate::support::wire::{CannedServer, header, response};

const STATUSES: [&str; 4] = [
    "301 Moved Permanently",
    "302 Found",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

/// Another port is another host to the token: only the service itself may have it.
#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed_and_tells_its_status() {
    for status in STATUSES {
        let thief = CannedServer::answering("200 OK", "application/json", "{}");
        let to = format!("location: {}/recherche\r\n", thief.url());
        let service = CannedServer::saying(|_| response(status, &to, ""));
        let failed = client(&service.url())
            .recherche()
            .send()
            .await
            .expect_err(status);
        let told = failed.status().expect("the redirect's own status");
        assert_eq!(Some(told.as_str()), status.split(' ').next());
        assert_eq!(thief.heard().len(), 0, "{status}: {:?}", thief.heard());
        assert_eq!(service.heard().len(), 1, "{status}");
    }
}

/// `localhost` and `127.0.0.1` reach one server here and are two hosts all the same.
#[tokio::test]
async fn another_name_for_the_same_server_is_another_host() {
    let service = CannedServer::saying(|port| {
        let to = format!("location: http://localhost:{port}/recherche\r\n");
        response("302 Found", &to, "")
    });
    let failed = client(&service.url())
        .recherche()
        .send()
        .await
        .expect_err("a 302");
    assert_eq!(failed.status().map(|s| s.as_u16()), Some(302));
    assert_eq!(service.heard().len(), 1);
}

/// On the service itself a redirect is followed, with the token, a bounded number of times.
#[tokio::test]
async fn a_redirect_on_the_same_host_is_followed_and_a_circle_ends() {
    let service = CannedServer::saying(|_| response("302 Found", "location: /recherche\r\n", ""));
    let failed = client(&service.url())
        .recherche()
        .send()
        .await
        .expect_err("a circle");
    assert_eq!(failed.status().map(|s| s.as_u16()), Some(302));
    let heard = service.heard();
    assert_eq!(heard.len(), 6, "the request and five redirects");
    assert!(
        heard
            .iter()
            .all(|head| header(head, TOKEN_HEADER) == [TOKEN])
    );
}
