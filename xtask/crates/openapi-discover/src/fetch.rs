//! Bounded GET requests: limits on hosts, size and time.

mod error;

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, LINK, LOCATION};
use tokio::time::{Instant, timeout_at};
use url::{Host, Url};

use crate::reading::html::{first_words, quoted};
pub use error::FetchError;
pub use error::causes;
use error::transport;

/// Bytes read from an error response to quote its first words.
const QUOTED_BYTES: usize = 64 * 1024;

/// Limits of what is read from a network or a disk.
#[derive(Debug, Clone)]
pub struct Options {
    /// Maximum bytes of one body, after decompression. Default: 16 MiB.
    pub max_bytes: usize,
    /// Maximum time for all requests of one source together. Default: 60 s.
    pub timeout: Duration,
    /// Maximum time to connect to a server. Default: 10 s.
    pub connect_timeout: Duration,
    /// Maximum number of redirects that one request follows. Default: 10.
    pub max_redirects: usize,
    /// Maximum number of requests (or files) for one source. Default: 60.
    pub max_requests: usize,
    /// The `User-Agent` header. Default: this crate and its version.
    pub user_agent: String,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            max_bytes: 16 * 1024 * 1024,
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            max_redirects: 10,
            max_requests: 60,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// A body and its origin.
#[derive(Debug)]
pub struct Fetched {
    /// The URL after redirects.
    pub url: Url,
    /// Media type without parameters, in lower case; empty if there was none.
    pub media_type: String,
    /// The `Link` headers, as sent.
    pub links: Vec<String>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

/// Fetches for one source: all its requests share one deadline.
#[derive(Debug)]
pub struct Fetcher {
    direct: reqwest::Client,
    proxied: reqwest::Client,
    options: Options,
    deadline: Instant,
}

impl Fetcher {
    /// A fetcher whose deadline starts now.
    ///
    /// # Errors
    ///
    /// [`FetchError::Transport`] when TLS or the system's proxy settings cannot be set up.
    pub fn new(options: &Options) -> Result<Fetcher, FetchError> {
        let client = |loopback| {
            http_client(options, loopback)
                .map_err(|error| transport("HTTP client".to_owned(), error))
        };
        Ok(Fetcher {
            direct: client(true)?,
            proxied: client(false)?,
            options: options.clone(),
            deadline: Instant::now() + options.timeout,
        })
    }

    /// GETs a URL, following redirects on its own host.
    ///
    /// See the variants of [`FetchError`].
    ///
    /// [`FetchError`]: see its forms.
    pub async fn get(&self, url: &Url) -> Result<Fetched, FetchError> {
        match timeout_at(self.deadline, self.follow(url)).await {
            Ok(result) => result,
            Err(_) => Err(FetchError::TimedOut {
                url: shown(url),
                limit: self.options.timeout,
            }),
        }
    }

    async fn follow(&self, asked: &Url) -> Result<Fetched, FetchError> {
        let mut url = asked.clone();
        for _ in 0..=self.options.max_redirects {
            let response = self.send(&url).await?;
            if !response.status().is_redirection() {
                return self.receive(url, response).await;
            }
            let location = header(response.headers(), LOCATION);
            let Some(to) = location.and_then(|location| url.join(&location).ok()) else {
                return self.receive(url, response).await;
            };
            if !same_host(&url, &to) {
                return Err(FetchError::Redirect {
                    from: shown(asked),
                    to: shown(&to),
                });
            }
            url = to;
        }
        Err(FetchError::Redirects {
            url: shown(asked),
            followed: self.options.max_redirects,
        })
    }

    async fn send(&self, url: &Url) -> Result<reqwest::Response, FetchError> {
        let client = match url.scheme() {
            "http" | "https" if is_loopback(url) => &self.direct,
            "https" => &self.proxied,
            _ => return Err(FetchError::Scheme { url: shown(url) }),
        };
        client
            .get(url.clone())
            .header(
                ACCEPT,
                "application/json, application/yaml, text/html;q=0.8, */*;q=0.5",
            )
            .send()
            .await
            .map_err(|error| transport(shown(url), error))
    }

    async fn receive(&self, url: Url, response: reqwest::Response) -> Result<Fetched, FetchError> {
        let status = response.status();
        if !status.is_success() {
            // The quote is optional: an incomplete body must not hide the status.
            let body = Body::read(response, QUOTED_BYTES).await;
            let words = first_words(&body.bytes);
            return Err(FetchError::Status {
                url: shown(&url),
                status: status.to_string(),
                words,
            });
        }
        let headers = response.headers();
        if let Some(encoding) = header(headers, CONTENT_ENCODING)
            && !encoding.eq_ignore_ascii_case("identity")
        {
            let encoding = quoted(&encoding);
            return Err(FetchError::Encoding {
                url: shown(&url),
                encoding,
            });
        }
        let media_type = header(headers, CONTENT_TYPE).unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default();
        let media_type = media_type.trim().to_ascii_lowercase();
        let links = headers.get_all(LINK).iter();
        let links = links
            .filter_map(|link| Some(link.to_str().ok()?.to_owned()))
            .collect();
        let body = Body::read(response, self.options.max_bytes).await;
        match body.cut {
            None => Ok(Fetched {
                url,
                media_type,
                links,
                body: body.bytes,
            }),
            Some(Cut::TooLarge { limit }) => Err(FetchError::TooLarge {
                url: shown(&url),
                limit,
            }),
            Some(Cut::Transport(error)) => Err(transport(shown(&url), error)),
        }
    }
}

/// A client that does not follow redirects itself, so that credentials never go to another host,
/// and that calls loopback without a proxy.
///
/// # Errors
///
/// TLS or the system's proxy settings cannot be set up.
pub fn http_client(options: &Options, loopback: bool) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .user_agent(&options.user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(options.connect_timeout);
    match loopback {
        true => builder.no_proxy(),
        false => builder,
    }
    .build()
}

/// The body of a response, up to a limit.
#[derive(Debug)]
pub struct Body {
    /// The bytes received, decompressed.
    pub bytes: Vec<u8>,
    /// Why the rest is missing; `None` when the body is whole.
    pub cut: Option<Cut>,
}

/// Why a body is incomplete.
#[derive(Debug)]
pub enum Cut {
    /// It exceeds the limit, decompressed.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The connection broke, or the time limit was reached.
    Transport(reqwest::Error),
}

impl Body {
    /// Reads a body and counts its decompressed bytes.
    pub async fn read(mut response: reqwest::Response, limit: usize) -> Self {
        let mut bytes = Vec::new();
        let cut = loop {
            match response.chunk().await {
                Ok(Some(chunk)) if chunk.len() > limit - bytes.len() => {
                    break Some(Cut::TooLarge { limit });
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => break None,
                Err(error) => break Some(Cut::Transport(error)),
            }
        };
        Self { bytes, cut }
    }
}

/// A URL without user name and password, for a message or a file.
pub fn shown(url: &Url) -> String {
    without_userinfo(url).to_string()
}

/// The URL without user name and password.
pub fn without_userinfo(url: &Url) -> Url {
    let mut url = url.clone();
    // Only URLs without a host reject this, and they have no user either.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// Whether a redirect from `from` to `to` may be followed: the same scheme, host and port, or https
/// instead of http on the same host.
pub(crate) fn same_host(from: &Url, to: &Url) -> bool {
    let upgrade = from.scheme() == "http" && to.scheme() == "https" && from.host() == to.host();
    from.host().is_some() && (from.origin() == to.origin() || upgrade)
}

/// Whether the host is this machine: 127.0.0.0/8, `::1` or `localhost`.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

fn header(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
