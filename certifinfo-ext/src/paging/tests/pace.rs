//! When requests are sent, how many, and where a walk goes on.

use super::*;

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_the_first_poll_and_the_first_page_takes_one_round_trip() {
    let service = sound(1_000, 10);
    let mut walk = Walk::new(service.clone(), options(10, 8));
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
    for (concurrency, rounds) in [(1, 101), (8, 14)] {
        let start = Instant::now();
        let (all, _) = walk(&sound(1_000, 10), options(10, concurrency)).await;
        assert_eq!(all.len(), 1_000);
        assert_eq!(start.elapsed(), Duration::from_millis(50) * rounds);
    }
}

#[tokio::test(start_paused = true)]
async fn where_there_are_many_pages_the_first_are_asked_for_together() {
    let prefetch = |prefetch| WalkOptions {
        prefetch,
        ..options(10, 8)
    };
    let start = Instant::now();
    let (all, _) = walk(&sound(1_000, 10), prefetch(4)).await;
    assert_eq!(all, (0..1_000).collect::<Vec<_>>());
    assert_eq!(start.elapsed(), Duration::from_millis(50) * 14);

    // No more than the concurrency, and nothing is lost where there are fewer pages after all.
    for len in [0, 5, 10, 15, 75, 300] {
        let service = sound(len, 10);
        let (all, stop) = walk(&service, prefetch(20)).await;
        assert!(stop.is_none(), "{stop:?}");
        assert_eq!(all, (0..len).collect::<Vec<_>>());
        assert!(service.held.most.load(Ordering::SeqCst) <= 8);
    }
}

#[tokio::test(start_paused = true)]
async fn requests_go_on_while_the_caller_is_busy() {
    let service = sound(30, 10);
    let mut walk = Walk::new(service.clone(), options(10, 3));
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
    let mut walk = Walk::new(service.clone(), options(10, 5));
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
    let mut walk = Walk::new(sound(10, 10), options(10, 1));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(matches!(
        walk.poll_page(&mut cx),
        Poll::Ready(Some(Err(Stop::NoRuntime)))
    ));
    assert!(matches!(walk.poll_page(&mut cx), Poll::Ready(None)));
}

#[tokio::test(start_paused = true)]
async fn a_key_listed_twice_is_delivered_once_and_must_not_fill_the_total() {
    // Key 5 is listed three times: side by side, on one page and on others.
    let all = vec![1, 5, 5, 8, 5, 9];
    for size in [1, 2, 3] {
        for (total, ends) in [(4, true), (6, false)] {
            let all = all.clone();
            let service = service(move |number, _| Some((slice(&all, number, size), Some(total))));
            let (delivered, stop) = walk(&service, options(size, 2)).await;
            assert_eq!(delivered, [1, 5, 8, 9], "{size} {total}");
            assert_eq!(stop.is_none(), ends, "{size} {total} {stop:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn resuming_repeats_nothing_and_looks_back_if_the_total_changed() {
    let progress = |received: KeySet| Progress {
        page: 3,
        page_len: 10,
        total: Some(50),
        delivered: received.clone(),
        received,
        ..Progress::starting_at(1)
    };
    // The same total: four records of page 3 have been delivered.
    let rest = |received| WalkOptions {
        from: progress(received),
        ..options(10, 2)
    };
    let same = sound(50, 10);
    let (all, stop) = walk(&same, rest(keys(0..24))).await;
    assert!(stop.is_none(), "{stop:?}");
    assert_eq!(all, (24..50).collect::<Vec<_>>());
    assert!(asked(&same).iter().all(|&page| page >= 3));

    // One has come in front since, so that everything has moved by one.
    let all: Vec<u64> = std::iter::once(999).chain(0..50).collect();
    let grown = service(move |number, _| Some((slice(&all, number, 10), Some(51))));
    let (mut all, stop) = walk(&grown, rest(keys(0..24))).await;
    assert!(stop.is_none(), "{stop:?}");
    all.sort_unstable();
    assert_eq!(all, (24..50).chain([999]).collect::<Vec<_>>());

    // Records that the caller has are not delivered, and count towards the total.
    let known = WalkOptions {
        exclude: keys(0..24),
        ..options(10, 2)
    };
    let (all, stop) = walk(&sound(50, 10), known).await;
    assert!(stop.is_none(), "{stop:?}");
    assert_eq!(all, (24..50).collect::<Vec<_>>());

    // A walk given up after the total had changed owes another reading.
    let owed = WalkOptions {
        from: Progress {
            moved: true,
            ..progress(keys(5..20))
        },
        ..options(10, 2)
    };
    let (mut all, _) = walk(&sound(50, 10), owed).await;
    all.sort_unstable();
    assert_eq!(all, (0..5).chain(20..50).collect::<Vec<_>>());
}
