//! Iterators: nothing before the first `next`, an end after an error; threads that share a client.

use std::time::Duration;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{RetryPolicy, blocking};
use certifinfo_sandbox::{Catalogue, Fault, Sandbox, When};

use crate::blocking::support::{client, sandbox, told};

#[test]
fn nothing_is_sent_before_the_first_next() {
    let sandbox = sandbox(30, None);
    let api = client(&sandbox);
    let request = api.recherche(Recherche::new()).page_size(10);
    let mut items = request.clone().items();
    let mut pages = request.pages();
    assert_eq!((items.total(), pages.total()), (None, None));
    assert_eq!(sandbox.requests().total, 0);
    assert!(items.next().unwrap().is_ok());
    assert_eq!(sandbox.requests().total, 1);
    assert!(pages.next().unwrap().is_ok());
    assert_eq!(sandbox.requests().total, 2);
    // The page at hand is delivered before another is asked for.
    assert_eq!(items.by_ref().take(9).count(), 9);
    assert_eq!(sandbox.requests().total, 2);
    assert_eq!(items.size_hint().0, 0);
    assert!(items.next().unwrap().is_ok());
    assert_eq!(sandbox.requests().total, 3);
    assert_eq!(items.size_hint().0, 9);
}

#[test]
fn a_request_out_of_range_is_refused_unsent_and_once() {
    let sandbox = sandbox(30, None);
    let api = client(&sandbox);
    let mut items = api.recherche(Recherche::new()).page_size(101).items();
    assert!(items.resume().is_none());
    assert_eq!(items.next().unwrap().unwrap_err().kind(), ErrorKind::Config);
    assert!(items.next().is_none());
    let mut pages = api.recherche(Recherche::new()).concurrency(0).pages();
    assert_eq!(pages.next().unwrap().unwrap_err().kind(), ErrorKind::Config);
    assert!(pages.next().is_none());
    assert_eq!(sandbox.requests().total, 0);
}

#[test]
fn an_error_is_the_end_and_a_bad_record_is_not() {
    let sandbox = sandbox(30, None);
    sandbox.set_fault(Fault::Unauthorized, When::After(1));
    let api = client(&sandbox);
    let mut items = api.recherche(Recherche::new()).page_size(10).items();
    assert_eq!(items.by_ref().take(10).filter(Result::is_ok).count(), 10);
    let error = items.next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    let sent = sandbox.requests().total;
    assert!(items.next().is_none() && items.next().is_none());
    assert_eq!(sandbox.requests().total, sent, "the end asks for nothing");

    sandbox.clear_faults();
    let place = error.resume().unwrap().clone();
    assert_eq!(api.resume(place).items().filter(Result::is_ok).count(), 20);

    sandbox.set_fault(Fault::BadRecord, 1.0);
    let all: Vec<_> = api.recherche(Recherche::new()).items().collect();
    assert_eq!(all.len(), 30);
    let bad: Vec<usize> = (0..30).filter(|&index| all[index].is_err()).collect();
    assert_eq!(bad, [3]);
    assert!(all[3].as_ref().unwrap_err().record().is_some());
}

#[test]
fn requests_run_side_by_side_and_results_stay_in_order() {
    let sandbox = Sandbox::builder()
        .catalogue(Catalogue::synthetic(120, 7))
        .latency(Duration::from_millis(100))
        .jitter(Duration::from_millis(50))
        .start_blocking()
        .unwrap();
    let api = client(&sandbox);
    let walk = |concurrency| -> Vec<String> {
        let request = api.recherche(Recherche::new()).page_size(10);
        request.concurrency(concurrency).items().map(told).collect()
    };
    let one_by_one = walk(1);
    assert_eq!(sandbox.requests().max_in_flight, 1);
    assert_eq!(walk(4), one_by_one);
    let most = sandbox.requests().max_in_flight;
    assert!((2..=4).contains(&most), "{most} requests at a time");
}

/// While the caller is busy, the background thread reads on: the pages that may be held arrive
/// without another `next`.
#[test]
fn requests_go_on_while_the_caller_is_busy() {
    let sandbox = sandbox(100, None);
    let mut pages = client(&sandbox)
        .recherche(Recherche::new())
        .page_size(10)
        .concurrency(4)
        .pages();
    // The first page comes alone; behind the second, the queue is filled up.
    assert!(pages.by_ref().take(2).all(|page| page.is_ok()));
    let answered = || sandbox.requests().status(200);
    for _ in 0..1_000 {
        if answered() == 5 {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(answered(), 5);
}

#[test]
fn clones_work_side_by_side_on_several_threads() {
    let sandbox = sandbox(100, None);
    let api = client(&sandbox);
    let expected: Vec<String> = api.recherche(Recherche::new()).items().map(told).collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|thread| {
                let api = api.clone();
                scope.spawn(move || -> Vec<String> {
                    let request = api.recherche(Recherche::new()).page_size(10 + thread);
                    request.concurrency(2).items().map(told).collect()
                })
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}

/// One iterator may be handed from thread to thread, and outlives the client it came from.
#[test]
fn a_walk_outlives_its_client_and_changes_threads() {
    let sandbox = sandbox(30, None);
    let api = client(&sandbox);
    let mut items = api.recherche(Recherche::new()).page_size(10).items();
    drop(api);
    assert!(items.next().unwrap().is_ok());
    let rest = std::thread::spawn(move || items.filter(Result::is_ok).count());
    assert_eq!(rest.join().unwrap(), 29);
}

/// The settings of the builder arrive.
#[test]
fn retries_are_as_set() {
    let sandbox = sandbox(5, None);
    sandbox.set_fault(Fault::Status503, When::First(2));
    let total = client(&sandbox).recherche(Recherche::new()).total();
    assert_eq!(total.unwrap(), 5);
    assert_eq!(sandbox.requests().status(503), 2);

    sandbox.set_fault(Fault::Status503, 1.0);
    let once = blocking::CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .retry_policy(RetryPolicy::none())
        .build()
        .unwrap();
    let error = once.recherche(Recherche::new()).total().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 1));
}

#[test]
fn clients_and_walks_may_travel() {
    fn travels<T: Send + Sync>() {}
    fn moves<T: Send>() {}
    travels::<blocking::CertifInfo>();
    travels::<blocking::RechercheRequest>();
    moves::<blocking::Items>();
    moves::<blocking::Pages>();
    moves::<blocking::Builder>();
}
