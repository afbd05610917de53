//! The `tracing` feature: one span per request, with what an operator asks about and without the token.

use certifinfo_ext::prelude::*;

use crate::client::fake::{Fake, TOKEN, page, reply};
use crate::support::logs::spans;

#[tokio::test]
async fn one_span_a_request_and_never_the_token() {
    spans::keep();
    let fake = Fake::start(|number, _| match number {
        0 => reply(503, &[], TOKEN),
        1 => page(300, 0..100),
        _ => reply(401, &[], TOKEN),
    })
    .await;
    let api = fake.api();
    let mut pages = api
        .recherche(Recherche::new().intitule("secret words"))
        .pages();
    pages.next().await.unwrap().unwrap();
    pages.next().await.unwrap().unwrap_err();
    let lines = spans::kept();
    let spans: Vec<&String> = lines
        .iter()
        .filter(|line| line.starts_with("certifinfo "))
        .collect();
    assert_eq!(
        spans,
        [
            r#"certifinfo operation="GET /recherche" page=1 attempt=1 milliseconds=N status=503 error=Server"#,
            r#"certifinfo operation="GET /recherche" page=1 attempt=2 milliseconds=N status=200"#,
            r#"certifinfo operation="GET /recherche" page=2 attempt=1 milliseconds=N status=401 error=Unauthorized"#,
        ]
    );
    let ours: Vec<&String> = lines.iter().filter(|line| line.contains(TOKEN)).collect();
    assert!(ours.is_empty(), "{ours:?}");
    assert!(!lines.iter().any(|line| line.contains("secret words")));
}
