//! The generic page walker. It knows page numbers, keys of records and the hints of a page about the
//! others, and does not depend on Certif Info.
//!
//! # The rules
//!
//! A walk counts distinct keys, never rows, and ends without an error only if the service's answers
//! prove that nothing is missing. [`ledger`] makes that decision. The evidence is `total`, `next`,
//! and a page past the end.
//!
//! | the service | the walk |
//! |---|---|
//! | has sent as many distinct records as `total` says | ends; behind a full page, or where `next` names another page, it asks for one page more first |
//! | gives no `total`, or less than what has come (a capped total, a page's own count) | reads on until a page past the end is empty or refused |
//! | sends an empty page though more is announced | asks again, then [`PagingError::EmptyPage`] |
//! | sends a page of which every record has come already | asks again, then [`PagingError::RepeatedPage`] |
//! | sends a record again on another page: the order moved | delivers it once and reads to the end; if distinct records fall short then, reads all pages again; if that does not help, [`PagingError::MovingOrder`] |
//! | changes `total` on the way | reads to the end, then all pages again; if `total` changes in every reading, [`PagingError::MovingTotal`] |
//! | announces more and more for ever | [`PagingError::Endless`], once twice the first total (and ten pages) have come |
//! | counts its pages from 0 | [`PagingError::ZeroBased`] |
//!
//! What no single reading can see: a record that is deleted and another that is inserted between
//! two requests leave `total` as it was, and a record that crosses a page border meanwhile is
//! missed. A verifying walk ([`WalkOptions::verify`]) reads all pages again until two readings in
//! a row find the same records.

mod key_set;
mod ledger;
mod options;
mod walk;

#[cfg(test)]
mod tests;

use std::fmt;
use std::future::Future;

pub(crate) use self::key_set::{KeySet, MAX_STORED};
pub(crate) use self::options::{Progress, Stop, WalkOptions};
pub(crate) use self::walk::Walk;

/// A page, as far as a walk needs to know.
pub(crate) trait PageLike: Send + 'static {
    /// How many records it has, readable or not.
    fn len(&self) -> usize;

    /// How many records the service says there are in all.
    fn total(&self) -> Option<Total>;

    /// What the page says about the page after it.
    fn next(&self) -> Next;

    /// The key that identifies record `index` on any page. Small, dense numbers need the least
    /// memory.
    fn key(&self, index: usize) -> u64;

    /// Whether the key of record `index` is only its position, so that it is not recognised on
    /// another page.
    fn is_anonymous(&self, index: usize) -> bool;

    /// A digest of the page's records as sent.
    fn fingerprint(&self) -> u64;

    /// Keeps the records whose flag is set, in order. `keep` has one flag per record.
    fn retain(&mut self, keep: &[bool]);
}

/// How many records the service says there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Total {
    Exact(u64),
    /// `{"value": 10000, "relation": "gte"}`: at least so many.
    AtLeast(u64),
}

impl Total {
    pub(crate) fn value(self) -> u64 {
        match self {
            Total::Exact(value) | Total::AtLeast(value) => value,
        }
    }
}

/// What a page says about the page after it: a hint, which can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// There is a next page.
    More,
    /// There is no next page.
    End,
    /// Nothing, or something that cannot be true.
    Silent,
}

/// Where pages come from.
pub(crate) trait Source: Send + Sync + 'static {
    type Page: PageLike;
    type Error: Send + 'static;

    /// Requests page `number`. `again` counts the answers so far that contradicted other pages:
    /// from 1 on, the request is not sent at once.
    fn fetch(
        &self,
        number: u32,
        again: u32,
    ) -> impl Future<Output = Result<Self::Page, Self::Error>> + Send;

    /// Whether the error says that the page does not exist.
    fn is_past_end(&self, error: &Self::Error) -> bool;

    /// Whether the error may concern this page only, so that other pages may succeed.
    fn is_of_page(&self, error: &Self::Error) -> bool;
}

/// How the pages of a search contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PagingError {
    /// Every attempt returned an empty page although more records are announced.
    EmptyPage,
    /// Every attempt returned a page whose records had all come on earlier pages.
    RepeatedPage,
    /// `total` changed while the pages were read, and again in each later reading. Every record
    /// found was delivered once, but one that moved between pages may be missing.
    MovingTotal,
    /// Records moved between pages in every reading, and fewer distinct records than announced
    /// were found. Every record found was delivered once.
    MovingOrder,
    /// `total` kept growing, past twice what it was at first.
    Endless,
    /// The service counts its pages from 0: its first page is not page 1.
    ZeroBased,
    /// A search without conditions found nothing. An empty catalogue is treated as an outage.
    EmptyCatalogue,
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PagingError::EmptyPage => "an empty page came although more records are announced",
            PagingError::RepeatedPage => "a page brought only records that had come before",
            PagingError::MovingTotal => "the total changed in every reading",
            PagingError::MovingOrder => {
                "records moved between pages in every reading, and fewer than announced were found"
            }
            PagingError::Endless => "the total never stops growing",
            PagingError::ZeroBased => "the service counts its pages from 0, not from 1",
            PagingError::EmptyCatalogue => "the whole catalogue came back empty",
        })
    }
}
