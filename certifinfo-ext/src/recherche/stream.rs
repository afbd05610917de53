//! `Pages` and `Items`: the streams of a search, on top of the generic walk.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::{FusedStream, Stream};

use super::Checkpoint;
use super::request::{RechercheRequest, Search};
use crate::error::{Error, ErrorKind, Result, clip_words as clip};
use crate::page::{Item, Page, RecordError};
use crate::paging::{PagingError, Progress, Stop, Walk};

/// The stream of the pages of a search: see [`RechercheRequest::pages`].
///
/// An error ends it, except that of a [page left out](Error::skipped_page). The error has the
/// [checkpoint](Error::resume) to continue from.
#[must_use = "a stream sends nothing before it is polled"]
pub struct Pages(State);

enum State {
    /// The options are invalid; the error has not been delivered yet.
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

    /// The last total that the service announced; `None` before the first page.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        match &self.0 {
            State::Refused(_) => None,
            State::Walking { walk, .. } => walk.total(),
        }
    }

    /// The checkpoint after the last page delivered. `None` if the options of the request are
    /// invalid.
    #[must_use]
    pub fn resume(&self) -> Option<Checkpoint> {
        match &self.0 {
            State::Refused(_) => None,
            State::Walking { search, walk, .. } => Some(checkpoint(search, walk.progress())),
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
                *done = !matches!(next, Some(Ok(_) | Err(Stop::Skipped(..))));
                Poll::Ready(next.map(|page| page.map_err(|stop| explain(stop, search, walk))))
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

/// The stream of the items of a search: see [`RechercheRequest::items`].
#[must_use = "a stream sends nothing before it is polled"]
pub struct Items {
    pages: Pages,
    /// The rest of the current page, with the key of each record.
    rest: vec::IntoIter<(u64, Result<Item, RecordError>)>,
    /// The progress up to the last item delivered, while the current page has more.
    progress: Option<Progress>,
}

impl Items {
    pub(super) fn new(request: RechercheRequest) -> Self {
        Items {
            pages: Pages::new(request),
            rest: Vec::new().into_iter(),
            progress: None,
        }
    }

    /// The last total that the service announced; `None` before the first page, and if the records
    /// received disprove it.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.pages.total()
    }

    /// The checkpoint after the last item delivered. `None` if the options of the request are
    /// invalid.
    #[must_use]
    pub fn resume(&self) -> Option<Checkpoint> {
        let (State::Walking { search, .. }, Some(progress), false) =
            (&self.pages.0, &self.progress, self.rest.len() == 0)
        else {
            return self.pages.resume();
        };
        Some(checkpoint(search, progress.clone()))
    }

    /// Starts to deliver the items of a page.
    fn open(&mut self, page: Page) {
        if let State::Walking { walk, .. } = &self.pages.0 {
            self.progress = Some(walk.before().clone());
        }
        let keys = page.keys();
        let records: Vec<_> = keys.into_iter().zip(page.items).collect();
        self.rest = records.into_iter();
    }
}

impl Stream for Items {
    type Item = Result<Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Item>>> {
        loop {
            if let Some((key, item)) = self.rest.next() {
                if let Some(progress) = &mut self.progress {
                    progress.received.insert(key);
                    progress.delivered.insert(key);
                }
                return Poll::Ready(Some(item.map_err(Error::from)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.open(page),
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

fn checkpoint(search: &Search, progress: Progress) -> Checkpoint {
    Checkpoint::new(search.query.clone(), search.size, progress)
}

/// Turns the end of a walk into the user's error, with the checkpoint to continue from.
fn explain(stop: Stop<Error>, search: &Search, walk: &Walk<Search>) -> Error {
    let place = checkpoint(search, walk.progress());
    let error = match stop {
        Stop::Source(error) => error,
        Stop::Skipped(number, error) => error.with_skipped_page(number),
        Stop::Stalled(error) => stalled(error, search, walk, place.page()),
        Stop::NoRuntime => Error::config(
            "there is no tokio runtime to send requests from; poll the stream within one, or use certifinfo_ext::blocking",
        ),
    };
    error.with_resume(place)
}

fn stalled(error: PagingError, search: &Search, walk: &Walk<Search>, page: u32) -> Error {
    let count =
        |count: Option<u64>| count.map_or_else(|| "?".to_owned(), |count| count.to_string());
    let total = count(walk.total());
    let received = walk.received();
    let what = match error {
        PagingError::MovingTotal => format!("{error}; it is now {total}"),
        PagingError::MovingOrder | PagingError::ZeroBased => {
            format!("{error}: {received} of {total} records had come")
        }
        PagingError::EmptyCatalogue => {
            let message = search
                .message
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            match &*message {
                Some(message) => format!("{error}; the service says “{}”", clip(message)),
                None => format!("{error}: a search without conditions found nothing"),
            }
        }
        _ => format!("{error}: {received} of {total} records had come before page {page}"),
    };
    let help = match error {
        PagingError::ZeroBased => {
            Some("Report it: the service has changed, and this client would miss its first page")
        }
        PagingError::EmptyCatalogue => Some(
            "Come back later, and check the base URL: an empty catalogue is an outage, not an answer",
        ),
        _ => None,
    };
    let stalled = Error::new(ErrorKind::Stalled, what)
        .of_call("GET /recherche", Some(page), 0)
        .with_stall(error)
        .transient();
    match help {
        Some(help) => stalled.with_help(help),
        None => stalled,
    }
}
