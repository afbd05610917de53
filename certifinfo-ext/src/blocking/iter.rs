//! Pages and items as iterators, over the async streams.

use std::iter::FusedIterator;

use futures_core::FusedStream;
use futures_util::StreamExt;

use super::runtime::Runtime;
use crate::error::{Error, Result};
use crate::page::{Item, Page};
use crate::recherche::Checkpoint;

/// A stream, waited for.
#[derive(Debug)]
struct Waited<S> {
    // The requests under way go before the runtime that they run on.
    stream: S,
    runtime: Runtime,
    /// Whether a call was refused: the end, or a loop that skips errors would never have one.
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

/// With the place to go on from, if the request itself was sound.
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

            /// How many records the search has, as last announced; `None` before the first page
            /// came.
            #[must_use]
            pub fn total(&self) -> Option<u64> {
                self.0.stream.total()
            }

            /// Where to go on if this iterator is given up now: behind the last thing it
            /// delivered. `None` if the request was refused.
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
    /// The pages of a search, in order: see [`RechercheRequest::pages`](super::RechercheRequest::pages).
    ///
    /// After an error it is at its end. The error's [`resume`](Error::resume) says where to go on.
    Pages over crate::Pages, of Page
}

iterator! {
    /// The items of a search, in order: see [`RechercheRequest::items`](super::RechercheRequest::items).
    ///
    /// A record that does not decode is an error that it goes on behind; after any other it is at
    /// its end.
    Items over crate::Items, of Item
}
