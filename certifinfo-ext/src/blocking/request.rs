//! The blocking request of a search.

use super::runtime::Runtime;
use super::{Items, Pages};
use crate::codes::CertifInfoCode;
use crate::error::Result;
use crate::page::Page;
use crate::recherche::Checkpoint;

/// A search that is ready to run: the blocking form of
/// [`RechercheRequest`](crate::RechercheRequest).
///
/// ```
/// use certifinfo_ext::blocking::CertifInfo;
/// use certifinfo_ext::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start_blocking()?;
/// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
/// // A search box: ten results, one request.
/// let page = api.recherche(Recherche::new().intitule("boul")).page_size(10).page(1)?;
/// println!("{} of {:?}", page.items.len(), page.total);
///
/// // Everything, four requests at a time, in order.
/// let all: Vec<Item> = api.recherche(Recherche::new()).concurrency(4).items().collect::<Result<_, _>>()?;
/// # assert!(!all.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before page(), pages(), items() or total()"]
pub struct RechercheRequest {
    request: crate::RechercheRequest,
    runtime: Runtime,
}

impl RechercheRequest {
    pub(super) fn new(request: crate::RechercheRequest, runtime: Runtime) -> Self {
        RechercheRequest { request, runtime }
    }

    /// Sets how many records a page has: 1 to 100, and 100 by default.
    pub fn page_size(mut self, records: u32) -> Self {
        self.request = self.request.page_size(records);
        self
    }

    /// Sets the page at which [`pages`](Self::pages) and [`items`](Self::items) start, counted from
    /// 1.
    pub fn start_page(mut self, number: u32) -> Self {
        self.request = self.request.start_page(number);
        self
    }

    /// Sets how many requests may be in flight, and how many pages in memory, at once: 1 by default.
    /// The requests run in the background while the caller is busy.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.request = self.request.concurrency(requests);
        self
    }

    /// Continues from a checkpoint of the same search, with its page size.
    pub fn resume(mut self, resume: Checkpoint) -> Self {
        self.request = self.request.resume(resume);
        self
    }

    /// Does not deliver these certifications, which you already have: see
    /// [`RechercheRequest::exclude`](crate::RechercheRequest::exclude).
    pub fn exclude(mut self, codes: impl IntoIterator<Item = CertifInfoCode>) -> Self {
        self.request = self.request.exclude(codes);
        self
    }

    /// Reads all pages again until two consecutive readings find the same records: see
    /// [`RechercheRequest::verify`](crate::RechercheRequest::verify).
    pub fn verify(mut self) -> Self {
        self.request = self.request.verify();
        self
    }

    /// Continues after a page that cannot be read: see
    /// [`RechercheRequest::allow_missing`](crate::RechercheRequest::allow_missing).
    pub fn allow_missing(mut self) -> Self {
        self.request = self.request.allow_missing();
        self
    }

    /// Fetches one page, counted from 1. A page beyond the last is empty.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for a number out of range, or inside a runtime;
    /// any other kind if the request fails.
    pub fn page(self, number: u32) -> Result<Page> {
        self.runtime.wait(self.request.page(number))?
    }

    /// Returns an iterator over all pages, in order. A page without a new record is not delivered.
    #[must_use = "an iterator sends nothing before its first `next`"]
    pub fn pages(self) -> Pages {
        Pages::new(self.request.pages(), self.runtime)
    }

    /// Returns an iterator over all records, in order, each once. If it ends without an error, it is
    /// complete: see [`RechercheRequest::items`](crate::RechercheRequest::items).
    #[must_use = "an iterator sends nothing before its first `next`"]
    pub fn items(self) -> Items {
        Items::new(self.request.items(), self.runtime)
    }

    /// Fetches the number of records that the service announces, with a page of one record.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the answer has no `total`;
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime; any other kind if the
    /// request fails.
    pub fn total(self) -> Result<u64> {
        self.runtime.wait(self.request.total())?
    }
}
