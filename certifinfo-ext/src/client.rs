//! `CertifInfo`, the client, and its requests.

mod builder;
mod checks;
mod env;
mod raw_answer;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use certifinfo_sdk::ClientInfo as _;
use futures_util::TryStreamExt;
use http::Method;
use url::Url;

pub use self::builder::Builder;
pub use self::raw_answer::RawAnswer;
use crate::certification::Certification;
use crate::codes::{CertifInfoCode, FicheCode};
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Item, Page};
use crate::recherche::{Checkpoint, Recherche, RechercheRequest};
use crate::transport::{Answer, Call, Transport};
use crate::views::CertificationView;

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
    /// Builds a client from the environment: the token in `CERTIFINFO_TOKEN`, and the base URL in
    /// `CERTIFINFO_BASE_URL` if that is set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`]: no token, or a value that cannot be used.
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// Returns a builder, with defaults that suit a slow public service.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Prepares a search. Nothing is sent yet: see [`RechercheRequest`] for the ways to run it.
    pub fn recherche(&self, query: Recherche) -> RechercheRequest {
        RechercheRequest::new(self.clone(), query)
    }

    /// Prepares the search of a [`Checkpoint`], to continue where that stopped.
    pub fn resume(&self, resume: Checkpoint) -> RechercheRequest {
        RechercheRequest::new(self.clone(), resume.query().clone()).resume(resume)
    }

    /// Reports whether a search leaves out archived certifications unless `archive` asks for them.
    ///
    /// The service does not document it. Up to three pages of one record are read: archived
    /// certifications, the others, and both. `true` if the totals do not rule it out: to have the
    /// whole catalogue, read a second search with `archive(true)`, and
    /// [`exclude`](RechercheRequest::exclude) what the first one had. `false` for a service that
    /// ignores the parameter.
    ///
    /// # Errors
    ///
    /// Whatever the requests meet.
    pub async fn hides_archived(&self) -> Result<bool> {
        let first = async |query: Recherche| -> Result<_> {
            let page = self.recherche(query).page_size(1).page(1).await?;
            let first = page
                .items
                .first()
                .and_then(|item| item.as_ref().ok()?.code().ok());
            Ok((page.total, first))
        };
        let archived = first(Recherche::new().archive(true)).await?;
        if archived.0 == Some(0) {
            return Ok(false);
        }
        let others = first(Recherche::new().archive(false)).await?;
        let by_default = first(Recherche::new()).await?;
        Ok(match (archived.0, others.0, by_default.0) {
            _ if archived == others && archived.1.is_some() => false,
            (Some(archived), Some(others), Some(total)) => total < archived.saturating_add(others),
            _ => true,
        })
    }

    /// Fetches one certification, in full.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] if no certification has this code: the service answers 404, or 200
    /// with only nulls. Any other kind if the request fails.
    pub async fn certification(&self, code: CertifInfoCode) -> Result<Certification> {
        let request = self.0.sdk.certification().id(code.numero()).request();
        let request = request.map_err(not_built)?;
        let call = Call {
            operation: "GET /certification".into(),
            page: None,
            request,
        };
        let read = |answer: &Answer| Certification::of_code(answer.body.clone(), code);
        let found = self.0.transport.get(call, read).await;
        found.map_err(|error| error.about(&format!("certification {code}")))
    }

    /// Searches the certifications that a sheet of the RNCP or RS covers or covered: up to 48 for one
    /// sheet. Empty for a sheet that the service does not know.
    ///
    /// Archived ones are among them. Whether the service hides them from a search that does not ask
    /// for them is not documented, so two searches are sent: one without the parameter `archive`,
    /// one with `archive=true`.
    ///
    /// ```
    /// # use certifinfo_ext::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
    /// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
    /// let golf_and_others = api.certifications_of(RncpCode::new(4911)?).await?;
    /// assert_eq!(golf_and_others.len(), 4);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A search fails, or a record does not decode.
    pub async fn certifications_of(&self, fiche: impl Into<FicheCode>) -> Result<Vec<Item>> {
        let query = match fiche.into() {
            FicheCode::Rncp(code) => Recherche::new().rncp(code),
            FicheCode::Rs(code) => Recherche::new().rs(code),
        };
        let archived = self.recherche(query.clone().archive(true)).items();
        let mut items: Vec<Item> = self.recherche(query).items().try_collect().await?;
        let listed: BTreeSet<_> = items.iter().filter_map(|item| item.code().ok()).collect();
        let archived: Vec<Item> = archived.try_collect().await?;
        let hidden = |item: &Item| item.code().is_ok_and(|code| !listed.contains(&code));
        items.extend(archived.into_iter().filter(hidden));
        Ok(items)
    }

    /// Sends a `GET` request to a path below the base URL, for what this version has no method for.
    ///
    /// Token, rate limit, retries, redirect rule and size limit are those of every other request.
    ///
    /// ```
    /// # use certifinfo_ext::prelude::*;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = certifinfo_sandbox::Sandbox::builder().token("sandbox").start().await?;
    /// # let api = CertifInfo::builder().token("sandbox").base_url(sandbox.base_url()).build()?;
    /// let answer = api.get("/recherche", [("intitule", "boulanger"), ("page_size", "1")]).await?;
    /// let page: serde_json::Value = answer.json()?;
    /// assert!(page["total"].is_number());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] for a path that is not below the base URL; any other kind if the request
    /// fails.
    pub async fn get<N, V>(
        &self,
        path: &str,
        query: impl IntoIterator<Item = (N, V)>,
    ) -> Result<RawAnswer>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let mut url = below(self.0.sdk.baseurl(), path)?;
        for (name, value) in query {
            url.query_pairs_mut()
                .append_pair(name.as_ref(), value.as_ref());
        }
        let call = Call {
            operation: format!("GET /{}", path.trim_start_matches('/')).into(),
            page: None,
            request: reqwest::Request::new(Method::GET, url),
        };
        let read = |answer: &Answer| Ok(RawAnswer::new(answer));
        self.0.transport.get(call, read).await
    }

    /// The base URL as messages show it.
    #[cfg(feature = "mirror")]
    pub(crate) fn shown_url(&self) -> &str {
        &self.0.transport.shown_url
    }

    /// How often a page that contradicts the others is requested: as often as one that fails.
    pub(crate) fn attempts(&self) -> u32 {
        self.0.transport.retry_policy.most()
    }

    /// Sleeps for the back-off of retry `again`. Returns at once for the first attempt (`again == 0`).
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

    /// Fetches one page of a search. The caller has checked the numbers.
    pub(crate) async fn page(&self, query: &Recherche, number: u32, size: u32) -> Result<Page> {
        let builder = query.apply(self.0.sdk.recherche());
        let mut request = builder
            .page_num(number)
            .page_size(size)
            .request()
            .map_err(not_built)?;
        for (name, value) in query.extra_parameters() {
            request.url_mut().query_pairs_mut().append_pair(name, value);
        }
        let call = Call {
            operation: "GET /recherche".into(),
            page: Some(number),
            request,
        };
        let read = |answer: &Answer| Page::from_json(answer.body.clone(), number, size);
        self.0.transport.get(call, read).await
    }
}

/// The address of a path below the base URL.
fn below(base: &str, path: &str) -> Result<Url> {
    let refuse = || {
        Error::config(format!(
            "path `{path}`: give one below the base URL, such as /recherche, without a query"
        ))
    };
    let plain = path.trim_start_matches('/');
    let climbs = plain.split(['/', '\\']).any(|part| {
        let part = part.to_ascii_lowercase().replace("%2e", ".");
        part == ".." || part == "."
    });
    if climbs || plain.contains(['?', '#', '\\']) || path.starts_with("//") {
        return Err(refuse());
    }
    let base = Url::parse(&format!("{base}/")).map_err(|_| refuse())?;
    // `./` keeps a colon in the path from being read as a scheme.
    let url = base.join(&format!("./{plain}")).map_err(|_| refuse())?;
    Some(url)
        .filter(|url| url.origin() == base.origin() && url.path().starts_with(base.path()))
        .ok_or_else(refuse)
}

/// The error if the generated builder refuses a parameter, which this crate's setters rule out.
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
