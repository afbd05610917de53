//! The log of requests: counts, and the last requests in full.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::Request as HttpRequest;

/// How many requests are remembered one by one, and how many paths are counted apart.
const REMEMBERED: usize = 1_000;

/// The requests since the sandbox started, as a copy that does not change.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Requests {
    /// All requests, answered or not.
    pub total: u64,
    /// Requests by path, without the query; of the first 1,000 paths.
    pub by_route: BTreeMap<String, u64>,
    /// Answers by status. A request that was reset, or that its client gave up, has none.
    pub by_status: BTreeMap<u16, u64>,
    /// Requests that wait for their answer now.
    pub in_flight: u64,
    /// The most requests that waited at one time.
    pub max_in_flight: u64,
    /// The last 1,000 requests, oldest first.
    pub recent: Vec<Request>,
}

impl Requests {
    /// Requests for one path, such as `/recherche`.
    #[must_use]
    pub fn route(&self, path: &str) -> u64 {
        self.by_route.get(path).copied().unwrap_or(0)
    }

    /// Answers with one status.
    #[must_use]
    pub fn status(&self, status: u16) -> u64 {
        self.by_status.get(&status).copied().unwrap_or(0)
    }
}

/// One request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// `GET`.
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The query as received, percent-encoded.
    pub query: Option<String>,
    /// Names of the headers, in lower case, sorted. Their values are not kept.
    pub headers: Vec<String>,
    /// Whether a `token-connexion` header came, and whether it was the right one.
    pub token: Token,
    /// When it came, since the sandbox started.
    pub at: Duration,
    /// The status it was answered with, if it was.
    pub status: Option<u16>,
}

/// The token of a request, in the header `token-connexion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// No such header.
    Missing,
    /// Some other text.
    Wrong,
    /// The token of this sandbox.
    Right,
}

/// The log that requests are written to while the sandbox runs.
pub(crate) struct Log {
    started: Instant,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    counts: Requests,
    recent: VecDeque<Request>,
}

impl Log {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Log {
            started: Instant::now(),
            inner: Mutex::default(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a request down. It counts as in flight until the entry is answered or dropped.
    pub(crate) fn enter(self: &Arc<Self>, request: &HttpRequest, token: Token) -> Entry {
        let mut headers: Vec<String> = request
            .headers()
            .keys()
            .map(|name| name.to_string())
            .collect();
        headers.sort_unstable();
        let request = Request {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(str::to_owned),
            headers,
            token,
            at: self.started.elapsed(),
            status: None,
        };
        let mut inner = self.lock();
        let number = inner.counts.total;
        inner.counts.total += 1;
        inner.counts.in_flight += 1;
        inner.counts.max_in_flight = inner.counts.max_in_flight.max(inner.counts.in_flight);
        let routes = &mut inner.counts.by_route;
        if let Some(count) = routes.get_mut(&request.path) {
            *count += 1;
        } else if routes.len() < REMEMBERED {
            routes.insert(request.path.clone(), 1);
        }
        inner.recent.push_back(request);
        if inner.recent.len() > REMEMBERED {
            inner.recent.pop_front();
        }
        Entry {
            log: Arc::clone(self),
            number,
        }
    }

    /// How many requests came so far.
    pub(crate) fn total(&self) -> u64 {
        self.lock().counts.total
    }

    pub(crate) fn snapshot(&self) -> Requests {
        let inner = self.lock();
        Requests {
            recent: inner.recent.iter().cloned().collect(),
            ..inner.counts.clone()
        }
    }
}

/// One request in the log.
pub(crate) struct Entry {
    log: Arc<Log>,
    /// From 0, in order of arrival.
    pub(crate) number: u64,
}

impl Entry {
    /// Writes the answer's status down.
    pub(crate) fn answered(self, status: u16) {
        let mut inner = self.log.lock();
        *inner.counts.by_status.entry(status).or_default() += 1;
        let forgotten = inner.counts.total - inner.recent.len() as u64;
        let at = self
            .number
            .checked_sub(forgotten)
            .and_then(|at| usize::try_from(at).ok());
        if let Some(request) = at.and_then(|at| inner.recent.get_mut(at)) {
            request.status = Some(status);
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.log.lock().counts.in_flight -= 1;
    }
}
