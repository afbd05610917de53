//! What can be asked of a search: a page, all pages, all items, how many there are.

use std::sync::Arc;

use super::{Checkpoint, Items, Pages, Recherche};
use crate::client::CertifInfo;
use crate::codes::CertifInfoCode;
use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;
use crate::paging::{KeySet, Source, WalkOptions};

/// The most records the service gives a page ("100 maximum").
pub(crate) const MAX_PAGE_SIZE: u32 = 100;
/// A search without conditions is the whole catalogue, about 10,000 certifications (measured on the
/// open-data export). Who reads it in full pages need not wait for the first to tell that there are
/// more: this many are surely there. Half the concurrency, in case the service refuses them.
const AHEAD: usize = 50;

/// A search about to be sent. Nothing is sent before a future is awaited or a stream polled, and
/// nothing at all if a number is out of its range: that is the error then given.
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
    plan: WalkOptions,
    /// A search that a resume point does not belong to.
    mismatch: bool,
    /// The page and the size of a resume point: no other fits what was delivered.
    resumed: Option<(u32, u32)>,
}

impl RechercheRequest {
    pub(crate) fn new(api: CertifInfo, query: Recherche) -> Self {
        let plan = WalkOptions {
            page: 1,
            size: MAX_PAGE_SIZE,
            concurrency: 1,
            prefetch: 1,
            asks: api.attempts(),
            total: None,
            moved: false,
            skip: 0,
            delivered: KeySet::default(),
        };
        RechercheRequest {
            api,
            query,
            plan,
            mismatch: false,
            resumed: None,
        }
    }

    /// How many records a page has: 1 to 100, and 100 by default.
    pub fn page_size(mut self, records: u32) -> Self {
        self.plan.size = records;
        self
    }

    /// The page at which [`pages`](Self::pages) and [`items`](Self::items) start, counted from 1.
    pub fn start_page(mut self, number: u32) -> Self {
        self.plan.page = number;
        self
    }

    /// How many requests may be in flight, and how many pages held, at once: 1 by default. The
    /// order of the results stays the same, and the client's rate limit holds all the same.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.plan.concurrency = requests;
        self
    }

    /// Starts at the place where a walk over the same search had ended, with its page size. Another
    /// size or page set after it is refused: it would pass records over.
    pub fn resume(mut self, resume: Checkpoint) -> Self {
        self.mismatch |= resume.query != self.query;
        self.resumed = Some((resume.page, resume.size));
        self.plan.page = resume.page;
        self.plan.size = resume.size;
        self.plan.total = resume.total;
        self.plan.skip = resume.skip;
        self.plan.moved = resume.moved;
        self
    }

    /// Certifications that were delivered before, by a walk that this one continues. They are not
    /// delivered again; and if the total changed in between, pages before the resume point are
    /// read too, for what moved onto them.
    pub fn exclude(mut self, codes: impl IntoIterator<Item = CertifInfoCode>) -> Self {
        codes
            .into_iter()
            .for_each(|code| self.plan.delivered.insert(code.numero().into()));
        self
    }

    /// One page, counted from 1. A page beyond the last is empty.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] for a number out of its range; else whatever the request meets.
    pub async fn page(mut self, number: u32) -> Result<Page> {
        self.plan.page = number;
        self.check()?;
        self.api.page(&self.query, number, self.plan.size).await
    }

    /// All pages from the first on, in order. Pages that bring nothing are not delivered.
    #[must_use = "a stream sends nothing before it is polled"]
    pub fn pages(self) -> Pages {
        Pages::new(self)
    }

    /// All records from the first page on, in order. A record that does not decode is delivered as
    /// an error that has a [`record`](Error::record), and the stream goes on behind it; any other
    /// error ends it.
    #[must_use = "a stream sends nothing before it is polled"]
    pub fn items(self) -> Items {
        Items::new(self)
    }

    /// How many records the search has, by the service's word; a page of one is asked for.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if the service does not say; else whatever the request meets.
    pub async fn total(self) -> Result<u64> {
        let page = self.page_size(1).page(1).await?;
        page.total
            .ok_or_else(|| Error::new(ErrorKind::Decode, "the answer has no `total`"))
    }

    /// What a walk needs, if the numbers are in their ranges.
    pub(super) fn into_parts(self) -> Result<(Arc<Search>, WalkOptions)> {
        self.check()?;
        let mut plan = self.plan;
        if let Some((page, size)) = self.resumed
            && (page, size) != (plan.page, plan.size)
        {
            return Err(Error::config(format!(
                "resume: the place is on page {page} of pages of {size}; page_size and start_page \
                 cannot be set after it"
            )));
        }
        let harvest = self.query == Recherche::default() && plan.size == MAX_PAGE_SIZE;
        if harvest && plan.page == 1 {
            plan.prefetch = plan.concurrency.div_ceil(2).min(AHEAD);
        }
        let search = Search {
            api: self.api,
            query: self.query,
            size: plan.size,
        };
        Ok((Arc::new(search), plan))
    }

    fn check(&self) -> Result<()> {
        let WalkOptions {
            page,
            size,
            concurrency,
            ..
        } = self.plan;
        if !(1..=MAX_PAGE_SIZE).contains(&size) {
            return Err(Error::config(format!(
                "page_size: {size} is not between 1 and {MAX_PAGE_SIZE}"
            )));
        }
        if page == 0 {
            return Err(Error::config("page: 0 is none; pages are counted from 1"));
        }
        if concurrency == 0 {
            return Err(Error::config(
                "concurrency: 0 requests at a time would send nothing",
            ));
        }
        if self.mismatch {
            return Err(Error::config(
                "resume: the place belongs to another search than this one",
            ));
        }
        Ok(())
    }
}

/// A search as a source of pages.
pub(super) struct Search {
    api: CertifInfo,
    pub(super) query: Recherche,
    pub(super) size: u32,
}

impl Source for Search {
    type Page = Page;
    type Error = Error;

    async fn fetch(&self, number: u32, again: u32) -> Result<Page> {
        self.api.pause_before(again).await;
        self.api.page(&self.query, number, self.size).await
    }
}
