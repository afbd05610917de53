//! What is said, in full, of every fault of the sandbox that stays (the test binary `faults` has
//! what they do to a harvest), and connections that are reused.

use std::time::Duration;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Builder, Items, RateLimit, RetryPolicy};
use certifinfo_sandbox::{Catalogue, Fault, Sandbox, When};

const SEED: u64 = 42;

async fn sandbox(records: u64) -> Sandbox {
    let sandbox = Sandbox::builder().catalogue(Catalogue::synthetic(records, SEED));
    sandbox.drip(Duration::from_secs(5)).start().await.unwrap()
}

fn client(sandbox: &Sandbox) -> Builder {
    CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .rate_limit(RateLimit::unlimited())
        .retry_policy(
            RetryPolicy::default()
                .attempts(12)
                .initial_backoff(Duration::from_millis(1))
                .budget(None),
        )
}

/// Half a second for answers that are meant to be too slow; else the default.
fn patience(builder: Builder, fault: Fault) -> Builder {
    if fault == Fault::Slow {
        builder.attempt_timeout(Duration::from_millis(500))
    } else {
        builder
    }
}

/// What a harvest writes, and what ended it.
async fn harvest(mut items: Items) -> (Vec<String>, Option<Error>) {
    let mut lines = Vec::new();
    loop {
        match items.next().await {
            None => return (lines, None),
            Some(Ok(item)) => lines.push(item.raw().get().to_owned()),
            Some(Err(error)) => return (lines, Some(error)),
        }
    }
}

async fn all(api: &CertifInfo) -> (Vec<String>, Option<Error>) {
    harvest(api.recherche(Recherche::new()).concurrency(4).items()).await
}

/// A fault that stays from the 20th request on: the kind it ends with.
const PERMANENT: [(Fault, ErrorKind); 16] = [
    (Fault::Reset, ErrorKind::Transport),
    (Fault::Truncate, ErrorKind::Transport),
    (Fault::Slow, ErrorKind::Transport),
    (Fault::Status404, ErrorKind::NotFound),
    (Fault::Unauthorized, ErrorKind::Unauthorized),
    (Fault::Status500, ErrorKind::Server),
    (Fault::Status502Html, ErrorKind::Server),
    (Fault::Status503, ErrorKind::Server),
    (Fault::RateLimit, ErrorKind::RateLimited),
    (Fault::RateLimitAbsurd, ErrorKind::RateLimited),
    (Fault::Maintenance200, ErrorKind::Server),
    (Fault::GarbageJson, ErrorKind::Decode),
    (Fault::EmptyPage, ErrorKind::Stalled),
    (Fault::RepeatPage, ErrorKind::Stalled),
    (Fault::RedirectElsewhere, ErrorKind::Transport),
    (Fault::Bomb, ErrorKind::Decode),
];

#[tokio::test]
async fn faults_that_stay_end_the_harvest_and_their_place_completes_it() {
    let sandbox = sandbox(3_000).await;
    let (sound, _) = all(&client(&sandbox).build().unwrap()).await;
    let retries = RetryPolicy::default()
        .attempts(2)
        .initial_backoff(Duration::from_millis(1));
    let mut table = String::new();
    for (fault, kind) in PERMANENT {
        let api = patience(client(&sandbox), fault)
            .retry_policy(retries.clone())
            .build()
            .unwrap();
        sandbox.set_fault(fault, When::After(20));
        let (mut lines, error) = all(&api).await;
        let error = error.unwrap_or_else(|| panic!("{fault} ended nothing"));
        assert_eq!(error.kind(), kind, "{fault}: {error}");
        assert!(
            lines.len() >= 1_600,
            "{fault}: what had come was delivered: {}",
            lines.len()
        );
        assert!(lines == sound[..lines.len()], "{fault}");
        table.push_str(&format!(
            "{fault}: {kind:?}\n    {}\n",
            error.to_string().replace('\n', "\n    ")
        ));

        sandbox.clear_faults();
        let resume = error.resume().expect("a place to go on from").clone();
        let (rest, error) = harvest(api.resume(resume).concurrency(4).items()).await;
        assert!(error.is_none(), "{fault}: {error:?}");
        lines.extend(rest);
        assert!(
            lines == sound,
            "{fault}: {} lines for {}",
            lines.len(),
            sound.len()
        );
    }
    assert_eq!(
        sandbox.redirect_target_requests().total,
        0,
        "the token went nowhere else"
    );
    insta::with_settings!({ filters => [
        (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
        (r", page \d+", ", page N"),
        (r"\d+ of 3000", "N of 3000"),
        (r"before page \d+", "before page N"),
        (r"(?m)^        .*\n *\^\n", "        (the place, with a caret)\n"),
    ] }, { insta::assert_snapshot!("permanent", table) });
}

// On one thread: on several, a connection may come back to the pool a moment after the next
// request has opened another (BENCHMARKS.md has the figures).
#[tokio::test]
async fn connections_are_reused() {
    let sandbox = sandbox(1_000).await;
    let api = client(&sandbox).build().unwrap();
    let items: Vec<Item> = api
        .recherche(Recherche::new())
        .items()
        .try_collect()
        .await
        .unwrap();
    let lookups = futures_util::stream::iter(items.into_iter().map(|item| {
        let code = item.certifinfo_code.as_ref().unwrap().get().unwrap();
        let api = api.clone();
        async move {
            api.certification(CertifInfoCode::new(code as u32).unwrap())
                .await
        }
    }));
    let found: Vec<Certification> = lookups.buffered(4).try_collect().await.unwrap();
    assert_eq!(found.len(), 1_000);
    let connections = sandbox.connections();
    assert!(connections <= 4, "{connections} connections");
    assert!(sandbox.requests().max_in_flight <= 4);
}
