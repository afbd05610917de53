//! The builder of the client, and the checks of its settings.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use reqwest::redirect::Policy;
use secrecy::SecretString;
use url::Url;

use super::checks::{base_url, is_loopback, reachable, shown, token_header};
use super::{CertifInfo, Shared, env};
use crate::error::{Error, Result};
use crate::redact::Redactor;
use crate::transport::Transport;
use crate::transport::connection::NoteOpened;
use crate::transport::limiter::{Limiter, RateLimit};
use crate::transport::retry::{Budget, RetryPolicy};

/// The `User-Agent` of every request, before the caller's suffix.
const USER_AGENT: &str = concat!("certifinfo-ext/", env!("CARGO_PKG_VERSION"));

/// The HTTP/2 keep-alive interval, and the timeout of its answer.
const PING: Duration = Duration::from_secs(10);

/// Whether this crate enables TLS. The caller's own HTTP client may have TLS without it.
const TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

/// Builds a [`CertifInfo`]. The settings are checked by [`build`](Self::build), which sends nothing.
///
/// ```
/// use std::time::Duration;
/// use certifinfo_ext::{CertifInfo, RateLimit, RetryPolicy};
///
/// let api = CertifInfo::builder()
///     .token("a token")
///     .attempt_timeout(Duration::from_secs(120))
///     .total_timeout(Duration::from_secs(600))
///     .user_agent("mon-service/1.2 (contact@example.org)")
///     .rate_limit(RateLimit::per_second(0.5, 1))
///     .retry_policy(RetryPolicy::default().attempts(3))
///     .build()?;
/// assert!(!format!("{api:?}").contains("a token"));
/// # Ok::<(), certifinfo_ext::Error>(())
/// ```
#[must_use = "a builder does nothing until `build`"]
pub struct Builder {
    token: Option<SecretString>,
    base_url: String,
    connect_timeout: Option<Duration>,
    attempt_timeout: Duration,
    total_timeout: Option<Duration>,
    user_agent: Option<String>,
    retry_policy: RetryPolicy,
    limit: RateLimit,
    proxy: Option<reqwest::Proxy>,
    http: Option<Box<reqwest::ClientBuilder>>,
    max_response_bytes: usize,
    insecure: bool,
}

impl Builder {
    pub(super) fn new() -> Self {
        Builder {
            token: None,
            base_url: certifinfo_sdk::BASE_URL.to_owned(),
            connect_timeout: None,
            attempt_timeout: Duration::from_secs(60),
            total_timeout: None,
            user_agent: None,
            retry_policy: RetryPolicy::default(),
            limit: RateLimit::default(),
            proxy: None,
            http: None,
            max_response_bytes: 32 * 1024 * 1024,
            insecure: false,
        }
    }

    /// Takes the token from `CERTIFINFO_TOKEN` and the base URL from `CERTIFINFO_BASE_URL`. A
    /// variable that is not set changes nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the value of a variable is not text.
    pub fn from_env(mut self) -> Result<Self> {
        if let Some(token) = env::read(env::TOKEN)? {
            self = self.token(token);
        }
        if let Some(url) = env::read(env::BASE_URL)? {
            self = self.base_url(url);
        }
        Ok(self)
    }

    /// Sets the token, as text or as a [`SecretString`](crate::SecretString). The producer's support
    /// gives one by e-mail. White space around it is removed.
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sets the base URL: `https://api-certifinfo.intercariforef.org` by default. A path in it is
    /// kept. The server path of the OpenAPI document ([`SERVER_PATH`](crate::sdk::SERVER_PATH)) is
    /// appended, without what the URL already ends with.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sets how long opening a connection may take: 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how long one attempt may take, to the last byte of its answer: 60 s by default. A public
    /// client of a sister API needed 120 s.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Sets how long one call may take with all its attempts and the waits between them: unlimited
    /// by default. Waiting for this client's own rate limit does not count. A stream of pages makes
    /// one call per page.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Appends the name of your program to `User-Agent`, so that the producer can contact you.
    pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent = Some(suffix.into());
        self
    }

    /// Sets how transient failures are retried.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.retry_policy = policy;
        self
    }

    /// Sets how many requests per second are sent: 5, with a burst of 5, by default.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.limit = limit;
        self
    }

    /// Sets a proxy, instead of those of the environment (`HTTPS_PROXY`) and of the system's
    /// settings. Plain http to this machine uses only a proxy that is set here.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Sets the `reqwest` builder to start from, for certificates, DNS and other settings. This
    /// builder then sets timeouts, user agent, proxy and redirects on it.
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http = Some(Box::new(builder));
        self
    }

    /// Sets how large an answer may be, in bytes after decompression: 32 MiB by default.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Allows plain http to hosts other than this machine. Anyone between you and the host can then
    /// read the token.
    pub fn allow_insecure_http(mut self) -> Self {
        self.insecure = true;
        self
    }

    /// Checks the settings and builds the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), naming the setting: a token that is missing
    /// or that a header cannot carry; a base URL that is malformed, that is plain http to another
    /// machine, or that is https in a build without TLS (features `rustls` and `native-tls`); a
    /// timeout or size of zero; a rate out of range; an HTTP client that cannot be built.
    pub fn build(self) -> Result<CertifInfo> {
        let base = base_url(&self.base_url, self.insecure)?;
        reachable(&base, TLS || self.http.is_some())?;
        let token = token_header(self.token.as_ref())?;
        for (name, timeout) in [
            ("attempt_timeout", Some(self.attempt_timeout)),
            ("total_timeout", self.total_timeout),
            ("connect_timeout", self.connect_timeout),
        ] {
            if timeout.is_some_and(|timeout| timeout.is_zero()) {
                return Err(Error::config(format!(
                    "{name}: 0 s would let nothing through"
                )));
            }
        }
        if self.max_response_bytes == 0 {
            return Err(Error::config(
                "max_response_bytes: 0 bytes would let no answer through",
            ));
        }
        self.retry_policy.check()?;
        let limiter = Limiter::new(self.limit)?;
        let budget = Budget::new(&self.retry_policy);
        let (attempt_timeout, total_timeout, max_response_bytes) = (
            self.attempt_timeout,
            self.total_timeout,
            self.max_response_bytes,
        );
        let retry_policy = self.retry_policy.clone();
        let http = self.http(&base)?;
        let server = certifinfo_sdk::server_url(base.as_str());
        let sdk = certifinfo_sdk::Client::new_with_client(&server, http.clone());
        let shown_url = shown(base.as_str());
        let transport = Transport {
            http,
            redactor: Redactor::new(token.to_str().unwrap_or_default()),
            token,
            limiter,
            retry_policy,
            budget,
            attempt_timeout,
            total_timeout,
            max_response_bytes,
            shown_url,
        };
        Ok(CertifInfo(Arc::new(Shared { sdk, transport })))
    }

    fn http(self, base: &Url) -> Result<reqwest::Client> {
        let builder = self
            .http
            .map_or_else(reqwest::Client::builder, |builder| *builder);
        let user_agent = match &self.user_agent {
            Some(suffix) => format!("{USER_AGENT} {}", suffix.trim()),
            None => USER_AGENT.to_owned(),
        };
        let user_agent = HeaderValue::from_str(&user_agent)
            .map_err(|_| Error::config("user_agent: holds a character that no header can carry"))?;
        let builder = builder
            .user_agent(user_agent)
            .connect_timeout(self.connect_timeout.unwrap_or(Duration::from_secs(10)))
            .redirect(Policy::none())
            .referer(false)
            // Would log every byte sent, and the token with them.
            .connection_verbose(false)
            // The retries are this crate's own: each waits for the rate limit.
            .retry(reqwest::retry::never())
            // This crate decompresses bodies itself, with a size limit and all gzip members.
            .no_gzip()
            // Over HTTP/2 all requests share a connection; pings detect one that died silently.
            .http2_keep_alive_interval(PING)
            .http2_keep_alive_timeout(PING)
            .http2_keep_alive_while_idle(true)
            .connector_layer(NoteOpened);
        let builder = match self.proxy {
            Some(proxy) => builder.proxy(proxy),
            // A proxy from the environment would receive the token in the clear.
            None if base.scheme() == "http" && is_loopback(base) => builder.no_proxy(),
            None => builder,
        };
        builder.build().map_err(|error| {
            Error::config("the HTTP client cannot be built: TLS, proxy or DNS settings")
                .with_source(error)
        })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("token", &self.token.is_some())
            .field("attempt_timeout", &self.attempt_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("retry_policy", &self.retry_policy)
            .field("limit", &self.limit)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
