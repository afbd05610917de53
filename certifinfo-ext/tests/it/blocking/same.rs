//! The blocking client gives what the async one gives, errors included.

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Items, Pages, blocking};
use certifinfo_sandbox::{Fault, Sandbox};

use crate::blocking::support::{async_client, client, failure, page, runtime, sandbox, told};

/// Faults whose answers are the same however often one asks.
const STEADY: [Option<Fault>; 9] = [
    None,
    Some(Fault::BadRecord),
    Some(Fault::NullArrays),
    Some(Fault::Unauthorized),
    Some(Fault::Status404),
    Some(Fault::Status500),
    Some(Fault::Maintenance200),
    Some(Fault::GarbageJson),
    Some(Fault::EmptyPage),
];

fn searches() -> [Recherche; 3] {
    [
        Recherche::new(),
        Recherche::new().niveau_europeen(Niveau::N5),
        Recherche::new().intitule("no such title anywhere"),
    ]
}

fn items(sandbox: &Sandbox, query: &Recherche, size: u32, concurrency: usize) -> [Vec<String>; 2] {
    let request = client(sandbox).recherche(query.clone());
    let request = request.page_size(size).concurrency(concurrency);
    let waited = request.items().map(told).collect();
    let api = async_client(sandbox);
    let request = api.recherche(query.clone());
    let request = request.page_size(size).concurrency(concurrency);
    let awaited = runtime().block_on(request.items().map(told).collect());
    [waited, awaited]
}

#[test]
fn items_are_the_same() {
    for fault in STEADY {
        let sandbox = sandbox(130, fault);
        for query in searches() {
            for (size, concurrency) in [(100, 1), (7, 4)] {
                let [waited, awaited] = items(&sandbox, &query, size, concurrency);
                assert_eq!(waited, awaited, "{fault:?} {query:?} {size} {concurrency}");
            }
        }
    }
}

#[test]
fn pages_single_pages_and_totals_are_the_same() {
    for fault in STEADY {
        let sandbox = sandbox(130, fault);
        let (waiting, awaiting, runtime) = (client(&sandbox), async_client(&sandbox), runtime());
        for query in searches() {
            let blocked = || waiting.recherche(query.clone()).page_size(30);
            let asynchronous = || awaiting.recherche(query.clone()).page_size(30);
            let waited: Vec<String> = blocked().start_page(2).pages().map(page).collect();
            let awaited: Vec<String> =
                runtime.block_on(asynchronous().start_page(2).pages().map(page).collect());
            assert_eq!(waited, awaited, "{fault:?} {query:?}");
            for number in [0, 1, 3, 99] {
                assert_eq!(
                    page(blocked().page(number)),
                    page(runtime.block_on(asynchronous().page(number))),
                    "{fault:?} {query:?} {number}"
                );
            }
            assert_eq!(
                blocked().total().map_err(|error| failure(&error)),
                runtime
                    .block_on(asynchronous().total())
                    .map_err(|error| failure(&error)),
                "{fault:?} {query:?}"
            );
        }
    }
}

#[test]
fn certifications_are_the_same() {
    for fault in STEADY.into_iter().chain([Some(Fault::NotFound200)]) {
        let builder = Sandbox::builder();
        let builder = match fault {
            Some(fault) => builder.fault(fault, 1.0),
            None => builder,
        };
        let sandbox = builder.start_blocking().unwrap();
        let (waiting, awaiting, runtime) = (client(&sandbox), async_client(&sandbox), runtime());
        for number in [118_034, 999_999] {
            let code = CertifInfoCode::new(number).unwrap();
            let tell = |found: Result<Certification, Error>| match found {
                Ok(found) => format!("{found:?}"),
                Err(error) => failure(&error),
            };
            assert_eq!(
                tell(waiting.certification(code)),
                tell(runtime.block_on(awaiting.certification(code))),
                "{fault:?} {number}"
            );
        }
    }
}

/// Each kind of failure arrives as itself.
#[test]
fn errors_keep_their_kinds() {
    for (fault, kind) in [
        (Fault::Unauthorized, ErrorKind::Unauthorized),
        (Fault::Status404, ErrorKind::NotFound),
        (Fault::Status503, ErrorKind::Server),
        (Fault::RateLimitAbsurd, ErrorKind::RateLimited),
        (Fault::Reset, ErrorKind::Transport),
        (Fault::RedirectElsewhere, ErrorKind::Transport),
        (Fault::GarbageJson, ErrorKind::Decode),
    ] {
        let sandbox = sandbox(5, Some(fault));
        let api = client(&sandbox);
        let error = api.recherche(Recherche::new()).page(1).unwrap_err();
        assert_eq!(error.kind(), kind, "{fault:?}: {error}");
        let error = api
            .recherche(Recherche::new())
            .items()
            .next()
            .unwrap()
            .unwrap_err();
        assert_eq!(error.kind(), kind, "{fault:?}: {error}");
    }
    let sandbox = sandbox(250, Some(Fault::RepeatPage));
    let last = client(&sandbox).recherche(Recherche::new()).items().last();
    assert_eq!(last.unwrap().unwrap_err().kind(), ErrorKind::Stalled);
}

/// A place taken from one client is good for the other: it is the same data.
#[test]
fn a_walk_goes_on_where_another_ended() {
    let sandbox = sandbox(130, None);
    let api = client(&sandbox);
    let all: Vec<String> = api.recherche(Recherche::new()).items().map(told).collect();
    let mut first = api.recherche(Recherche::new()).page_size(50).items();
    let mut got: Vec<String> = first.by_ref().take(73).map(told).collect();
    assert_eq!(first.total(), Some(130));
    let place = first.resume().unwrap();
    assert_eq!((place.page(), place.size()), (2, 50));

    let awaited: Vec<String> = runtime().block_on(
        async_client(&sandbox)
            .resume(place.clone())
            .items()
            .map(told)
            .collect(),
    );
    let waited: Vec<String> = api.resume(place.clone()).items().map(told).collect();
    assert_eq!(waited, awaited);
    let same: Vec<String> = api
        .recherche(Recherche::new())
        .resume(place)
        .items()
        .map(told)
        .collect();
    assert_eq!(waited, same);
    got.extend(waited);
    assert_eq!(got, all);
}

#[test]
fn what_was_delivered_is_not_delivered_again() {
    let sandbox = sandbox(20, None);
    let api = client(&sandbox);
    let code = |item: &Item| CertifInfoCode::new(item.certifinfo_code.as_ref()?.get()? as u32).ok();
    let all: Vec<Item> = api
        .recherche(Recherche::new())
        .items()
        .collect::<Result<_, _>>()
        .unwrap();
    let half: Vec<CertifInfoCode> = all[..10].iter().filter_map(code).collect();
    assert_eq!(half.len(), 10);
    let rest: Vec<String> = api
        .recherche(Recherche::new())
        .exclude(half)
        .items()
        .map(told)
        .collect();
    let expected: Vec<String> = all[10..].iter().cloned().map(Ok).map(told).collect();
    assert_eq!(rest, expected);
}

/// The escape to the async client: its futures, waited for here.
#[test]
fn the_async_client_is_within_reach() {
    let sandbox = sandbox(130, None);
    let api = client(&sandbox);
    let items: Items = api.as_async().recherche(Recherche::new()).items();
    let awaited: Vec<String> = api.wait(items.map(told).collect()).unwrap();
    let pages: Pages = api.as_async().recherche(Recherche::new()).pages();
    assert_eq!(api.wait(pages.count()).unwrap(), 2);
    let waited: blocking::Items = api.recherche(Recherche::new()).items();
    assert_eq!(waited.map(told).collect::<Vec<_>>(), awaited);
}
