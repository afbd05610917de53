//! A search about to be sent, and what can be asked of it.

use super::runtime::Runtime;
use super::{Items, Pages};
use crate::codes::CertifInfoCode;
use crate::error::Result;
use crate::page::Page;
use crate::recherche::Checkpoint;

/// A search about to be sent: the async [`RechercheRequest`](crate::RechercheRequest), waited for.
/// Nothing is sent before a result is asked for.
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

    /// How many records a page has: 1 to 100, and 100 by default.
    pub fn page_size(mut self, records: u32) -> Self {
        self.request = self.request.page_size(records);
        self
    }

    /// The page at which [`pages`](Self::pages) and [`items`](Self::items) start, counted from 1.
    pub fn start_page(mut self, number: u32) -> Self {
        self.request = self.request.start_page(number);
        self
    }

    /// How many requests may be in flight, and how many pages held, at once: 1 by default. They
    /// go on in the background while the caller is busy with what came before.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.request = self.request.concurrency(requests);
        self
    }

    /// Starts at the place where a walk over the same search had ended, with its page size.
    pub fn resume(mut self, resume: Checkpoint) -> Self {
        self.request = self.request.resume(resume);
        self
    }

    /// Certifications that were delivered before, by a walk that this one continues: see
    /// [`RechercheRequest::exclude`](crate::RechercheRequest::exclude).
    pub fn exclude(mut self, codes: impl IntoIterator<Item = CertifInfoCode>) -> Self {
        self.request = self.request.exclude(codes);
        self
    }

    /// Reads all pages again until two readings in a row find the same records: see
    /// [`RechercheRequest::verify`](crate::RechercheRequest::verify).
    pub fn verify(mut self) -> Self {
        self.request = self.request.verify();
        self
    }

    /// Leaves out a page that stays unreadable: see
    /// [`RechercheRequest::allow_missing`](crate::RechercheRequest::allow_missing).
    pub fn allow_missing(mut self) -> Self {
        self.request = self.request.allow_missing();
        self
    }

    /// One page, counted from 1. A page beyond the last is empty.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for a number out of its range, or inside a
    /// runtime; else whatever the request meets.
    pub fn page(self, number: u32) -> Result<Page> {
        self.runtime.wait(self.request.page(number))?
    }

    /// All pages from the first on, in order. Pages that bring nothing are not delivered.
    #[must_use = "an iterator sends nothing before its first `next`"]
    pub fn pages(self) -> Pages {
        Pages::new(self.request.pages(), self.runtime)
    }

    /// All records from the first page on, in order. A record that does not decode is delivered as
    /// an error that has a [`record`](crate::Error::record), and the iterator goes on behind it;
    /// any other error ends it.
    #[must_use = "an iterator sends nothing before its first `next`"]
    pub fn items(self) -> Items {
        Items::new(self.request.items(), self.runtime)
    }

    /// How many records the search has, by the service's word; a page of one is asked for.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if the service does not say;
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime; else whatever the request
    /// meets.
    pub fn total(self) -> Result<u64> {
        self.runtime.wait(self.request.total())?
    }
}
