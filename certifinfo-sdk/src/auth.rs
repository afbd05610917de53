//! Connects a client: the header of the token, redirects that do not leak it, TLS.

use std::fmt;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use secrecy::{ExposeSecret, SecretString};

use crate::{Client, SERVER_PATH};

/// The service's address, as two public clients of it use it.
pub const BASE_URL: &str = "https://api-certifinfo.intercariforef.org";

/// The header that carries the token, on every request. Source: a public client of this API.
pub const TOKEN_HEADER: &str = "token-connexion";

/// The most redirects within the same host that are followed.
const REDIRECTS: usize = 5;

/// Why a client cannot be built.
#[derive(Debug)]
pub enum ConnectError {
    /// The token holds a character that no HTTP header can carry (a line feed, say).
    Token,
    /// The HTTP client did not start: TLS or the system's proxy settings.
    Http(reqwest::Error),
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token => f.write_str(
                "the token holds a character that no header can carry; was it pasted with a line \
                 break?",
            ),
            Self::Http(_) => f.write_str("the HTTP client did not start"),
        }
    }
}

impl std::error::Error for ConnectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Token => None,
            Self::Http(error) => Some(error),
        }
    }
}

/// Builds a client for the service at `base_url` with this token. Nothing is sent.
///
/// # Errors
///
/// [`ConnectError`] if the token contains a character that a header cannot carry, or if the HTTP
/// client does not start.
///
/// ```
/// let client = certifinfo_sdk::connect(certifinfo_sdk::BASE_URL, &"a token".into())?;
/// assert!(!format!("{client:?}").contains("a token"));
/// # Ok::<(), certifinfo_sdk::ConnectError>(())
/// ```
pub fn connect(base_url: &str, token: &SecretString) -> Result<Client, ConnectError> {
    let mut header =
        HeaderValue::from_str(token.expose_secret().trim()).map_err(|_| ConnectError::Token)?;
    // `Debug` prints `Sensitive`, and HTTP/2 does not index it.
    header.set_sensitive(true);
    let mut headers = HeaderMap::new();
    headers.insert(TOKEN_HEADER, header);
    let http = http_client()
        .default_headers(headers)
        .build()
        .map_err(ConnectError::Http)?;
    Ok(Client::new_with_client(&server_url(base_url), http))
}

/// The URL that the paths of the operations are appended to: a base URL with [`SERVER_PATH`].
///
/// `SERVER_PATH` is the path that the document declares under `servers`, or that all its paths begin
/// with. The part of it that the base URL already ends with is not repeated.
///
/// ```
/// use certifinfo_sdk::{SERVER_PATH, server_url};
/// let url = server_url("http://127.0.0.1:8000/");
/// assert_eq!(url, format!("http://127.0.0.1:8000{SERVER_PATH}"));
/// assert_eq!(server_url(&url), url);
/// ```
pub fn server_url(base_url: &str) -> String {
    with_path(base_url, SERVER_PATH)
}

/// A URL with a path at its end, of which it may have the first segments already.
fn with_path(url: &str, path: &str) -> String {
    let url = url.trim_end_matches('/');
    let host = url.find("://").map_or(0, |at| at + 3);
    let own = url[host..].find('/').map_or("", |at| &url[host + at..]);
    let mut parts = (0..=path.len())
        .rev()
        .filter_map(|end| path.split_at_checked(end))
        .filter(|(_, rest)| rest.is_empty() || rest.starts_with('/'));
    let missing = parts.find(|(start, _)| own.ends_with(start));
    let missing = missing.map_or(path, |(_, rest)| rest);
    format!("{url}{missing}")
}

/// A builder of an HTTP client with settings for this service, without the token.
///
/// Timeouts are 10 s to connect and 60 s per request (a public client of a sister API needed up to
/// 120 s). Redirects are followed only within the same scheme, host and port: reqwest removes
/// `Authorization` when a redirect leaves the host, but not a custom header such as
/// [`TOKEN_HEADER`].
pub fn http_client() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(60))
        .user_agent(concat!("certifinfo-sdk/", env!("CARGO_PKG_VERSION")))
        .redirect(same_origin())
}

/// Follows redirects within the same scheme, host and port. The caller gets any other as its 3xx.
fn same_origin() -> Policy {
    Policy::custom(|attempt| {
        let stays = attempt.previous().first().is_some_and(|first| {
            first.origin() == attempt.url().origin() && attempt.previous().len() <= REDIRECTS
        });
        if stays {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_path_that_a_url_ends_with_is_not_repeated() {
        for (url, path, expected) in [
            ("http://hote", "", "http://hote"),
            ("http://hote/", "/api/v1", "http://hote/api/v1"),
            ("http://hote/api/v1/", "/api/v1", "http://hote/api/v1"),
            ("http://hote/api", "/api/v1", "http://hote/api/v1"),
            ("http://hote/v1", "/api/v1", "http://hote/v1/api/v1"),
            ("http://hote/rapi", "/api", "http://hote/rapi/api"),
            ("http://hote/x/api", "/api", "http://hote/x/api"),
            // A host, not a path.
            ("http://api", "/api", "http://api/api"),
        ] {
            assert_eq!(with_path(url, path), expected, "{url} {path}");
        }
    }
}
