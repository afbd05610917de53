//! The options of a walk, its progress, and why it stops early.

use super::{KeySet, PagingError};

/// Where a walk starts and how it proceeds.
#[derive(Clone, Debug)]
pub(crate) struct WalkOptions {
    /// Records asked for per page, from 1.
    pub(crate) size: u32,
    /// Requests in flight, and pages held, at most; from 1.
    pub(crate) concurrency: usize,
    /// How often a page that contradicts the others is requested, at most; from 1.
    pub(crate) asks: u32,
    /// Requests sent before the first page has come; from 1, and more only where so many pages are
    /// known to exist.
    pub(crate) prefetch: usize,
    /// Records that are never delivered, by key: the caller has them.
    pub(crate) exclude: KeySet,
    /// Whether an empty result is an error.
    pub(crate) nonempty: bool,
    /// Whether all pages are read until two readings in a row find the same records.
    pub(crate) verify: bool,
    /// Whether a page that stays unreadable is reported and left out.
    pub(crate) allow_missing: bool,
    /// Where the walk starts.
    pub(crate) from: Progress,
}

/// How far a walk has come: what a checkpoint stores.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    /// The first page of the walk, from 1.
    pub(crate) start: u32,
    /// The next page to request, from 1.
    pub(crate) page: u32,
    /// The largest page that came: the page size that the service really uses. 0 before any came.
    pub(crate) page_len: u32,
    /// The total last announced, unless what came has disproved it.
    pub(crate) total: Option<u64>,
    /// Keys received in the reading at hand, on the pages from `start` to `page`.
    pub(crate) received: KeySet,
    /// Keys received in any reading: `received` and those of earlier readings.
    pub(crate) delivered: KeySet,
    /// Whether the total changed in this reading, so that another is due.
    pub(crate) moved: bool,
    /// Whether a record came twice in this reading.
    pub(crate) reordered: bool,
}

impl Progress {
    /// Nothing received yet.
    pub(crate) fn starting_at(page: u32) -> Self {
        Progress {
            start: page,
            page,
            page_len: 0,
            total: None,
            received: KeySet::default(),
            delivered: KeySet::default(),
            moved: false,
            reordered: false,
        }
    }
}

/// Why a walk ended before its end.
#[derive(Debug)]
pub(crate) enum Stop<E> {
    Source(E),
    /// The page with this number stays unreadable; the walk continues with the next.
    Skipped(u32, E),
    Stalled(PagingError),
    /// No tokio runtime is running, or it is shutting down.
    NoRuntime,
}
