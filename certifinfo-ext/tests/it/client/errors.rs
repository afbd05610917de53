//! What each failure is, and what it says: the kind, the sentence, the chain.

use std::error::Error as _;
use std::time::Duration;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{PagingError, RetryPolicy};

use crate::client::fake::{Fake, Reply, builder, json, page, reply};

/// The error of page 3 of a search that is always answered so.
async fn error_of(reply: impl Fn() -> Reply + Send + Sync + 'static) -> (Error, usize) {
    let patience = if matches!(reply(), Reply::Hang) {
        300
    } else {
        10_000
    };
    let fake = Fake::start(move |_, _| reply()).await;
    let api = fake
        .builder()
        .max_response_bytes(100_000)
        .attempt_timeout(Duration::from_millis(patience));
    let api = api
        .retry_policy(
            RetryPolicy::default()
                .initial_backoff(Duration::ZERO)
                .attempts(2),
        )
        .build()
        .unwrap();
    let error = api.recherche(Recherche::new()).page(3).await.unwrap_err();
    (error, fake.asked().len())
}

/// The sentence, then each source on a line of its own.
fn chain(error: &Error) -> String {
    let mut said = format!("{error}\n");
    let mut source = error.source();
    while let Some(error) = source {
        said.push_str(&format!("    because: {error}\n"));
        source = error.source();
    }
    said
}

/// A case: its name, its answer, and the kind, the status and the attempts that it amounts to.
type Case = (&'static str, fn() -> Reply, ErrorKind, Option<u16>, usize);

#[tokio::test]
async fn every_answer_has_its_kind_and_its_sentence() {
    use ErrorKind::*;
    let html = "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>";
    let cases: Vec<Case> = vec![
        (
            "400 with a message",
            || reply(400, &[], r#"{"message":"rome: code inconnu"}"#),
            Rejected,
            Some(400),
            1,
        ),
        (
            "422 without a body",
            || reply(422, &[], ""),
            Rejected,
            Some(422),
            1,
        ),
        (
            "401",
            || reply(401, &[], r#"{"message":"Token manquant"}"#),
            Unauthorized,
            Some(401),
            1,
        ),
        (
            "403 with a page",
            || reply(403, &[], "<h1>Forbidden</h1>"),
            Unauthorized,
            Some(403),
            1,
        ),
        (
            "404",
            || reply(404, &[], r#"{"message":"Not Found"}"#),
            NotFound,
            Some(404),
            1,
        ),
        ("408", || reply(408, &[], ""), Server, Some(408), 2),
        (
            "429 for ever",
            || reply(429, &[("retry-after", "0")], ""),
            RateLimited,
            Some(429),
            2,
        ),
        (
            "429 for a day",
            || reply(429, &[("retry-after", "86400")], r#"{"message":"quota"}"#),
            RateLimited,
            Some(429),
            1,
        ),
        (
            "500",
            || reply(500, &[], r#"{"message":"boom"}"#),
            Server,
            Some(500),
            2,
        ),
        ("501", || reply(501, &[], ""), Server, Some(501), 1),
        (
            "502 with a page",
            || {
                reply(
                    502,
                    &[],
                    "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>",
                )
            },
            Server,
            Some(502),
            2,
        ),
        (
            "503",
            || reply(503, &[("retry-after", "0")], "maintenance"),
            Server,
            Some(503),
            2,
        ),
        ("504", || reply(504, &[], ""), Server, Some(504), 2),
        (
            "200 with a page",
            || {
                reply(
                    200,
                    &[],
                    "<!doctype html><title>Maintenance</title><p>De retour à 14 h",
                )
            },
            Server,
            Some(200),
            2,
        ),
        ("200 with nothing", || json(""), Decode, Some(200), 2),
        (
            "200 that is garbled",
            || json(r#"{"total":3,"data":[{"certifinfo_code":1},{"certifinfo_code":#!"#),
            Decode,
            Some(200),
            2,
        ),
        (
            "200 that is cut short",
            || Reply::Last(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"total\":".to_vec()),
            Transport,
            Some(200),
            2,
        ),
        (
            "200 of another shape",
            || json(r#"{"results":[],"count":0}"#),
            Decode,
            Some(200),
            1,
        ),
        (
            "200 with a strange total",
            || json(r#"{"total":{"value":3},"data":[]}"#),
            Decode,
            Some(200),
            1,
        ),
        (
            "200 with a list",
            || json(r#"[{"certifinfo_code":1}]"#),
            Decode,
            Some(200),
            1,
        ),
        (
            "200 that is too large",
            || json(&" ".repeat(100_001)),
            Decode,
            Some(200),
            1,
        ),
        ("a closed connection", || Reply::Close, Transport, None, 2),
        ("no answer", || Reply::Hang, Transport, None, 2),
        (
            "redirected elsewhere",
            || {
                reply(
                    302,
                    &[("location", "https://evil.example/recherche?x=1")],
                    "",
                )
            },
            Transport,
            Some(302),
            1,
        ),
        (
            "redirected nowhere",
            || reply(302, &[], ""),
            Transport,
            Some(302),
            1,
        ),
        (
            "redirected in a circle",
            || reply(302, &[("location", "/recherche")], ""),
            Transport,
            None,
            6,
        ),
    ];
    let mut said = String::new();
    for (name, answer, kind, status, asked) in cases {
        let (error, requests) = error_of(answer).await;
        assert_eq!(error.kind(), kind, "{name}: {error}");
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            status,
            "{name}"
        );
        assert_eq!(requests, asked, "{name}");
        assert_eq!(error.operation(), Some("GET /recherche"), "{name}");
        assert_eq!(error.page(), Some(3), "{name}");
        let chain = chain(&error);
        for source in chain.lines().skip(1) {
            let source = source.trim_start().trim_start_matches("because: ");
            assert_eq!(
                chain.matches(source).count(),
                1,
                "{name} repeats itself: {chain}"
            );
        }
        said.push_str(&format!(
            "{name}: {kind:?}, {}\n    {}\n",
            if error.is_transient() {
                "may pass"
            } else {
                "stays"
            },
            chain.trim_end().replace('\n', "\n    ")
        ));
    }
    let (error, _) = error_of(move || reply(502, &[], html)).await;
    assert_eq!(error.body(), Some(html));
    assert_eq!(error.attempts(), 2);
    insta::with_settings!({ filters => [(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"), (r"os error \d+", "os error N")] }, {
        insta::assert_snapshot!("errors", said);
    });
}

#[tokio::test]
async fn nobody_there() {
    let vacant = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let api = builder(&format!("http://{vacant}"))
        .retry_policy(RetryPolicy::none())
        .build()
        .unwrap();
    let error = api.recherche(Recherche::new()).total().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.is_transient()),
        (ErrorKind::Transport, true)
    );
    assert!(
        error
            .to_string()
            .contains(&format!("cannot connect to http://{vacant}")),
        "{error}"
    );
    assert!(error.source().is_some());
}

#[tokio::test]
async fn no_such_certification() {
    for body in [
        "null",
        "{}",
        r#"{"certifinfo_code":null,"certifinfo_intitule":null,"rncp":null}"#,
        r#"{"certifinfo_code":118034,"certifinfo_intitule":"","rncp":[],"etat":null}"#,
    ] {
        let fake = Fake::start(move |_, _| json(body)).await;
        let error = fake
            .api()
            .certification("118034".parse().unwrap())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound, "{body}");
        assert!(
            error
                .to_string()
                .contains("certification 118034: it does not exist"),
            "{error}"
        );
    }
    // A certification without a title, of which something is known.
    let fake =
        Fake::start(|_, _| json(r#"{"certifinfo_intitule":null,"etat":0,"neuf":[1]}"#)).await;
    let found = fake
        .api()
        .certification("118034".parse().unwrap())
        .await
        .unwrap();
    assert!(
        found.raw().contains("neuf"),
        "unknown properties are in reach"
    );
}

#[tokio::test]
async fn a_certification_that_does_not_decode_names_the_place() {
    let fake =
        Fake::start(|_, _| json(r#"{"etat":1,"certifinfo_intitule":"CAP boulanger","etat":2}"#))
            .await;
    let error = fake
        .api()
        .certification("118034".parse().unwrap())
        .await
        .unwrap_err();
    insta::assert_snapshot!("decode", error.to_string());
}

#[tokio::test]
async fn a_stall_says_how_and_where_to_go_on() {
    let fake = Fake::start(|_, head| {
        page(
            30,
            if head.contains("page_num=1&") {
                0..10
            } else {
                0..0
            },
        )
    })
    .await;
    let mut items = fake.api().recherche(Recherche::new()).page_size(10).items();
    for code in 0..10 {
        assert_eq!(
            items.next().await.unwrap().unwrap().certifinfo_code,
            Some(code.into())
        );
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert!(items.next().await.is_none());
    assert_eq!(
        (error.kind(), error.stall()),
        (ErrorKind::Stalled, Some(PagingError::EmptyPage))
    );
    assert_eq!(error.resume().unwrap().page(), 2);
    insta::assert_snapshot!("stalled", error.to_string());
}

#[test]
fn errors_are_small() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
