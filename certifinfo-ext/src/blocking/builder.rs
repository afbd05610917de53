//! The builder's settings, handed to the async one.

use std::time::Duration;

use secrecy::SecretString;

use super::CertifInfo;
use super::runtime::Runtime;
use crate::error::Result;
use crate::transport::limiter::RateLimit;
use crate::transport::retry::RetryPolicy;

/// Builds a blocking [`CertifInfo`], with the settings and defaults of the async
/// [`Builder`](crate::Builder).
///
/// ```
/// use std::time::Duration;
/// use certifinfo_ext::blocking::CertifInfo;
///
/// let api = CertifInfo::builder().token("a token").attempt_timeout(Duration::from_secs(120)).build()?;
/// assert!(!format!("{api:?}").contains("a token"));
/// # Ok::<(), certifinfo_ext::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct Builder(crate::Builder);

/// One setter a setting of the async builder; a test compares the two.
macro_rules! settings {
    ($($name:ident($($argument:ident: $type:ty)?): $what:literal;)*) => {
        $(
            #[doc = concat!($what, ": see [`Builder::", stringify!($name), "`](crate::Builder::", stringify!($name), ").")]
            pub fn $name(self $(, $argument: $type)?) -> Self {
                Builder(self.0.$name($($argument)?))
            }
        )*
    };
}

impl Builder {
    pub(super) fn new() -> Self {
        Builder(crate::CertifInfo::builder())
    }

    /// Takes the token from `CERTIFINFO_TOKEN` and the base URL from `CERTIFINFO_BASE_URL`, as far
    /// as they are set.
    ///
    /// # Errors
    ///
    /// A variable that is set to something that is not text.
    pub fn from_env(self) -> Result<Self> {
        self.0.from_env().map(Builder)
    }

    settings! {
        token(token: impl Into<SecretString>): "The token";
        base_url(url: impl Into<String>): "Where the service is";
        connect_timeout(timeout: Duration): "How long a connection may take to come about";
        attempt_timeout(timeout: Duration): "How long one attempt may take";
        total_timeout(timeout: Duration): "How long one call may take, attempts and waits included";
        user_agent(suffix: impl Into<String>): "A name behind this crate's in `User-Agent`";
        retry_policy(policy: RetryPolicy): "How failures that may pass are retried";
        rate_limit(limit: RateLimit): "How many requests a second may leave";
        proxy(proxy: reqwest::Proxy): "A proxy, in place of the system's";
        http_client_builder(builder: reqwest::ClientBuilder): "An HTTP client (reqwest's async one) to finish";
        max_response_bytes(bytes: usize): "How large an answer may be, in bytes after decompression";
        allow_insecure_http(): "Lets the token travel over plain http to other hosts";
    }

    /// Checks the settings, and builds the client with its background thread. This works inside an
    /// async runtime too; only calls that wait fail there.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), as
    /// [`Builder::build`](crate::Builder::build); and when no thread can be started.
    pub fn build(self) -> Result<CertifInfo> {
        Ok(CertifInfo::new(self.0.build()?, Runtime::new()?))
    }
}
