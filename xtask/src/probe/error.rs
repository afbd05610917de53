//! Why a probe has no result.

use std::error::Error;
use std::fmt;
use std::io;

/// Why a probe has no result. No variant holds the token.
#[derive(Debug)]
pub enum ProbeError {
    /// The base URL cannot be used.
    Base {
        /// The URL, without user name and password.
        url: String,
        /// The problem.
        reason: &'static str,
    },
    /// The document has no operation that can be called, or an unusable token header.
    Document {
        /// The problem.
        reason: String,
    },
    /// The token cannot be sent in a header.
    Token,
    /// The HTTP client cannot be set up.
    Client {
        /// The causes, outermost first.
        reason: String,
    },
    /// The first request got no response.
    Unreachable {
        /// The requested URL.
        url: String,
        /// The causes, outermost first.
        reason: String,
    },
    /// 401 or 403: the probe stops at the first one.
    Refused {
        /// The requested URL.
        url: String,
        /// The status and its standard phrase.
        status: String,
        /// First words of the body; may be empty.
        words: String,
        /// Whether a token was sent.
        token: bool,
    },
    /// 429: the probe stops at the first one.
    Limited {
        /// The requested URL.
        url: String,
        /// The `Retry-After` header, if valid.
        retry_after: Option<String>,
    },
    /// A redirect; it is not followed, so that the token is not sent elsewhere.
    Redirected {
        /// The requested URL.
        url: String,
        /// The target of the redirect; may be empty.
        to: String,
    },
    /// An operation gave no comparable response, and no other differs.
    Silent {
        /// The operation.
        operation: String,
        /// Why.
        reason: String,
    },
    /// The report cannot be written.
    Write(io::Error),
}

impl fmt::Display for ProbeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProbeError::Base { url, reason } => write!(f, "base URL {url}: {reason}"),
            ProbeError::Document { reason } => write!(f, "effective document: {reason}"),
            ProbeError::Token => {
                write!(
                    f,
                    "CERTIFINFO_TOKEN contains characters that are not allowed in a header"
                )
            }
            ProbeError::Client { reason } => write!(f, "HTTP client: {reason}"),
            ProbeError::Unreachable { url, reason } => write!(f, "{url}: {reason}"),
            ProbeError::Refused {
                url,
                status,
                words,
                token,
            } => {
                write!(f, "{url} answered {status}")?;
                if !words.is_empty() {
                    write!(f, ", saying “{words}”")?;
                }
                match token {
                    true => write!(f, "; the token in CERTIFINFO_TOKEN was not accepted"),
                    false => write!(f, "; no token was sent, put it in CERTIFINFO_TOKEN"),
                }
            }
            ProbeError::Limited { url, retry_after } => {
                write!(
                    f,
                    "{url} answered 429: the service asks for fewer requests; "
                )?;
                match retry_after {
                    Some(after) => write!(f, "try again later (Retry-After: {after})"),
                    None => write!(f, "try again later, with a smaller --sample"),
                }
            }
            ProbeError::Redirected { url, to } => write!(
                f,
                "{url} redirects, which is not followed (the token would go along); \
                 if you trust it, give --base-url for: {to}"
            ),
            ProbeError::Silent { operation, reason } => {
                write!(f, "{operation} gave no response to compare: {reason}")
            }
            ProbeError::Write(error) => write!(f, "the report cannot be written: {error}"),
        }
    }
}

impl Error for ProbeError {}

impl From<io::Error> for ProbeError {
    fn from(error: io::Error) -> Self {
        ProbeError::Write(error)
    }
}
