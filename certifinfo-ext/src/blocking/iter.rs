//! Pages and items as iterators, over the async streams.

use std::iter::FusedIterator;

use futures_core::FusedStream;
use futures_util::StreamExt;

use super::runtime::Runtime;
use crate::error::{Error, Result};
use crate::page::{Item, Page};
use crate::recherche::Checkpoint;

/// A stream, and the runtime to wait for it on.
#[derive(Debug)]
struct Waited<S> {
    // The stream is dropped before the runtime that its requests run on.
    stream: S,
    runtime: Runtime,
    /// Set once a call was rejected, so that a loop that ignores errors still ends.
    refused: bool,
}

impl<S: FusedStream<Item = Result<T>> + Unpin, T> Waited<S> {
    fn new(stream: S, runtime: Runtime) -> Self {
        Waited {
            stream,
            runtime,
            refused: false,
        }
    }

    fn next(&mut self, place: impl Fn(&S) -> Option<Checkpoint>) -> Option<Result<T>> {
        if self.refused || self.stream.is_terminated() {
            return None;
        }
        match self.runtime.wait(self.stream.next()) {
            Ok(next) => next,
            Err(refusal) => {
                self.refused = true;
                Some(Err(located(refusal, place(&self.stream))))
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.refused {
            (0, Some(0))
        } else {
            self.stream.size_hint()
        }
    }
}

/// Adds the checkpoint to the error, if there is one.
fn located(error: Error, place: Option<Checkpoint>) -> Error {
    match place {
        Some(place) => error.with_resume(place),
        None => error,
    }
}

macro_rules! iterator {
    ($(#[$doc:meta])* $name:ident over $stream:ty, of $item:ty) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[must_use = "an iterator sends nothing before its first `next`"]
        pub struct $name(Waited<$stream>);

        impl $name {
            pub(super) fn new(stream: $stream, runtime: Runtime) -> Self {
                $name(Waited::new(stream, runtime))
            }

            /// The last total that the service announced; `None` before the first page.
            #[must_use]
            pub fn total(&self) -> Option<u64> {
                self.0.stream.total()
            }

            /// The checkpoint after the last page or item delivered. `None` if the options of the
            /// request are invalid.
            #[must_use]
            pub fn resume(&self) -> Option<Checkpoint> {
                self.0.stream.resume()
            }
        }

        impl Iterator for $name {
            type Item = Result<$item>;

            fn next(&mut self) -> Option<Self::Item> {
                self.0.next(<$stream>::resume)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }

        impl FusedIterator for $name {}
    };
}

iterator! {
    /// The iterator over the pages of a search: see
    /// [`RechercheRequest::pages`](super::RechercheRequest::pages).
    ///
    /// An error ends it, except that of a [page left out](Error::skipped_page). The error has the
    /// [checkpoint](Error::resume) to continue from.
    Pages over crate::Pages, of Page
}

iterator! {
    /// The iterator over the items of a search: see
    /// [`RechercheRequest::items`](super::RechercheRequest::items).
    ///
    /// It continues after the error of a record that does not decode and of a page left out. Any
    /// other error ends it.
    Items over crate::Items, of Item
}
