//! Every fault of the sandbox: those that pass change nothing in a harvest, those that stay end it
//! with the right kind, everything before delivered, and a place from which it is completed.

use std::collections::BTreeSet;
use std::time::Duration;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Builder, Items, Limit, Retries, Stall};
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
        .limit(Limit::unlimited())
        .retries(
            Retries::default()
                .attempts(12)
                .base(Duration::from_millis(1))
                .budget(None),
        )
}

/// Half a second for answers that are meant to be too slow; else the default.
fn patience(builder: Builder, fault: Fault) -> Builder {
    if fault == Fault::Slow {
        builder.timeout(Duration::from_millis(500))
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

/// Each fault strikes a fifth of the requests; the harvest is the same as without.
async fn changes_nothing(records: u64, faults: &[Fault]) {
    let sandbox = sandbox(records).await;
    let (sound, error) = all(&client(&sandbox).build().unwrap()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(sound.len() as u64, records);
    for &fault in faults {
        let before = sandbox.requests().total;
        sandbox.set_fault(fault, 0.2);
        let (lines, error) = all(&patience(client(&sandbox), fault).build().unwrap()).await;
        assert!(error.is_none(), "{fault}: {error:?}");
        assert!(
            lines == sound,
            "{fault}: {} lines for {}",
            lines.len(),
            sound.len()
        );
        assert!(
            sandbox.requests().total - before > records / 100,
            "{fault} struck"
        );
        sandbox.clear_faults();
    }
}

#[tokio::test]
async fn faults_that_pass_change_nothing_in_a_harvest_of_ten_thousand() {
    use Fault::*;
    changes_nothing(
        10_000,
        &[
            Reset,
            Truncate,
            Status500,
            Status502Html,
            Status503,
            Maintenance200,
            GarbageJson,
        ],
    )
    .await;
}

#[tokio::test]
async fn a_rate_limit_changes_nothing() {
    changes_nothing(2_500, &[Fault::RateLimit]).await;
}

#[tokio::test]
async fn a_rate_limit_with_a_date_changes_nothing() {
    changes_nothing(1_200, &[Fault::RateLimitDate]).await;
}

#[tokio::test]
async fn slow_answers_change_nothing() {
    changes_nothing(2_500, &[Fault::Slow]).await;
}

fn codes(items: &[Item]) -> Vec<i64> {
    items
        .iter()
        .map(|item| item.certifinfo_code.as_ref().unwrap().get().unwrap())
        .collect()
}

#[tokio::test]
async fn other_forms_of_the_same_data_change_nothing() {
    let sandbox = sandbox(1_000).await;
    let api = client(&sandbox).build().unwrap();
    let all = || async {
        codes(
            &api.recherche(Recherche::new())
                .concurrency(4)
                .items()
                .try_collect::<Vec<_>>()
                .await
                .unwrap(),
        )
    };
    let sound = all().await;
    for fault in [
        Fault::WrongNext,
        Fault::NullArrays,
        Fault::StringScalars,
        Fault::UnknownFields,
    ] {
        sandbox.set_fault(fault, When::ALWAYS);
        assert!(all().await == sound, "{fault}");
        sandbox.clear_faults();
    }
}

#[tokio::test]
async fn a_bad_record_costs_only_itself() {
    let sandbox = sandbox(1_000).await;
    sandbox.set_fault(Fault::BadRecord, When::ALWAYS);
    let api = client(&sandbox).build().unwrap();
    let all: Vec<_> = api
        .recherche(Recherche::new())
        .concurrency(4)
        .items()
        .collect()
        .await;
    assert_eq!(all.len(), 1_000);
    for (at, item) in all.iter().enumerate() {
        match item {
            Ok(_) => assert_ne!(at % 100, 3),
            Err(error) => {
                assert_eq!((error.kind(), at % 100), (ErrorKind::Decode, 3));
                let record = error.record().unwrap();
                assert_eq!((record.page() as usize, record.index()), (at / 100 + 1, 3));
                assert!(!record.raw().is_empty());
            }
        }
    }
}

#[tokio::test]
async fn a_total_that_grows_or_shrinks_loses_and_repeats_nothing() {
    let sandbox = sandbox(2_000).await;
    let api = client(&sandbox).build().unwrap();
    let sound: BTreeSet<i64> = codes(
        &api.recherche(Recherche::new())
            .items()
            .try_collect::<Vec<_>>()
            .await
            .unwrap(),
    )
    .into_iter()
    .collect();
    for fault in [Fault::MovingTotal, Fault::ShrinkingTotal] {
        sandbox.set_fault(fault, When::ALWAYS);
        let walk = api.recherche(Recherche::new()).concurrency(4).items();
        let (lines, error) = harvest(walk).await;
        assert!(error.is_none(), "{fault}: {error:?}");
        let found: BTreeSet<&String> = lines.iter().collect();
        assert_eq!(found.len(), lines.len(), "{fault} repeats");
        let least = if fault == Fault::MovingTotal {
            sound.len()
        } else {
            sound.len() - 150
        };
        assert!(lines.len() >= least, "{fault}: {} of {least}", lines.len());
        sandbox.clear_faults();
    }
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
    let retries = Retries::default()
        .attempts(2)
        .base(Duration::from_millis(1));
    let mut table = String::new();
    for (fault, kind) in PERMANENT {
        let api = patience(client(&sandbox), fault)
            .retries(retries.clone())
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
        sandbox.elsewhere_requests().total,
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

#[tokio::test]
async fn a_service_that_never_ends_is_left() {
    let sandbox = sandbox(1_000).await;
    sandbox.set_fault(Fault::Endless, When::ALWAYS);
    let (lines, error) = all(&client(&sandbox).build().unwrap()).await;
    let error = error.unwrap();
    assert_eq!(
        (error.kind(), error.stall()),
        (ErrorKind::Stalled, Some(Stall::Endless))
    );
    assert!(lines.len() < 5_000, "{}", lines.len());
}

#[tokio::test]
async fn an_unknown_certification_is_not_found_in_both_ways() {
    let sandbox = sandbox(10).await;
    let api = client(&sandbox).build().unwrap();
    let unknown = CertifInfoCode::new(999_999).unwrap();
    assert_eq!(
        api.certification(unknown).await.unwrap_err().kind(),
        ErrorKind::NotFound
    );
    sandbox.set_fault(Fault::NotFound200, When::ALWAYS);
    assert_eq!(
        api.certification(unknown).await.unwrap_err().kind(),
        ErrorKind::NotFound
    );
}

#[tokio::test]
async fn connections_are_reused() {
    reuses_connections(4).await;
}

// Here a connection may come back to the pool a moment too late, and a fifth be opened.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_are_reused_on_several_threads() {
    reuses_connections(8).await;
}

async fn reuses_connections(most: u64) {
    let sandbox = sandbox(1_000).await;
    let api = client(&sandbox).build().unwrap();
    let items: Vec<Item> = api
        .recherche(Recherche::new())
        .items()
        .try_collect()
        .await
        .unwrap();
    let codes = codes(&items);
    let lookups = futures_util::stream::iter(codes.into_iter().map(|code| {
        let api = api.clone();
        async move {
            api.certification(CertifInfoCode::new(code as u32).unwrap())
                .await
        }
    }));
    let found: Vec<Certification> = lookups.buffered(4).try_collect().await.unwrap();
    assert_eq!(found.len(), 1_000);
    assert!(
        sandbox.connections() <= most,
        "{} connections",
        sandbox.connections()
    );
    assert!(sandbox.requests().max_in_flight <= 4);
}
