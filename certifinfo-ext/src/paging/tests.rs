//! The laws of a walk, against a service in memory that keeps them, and ones that break each.

mod laws;
mod pace;
mod proofs;
mod stalls;

use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::time::Instant;

use super::*;

/// What the service answers: keys and a total, or nothing (an error).
type Answer = Option<(Vec<u64>, Option<u64>)>;

/// A service in memory: a closure from page number and number of the request to the answer.
struct Service {
    answer: Box<dyn Fn(u32, usize) -> Answer + Send + Sync>,
    latency: Box<dyn Fn(u32) -> Duration + Send + Sync>,
    next: Box<dyn Fn(u32) -> Next + Send + Sync>,
    errors_are_the_end: bool,
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

/// Keys from here on stand for records that have none.
const ANONYMOUS: u64 = 1 << 63;

struct Fake {
    keys: Vec<u64>,
    total: Option<u64>,
    next: Next,
    _hold: Hold,
}

impl PageLike for Fake {
    fn len(&self) -> usize {
        self.keys.len()
    }

    fn total(&self) -> Option<Total> {
        self.total.map(Total::Exact)
    }

    fn next(&self) -> Next {
        self.next
    }

    fn key(&self, index: usize) -> u64 {
        self.keys[index]
    }

    fn is_anonymous(&self, index: usize) -> bool {
        self.keys[index] >= ANONYMOUS
    }

    fn fingerprint(&self) -> u64 {
        let digest = |digest: u64, key: &u64| {
            digest
                .wrapping_mul(31)
                .wrapping_add(*key.min(&ANONYMOUS) + 1)
        };
        self.keys.iter().fold(7, digest)
    }

    fn retain(&mut self, keep: &[bool]) {
        let mut flags = keep.iter();
        self.keys.retain(|_| *flags.next().unwrap());
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
            next: (self.next)(number),
            _hold: hold,
        })
    }

    fn is_past_end(&self, _: &u32) -> bool {
        self.errors_are_the_end
    }

    fn is_of_page(&self, _: &u32) -> bool {
        true
    }
}

fn service(answer: impl Fn(u32, usize) -> Answer + Send + Sync + 'static) -> Arc<Service> {
    Arc::new(Service {
        answer: Box::new(answer),
        latency: Box::new(|_| Duration::from_millis(50)),
        next: Box::new(|_| Next::Silent),
        errors_are_the_end: false,
        asked: Mutex::default(),
        held: Arc::default(),
    })
}

/// Page `number` of `records`, in pages of `size`.
fn slice(records: &[u64], number: u32, size: u32) -> Vec<u64> {
    let Some(before) = number.checked_sub(1) else {
        return Vec::new();
    };
    let page = records.chunks(size as usize).nth(before as usize);
    page.unwrap_or_default().to_vec()
}

/// A service that behaves.
fn sound(records: u64, size: u32) -> Arc<Service> {
    let all: Vec<u64> = (0..records).collect();
    service(move |number, _| Some((slice(&all, number, size), Some(records))))
}

fn options(size: u32, concurrency: usize) -> WalkOptions {
    WalkOptions {
        size,
        concurrency,
        prefetch: 1,
        asks: 4,
        exclude: KeySet::default(),
        nonempty: false,
        verify: false,
        allow_missing: false,
        from: Progress::starting_at(1),
    }
}

/// The same, from page `page` on.
fn from(page: u32, size: u32, concurrency: usize) -> WalkOptions {
    WalkOptions {
        from: Progress::starting_at(page),
        ..options(size, concurrency)
    }
}

fn keys(keys: impl IntoIterator<Item = u64>) -> KeySet {
    let mut set = KeySet::default();
    set.extend(keys);
    set
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

async fn walk(service: &Arc<Service>, options: WalkOptions) -> (Vec<u64>, Option<Stop<u32>>) {
    drain(&mut Walk::new(service.clone(), options)).await
}

fn asked(service: &Service) -> Vec<u32> {
    service.asked.lock().unwrap().clone()
}

fn stalled(stop: Option<Stop<u32>>) -> PagingError {
    match stop {
        Some(Stop::Stalled(stall)) => stall,
        other => panic!("{other:?}"),
    }
}
