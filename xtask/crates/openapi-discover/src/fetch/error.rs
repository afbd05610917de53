//! Why a GET failed.

use std::error::Error;
use std::fmt;
use std::time::Duration;

/// Why a GET failed; every variant names the URL, without user name and password.
#[derive(Debug)]
pub enum FetchError {
    /// Neither https, nor http on loopback.
    Scheme {
        /// The requested URL.
        url: String,
    },
    /// A redirect to another host, scheme or port, which is not followed.
    Redirect {
        /// The requested URL.
        from: String,
        /// The target of the redirect.
        to: String,
    },
    /// More redirects than [`Options::max_redirects`](super::Options::max_redirects).
    Redirects {
        /// The first requested URL.
        url: String,
        /// The number of redirects followed.
        followed: usize,
    },
    /// The body exceeds [`Options::max_bytes`](super::Options::max_bytes) after decompression.
    TooLarge {
        /// The requested URL.
        url: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// [`Options::timeout`](super::Options::timeout) was reached.
    TimedOut {
        /// The requested URL.
        url: String,
        /// The limit.
        limit: Duration,
    },
    /// The server answered with a status that is not a success.
    Status {
        /// The requested URL.
        url: String,
        /// The status and its standard phrase, such as `404 Not Found`.
        status: String,
        /// First visible words of the body; may be empty.
        words: String,
    },
    /// The body has a compression that was not requested.
    Encoding {
        /// The requested URL.
        url: String,
        /// The `Content-Encoding` header.
        encoding: String,
    },
    /// No response: name, connection, certificate, or an incomplete body.
    Transport {
        /// The requested URL.
        url: String,
        /// The causes, outermost first.
        reason: String,
    },
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FetchError::Scheme { url } => {
                write!(
                    f,
                    "{url}: only https is fetched, and http on this machine (loopback)"
                )
            }
            FetchError::Redirect { from, to } => write!(
                f,
                "{from} redirects to another location, which is not followed; \
                 if you trust it, pass it yourself: {to}"
            ),
            FetchError::Redirects { url, followed } => {
                write!(f, "{url}: still redirected after {followed} redirects")
            }
            FetchError::TooLarge { url, limit } => {
                write!(f, "{url}: the body is larger than {limit} bytes")
            }
            FetchError::TimedOut { url, limit } => {
                write!(
                    f,
                    "{url}: no complete answer within {} s",
                    limit.as_secs_f32()
                )
            }
            FetchError::Status { url, status, words } if words.is_empty() => {
                write!(f, "{url} answered {status}")
            }
            FetchError::Status { url, status, words } => {
                write!(f, "{url} answered {status}, saying “{words}”")
            }
            FetchError::Encoding { url, encoding } => {
                write!(
                    f,
                    "{url}: the body is compressed as {encoding}, which was not requested"
                )
            }
            FetchError::Transport { url, reason } => write!(f, "{url}: {reason}"),
        }
    }
}

impl Error for FetchError {}

/// The causes of a failure, without repetitions and without the URL that reqwest adds (it may hold
/// a password).
pub fn causes(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut reason = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !reason.contains(&words) {
            reason = format!("{reason}: {words}");
        }
        cause = inner.source();
    }
    reason
}

/// A failure to reach a URL: its causes, and a hint about the proxy if there is one.
pub(super) fn transport(url: String, error: reqwest::Error) -> FetchError {
    let is_connect = error.is_connect();
    let mut reason = causes(error);
    if let Some(name) = proxy().filter(|_| is_connect && url.starts_with("https:")) {
        reason.push_str(&format!(
            "; {name} is set: is its proxy up, or should NO_PROXY name this host?"
        ));
    }
    FetchError::Transport { url, reason }
}

/// The variable that names the https proxy; its value may hold a password and is never shown.
fn proxy() -> Option<&'static str> {
    ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
        .into_iter()
        .find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
