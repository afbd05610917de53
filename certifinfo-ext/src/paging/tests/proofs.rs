//! Whatever a service does, a walk that ends well has delivered its whole catalogue, once each.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

/// What a service says about how many records there are.
#[derive(Clone, Copy, Debug)]
enum Says {
    Right,
    Nothing,
    OwnCount,
    AtMost(u64),
    TooMany(u64),
}

/// What a service answers past its last page.
#[derive(Clone, Copy, Debug)]
enum PastEnd {
    Empty,
    Refused,
    LastPage,
    FirstPage,
}

/// In which order it lists its records.
#[derive(Clone, Copy, Debug)]
enum Order {
    Stable,
    /// Another one for each request.
    Shuffled,
    /// One record moves to the end (or the start) at the third request.
    OneMoves(bool),
    /// Each page starts with the last record of the page before.
    Overlapping,
}

#[derive(Clone, Copy, Debug)]
enum Hint {
    Silent,
    Right,
    Always,
}

#[derive(Clone, Debug)]
struct Misbehaviour {
    records: u64,
    /// The page size that the service really uses, at most.
    cap: u32,
    says: Says,
    past_end: PastEnd,
    order: Order,
    hint: Hint,
    zero_based: bool,
}

fn misbehaviours() -> impl Strategy<Value = Misbehaviour> {
    let says = prop_oneof![
        3 => Just(Says::Right),
        2 => Just(Says::Nothing),
        1 => Just(Says::OwnCount),
        1 => (0_u64..60).prop_map(Says::AtMost),
        1 => (1_u64..30).prop_map(Says::TooMany),
    ];
    let past_end = prop_oneof![
        Just(PastEnd::Empty),
        Just(PastEnd::Refused),
        Just(PastEnd::LastPage),
        Just(PastEnd::FirstPage),
    ];
    let order = prop_oneof![
        3 => Just(Order::Stable),
        1 => Just(Order::Shuffled),
        1 => any::<bool>().prop_map(Order::OneMoves),
        1 => Just(Order::Overlapping),
    ];
    let hint = prop_oneof![Just(Hint::Silent), Just(Hint::Right), Just(Hint::Always)];
    let zero_based = prop::bool::weighted(0.2);
    (
        1_u64..70,
        2_u32..20,
        says,
        past_end,
        order,
        hint,
        zero_based,
    )
        .prop_map(|(records, cap, says, past_end, order, hint, zero_based)| {
            // A wrong total that happens to be what was found cannot be told from a right one.
            let capped = matches!(says, Says::AtMost(_));
            let own = matches!(says, Says::OwnCount);
            Misbehaviour {
                records,
                cap,
                says,
                past_end,
                order: if capped { Order::Stable } else { order },
                hint,
                zero_based: zero_based && !capped && !own,
            }
        })
}

impl Misbehaviour {
    fn list(&self, request: usize) -> Vec<u64> {
        let mut all: Vec<u64> = (0..self.records).collect();
        match self.order {
            Order::Stable | Order::Overlapping => {}
            Order::Shuffled => all.sort_by_key(|key| {
                (key + 1)
                    .wrapping_mul(request as u64 * 2 + 1)
                    .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            }),
            Order::OneMoves(last) if request >= 3 && all.len() > 2 => {
                if last {
                    all.rotate_left(1);
                } else {
                    all.rotate_right(1);
                }
            }
            Order::OneMoves(_) => {}
        }
        all
    }

    fn page(&self, list: &[u64], number: u32) -> Vec<u64> {
        match self.order {
            Order::Overlapping => {
                let first = number.saturating_sub(1) * (self.cap - 1);
                let page = list.iter().skip(first as usize).take(self.cap as usize);
                page.copied().collect()
            }
            _ => slice(list, number, self.cap),
        }
    }

    fn last(&self) -> u32 {
        let (records, cap) = (self.records as u32, self.cap);
        match self.order {
            Order::Overlapping => records.saturating_sub(1).div_ceil(cap - 1).max(1),
            _ => records.div_ceil(cap).max(1),
        }
    }

    fn service(self) -> Arc<Service> {
        let shown = self.clone();
        let shift = u32::from(self.zero_based);
        let last = self.last();
        let hint = self.hint;
        let mut service = Arc::into_inner(service(move |number, request| {
            let list = shown.list(request);
            let mut number = number + shift;
            if number == 0 {
                return None;
            }
            if number > shown.last() {
                match shown.past_end {
                    PastEnd::Empty => {}
                    PastEnd::Refused => return None,
                    PastEnd::LastPage => number = shown.last(),
                    PastEnd::FirstPage => number = 1,
                }
            }
            let page = shown.page(&list, number);
            let total = match shown.says {
                Says::Right => Some(shown.records),
                Says::Nothing => None,
                Says::OwnCount => Some(page.len() as u64),
                Says::AtMost(most) => Some(shown.records.min(most)),
                Says::TooMany(more) => Some(shown.records + more),
            };
            Some((page, total))
        }))
        .unwrap();
        service.errors_are_the_end = true;
        service.next = Box::new(move |number| match hint {
            Hint::Silent => Next::Silent,
            Hint::Right if number + shift < last => Next::More,
            Hint::Right => Next::End,
            Hint::Always => Next::More,
        });
        Arc::new(service)
    }

    /// Whether it keeps to the rules so far that a walk must end well.
    fn is_sound(&self) -> bool {
        matches!(self.says, Says::Right)
            && matches!(self.order, Order::Stable)
            && !self.zero_based
            && matches!(
                (self.past_end, self.hint),
                (PastEnd::Empty, _) | (_, Hint::Right | Hint::Silent)
            )
    }
}

fn run<T>(law: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(law)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1500,
        // The same cases in every run: what a new seed finds is for whoever changes the ledger.
        rng_seed: proptest::test_runner::RngSeed::Fixed(11),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_end_is_a_proof(
        misbehaviour in misbehaviours(), asked_for in 2_u32..20, concurrency in 1_usize..5,
        verify in prop::bool::weighted(0.2), stop_at in prop::option::of(any::<Index>()),
    ) {
        run(async {
            let all: Vec<u64> = (0..misbehaviour.records).collect();
            let mut misbehaviour = misbehaviour;
            let cap = u64::from(misbehaviour.cap);
            if match misbehaviour.says {
                Says::OwnCount => true,
                Says::AtMost(most) => most == cap,
                _ => false,
            } {
                // A single short page with its own count as total is like that of a small catalogue.
                misbehaviour.cap = asked_for;
            }
            let sound = misbehaviour.is_sound();
            // A page that repeats under a total of its own count may be all there is, or a shuffle.
            let undecidable = matches!(misbehaviour.order, Order::Shuffled)
                && matches!(misbehaviour.says, Says::OwnCount | Says::AtMost(_));
            let service = misbehaviour.service();
            let options = WalkOptions {
                nonempty: true,
                verify,
                ..options(asked_for, concurrency)
            };
            let mut walk = Walk::new(service.clone(), options.clone());
            let mut delivered = Vec::new();
            if let Some(index) = stop_at {
                // Given up after some pages, and continued from its checkpoint.
                for _ in 0..index.index(6) {
                    match poll_fn(|cx| walk.poll_page(cx)).await {
                        Some(Ok(page)) => delivered.extend(&page.keys),
                        _ => return,
                    }
                }
                let from = walk.progress();
                walk = Walk::new(service, WalkOptions { from, ..options });
            }
            let (rest, stop) = drain(&mut walk).await;
            delivered.extend(rest);
            delivered.sort_unstable();
            let count = delivered.len();
            delivered.dedup();
            assert_eq!(delivered.len(), count, "nothing twice");
            assert!(delivered.iter().all(|key| all.contains(key)), "nothing invented");
            if stop.is_none() && !undecidable {
                assert_eq!(delivered, all, "the end is a claim");
            }
            if sound {
                assert!(stop.is_none(), "{stop:?}");
            }
        });
    }
}

#[tokio::test(start_paused = true)]
async fn pages_that_stay_unreadable_are_left_out_if_that_is_allowed() {
    for (bad, ends) in [
        (vec![2], true),
        (vec![2, 3, 4], true),
        (vec![2, 3, 4, 5, 6, 7], false),
    ] {
        let all: Vec<u64> = (0..95).collect();
        let bad_ = bad.clone();
        let service = service(move |number, _| {
            (!bad_.contains(&number)).then(|| (slice(&all, number, 10), Some(95)))
        });
        let options = WalkOptions {
            allow_missing: true,
            ..options(10, 3)
        };
        let mut walk = Walk::new(service, options);
        let (mut delivered, mut skipped, mut stop) = (Vec::new(), Vec::new(), None);
        while let Some(step) = poll_fn(|cx| walk.poll_page(cx)).await {
            match step {
                Ok(page) => delivered.extend(page.keys),
                Err(Stop::Skipped(number, _)) => skipped.push(number),
                Err(other) => stop = Some(other),
            }
        }
        assert_eq!(stop.is_none(), ends, "{stop:?}");
        assert_eq!(skipped, bad[..bad.len().min(5)]);
        if ends {
            assert_eq!(delivered.len(), 95 - 10 * bad.len());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_counts_pages_from_zero_is_noticed() {
    for (records, total) in [(37, true), (37, false), (8, true), (8, false)] {
        let all: Vec<u64> = (0..records).collect();
        let service =
            service(move |number, _| Some((slice(&all, number + 1, 10), total.then_some(records))));
        let (_, stop) = walk(&service, options(10, 2)).await;
        assert_eq!(stalled(stop), PagingError::ZeroBased, "{records} {total}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_catalogue_is_an_error_where_one_is_expected() {
    for total in [Some(0), None] {
        let service = service(move |_, _| Some((Vec::new(), total)));
        let empty = WalkOptions {
            nonempty: true,
            ..options(10, 2)
        };
        let (_, stop) = walk(&service, empty).await;
        assert_eq!(stalled(stop), PagingError::EmptyCatalogue);
        let (_, stop) = walk(&service, options(10, 2)).await;
        assert!(stop.is_none(), "a search may find nothing: {stop:?}");
    }
}

/// One record is deleted and one inserted between two requests: the total stays the same, and a
/// record that crosses a page border is missed.
#[tokio::test(start_paused = true)]
async fn a_second_reading_finds_what_no_single_one_can() {
    for verify in [false, true] {
        let service = service(|number, request| {
            let all: Vec<u64> = match request {
                1 => (0..40).collect(),
                _ => (1..41).collect(),
            };
            Some((slice(&all, number, 10), Some(40)))
        });
        let options = WalkOptions {
            verify,
            ..options(10, 1)
        };
        let (delivered, stop) = walk(&service, options).await;
        assert!(stop.is_none(), "{stop:?}");
        assert_eq!(delivered.contains(&10), verify, "{delivered:?}");
    }
}
