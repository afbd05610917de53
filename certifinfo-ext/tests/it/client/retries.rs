//! How often is asked, how long is waited, and for whom.

use std::time::{Duration, Instant};

use certifinfo_ext::prelude::*;
use certifinfo_ext::{RateLimit, RetryPolicy};

use crate::client::fake::{Fake, Reply, json, page, reply};

type Case = (&'static str, fn() -> Reply);

#[tokio::test]
async fn what_may_pass_is_asked_again_until_it_has_passed() {
    let cases: [Case; 9] = [
        ("408", || reply(408, &[], "")),
        ("429", || reply(429, &[("retry-after", "0")], "")),
        ("500", || reply(500, &[], "")),
        ("502", || reply(502, &[], "<h1>Bad gateway</h1>")),
        ("503", || reply(503, &[], "")),
        ("504", || reply(504, &[], "")),
        ("closed", || Reply::Close),
        ("cut short", || {
            Reply::Last(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{".to_vec())
        }),
        ("maintenance", || reply(200, &[], "<h1>Maintenance</h1>")),
    ];
    for (name, answer) in cases {
        let fake =
            Fake::start(move |number, _| if number < 5 { answer() } else { page(1, [7]) }).await;
        let page = fake.api().recherche(Recherche::new()).page(1).await;
        assert_eq!(
            page.map(|page| page.items.len()).map_err(|e| e.to_string()),
            Ok(1),
            "{name}"
        );
        assert_eq!(fake.asked().len(), 6, "{name}: six attempts by default");
    }
}

#[tokio::test]
async fn a_retry_after_is_sat_out_by_all_clones() {
    let fake = Fake::start(|number, _| {
        if number == 0 {
            reply(429, &[("retry-after", "1")], "")
        } else {
            page(1, [7])
        }
    })
    .await;
    let api = fake.api();
    let start = Instant::now();
    let first = tokio::spawn(api.recherche(Recherche::new()).page(1));
    while fake.asked().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    api.clone()
        .recherche(Recherche::new())
        .page(2)
        .await
        .unwrap();
    assert!(
        start.elapsed() >= Duration::from_secs(1),
        "the clone waited too: {:?}",
        start.elapsed()
    );
    first.await.unwrap().unwrap();
    assert_eq!(fake.asked().len(), 3);
}

#[tokio::test]
async fn a_429_that_does_not_say_how_long_pauses_for_the_whole_backoff() {
    let fake = Fake::start(|number, _| {
        if number < 2 {
            reply(429, &[], "")
        } else {
            page(1, [7])
        }
    })
    .await;
    let retries = RetryPolicy::default().initial_backoff(Duration::from_millis(100));
    let api = fake.builder().retry_policy(retries).build().unwrap();
    let start = Instant::now();
    api.recherche(Recherche::new()).page(1).await.unwrap();
    assert!(
        start.elapsed() >= Duration::from_millis(300),
        "100 and 200 ms: {:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn the_budget_holds_for_all_calls_together() {
    let fake = Fake::start(|_, _| reply(500, &[], "")).await;
    let retries = RetryPolicy::default()
        .initial_backoff(Duration::ZERO)
        .budget(Some(7));
    let api = fake.builder().retry_policy(retries).build().unwrap();
    for _ in 0..10 {
        api.recherche(Recherche::new()).page(1).await.unwrap_err();
    }
    assert_eq!(fake.asked().len(), 17, "ten calls and seven retries");
}

#[tokio::test]
async fn every_attempt_takes_a_token_from_the_limiter() {
    let fake = Fake::start(|number, _| {
        if number < 3 {
            reply(503, &[], "")
        } else {
            page(1, [7])
        }
    })
    .await;
    let api = fake
        .builder()
        .rate_limit(RateLimit::per_second(20.0, 1))
        .build()
        .unwrap();
    let start = Instant::now();
    api.recherche(Recherche::new()).page(1).await.unwrap();
    assert!(
        start.elapsed() >= Duration::from_millis(150),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn the_total_timeout_bounds_attempts_and_waits() {
    let fake = Fake::start(|_, _| reply(503, &[("retry-after", "60")], "en panne")).await;
    let api = fake
        .builder()
        .total_timeout(Duration::from_millis(1_500))
        .build()
        .unwrap();
    let error = api.recherche(Recherche::new()).page(1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    assert!(error.to_string().contains("1.5s"), "{error}");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        source.contains("en panne"),
        "the last failure is told: {source}"
    );
}

#[tokio::test]
async fn a_record_that_does_not_decode_is_no_reason_to_ask_again() {
    let fake = Fake::start(|_, _| json(r#"{"total":1,"data":["tiens"]}"#)).await;
    let page = fake
        .api()
        .recherche(Recherche::new())
        .page(1)
        .await
        .unwrap();
    assert!(page.items[0].is_err());
    assert_eq!(fake.asked().len(), 1);
}

#[tokio::test]
async fn a_429_pauses_the_others_even_when_its_own_call_gives_up() {
    let fake = Fake::start(|number, _| {
        if number == 0 {
            reply(429, &[("retry-after", "1")], "")
        } else {
            page(1, [7])
        }
    })
    .await;
    let api = fake
        .builder()
        .retry_policy(RetryPolicy::none())
        .build()
        .unwrap();
    let start = Instant::now();
    let error = api.recherche(Recherche::new()).page(1).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    api.recherche(Recherche::new()).page(1).await.unwrap();
    assert!(
        start.elapsed() >= Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}
