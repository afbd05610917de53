//! The generic page walker: knows pages by number, a `total` and keys of records, and nothing of
//! Certif Info.
//!
//! # The rules
//!
//! The page number and `total` rule: a walk ends when as many records have come as the latest
//! `total` announces. A page shorter than asked for, in the middle, moves the end further out: the
//! walk goes on until the count is reached. What a service does wrong beyond that has a name:
//!
//! | the service | the walk |
//! |---|---|
//! | sends an empty page though more is announced | asks again, then [`PagingError::EmptyPage`] |
//! | sends a page of which every record has come already | asks again, then [`PagingError::RepeatedPage`] |
//! | changes `total` on the way | reads to the end; then, since records may have moved across a page already read, reads all pages once more and delivers what has not been delivered; if `total` changes during two such readings too, [`PagingError::MovingTotal`] |
//! | announces more and more for ever | [`PagingError::Endless`], once twice the first total (and ten pages) have come |
//! | gives no `total` | a page shorter than asked for is the last |
//!
//! Once `total` has changed, a record that was delivered already, told by its key, is left out.
//! Before that nothing is left out: a service may list the same key twice.

mod plan;
mod seen;
mod walk;

#[cfg(test)]
mod tests;

use std::fmt;
use std::future::Future;

pub(crate) use self::plan::{Stop, WalkOptions};
pub(crate) use self::seen::KeySet;
pub(crate) use self::walk::Walk;

/// A page, as far as a walk needs to know.
pub(crate) trait PageLike: Send + 'static {
    /// How many records it has, readable or not.
    fn len(&self) -> usize;

    /// How many records the service says there are in all.
    fn total(&self) -> Option<u64>;

    /// What tells record `index` from others: the same on whatever page it stands. Small, dense
    /// numbers cost the least memory.
    fn key(&self, index: usize) -> u64;

    /// A digest of the page's records as sent.
    fn fingerprint(&self) -> u64;

    /// Keeps the records whose flag is set, in order. `keep` has one flag a record.
    fn retain(&mut self, keep: &[bool]);
}

/// Where pages come from.
pub(crate) trait Source: Send + Sync + 'static {
    type Page: PageLike;
    type Error: Send + 'static;

    /// Asks for page `number`, counted from 1. `again` is how often it has come and contradicted
    /// other pages: not at once, then.
    fn fetch(
        &self,
        number: u32,
        again: u32,
    ) -> impl Future<Output = Result<Self::Page, Self::Error>> + Send;
}

/// How the pages of a walk contradicted each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PagingError {
    /// A page came empty, as often as a request is attempted, though `total` announces more than has come.
    EmptyPage,
    /// A page brought only records that earlier pages had brought, as often as a request is
    /// attempted.
    RepeatedPage,
    /// `total` changed while the pages were read, and again in each of two readings after that.
    /// Everything met was delivered once, but what moved between pages may have been missed.
    MovingTotal,
    /// `total` kept growing, past twice what it was at first.
    Endless,
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PagingError::EmptyPage => "an empty page came though more is announced",
            PagingError::RepeatedPage => "a page brought only records that had come before",
            PagingError::MovingTotal => "the total changed in every reading",
            PagingError::Endless => "the total never stops growing",
        })
    }
}
