//! Where a walk starts and how it goes, and why it ended before its end.

use super::{KeySet, PagingError};

/// Where a walk starts and how it goes.
#[derive(Clone, Debug)]
pub(crate) struct WalkOptions {
    /// The first page, from 1.
    pub(crate) page: u32,
    /// Records asked for a page, from 1.
    pub(crate) size: u32,
    /// Requests in flight, and pages held, at most; from 1.
    pub(crate) concurrency: usize,
    /// How often a page that contradicts the others is asked for, at most; from 1.
    pub(crate) asks: u32,
    /// Requests sent before the first page has come and tells how many there are; from 1, and more
    /// only where it is known that there are so many pages.
    pub(crate) prefetch: usize,
    /// The total an earlier walk saw: another one now means that records may have moved.
    pub(crate) total: Option<u64>,
    /// Whether the total had changed in that walk, so that another reading is due anyway.
    pub(crate) moved: bool,
    /// Records of the first page delivered already, by position; counts only while `total` holds.
    pub(crate) skip: usize,
    /// Records delivered already, by key: never delivered, and what lets a new reading start at
    /// page 1 without repeating anything.
    pub(crate) delivered: KeySet,
}

/// Why a walk ended before its end.
#[derive(Debug)]
pub(crate) enum Stop<E> {
    Source(E),
    Stalled(PagingError),
    /// There is no tokio runtime here, or it is shutting down.
    NoRuntime,
}
