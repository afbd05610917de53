//! The blocking `CertifInfo`: an async client and its runtime.

use std::fmt;
use std::future::Future;

use super::runtime::Runtime;
use super::{Builder, RechercheRequest};
use crate::certification::Certification;
use crate::client::RawAnswer;
use crate::codes::CertifInfoCode;
use crate::error::Result;
use crate::recherche::{Checkpoint, Recherche};

/// The Certif Info API, for programs without an async runtime: see [the module](super).
///
/// Cloning is cheap. Clones may be used from several threads at once; they share the background
/// thread, the connections, the rate limit, the pause that a 429 imposes and the retry budget.
#[derive(Clone)]
pub struct CertifInfo {
    // The connections go before the runtime that they live on.
    api: crate::CertifInfo,
    runtime: Runtime,
}

impl CertifInfo {
    pub(super) fn new(api: crate::CertifInfo, runtime: Runtime) -> Self {
        CertifInfo { api, runtime }
    }

    /// Builds a client from the environment: the token in `CERTIFINFO_TOKEN`, and the base URL in
    /// `CERTIFINFO_BASE_URL` if that is set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config): no token, or a value that cannot be used.
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// Returns a builder, with defaults that suit a slow public service.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Prepares a search. Nothing is sent yet: see [`RechercheRequest`] for the ways to run it.
    pub fn recherche(&self, query: Recherche) -> RechercheRequest {
        RechercheRequest::new(self.api.recherche(query), self.runtime.clone())
    }

    /// Prepares the search of a [`Checkpoint`], to continue where that stopped.
    pub fn resume(&self, resume: Checkpoint) -> RechercheRequest {
        RechercheRequest::new(self.api.resume(resume), self.runtime.clone())
    }

    /// Reports whether a search leaves out archived certifications unless `archive` asks for them:
    /// see [`CertifInfo::hides_archived`](crate::CertifInfo::hides_archived).
    ///
    /// # Errors
    ///
    /// Whatever the requests meet; [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn hides_archived(&self) -> Result<bool> {
        self.wait(self.api.hides_archived())?
    }

    /// Fetches one certification, in full.
    ///
    /// ```
    /// use certifinfo_ext::blocking::CertifInfo;
    /// use certifinfo_ext::prelude::*;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start_blocking()?;
    /// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
    /// let found = api.certification(CertifInfoCode::new(118034)?)?;
    /// println!("{:?}", found.certifinfo_intitule);
    ///
    /// let none = api.certification(CertifInfoCode::new(999999)?).unwrap_err();
    /// assert_eq!(none.kind(), ErrorKind::NotFound);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is none with this code;
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime.
    pub fn certification(&self, code: CertifInfoCode) -> Result<Certification> {
        self.wait(self.api.certification(code))?
    }

    /// Sends a `GET` request to a path below the base URL: see
    /// [`CertifInfo::get`](crate::CertifInfo::get).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for a path that is not below the base URL, or
    /// inside a runtime; any other kind if the request fails.
    pub fn get<N, V>(
        &self,
        path: &str,
        query: impl IntoIterator<Item = (N, V)>,
    ) -> Result<RawAnswer>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        self.wait(self.api.get(path, query))?
    }

    /// The async client behind this one. [`wait`](Self::wait) runs its futures.
    pub fn as_async(&self) -> &crate::CertifInfo {
        &self.api
    }

    /// Runs a future on this client's runtime and waits for its result.
    ///
    /// ```
    /// use certifinfo_ext::blocking::CertifInfo;
    /// use certifinfo_ext::prelude::*;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start_blocking()?;
    /// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
    /// // Two certifications at once.
    /// let (one, two) = (CertifInfoCode::new(118034)?, CertifInfoCode::new(80735)?);
    /// let both = futures_util::future::try_join(
    ///     api.as_async().certification(one),
    ///     api.as_async().certification(two),
    /// );
    /// let (one, two) = api.wait(both)??;
    /// # let _ = (one, two);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) inside a runtime; the future has not been
    /// polled then.
    pub fn wait<F: Future>(&self, future: F) -> Result<F::Output> {
        self.runtime.wait(future)
    }
}

impl fmt::Debug for CertifInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.api.fmt(f)
    }
}
