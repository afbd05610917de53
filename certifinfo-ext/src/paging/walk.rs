//! The walk itself: a queue of requests in order, and the rules of [`super`] at its head.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::plan::{Stop, WalkOptions};
use super::{KeySet, PageLike, PagingError, Source};

/// How often all pages are read again because `total` changed.
const REREADINGS: u32 = 2;
/// Pages read at most when the service gives no `total`.
const PAGES_WITHOUT_TOTAL: u64 = 100_000;

/// What a walk over a source ends with, or goes on with.
type Step<S> = Result<<S as Source>::Page, Stop<<S as Source>::Error>>;

/// A walk over pages, in order. Sends nothing before it is polled; its requests and the pages it
/// holds are never more than `concurrency` together; dropped, it takes its requests with it.
pub(crate) struct Walk<S: Source> {
    source: Arc<S>,
    plan: WalkOptions,
    queue: VecDeque<Task<S>>,
    /// The next page to deliver, which the front of the queue brings.
    head: u32,
    total: Option<u64>,
    first_total: Option<u64>,
    /// Records that stand before the head.
    received: u64,
    /// Whether a page of this reading has come: before that, `ahead` requests at a time.
    begun: bool,
    /// Whether `total` changed in this reading.
    moved: bool,
    /// Whether records delivered already are left out: from the first change of `total` on.
    dedup: bool,
    reasks: u32,
    readings: u32,
    pages: u64,
    /// Keys of this reading, to tell a repeated page. `None` in the first: there they are those
    /// delivered, and a walk over very many records need not hold them twice.
    reading: Option<KeySet>,
    /// Keys delivered by this walk.
    delivered: KeySet,
    /// The fingerprint of the page before if it had one record: see `repeats`.
    single: Option<u64>,
    /// What stops the walk once the page at hand is delivered.
    pending: Option<PagingError>,
    done: bool,
}

impl<S: Source> Walk<S> {
    pub(crate) fn new(source: Arc<S>, plan: WalkOptions) -> Self {
        Walk {
            source,
            queue: VecDeque::new(),
            head: plan.page,
            total: plan.total,
            first_total: None,
            received: before(plan.page, u64::from(plan.size)),
            begun: false,
            moved: plan.moved,
            dedup: plan.moved,
            reasks: 0,
            readings: 0,
            pages: 0,
            reading: None,
            delivered: KeySet::default(),
            single: None,
            pending: None,
            done: false,
            plan,
        }
    }

    /// The next page to deliver, from 1.
    pub(crate) fn page(&self) -> u32 {
        self.head
    }

    /// The total as last announced.
    pub(crate) fn total(&self) -> Option<u64> {
        self.total
    }

    /// How many records of the next page are to be skipped: those given at the start, until then.
    pub(crate) fn skip(&self) -> usize {
        if self.begun || self.readings > 0 {
            0
        } else {
            self.plan.skip
        }
    }

    /// Whether the total changed in this reading, so that another is due.
    pub(crate) fn moved(&self) -> bool {
        self.moved
    }

    /// How many records have come in this reading, counting those before the first page.
    pub(crate) fn received(&self) -> u64 {
        self.received
    }

    /// The next page that brings anything; `None` at the end, and for ever after an error.
    pub(crate) fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Step<S>>> {
        while !self.done {
            let step = match self.pending.take() {
                Some(stall) => Err(Stop::Stalled(stall)),
                None => self.refill().map(|()| self.queue.front_mut()),
            };
            let step = match step {
                Ok(Some(task)) => {
                    let answer = ready!(Pin::new(task).poll(cx));
                    self.queue.pop_front();
                    answer.and_then(|page| self.take(page))
                }
                // The page numbers have run out.
                Ok(None) => Err(Stop::Stalled(PagingError::Endless)),
                Err(stop) => Err(stop),
            };
            match step {
                Ok(None) => {}
                Ok(Some(page)) => return Poll::Ready(Some(Ok(page))),
                Err(stop) => {
                    self.finish();
                    return Poll::Ready(Some(Err(stop)));
                }
            }
        }
        Poll::Ready(None)
    }

    fn finish(&mut self) {
        self.done = true;
        self.queue.clear();
    }

    /// Sends requests up to the concurrency, for pages that should have something: always for the
    /// head and those asked for prefetch, for others while `total` says so.
    fn refill(&mut self) -> Result<(), Stop<S::Error>> {
        let prefetch = match (self.begun, self.readings) {
            (false, 0) => self.plan.prefetch.min(self.plan.concurrency),
            _ => 1,
        };
        let most = if self.begun {
            self.plan.concurrency
        } else {
            prefetch
        };
        while self.queue.len() < most {
            let waiting = self.queue.len() as u32;
            let expected = self.received + u64::from(waiting) * u64::from(self.plan.size);
            let wanted =
                self.queue.len() < prefetch || self.total.is_some_and(|total| expected < total);
            let Some(number) = self.head.checked_add(waiting).filter(|_| wanted) else {
                break;
            };
            self.queue
                .push_back(Task::spawn(&self.source, number, 0).ok_or(Stop::NoRuntime)?);
        }
        Ok(())
    }

    /// Judges the page at the head and moves on: `None` when it has nothing to deliver.
    fn take(&mut self, mut page: S::Page) -> Result<Option<S::Page>, Stop<S::Error>> {
        self.note_total(page.total());
        let count = page.len() as u64;
        if count == 0 && self.total.is_some_and(|total| self.received < total) {
            return self.ask_again(PagingError::EmptyPage);
        }
        let keys: Vec<u64> = (0..page.len()).map(|index| page.key(index)).collect();
        if self.repeats(&page, &keys) {
            return self.ask_again(PagingError::RepeatedPage);
        }
        self.single = (keys.len() == 1).then(|| page.fingerprint());
        if let Some(reading) = &mut self.reading {
            keys.iter().for_each(|&key| reading.insert(key));
        }
        let keep = self.dedup(&keys);
        self.advance(count);
        if keep.contains(&false) {
            page.retain(&keep);
        }
        Ok(keep.contains(&true).then_some(page))
    }

    fn note_total(&mut self, total: Option<u64>) {
        let Some(total) = total else { return };
        if self.total.is_some_and(|before| before != total) {
            self.moved = true;
            self.dedup = true;
        }
        self.total = Some(total);
        self.first_total.get_or_insert(total);
    }

    fn ask_again(&mut self, stall: PagingError) -> Result<Option<S::Page>, Stop<S::Error>> {
        self.reasks += 1;
        if self.reasks >= self.plan.asks {
            return Err(Stop::Stalled(stall));
        }
        let again = Task::spawn(&self.source, self.head, self.reasks).ok_or(Stop::NoRuntime)?;
        self.queue.push_front(again);
        Ok(None)
    }

    /// Whether every record of the page has come before. Once `total` has changed that can happen
    /// honestly. A page of one record may share its key with the one before (a service may list a
    /// key twice, side by side): there the whole content decides.
    fn repeats(&self, page: &S::Page, keys: &[u64]) -> bool {
        let met = self.reading.as_ref().unwrap_or(&self.delivered);
        !self.moved
            && !keys.is_empty()
            && keys.iter().all(|&key| met.contains(key))
            && (keys.len() > 1 || self.single == Some(page.fingerprint()))
    }

    /// Which records of the page at the head are to be delivered; they then count as delivered.
    fn dedup(&mut self, keys: &[u64]) -> Vec<bool> {
        let skip = if self.moved { 0 } else { self.skip() };
        let keep = keys
            .iter()
            .enumerate()
            .map(|(index, &key)| {
                index >= skip
                    && !self.plan.delivered.contains(key)
                    && !(self.dedup && self.delivered.contains(key))
            })
            .collect();
        keys.iter().for_each(|&key| self.delivered.insert(key));
        keep
    }

    /// Counts the page at the head, and finds out whether it was the last.
    fn advance(&mut self, count: u64) {
        let size = u64::from(self.plan.size);
        if !self.begun
            && count < size
            && self
                .total
                .is_some_and(|total| self.received + count < total)
        {
            // The first page read is short and not the last: the service's pages are shorter than
            // asked for, and so were those before it.
            self.received = before(self.head, count);
        }
        self.begun = true;
        self.reasks = 0;
        self.received += count;
        self.pages += 1;
        let last = match self.total {
            // More records than announced, and the page is full: the total is not to be trusted.
            Some(total) => self.received >= total && (self.received == total || count < size),
            None => count < size,
        };
        let endless = match self.first_total {
            Some(first) => self.received > first.saturating_mul(2).saturating_add(10 * size),
            None => self.pages >= PAGES_WITHOUT_TOTAL,
        };
        self.head = self.head.saturating_add(1);
        if last && !self.moved {
            self.finish();
        } else if last {
            self.read_again();
        } else if endless {
            self.pending = Some(PagingError::Endless);
        }
    }

    /// Starts a new reading, from page 1 if what was delivered before this walk is known.
    fn read_again(&mut self) {
        self.queue.clear();
        self.head = if self.plan.delivered.is_empty() {
            self.plan.page
        } else {
            1
        };
        self.received = before(self.head, u64::from(self.plan.size));
        self.begun = false;
        self.moved = false;
        self.pages = 0;
        self.reading = Some(KeySet::default());
        self.single = None;
        if self.readings == REREADINGS {
            self.pending = Some(PagingError::MovingTotal);
        }
        self.readings += 1;
    }
}

/// Records on the pages before page `number`, if each has `size`.
fn before(number: u32, size: u64) -> u64 {
    u64::from(number.saturating_sub(1)).saturating_mul(size)
}

/// A request under way in a task of its own, so that it goes on (and does not time out) while the
/// caller is busy with what came before; dropped, it is aborted.
struct Task<S: Source>(JoinHandle<Result<S::Page, S::Error>>);

impl<S: Source> Task<S> {
    fn spawn(source: &Arc<S>, number: u32, again: u32) -> Option<Self> {
        let source = Arc::clone(source);
        let runtime = Handle::try_current().ok()?;
        Some(Task(
            runtime.spawn(async move { source.fetch(number, again).await }),
        ))
    }
}

impl<S: Source> Future for Task<S> {
    type Output = Step<S>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(Pin::new(&mut self.0).poll(cx)) {
            Ok(answer) => answer.map_err(Stop::Source),
            Err(gone) => match gone.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Stop::NoRuntime),
            },
        })
    }
}

impl<S: Source> Drop for Task<S> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
