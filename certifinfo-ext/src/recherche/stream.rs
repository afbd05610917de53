//! Pages and items as streams, over the generic walk.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::{FusedStream, Stream};

use super::Checkpoint;
use super::request::{RechercheRequest, Search};
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Item, Page, RecordError};
use crate::paging::{PagingError, Stop, Walk};

/// The pages of a search, in order: see [`RechercheRequest::pages`].
///
/// After an error it is at its end. The error's [`resume`](Error::resume) says where to go on.
#[must_use = "a stream sends nothing before it is polled"]
pub struct Pages(State);

enum State {
    /// The request was found wanting; the error is still to be told.
    Refused(Option<Error>),
    Walking {
        search: Arc<Search>,
        walk: Box<Walk<Search>>,
        done: bool,
    },
}

impl Pages {
    pub(super) fn new(request: RechercheRequest) -> Self {
        Pages(match request.into_parts() {
            Err(error) => State::Refused(Some(error)),
            Ok((search, plan)) => {
                let walk = Box::new(Walk::new(Arc::clone(&search), plan));
                State::Walking {
                    search,
                    walk,
                    done: false,
                }
            }
        })
    }

    /// How many records the search has, as last announced; `None` before the first page came.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        match &self.0 {
            State::Refused(_) => None,
            State::Walking { walk, .. } => walk.total(),
        }
    }

    /// Where to go on if this stream is given up now: behind the last page it delivered. `None` if
    /// the request was refused.
    #[must_use]
    pub fn resume(&self) -> Option<Checkpoint> {
        match &self.0 {
            State::Refused(_) => None,
            State::Walking { search, walk, .. } => Some(place(search, walk)),
        }
    }
}

impl Stream for Pages {
    type Item = Result<Page>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Page>>> {
        match &mut self.0 {
            State::Refused(error) => Poll::Ready(error.take().map(Err)),
            State::Walking { search, walk, done } => {
                let next = ready!(walk.poll_page(cx));
                *done = !matches!(next, Some(Ok(_)));
                let place = || place(search, walk);
                Poll::Ready(next.map(|page| page.map_err(|stop| explain(stop, walk, place()))))
            }
        }
    }
}

impl FusedStream for Pages {
    fn is_terminated(&self) -> bool {
        match &self.0 {
            State::Refused(error) => error.is_none(),
            State::Walking { done, .. } => *done,
        }
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("resume", &self.resume())
            .finish_non_exhaustive()
    }
}

/// The items of a search, in order: see [`RechercheRequest::items`].
#[must_use = "a stream sends nothing before it is polled"]
pub struct Items {
    pages: Pages,
    /// What is left of the page at hand.
    rest: vec::IntoIter<Result<Item, RecordError>>,
    /// That page's number.
    number: u32,
}

impl Items {
    pub(super) fn new(request: RechercheRequest) -> Self {
        Items {
            pages: Pages::new(request),
            rest: Vec::new().into_iter(),
            number: 0,
        }
    }

    /// How many records the search has, as last announced; `None` before the first page came.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// Where to go on if this stream is given up now: behind the last item it delivered. `None` if
    /// the request was refused.
    #[must_use]
    pub fn resume(&self) -> Option<Checkpoint> {
        let mut resume = self.pages.resume()?;
        let next = match self.rest.as_slice().first() {
            None => return Some(resume),
            Some(Ok(item)) => item.index(),
            Some(Err(error)) => error.index(),
        };
        // The walk is ahead of the page at hand, unless it is about to read all pages again.
        resume.moved |= resume.page <= self.number;
        resume.page = self.number;
        resume.skip = next;
        Some(resume)
    }
}

impl Stream for Items {
    type Item = Result<Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Item>>> {
        loop {
            if let Some(item) = self.rest.next() {
                return Poll::Ready(Some(item.map_err(Error::from)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    self.number = page.number;
                    self.rest = page.items.into_iter();
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len(), None)
    }
}

impl FusedStream for Items {
    fn is_terminated(&self) -> bool {
        self.rest.len() == 0 && self.pages.is_terminated()
    }
}

impl fmt::Debug for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("resume", &self.resume())
            .finish_non_exhaustive()
    }
}

fn place(search: &Search, walk: &Walk<Search>) -> Checkpoint {
    Checkpoint {
        query: search.query.clone(),
        page: walk.page(),
        size: search.size,
        total: walk.total(),
        skip: walk.skip(),
        moved: walk.moved(),
    }
}

/// Why the walk stopped, for people, with the place to go on from.
fn explain(stop: Stop<Error>, walk: &Walk<Search>, place: Checkpoint) -> Error {
    let error = match stop {
        Stop::Source(error) => error,
        Stop::Stalled(stall) => {
            let total = walk
                .total()
                .map_or_else(|| "?".to_owned(), |total| total.to_string());
            let counts = format!("{} of {total} records had come", walk.received());
            let what = match stall {
                PagingError::MovingTotal => format!("{stall}; it is now {total}"),
                _ => format!("{stall}: {counts} before page {}", place.page),
            };
            Error::new(ErrorKind::Stalled, what)
                .of_call("GET /recherche", Some(place.page), 0)
                .with_stall(stall)
                .transient()
        }
        Stop::NoRuntime => Error::config(
            "there is no tokio runtime to send requests from; poll within one, or use the blocking face",
        ),
    };
    error.with_resume(place)
}
