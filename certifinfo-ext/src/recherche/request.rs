//! The request of a search: its options, and the ways to run it.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Checkpoint, Items, Pages, Recherche};
use crate::client::CertifInfo;
use crate::codes::CertifInfoCode;
use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;
use crate::paging::{KeySet, Progress, Source, WalkOptions};

/// The largest page size of the service ("100 maximum").
pub(crate) const MAX_PAGE_SIZE: u32 = 100;
/// A search without conditions is the whole catalogue, about 10,000 certifications (measured on the
/// open-data export). Who reads it in full pages need not wait for the first to tell that there are
/// more: this many are surely there. Half the concurrency, in case the service refuses them.
const AHEAD: usize = 50;

/// A search that is ready to run: one [page](Self::page), all [pages](Self::pages) or
/// [items](Self::items), or their [number](Self::total).
///
/// Nothing is sent before a future is awaited or a stream is polled. A number out of range is an
/// error, and nothing is sent.
///
/// ```
/// use certifinfo_ext::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
/// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
/// // A search box: ten results, one request.
/// let page = api.recherche(Recherche::new().intitule("boul")).page_size(10).page(1).await?;
/// println!("{} of {:?}", page.items.len(), page.total);
///
/// // Everything, four requests at a time, in order.
/// let all: Vec<Item> = api.recherche(Recherche::new()).concurrency(4).items().try_collect().await?;
/// # assert!(!all.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before page(), pages(), items() or total()"]
pub struct RechercheRequest {
    api: CertifInfo,
    query: Recherche,
    options: WalkOptions,
    /// Set when the checkpoint was taken from a different query.
    mismatch: bool,
    /// The page and the page size of the checkpoint, which must not change.
    resumed: Option<(u32, u32)>,
}

impl RechercheRequest {
    pub(crate) fn new(api: CertifInfo, query: Recherche) -> Self {
        let whole = query == Recherche::default();
        let options = WalkOptions {
            size: MAX_PAGE_SIZE,
            concurrency: 1,
            asks: api.attempts(),
            prefetch: 1,
            exclude: KeySet::default(),
            nonempty: whole,
            verify: false,
            allow_missing: false,
            from: Progress::starting_at(1),
        };
        RechercheRequest {
            api,
            query,
            options,
            mismatch: false,
            resumed: None,
        }
    }

    /// Sets how many records a page has: 1 to 100, and 100 by default.
    pub fn page_size(mut self, records: u32) -> Self {
        self.options.size = records;
        self
    }

    /// Sets the page at which [`pages`](Self::pages) and [`items`](Self::items) start, counted from
    /// 1. The end of the stream then proves nothing about earlier pages.
    pub fn start_page(mut self, number: u32) -> Self {
        self.options.from = Progress::starting_at(number);
        self
    }

    /// Sets how many requests may be in flight, and how many pages in memory, at once: 1 by default.
    /// The results stay in order, and the client's rate limit still applies.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.concurrency = requests;
        self
    }

    /// Continues from a checkpoint of the same search, with its page size. Setting another page size
    /// or page after this is an error, because it would skip records.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Self {
        self.mismatch |= *checkpoint.query() != self.query;
        self.options.size = checkpoint.size();
        self.options.from = checkpoint.into_progress();
        self.resumed = Some((self.options.from.page, self.options.size));
        self
    }

    /// Does not deliver these certifications, which you already have. After a checkpoint this is
    /// only needed for those from another source.
    pub fn exclude(mut self, codes: impl IntoIterator<Item = CertifInfoCode>) -> Self {
        let keys = codes.into_iter().map(|code| code.numero().into());
        self.options.exclude.extend(keys);
        self
    }

    /// Reads all pages again until two consecutive readings find the same records. Records that only
    /// a later reading finds are delivered too. This takes at least twice the requests.
    ///
    /// A single reading cannot notice that one record is deleted and another inserted between two
    /// requests: the total stays the same, and the record that moves across a page border is missed.
    pub fn verify(mut self) -> Self {
        self.options.verify = true;
        self
    }

    /// Continues after a page that cannot be read in any attempt. The stream delivers the error
    /// instead of the page; [`Error::skipped_page`] has its number. Five such pages in a row are an
    /// outage, and end the stream.
    pub fn allow_missing(mut self) -> Self {
        self.options.allow_missing = true;
        self
    }

    /// Fetches one page, counted from 1. A page beyond the last is empty.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] for a number out of range; any other kind if the request fails.
    pub async fn page(mut self, number: u32) -> Result<Page> {
        self.options.from.page = number;
        self.check()?;
        self.api.page(&self.query, number, self.options.size).await
    }

    /// Returns a stream of all pages, in order. A page without a new record is not delivered.
    #[must_use = "a stream sends nothing before it is polled"]
    pub fn pages(self) -> Pages {
        Pages::new(self)
    }

    /// Returns a stream of all records, in order, each once.
    ///
    /// A record that does not decode is delivered as an error with a [`record`](Error::record), and
    /// the stream continues. It also continues after pages left out by
    /// [`allow_missing`](Self::allow_missing). Any other error ends it, and has a
    /// [checkpoint](Error::resume).
    ///
    /// A stream that ends without an error is complete. If the answers of the service do not prove
    /// that, it ends with an error of kind [`ErrorKind::Stalled`].
    #[must_use = "a stream sends nothing before it is polled"]
    pub fn items(self) -> Items {
        Items::new(self)
    }

    /// Fetches the number of records that the service announces, with a page of one record.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if the answer has no `total`; any other kind if the request fails.
    pub async fn total(self) -> Result<u64> {
        let page = self.page_size(1).page(1).await?;
        page.total
            .ok_or_else(|| Error::new(ErrorKind::Decode, "the answer has no `total`"))
    }

    /// Checks the numbers, and returns the source and the options of the walk.
    pub(super) fn into_parts(self) -> Result<(Arc<Search>, WalkOptions)> {
        self.check()?;
        let mut options = self.options;
        let place = (options.from.page, options.size);
        if let Some((page, size)) = self.resumed.filter(|resumed| *resumed != place) {
            return Err(Error::config(format!(
                "resume: the checkpoint is on page {page} of pages of {size}; page_size and \
                 start_page cannot be set after it"
            )));
        }
        if options.nonempty && options.size == MAX_PAGE_SIZE && options.from.page == 1 {
            options.prefetch = options.concurrency.div_ceil(2).min(AHEAD);
        }
        let search = Search {
            api: self.api,
            query: self.query,
            size: options.size,
            message: Mutex::default(),
        };
        Ok((Arc::new(search), options))
    }

    fn check(&self) -> Result<()> {
        let WalkOptions {
            size, concurrency, ..
        } = self.options;
        let page = self.options.from.page;
        if !(1..=MAX_PAGE_SIZE).contains(&size) {
            return Err(Error::config(format!(
                "page_size: {size} is not between 1 and {MAX_PAGE_SIZE}"
            )));
        }
        if page == 0 {
            return Err(Error::config(
                "page: 0 is not a page; pages are counted from 1",
            ));
        }
        if concurrency == 0 {
            return Err(Error::config(
                "concurrency: 0 requests at a time would send nothing",
            ));
        }
        if self.mismatch {
            return Err(Error::config(
                "resume: the checkpoint belongs to another search",
            ));
        }
        self.query.check()
    }
}

/// A search as a source of pages.
pub(super) struct Search {
    api: CertifInfo,
    pub(super) query: Recherche,
    pub(super) size: u32,
    /// The last message of the service on a page without records.
    pub(super) message: Mutex<Option<String>>,
}

impl Source for Search {
    type Page = Page;
    type Error = Error;

    async fn fetch(&self, number: u32, again: u32) -> Result<Page> {
        self.api.pause_before(again).await;
        let page = self.api.page(&self.query, number, self.size).await?;
        if let Some(message) = page.message() {
            let mut last = self.message.lock().unwrap_or_else(PoisonError::into_inner);
            *last = Some(message.to_owned());
        }
        Ok(page)
    }

    fn is_past_end(&self, error: &Error) -> bool {
        let status = error.status().map(|status| status.as_u16());
        matches!(status, Some(400 | 404 | 410 | 416 | 422))
    }

    fn is_of_page(&self, error: &Error) -> bool {
        matches!(
            error.kind(),
            ErrorKind::Server | ErrorKind::Decode | ErrorKind::Transport
        )
    }
}
