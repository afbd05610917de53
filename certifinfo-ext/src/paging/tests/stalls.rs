//! Services that contradict themselves: each way has its end.

use super::*;

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
        let mut walk = Walk::new(service.clone(), options(10, 2));
        let (all, stop) = drain(&mut walk).await;
        if stalls {
            assert_eq!(all, (0..20).collect::<Vec<_>>());
            assert_eq!(stalled(stop), PagingError::EmptyPage);
            assert_eq!((walk.progress().page, walk.received()), (3, 20));
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
        let (all, stop) = walk(&service, options(10, 3)).await;
        if stalls {
            assert_eq!(all, (0..u64::from(bad - 1) * 10).collect::<Vec<_>>());
            assert_eq!(stalled(stop), PagingError::RepeatedPage);
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
async fn short_pages_move_the_end_out() {
    // The service never gives more than 7, whatever is asked for; or drops three from page 2.
    let all: Vec<u64> = (0..40).collect();
    let capped = service(move |number, _| Some((slice(&all, number, 7), Some(40))));
    for page in [1, 3] {
        let (delivered, stop) = walk(&capped, from(page, 10, 3)).await;
        assert!(stop.is_none(), "{stop:?}");
        assert_eq!(delivered, (u64::from(page - 1) * 7..40).collect::<Vec<_>>());
    }
    let holed = service(|number, _| {
        Some((
            (0..10)
                .map(|n| u64::from(number) * 10 + n)
                .filter(|n| (10..50).contains(n) && !(20..23).contains(n))
                .collect(),
            Some(37),
        ))
    });
    assert_eq!(walk(&holed, options(10, 1)).await.0.len(), 37);
    let lacking = service(|number, _| {
        Some((
            (0..10)
                .map(|n| u64::from(number) * 10 + n)
                .filter(|n| (10..50).contains(n) && !(20..23).contains(n))
                .collect(),
            Some(40),
        ))
    });
    let (delivered, stop) = walk(&lacking, options(10, 1)).await;
    assert_eq!(
        (delivered.len(), stalled(stop)),
        (37, PagingError::EmptyPage),
        "three are announced and never come"
    );
}

#[tokio::test(start_paused = true)]
async fn totals_that_are_missing_or_too_small_lose_nothing() {
    for total in [None, Some(0), Some(3), Some(25), Some(30)] {
        for records in [0, 5, 30, 35, 47_u64] {
            let all: Vec<u64> = (0..records).collect();
            let service = {
                let all = all.clone();
                service(move |number, _| Some((slice(&all, number, 10), total)))
            };
            let (delivered, stop) = walk(&service, options(10, 3)).await;
            if total.is_some_and(|total| records < total) {
                assert_eq!(stalled(stop), PagingError::EmptyPage);
            } else {
                assert!(stop.is_none(), "{total:?} {records} {stop:?}");
            }
            assert_eq!(delivered, all, "{total:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_total_that_always_moves_stalls_after_three_readings() {
    let all: Vec<u64> = (0..50).collect();
    let service = service(move |number, request| {
        Some((slice(&all, number, 10), Some(49 + request as u64 % 2)))
    });
    let mut walk = Walk::new(service.clone(), options(10, 1));
    let (delivered, stop) = drain(&mut walk).await;
    assert_eq!(
        delivered,
        (0..50).collect::<Vec<_>>(),
        "each once, at the first reading"
    );
    assert_eq!(stalled(stop), PagingError::MovingTotal);
    assert!(asked(&service).len() <= 3 * 6, "{:?}", asked(&service));
    let progress = walk.progress();
    assert_eq!(
        (progress.page, progress.moved, progress.delivered.len()),
        (1, false, 50),
        "to continue is to read once more"
    );
}

#[tokio::test(start_paused = true)]
async fn empty_page_is_asked_again_only_in_the_first_reading_while_the_total_moves() {
    let all: Vec<u64> = (0..50).collect();
    let service =
        service(move |number, request| Some((slice(&all, number, 10), Some(60 + request as u64))));
    let (delivered, stop) = walk(&service, options(10, 1)).await;
    assert_eq!(delivered, (0..50).collect::<Vec<_>>());
    assert_eq!(stalled(stop), PagingError::MovingTotal);
    let empty = asked(&service).into_iter().filter(|page| *page == 6);
    assert_eq!(empty.count(), 4 + 1 + 1, "{:?}", asked(&service));
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
    let (delivered, stop) = walk(&service, options(10, 4)).await;
    assert_eq!(stalled(stop), PagingError::Endless);
    assert!((100..200).contains(&delivered.len()), "{}", delivered.len());
}

/// A record that does not decode has no key, and is new in every place: that must not keep a walk
/// going over a page that comes again and again.
#[tokio::test(start_paused = true)]
async fn a_page_with_a_nameless_record_is_recognised_when_it_repeats() {
    for (records, total) in [(vec![1, 2], Some(3)), (vec![1, 2], None), (vec![], Some(1))] {
        let service = service(move |number, _| {
            let nameless = ANONYMOUS + u64::from(number);
            Some((records.iter().copied().chain([nameless]).collect(), total))
        });
        let (delivered, _) = walk(&service, options(10, 2)).await;
        assert!(delivered.len() <= 30, "{delivered:?}");
        assert!(asked(&service).len() <= 20, "{:?}", asked(&service));
    }
}
