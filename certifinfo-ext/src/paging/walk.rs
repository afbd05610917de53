//! The walk itself: a queue of requests in order, whose answers the [`Ledger`] judges.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::ledger::{Ledger, Refusal, Verdict};
use super::{PageLike, PagingError, Progress, Source, Stop, WalkOptions};

/// The next page of a walk, or why it stops.
type Step<S> = Result<<S as Source>::Page, Stop<<S as Source>::Error>>;

/// A walk over pages, in order. It sends nothing before it is polled. Requests in flight and pages
/// held are together at most `concurrency`. Dropping it aborts its requests.
pub(crate) struct Walk<S: Source> {
    source: Arc<S>,
    ledger: Ledger,
    concurrency: usize,
    prefetch: usize,
    queue: VecDeque<Task<S>>,
    /// The next page to deliver, which the front of the queue brings.
    head: u32,
    /// How far the walk had come before the page that was delivered last.
    before: Progress,
    /// Whether the front of the queue is page 0.
    zero: bool,
    /// The error that ends the walk after the current page is delivered.
    pending: Option<PagingError>,
    done: bool,
}

impl<S: Source> Walk<S> {
    pub(crate) fn new(source: Arc<S>, options: WalkOptions) -> Self {
        Walk {
            source,
            concurrency: options.concurrency,
            prefetch: options.prefetch,
            queue: VecDeque::new(),
            head: options.from.page,
            before: options.from.clone(),
            ledger: Ledger::new(options),
            zero: false,
            pending: None,
            done: false,
        }
    }

    /// The total last announced, unless what came disproved it.
    pub(crate) fn total(&self) -> Option<u64> {
        self.ledger.total()
    }

    /// How many distinct records have come in this reading, counting those before the first page.
    pub(crate) fn received(&self) -> u64 {
        self.ledger.received()
    }

    /// How far the walk has come.
    pub(crate) fn progress(&self) -> Progress {
        self.ledger.progress(self.head)
    }

    /// How far the walk had come before the page that it delivered last.
    pub(crate) fn before(&self) -> &Progress {
        &self.before
    }

    /// The next page with a new record; `None` at the end, and always after an error other than
    /// [`Stop::Skipped`].
    pub(crate) fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Step<S>>> {
        while !self.done {
            let step = match self.pending.take() {
                Some(error) => Err(Stop::Stalled(error)),
                None => self.refill().map(|()| self.queue.front_mut()),
            };
            let step = match step {
                Ok(Some(task)) => {
                    let answer = ready!(Pin::new(task).poll(cx));
                    self.queue.pop_front();
                    self.answer(answer)
                }
                // The page numbers have run out.
                Ok(None) => Err(Stop::Stalled(PagingError::Endless)),
                Err(stop) => Err(stop),
            };
            match step {
                Ok(None) => {}
                Ok(Some(page)) => return Poll::Ready(Some(Ok(page))),
                Err(stop) => {
                    if !matches!(stop, Stop::Skipped(..)) {
                        self.finish();
                    }
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
    /// head and those fetched in advance, for others while the ledger expects them.
    fn refill(&mut self) -> Result<(), Stop<S::Error>> {
        if self.zero && !self.queue.is_empty() {
            return Ok(());
        }
        let first = !self.ledger.begun() && self.ledger.is_first_reading();
        let prefetch = if first {
            self.prefetch.min(self.concurrency)
        } else {
            1
        };
        let most = if self.ledger.begun() {
            self.concurrency
        } else {
            prefetch
        };
        while self.queue.len() < most {
            let waiting = self.queue.len();
            let wanted = waiting < prefetch || self.ledger.wants(waiting);
            let number = self.head.checked_add(waiting as u32);
            let Some(number) = number.filter(|_| wanted) else {
                break;
            };
            let task = Task::spawn(&self.source, number, 0).ok_or(Stop::NoRuntime)?;
            self.queue.push_back(task);
        }
        Ok(())
    }

    /// Handles the answer at the head: a page to deliver, an error, or `None` to continue.
    fn answer(&mut self, answer: Step<S>) -> Result<Option<S::Page>, Stop<S::Error>> {
        if std::mem::take(&mut self.zero) {
            let verdict = match &answer {
                Err(Stop::NoRuntime) => return Err(Stop::NoRuntime),
                answer => self.ledger.judge_zero(answer.as_ref().ok()),
            };
            self.act(verdict)?;
            return Ok(None);
        }
        match answer {
            Ok(page) => self.take(page),
            Err(Stop::Source(error)) => {
                let number = self.head;
                let refusal = if self.source.is_past_end(&error) {
                    Refusal::PastEnd
                } else if self.source.is_of_page(&error) {
                    Refusal::OfPage
                } else {
                    return Err(Stop::Source(error));
                };
                match self.ledger.judge_error(refusal) {
                    None => Err(Stop::Source(error)),
                    Some(verdict) => {
                        self.act(verdict)?;
                        if refusal == Refusal::OfPage && verdict == Verdict::Continue {
                            return Err(Stop::Skipped(number, error));
                        }
                        Ok(None)
                    }
                }
            }
            Err(stop) => Err(stop),
        }
    }

    /// Judges the page at the head and moves on: `None` when it has nothing to deliver.
    fn take(&mut self, mut page: S::Page) -> Result<Option<S::Page>, Stop<S::Error>> {
        let before = self.ledger.progress(self.head);
        let (keep, verdict) = self.ledger.judge(&page);
        if !keep.contains(&true) {
            self.act(verdict)?;
            return Ok(None);
        }
        if let Err(stop) = self.act(verdict) {
            // The page is delivered first.
            match stop {
                Stop::Stalled(error) => self.pending = Some(error),
                stop => return Err(stop),
            }
        }
        self.before = before;
        if keep.contains(&false) {
            page.retain(&keep);
        }
        Ok(Some(page))
    }

    fn act(&mut self, verdict: Verdict) -> Result<(), Stop<S::Error>> {
        match verdict {
            Verdict::Continue => self.head = self.head.saturating_add(1),
            Verdict::AskAgain => {
                let again = Task::spawn(&self.source, self.head, self.ledger.asked());
                self.queue.push_front(again.ok_or(Stop::NoRuntime)?);
            }
            Verdict::ReadAgain => {
                self.queue.clear();
                self.head = self.ledger.start();
                self.ledger.begin_reading();
            }
            Verdict::ProbeZero => {
                self.queue.clear();
                let zero = Task::spawn(&self.source, 0, 0).ok_or(Stop::NoRuntime)?;
                self.queue.push_front(zero);
                self.zero = true;
            }
            Verdict::End => self.finish(),
            Verdict::Fail(error) => return Err(Stop::Stalled(error)),
        }
        Ok(())
    }
}

/// A request in its own task, so that it continues (and does not time out) while the caller handles
/// an earlier page. Dropping it aborts the request.
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
