//! What holds for any number of records, any page size, any order of answers.

use std::future::Future;

use proptest::prelude::*;

use super::*;

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
            let (all, stop) = walk(&service, options(size, concurrency)).await;
            assert!(stop.is_none());
            assert_eq!(all, (0..records).collect::<Vec<_>>());
            let pages = records.div_ceil(size.into()).max(1) as u32;
            let mut asked = asked(&service);
            asked.sort_unstable();
            assert!(asked.starts_with(&(1..=pages).collect::<Vec<_>>()), "each page once");
            assert!(asked.len() as u32 <= pages + 1, "one page past the end at most: {asked:?}");
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
            let mut first = Walk::new(failing, options(size, concurrency));
            let (mut delivered, stop) = drain(&mut first).await;
            assert!(matches!(stop, Some(Stop::Source(number)) if number == bad));
            assert_eq!(delivered.len() as u32, (bad - 1) * size);
            assert_eq!(first.progress().page, bad);

            let rest = WalkOptions { from: first.progress(), ..options(size, concurrency) };
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
            let (mut delivered, stop) = walk(&service, options(size, concurrency)).await;
            let last = catalogue.lock().unwrap().clone();
            delivered.sort_unstable();
            let count = delivered.len();
            delivered.dedup();
            assert_eq!(delivered.len(), count, "nothing twice");
            // Changes in every reading are an error that says so; otherwise nothing is lost.
            match stop {
                None => assert!(last.iter().all(|record| delivered.binary_search(record).is_ok())),
                stop => assert!(
                    matches!(stalled(stop), PagingError::MovingTotal | PagingError::MovingOrder | PagingError::EmptyPage)
                ),
            }
        });
    }
}
