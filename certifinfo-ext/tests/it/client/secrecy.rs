//! The token: in the one header where it belongs, and nowhere else.

use std::error::Error as _;
use std::time::Duration;

use certifinfo_ext::RetryPolicy;
use certifinfo_ext::prelude::*;

use crate::client::fake::{Fake, Reply, TOKEN, builder, json, page, reply};

/// Everything that can be printed of an error, its sources included.
fn everything(error: &Error) -> String {
    let mut said = format!(
        "{error} {error:?} {error:#?} {:?} {:?}",
        error.body(),
        error.resume()
    );
    let mut source = error.source();
    while let Some(error) = source {
        said.push_str(&format!(" {error} {error:?} {error:#?}"));
        source = error.source();
    }
    said
}

#[tokio::test]
async fn every_request_carries_it() {
    let fake = Fake::start(|number, _| {
        if number == 0 {
            reply(503, &[], "")
        } else {
            page(1, [1])
        }
    })
    .await;
    let api = fake.builder().token(format!(" {TOKEN}\n")).build().unwrap();
    api.recherche(Recherche::new()).page(1).await.unwrap();
    assert_eq!(fake.asked().len(), 2);
    for asked in fake.asked() {
        assert!(
            asked.contains(&format!("token-connexion: {TOKEN}\r\n")),
            "{asked}"
        );
        assert!(!asked.lines().next().unwrap().contains(TOKEN));
    }
}

#[tokio::test]
async fn no_error_shows_it_even_if_the_service_echoes_it() {
    let echo = |what: &str| format!(r#"{{"message":"{what} {TOKEN}"}}"#);
    let answers: Vec<Box<dyn Fn() -> Reply + Send + Sync>> = vec![
        Box::new(move || reply(401, &[], &echo("jeton refusé:"))),
        Box::new(move || reply(500, &[], &echo("boom"))),
        Box::new(|| reply(502, &[], &format!("<p>{TOKEN}</p>"))),
        Box::new(|| reply(200, &[], &format!("<p>{TOKEN}</p>"))),
        Box::new(|| json(&format!(r#"{{"total": #{TOKEN}"#))),
        Box::new(|| json(&format!(r#"{{"total": {{"{TOKEN}": 1}}, "data": []}}"#))),
        Box::new(|| {
            reply(
                302,
                &[(
                    "location",
                    &format!("http://{TOKEN}.example/{TOKEN}?{TOKEN}"),
                )],
                "",
            )
        }),
        Box::new(|| Reply::Close),
        Box::new(|| Reply::Hang),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        let fake = Fake::start(move |_, _| answer()).await;
        let api = fake
            .builder()
            .attempt_timeout(Duration::from_millis(200))
            .retry_policy(RetryPolicy::none())
            .build()
            .unwrap();
        let error = api
            .recherche(Recherche::new())
            .pages()
            .next()
            .await
            .unwrap()
            .unwrap_err();
        let said = everything(&error);
        assert!(!said.contains(TOKEN), "{number}: {said}");
    }
}

#[tokio::test]
async fn no_debug_shows_it() {
    let fake = Fake::start(|_, _| page(1, [1])).await;
    let api = fake.api();
    let request = api.recherche(Recherche::new());
    let mut items = request.clone().items();
    items.next().await;
    let said = format!(
        "{:?} {api:#?} {request:#?} {items:?} {:?}",
        fake.builder(),
        request.clone().pages()
    );
    assert!(!said.contains(TOKEN), "{said}");
    let bad = builder("http://127.0.0.1")
        .token(format!("{TOKEN}\u{7f}"))
        .build()
        .unwrap_err();
    assert!(!everything(&bad).contains(TOKEN));
}

#[tokio::test]
async fn no_redirect_carries_it_away() {
    let elsewhere = Fake::start(|_, _| page(1, [1])).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/recherche", elsewhere.url);
        let fake = Fake::start(move |_, _| reply(status, &[("location", &location)], "")).await;
        let follows = reqwest::Client::builder().redirect(reqwest::redirect::Policy::default());
        for builder in [fake.builder(), fake.builder().http_client_builder(follows)] {
            let error = builder
                .build()
                .unwrap()
                .recherche(Recherche::new())
                .page(1)
                .await
                .unwrap_err();
            assert!(
                error.to_string().contains(&elsewhere.url),
                "names the target: {error}"
            );
        }
    }
    assert!(elsewhere.asked().is_empty(), "{:?}", elsewhere.asked());
}

#[tokio::test]
async fn a_redirect_at_home_is_followed_with_it() {
    let fake = Fake::start(|number, _| {
        if number == 0 {
            reply(307, &[("location", "/v2/recherche?page_num=1")], "")
        } else {
            page(1, [1])
        }
    })
    .await;
    let page = fake
        .api()
        .recherche(Recherche::new())
        .page(1)
        .await
        .unwrap();
    assert_eq!(page.items.len(), 1);
    assert!(fake.asked()[1].starts_with("GET /v2/recherche?page_num=1 "));
    assert!(fake.asked()[1].contains(TOKEN));
}
