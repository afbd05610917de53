//! `CertifInfo`: the service, as one handle that is cheap to clone.

mod builder;
mod checks;
mod env;

use std::fmt;
use std::sync::Arc;

pub use self::builder::Builder;
use crate::certification::Certification;
use crate::codes::CertifInfoCode;
use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;
use crate::recherche::{Checkpoint, Recherche, RechercheRequest};
use crate::transport::{Call, Transport};

/// The Certif Info API. Cloning is cheap, and clones share the connections, the rate limit, the
/// pause that a 429 imposes and the retry budget.
///
/// ```
/// use certifinfo_ext::prelude::*;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
/// # let (url, token) = (sandbox.base_url(), "sandbox");
/// let api = CertifInfo::builder().token(token).base_url(url).build()?;
/// let mut items = api.recherche(Recherche::new().intitule("boulanger")).items();
/// while let Some(item) = items.try_next().await? {
///     println!("{} {}", item.code()?, item.intitule().unwrap_or("(no title)"));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct CertifInfo(Arc<Shared>);

struct Shared {
    sdk: certifinfo_sdk::Client,
    transport: Transport,
}

impl CertifInfo {
    /// The service that the environment names: the token in `CERTIFINFO_TOKEN`, and the base URL
    /// in `CERTIFINFO_BASE_URL` if that is set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`]: no token, or a value that cannot be used.
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// Everything that can be set, with defaults that suit a slow public service.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// A search, not yet sent: see [`RechercheRequest`] for what can be asked of it.
    pub fn recherche(&self, query: Recherche) -> RechercheRequest {
        RechercheRequest::new(self.clone(), query)
    }

    /// The search that a [`Checkpoint`] was taken from, at the place it had reached.
    pub fn resume(&self, resume: Checkpoint) -> RechercheRequest {
        RechercheRequest::new(self.clone(), resume.query().clone()).resume(resume)
    }

    /// One certification, in full.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if there is none with this code: the service answers 404, or 200
    /// with nothing but nulls.
    pub async fn certification(&self, code: CertifInfoCode) -> Result<Certification> {
        let request = self.0.sdk.certification().id(code.numero()).request();
        let request = request.map_err(not_built)?;
        let call = Call {
            operation: "GET /certification",
            page: None,
            request,
        };
        let found = self.0.transport.get(call, Certification::from_json).await;
        found.map_err(|error| error.about(&format!("certification {code}")))
    }

    /// The base URL as messages show it.
    #[cfg(feature = "mirror")]
    pub(crate) fn shown_url(&self) -> &str {
        &self.0.transport.shown_url
    }

    /// How often a page that contradicts the others is asked for: as often as one that fails.
    pub(crate) fn attempts(&self) -> u32 {
        self.0.transport.retry_policy.most()
    }

    /// Waits as before retry number `again`; not at all before the first attempt, number 0.
    pub(crate) async fn pause_before(&self, again: u32) {
        if let Some(wait) = self
            .0
            .transport
            .retry_policy
            .wait(again, None)
            .filter(|_| again > 0)
        {
            tokio::time::sleep(wait).await;
        }
    }

    /// One page of a search; the numbers have been checked.
    pub(crate) async fn page(&self, query: &Recherche, number: u32, size: u32) -> Result<Page> {
        let builder = query.apply(self.0.sdk.recherche());
        let request = builder
            .page_num(number)
            .page_size(size)
            .request()
            .map_err(not_built)?;
        let call = Call {
            operation: "GET /recherche",
            page: Some(number),
            request,
        };
        self.0
            .transport
            .get(call, |body| Page::from_json(body, number, size))
            .await
    }
}

/// The generated builder refuses a parameter: none that this crate lets through.
fn not_built(error: certifinfo_sdk::Error<()>) -> Error {
    let what = "the request cannot be made from these parameters";
    Error::new(ErrorKind::Config, what).with_source(error)
}

impl fmt::Debug for CertifInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertifInfo")
            .field("base_url", &self.0.transport.shown_url)
            .finish_non_exhaustive()
    }
}
