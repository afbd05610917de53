//! The laws of a walk, against a service in memory that keeps them, and ones that break each.

use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use proptest::prelude::*;
use tokio::time::Instant;

use super::*;

/// What the service answers: keys and a total, or nothing (an error).
type Answer = Option<(Vec<u64>, Option<u64>)>;

/// A service in memory: a closure from page number and number of the request to the answer.
struct Service {
    answer: Box<dyn Fn(u32, usize) -> Answer + Send + Sync>,
    latency: Box<dyn Fn(u32) -> Duration + Send + Sync>,
    asked: Mutex<Vec<u32>>,
    /// Requests in flight and pages not yet dropped, now and at most.
    held: Arc<Held>,
}

#[derive(Default)]
struct Held {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// One thing held; dropping it counts down.
struct Hold(Arc<Held>);

impl Hold {
    fn new(held: &Arc<Held>) -> Self {
        let now = held.now.fetch_add(1, Ordering::SeqCst) + 1;
        held.most.fetch_max(now, Ordering::SeqCst);
        Hold(held.clone())
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

struct Fake {
    keys: Vec<u64>,
    total: Option<u64>,
    _hold: Hold,
}

impl Paged for Fake {
    fn len(&self) -> usize {
        self.keys.len()
    }

    fn total(&self) -> Option<u64> {
        self.total
    }

    /// Keys from 1,000,000 on stand for records that share a key: the thousands tell them apart.
    fn key(&self, index: usize) -> u64 {
        key(self.keys[index])
    }

    fn fingerprint(&self) -> u64 {
        self.keys.iter().fold(0, |digest, key| digest * 31 + key)
    }

    fn retain(&mut self, keep: &[bool]) {
        let mut flags = keep.iter();
        self.keys.retain(|_| *flags.next().unwrap());
    }
}

fn key(record: u64) -> u64 {
    if record >= 1_000_000 {
        record % 1_000
    } else {
        record
    }
}

impl Source for Service {
    type Page = Fake;
    type Error = u32;

    async fn fetch(&self, number: u32, _: u32) -> Result<Fake, u32> {
        let hold = Hold::new(&self.held);
        let request = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(number);
            asked.len()
        };
        tokio::time::sleep((self.latency)(number)).await;
        let (keys, total) = (self.answer)(number, request).ok_or(number)?;
        Ok(Fake {
            keys,
            total,
            _hold: hold,
        })
    }
}

fn service(answer: impl Fn(u32, usize) -> Answer + Send + Sync + 'static) -> Arc<Service> {
    Arc::new(Service {
        answer: Box::new(answer),
        latency: Box::new(|_| Duration::from_millis(50)),
        asked: Mutex::default(),
        held: Arc::default(),
    })
}

/// Page `number` of `records`, in pages of `size`.
fn slice(records: &[u64], number: u32, size: u32) -> Vec<u64> {
    records
        .chunks(size as usize)
        .nth(number as usize - 1)
        .unwrap_or_default()
        .to_vec()
}

/// A service that behaves.
fn sound(records: u64, size: u32) -> Arc<Service> {
    let all: Vec<u64> = (0..records).collect();
    service(move |number, _| Some((slice(&all, number, size), Some(records))))
}

fn plan(size: u32, concurrency: usize) -> Plan {
    Plan {
        page: 1,
        size,
        concurrency,
        asks: 4,
        total: None,
        moved: false,
        skip: 0,
        delivered: Seen::default(),
    }
}

/// Walks to the end: what was delivered, and what stopped it.
async fn drain(walk: &mut Walk<Service>) -> (Vec<u64>, Option<Stop<u32>>) {
    let mut all = Vec::new();
    loop {
        match poll_fn(|cx| walk.poll_page(cx)).await {
            None => return (all, None),
            Some(Err(stop)) => {
                let after = poll_fn(|cx| walk.poll_page(cx)).await;
                assert!(after.is_none(), "an error is the end");
                return (all, Some(stop));
            }
            Some(Ok(page)) => {
                assert!(!page.keys.is_empty(), "a page brings something");
                all.extend(&page.keys);
            }
        }
    }
}

async fn walk(service: &Arc<Service>, plan: Plan) -> (Vec<u64>, Option<Stop<u32>>) {
    drain(&mut Walk::new(service.clone(), plan)).await
}

fn asked(service: &Service) -> Vec<u32> {
    service.asked.lock().unwrap().clone()
}

fn stalled(stop: Option<Stop<u32>>) -> Stall {
    match stop {
        Some(Stop::Stalled(stall)) => stall,
        other => panic!("{other:?}"),
    }
}

/// Runs a law on tokio's own clock, which jumps over waits.
fn run<T>(law: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(law)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn everything_once_in_order_within_bounds(
        records in 0_u64..300, size in 1_u32..40, concurrency in 1_usize..9,
        latencies in prop::collection::vec(0_u64..200, 7),
    ) {
        run(async {
            let mut service = Arc::into_inner(sound(records, size)).unwrap();
            service.latency = Box::new(move |number| Duration::from_millis(latencies[number as usize % 7]));
            let service = Arc::new(service);
            let (all, stop) = walk(&service, plan(size, concurrency)).await;
            assert!(stop.is_none());
            assert_eq!(all, (0..records).collect::<Vec<_>>());
            let pages = records.div_ceil(size.into()).max(1) as u32;
            let mut asked = asked(&service);
            asked.sort_unstable();
            assert_eq!(asked, (1..=pages).collect::<Vec<_>>(), "each page once, none beyond the last");
            assert!(service.held.most.load(Ordering::SeqCst) <= concurrency, "in flight and held");
        });
    }

    #[test]
    fn an_error_comes_after_everything_before_it_and_the_walk_goes_on_from_there(
        records in 1_u64..300, size in 1_u32..40, concurrency in 1_usize..9, at in 0_u32..40,
    ) {
        run(async {
            let pages = records.div_ceil(size.into()) as u32;
            let bad = at % pages + 1;
            let all: Vec<u64> = (0..records).collect();
            let failing = {
                let all = all.clone();
                service(move |number, _| (number != bad).then(|| (slice(&all, number, size), Some(records))))
            };
            let mut first = Walk::new(failing, plan(size, concurrency));
            let (mut delivered, stop) = drain(&mut first).await;
            assert!(matches!(stop, Some(Stop::Source(number)) if number == bad));
            assert_eq!(delivered.len() as u32, (bad - 1) * size);
            assert_eq!(first.page(), bad);

            let rest = Plan { page: first.page(), total: first.total(), moved: first.moved(), ..plan(size, concurrency) };
            let (rest, stop) = walk(&sound(records, size), rest).await;
            assert!(stop.is_none());
            delivered.extend(rest);
            assert_eq!(delivered, all);
        });
    }

    /// Records come or go while the pages are read. Whatever was there all along is delivered
    /// exactly once, and so is what came and stayed.
    #[test]
    fn a_changing_catalogue_loses_and_repeats_nothing(
        records in 0_u64..200, size in 1_u32..20, concurrency in 1_usize..5,
        grows in any::<bool>(), changes in prop::collection::vec((0_usize..15, any::<prop::sample::Index>()), 0..4),
    ) {
        run(async {
            let catalogue = Arc::new(Mutex::new((0..records).collect::<Vec<u64>>()));
            let service = {
                let catalogue = catalogue.clone();
                service(move |number, request| {
                    let mut all = catalogue.lock().unwrap();
                    for (n, (when, place)) in changes.iter().enumerate() {
                        if *when + 1 == request {
                            if grows {
                                let at = place.index(all.len() + 1);
                                all.insert(at, 10_000 + n as u64);
                            } else if !all.is_empty() {
                                let at = place.index(all.len());
                                all.remove(at);
                            }
                        }
                    }
                    Some((slice(&all, number, size), Some(all.len() as u64)))
                })
            };
            let (mut delivered, stop) = walk(&service, plan(size, concurrency)).await;
            let last = catalogue.lock().unwrap().clone();
            delivered.sort_unstable();
            let count = delivered.len();
            delivered.dedup();
            assert_eq!(delivered.len(), count, "nothing twice");
            // Changes in each of three readings are a stall that says so; else nothing is lost.
            match stop {
                None => assert!(last.iter().all(|record| delivered.binary_search(record).is_ok())),
                stop => assert_eq!(stalled(stop), Stall::MovingTotal),
            }
        });
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_the_first_poll_and_the_first_page_takes_one_round_trip() {
    let service = sound(1_000, 10);
    let mut walk = Walk::new(service.clone(), plan(10, 8));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(asked(&service).is_empty());
    let start = Instant::now();
    let page = poll_fn(|cx| walk.poll_page(cx)).await.unwrap().unwrap();
    assert_eq!(start.elapsed(), Duration::from_millis(50));
    assert_eq!(page.keys, (0..10).collect::<Vec<_>>());
    assert_eq!(asked(&service), [1], "ten results cost one request");
}

#[tokio::test(start_paused = true)]
async fn concurrency_divides_the_time() {
    for (concurrency, rounds) in [(1, 100), (8, 14)] {
        let start = Instant::now();
        let (all, _) = walk(&sound(1_000, 10), plan(10, concurrency)).await;
        assert_eq!(all.len(), 1_000);
        assert_eq!(start.elapsed(), Duration::from_millis(50) * rounds);
    }
}

#[tokio::test(start_paused = true)]
async fn requests_go_on_while_the_caller_is_busy() {
    let service = sound(30, 10);
    let mut walk = Walk::new(service.clone(), plan(10, 3));
    poll_fn(|cx| walk.poll_page(cx)).await.unwrap().unwrap();
    // One poll sends two requests, and is then left alone for a minute.
    assert!(poll_fn(|cx| Poll::Ready(walk.poll_page(cx).is_pending())).await);
    tokio::time::sleep(Duration::from_secs(60)).await;
    let start = Instant::now();
    drain(&mut walk).await;
    assert_eq!(start.elapsed(), Duration::ZERO, "both pages were there");
}

#[tokio::test(start_paused = true)]
async fn a_dropped_walk_takes_its_requests_with_it() {
    let service = sound(1_000, 10);
    let mut walk = Walk::new(service.clone(), plan(10, 5));
    drop(poll_fn(|cx| walk.poll_page(cx)).await);
    assert!(poll_fn(|cx| Poll::Ready(walk.poll_page(cx).is_pending())).await);
    tokio::task::yield_now().await;
    assert_eq!(service.held.now.load(Ordering::SeqCst), 5);
    drop(walk);
    tokio::task::yield_now().await;
    assert_eq!(service.held.now.load(Ordering::SeqCst), 0);
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let mut walk = Walk::new(sound(10, 10), plan(10, 1));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(matches!(
        walk.poll_page(&mut cx),
        Poll::Ready(Some(Err(Stop::NoRuntime)))
    ));
    assert!(matches!(walk.poll_page(&mut cx), Poll::Ready(None)));
}

#[tokio::test(start_paused = true)]
async fn an_empty_page_with_more_announced_is_asked_for_again_then_stalls() {
    for (empties, stalls) in [(3, false), (usize::MAX, true)] {
        let all: Vec<u64> = (0..50).collect();
        let times = AtomicUsize::new(0);
        let service = service(move |number, _| {
            let empty = number == 3 && times.fetch_add(1, Ordering::SeqCst) < empties;
            Some((
                if empty {
                    Vec::new()
                } else {
                    slice(&all, number, 10)
                },
                Some(50),
            ))
        });
        let mut walk = Walk::new(service.clone(), plan(10, 2));
        let (all, stop) = drain(&mut walk).await;
        if stalls {
            assert_eq!(all, (0..20).collect::<Vec<_>>());
            assert_eq!(stalled(stop), Stall::EmptyPage);
            assert_eq!((walk.page(), walk.received()), (3, 20));
        } else {
            assert_eq!(all, (0..50).collect::<Vec<_>>());
            assert!(stop.is_none());
        }
        assert_eq!(
            asked(&service)
                .iter()
                .filter(|&&number| number == 3)
                .count(),
            4
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_repeated_page_is_asked_for_again_then_stalls() {
    for (bad, repeats, stalls) in [(2, 3, false), (2, usize::MAX, true), (4, usize::MAX, true)] {
        let all: Vec<u64> = (0..50).collect();
        let times = AtomicUsize::new(0);
        // Page 2 repeats page 1; page 4 repeats page 2, which is further back.
        let service = service(move |number, _| {
            let again = number == bad && times.fetch_add(1, Ordering::SeqCst) < repeats;
            Some((
                slice(&all, if again { bad / 2 } else { number }, 10),
                Some(50),
            ))
        });
        let (all, stop) = walk(&service, plan(10, 3)).await;
        if stalls {
            assert_eq!(all, (0..u64::from(bad - 1) * 10).collect::<Vec<_>>());
            assert_eq!(stalled(stop), Stall::RepeatedPage);
        } else {
            assert_eq!(all, (0..50).collect::<Vec<_>>());
        }
        assert_eq!(
            asked(&service)
                .iter()
                .filter(|&&number| number == bad)
                .count(),
            4
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_listed_twice_is_delivered_twice() {
    // Records 1_001_005 and 1_002_005 share the key 5, on one page, across two, and one by one.
    let all = vec![1, 1_001_005, 1_002_005, 7, 8, 9];
    for size in [1, 2, 3] {
        let (all_, total) = (all.clone(), all.len() as u64);
        let service = service(move |number, _| Some((slice(&all_, number, size), Some(total))));
        let (delivered, stop) = walk(&service, plan(size, 2)).await;
        assert!(stop.is_none(), "{stop:?}");
        assert_eq!(delivered, all);
    }
}

#[tokio::test(start_paused = true)]
async fn short_pages_move_the_end_out() {
    // The service never gives more than 7, whatever is asked for; or drops three from page 2.
    let all: Vec<u64> = (0..40).collect();
    let capped = service(move |number, _| Some((slice(&all, number, 7), Some(40))));
    for from in [1, 3] {
        let (delivered, stop) = walk(
            &capped,
            Plan {
                page: from,
                ..plan(10, 3)
            },
        )
        .await;
        assert!(stop.is_none(), "{stop:?}");
        assert_eq!(delivered, (u64::from(from - 1) * 7..40).collect::<Vec<_>>());
    }
    let holed = service(|number, _| {
        Some((
            (0..10)
                .map(|n| u64::from(number) * 10 + n)
                .filter(|n| !(20..23).contains(n) && *n < 50)
                .collect(),
            Some(37),
        ))
    });
    assert_eq!(walk(&holed, plan(10, 1)).await.0.len(), 37);
    let lacking = service(|number, _| {
        Some((
            (0..10)
                .map(|n| u64::from(number) * 10 + n)
                .filter(|n| !(20..23).contains(n) && *n < 50)
                .collect(),
            Some(40),
        ))
    });
    let (delivered, stop) = walk(&lacking, plan(10, 1)).await;
    assert_eq!(
        (delivered.len(), stalled(stop)),
        (37, Stall::EmptyPage),
        "three are announced and never come"
    );
}

#[tokio::test(start_paused = true)]
async fn totals_that_are_missing_or_too_small_lose_nothing() {
    for total in [None, Some(0), Some(3), Some(25)] {
        for records in [0, 5, 30, 35_u64] {
            let all: Vec<u64> = (0..records).collect();
            let service = {
                let all = all.clone();
                service(move |number, _| Some((slice(&all, number, 10), total)))
            };
            let (delivered, stop) = walk(&service, plan(10, 3)).await;
            let announced_more = total.is_some_and(|total| records < total);
            if announced_more {
                assert_eq!(stalled(stop), Stall::EmptyPage);
            } else {
                assert!(stop.is_none(), "{total:?} {records} {stop:?}");
            }
            // 25 of 35: the total ends the walk in the middle of a page that is delivered whole.
            let expected = if total == Some(25) {
                records.min(30).max(delivered.len() as u64)
            } else {
                records
            };
            assert_eq!(delivered, (0..expected).collect::<Vec<_>>(), "{total:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_total_that_always_moves_stalls_after_three_readings() {
    let all: Vec<u64> = (0..50).collect();
    let service = service(move |number, request| {
        Some((slice(&all, number, 10), Some(49 + request as u64 % 2)))
    });
    let mut walk = Walk::new(service.clone(), plan(10, 1));
    let (delivered, stop) = drain(&mut walk).await;
    assert_eq!(
        delivered,
        (0..50).collect::<Vec<_>>(),
        "each once, at the first reading"
    );
    assert_eq!(stalled(stop), Stall::MovingTotal);
    assert!(asked(&service).len() <= 3 * 6, "{:?}", asked(&service));
    assert_eq!(
        (walk.page(), walk.moved()),
        (1, false),
        "to go on is to read once more"
    );
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_ends_is_left() {
    let service = service(|number, _| {
        let first = u64::from(number) * 10;
        Some((
            (first..first + 10).collect(),
            Some(u64::from(number) * 10 + 10),
        ))
    });
    let (delivered, stop) = walk(&service, plan(10, 4)).await;
    assert_eq!(stalled(stop), Stall::Endless);
    assert!((100..200).contains(&delivered.len()), "{}", delivered.len());
}

#[tokio::test(start_paused = true)]
async fn going_on_skips_what_was_delivered_and_looks_back_if_the_total_changed() {
    let delivered = |keys: std::ops::Range<u64>| {
        let mut seen = Seen::default();
        keys.for_each(|key| seen.insert(key));
        seen
    };
    // The same total: four records of page 3 have been delivered.
    let rest = Plan {
        page: 3,
        total: Some(50),
        skip: 4,
        ..plan(10, 2)
    };
    let same = sound(50, 10);
    assert_eq!(walk(&same, rest).await.0, (24..50).collect::<Vec<_>>());
    assert_eq!(asked(&same), [3, 4, 5]);

    // One has come in front since, so that everything has moved by one.
    let all: Vec<u64> = std::iter::once(999).chain(0..50).collect();
    let grown = service(move |number, _| Some((slice(&all, number, 10), Some(51))));
    let known = Plan {
        page: 3,
        total: Some(50),
        skip: 4,
        delivered: delivered(0..24),
        ..plan(10, 2)
    };
    let (mut all, stop) = walk(&grown, known).await;
    assert!(stop.is_none());
    all.sort_unstable();
    assert_eq!(all, (24..50).chain([999]).collect::<Vec<_>>());

    // Without knowing what was delivered, nothing before page 3 is looked at.
    let unknown = Plan {
        page: 3,
        total: Some(50),
        ..plan(10, 2)
    };
    assert_eq!(walk(&grown, unknown).await.0, (19..50).collect::<Vec<_>>());

    // A walk given up after the total had changed owes another reading.
    let owed = Plan {
        page: 3,
        total: Some(50),
        moved: true,
        delivered: delivered(5..20),
        ..plan(10, 2)
    };
    let (mut all, _) = walk(&sound(50, 10), owed).await;
    all.sort_unstable();
    assert_eq!(all, (0..5).chain(20..50).collect::<Vec<_>>());
}
