//! The service: one GET at a time, with limits on rate, size and time; the token goes nowhere else.

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::document::Credential;
use super::error::ProbeError;
use openapi_discover::fetch::{
    Body, Cut, causes, http_client, is_loopback, shown, without_userinfo,
};
use openapi_discover::first_words;
use openapi_document::text::escaped;

/// Maximum bytes of one response, after decompression.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Bytes read from an error response to quote its first words.
const QUOTED_BYTES: usize = 64 * 1024;

/// The result of a request.
#[derive(Debug)]
pub(super) enum Reply {
    /// A response; the body is null for an error that is not JSON.
    Answer { status: u16, body: Value },
    /// No comparable response, and why.
    Failure(String),
}

/// A service to call.
pub(super) struct Service {
    client: reqwest::Client,
    base: Url,
    header: Option<(HeaderName, HeaderValue)>,
    token: Option<SecretString>,
    interval: Duration,
    timeout: Duration,
    next: Option<Instant>,
    answered: bool,
}

impl Service {
    /// A service at a base URL: https, or http on loopback.
    pub(super) fn new(
        base: &str,
        token: Option<&SecretString>,
        credential: &Credential,
        interval: Duration,
        timeout: Duration,
    ) -> Result<Self, ProbeError> {
        let mut base = read_base(base)?;
        base.set_query(None);
        base.set_fragment(None);
        let loopback = is_loopback(&base);
        let client = http_client(&crate::fetching(), loopback);
        let client = client.map_err(|error| ProbeError::Client {
            reason: causes(error),
        })?;
        // An empty variable does not count as a token.
        let token = token.filter(|token| !token.expose_secret().is_empty());
        let header = token.map(|token| header(token, credential)).transpose()?;
        Ok(Service {
            client,
            base,
            header,
            token: token.cloned(),
            interval: pace(loopback, interval),
            timeout,
            next: None,
            answered: false,
        })
    }

    /// GETs a path of the service.
    ///
    /// # Errors
    ///
    /// Errors that end a probe: no response to the first request, 401, 403, 429, a redirect.
    pub(super) async fn get(
        &mut self,
        path: &str,
        query: &[(String, String)],
    ) -> Result<Reply, ProbeError> {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        if let Some(next) = self.next {
            sleep_until(next).await;
        }
        self.next = Some(Instant::now() + self.interval);
        let mut request = self.client.get(url.clone()).timeout(self.timeout);
        request = request.header(ACCEPT, "application/json");
        if let Some((name, value)) = &self.header {
            request = request.header(name, value);
        }
        match request.send().await {
            Ok(response) => {
                self.answered = true;
                self.receive(&url, response).await
            }
            Err(error) if self.answered => Ok(Reply::Failure(format!(
                "{}: {}",
                shown(&url),
                causes(error)
            ))),
            Err(error) => Err(ProbeError::Unreachable {
                url: shown(&url),
                reason: causes(error),
            }),
        }
    }

    async fn receive(&self, url: &Url, response: Response) -> Result<Reply, ProbeError> {
        let status = response.status();
        let says = |name| {
            let value = response.headers().get(name)?.to_str().ok()?;
            Some(self.without_token(value))
        };
        if status.is_redirection() {
            return Err(ProbeError::Redirected {
                url: shown(url),
                to: says(LOCATION).unwrap_or_default(),
            });
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(ProbeError::Limited {
                url: shown(url),
                retry_after: says(RETRY_AFTER),
            });
        }
        let refused = status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN;
        if refused || status.is_server_error() {
            let body = Body::read(response, QUOTED_BYTES).await;
            let words = self.without_token(&first_words(&body.bytes));
            if refused {
                return Err(ProbeError::Refused {
                    url: shown(url),
                    status: status.to_string(),
                    words,
                    token: self.header.is_some(),
                });
            }
            let answer = format!("{} answered {status}, saying “{words}”", shown(url));
            return Ok(Reply::Failure(answer));
        }
        let Body { bytes: body, cut } = Body::read(response, MAX_BYTES).await;
        match (cut, serde_json::from_slice(&body)) {
            (None, Ok(body)) => Ok(Reply::Answer {
                status: status.as_u16(),
                body,
            }),
            (_, _) if !status.is_success() => Ok(Reply::Answer {
                status: status.as_u16(),
                body: Value::Null,
            }),
            (Some(cut), _) => {
                let why = match cut {
                    Cut::TooLarge { limit } => format!("the body is larger than {limit} bytes"),
                    Cut::Transport(error) => causes(error),
                };
                Ok(Reply::Failure(format!("{}: {why}", shown(url))))
            }
            (None, Err(error)) => {
                let words = self.without_token(&first_words(&body));
                Ok(Reply::Failure(format!(
                    "{} answered {status} without JSON ({error}): “{words}”",
                    shown(url)
                )))
            }
        }
    }

    /// Removes the token from a text, because a service may echo it.
    fn without_token(&self, text: &str) -> String {
        match &self.token {
            Some(token) => escaped(&text.replace(token.expose_secret(), "…")),
            None => escaped(text),
        }
    }
}

/// The minimum time between requests; none on loopback.
fn pace(loopback: bool, interval: Duration) -> Duration {
    match loopback {
        true => Duration::ZERO,
        false => interval,
    }
}

fn read_base(text: &str) -> Result<Url, ProbeError> {
    let Some(url) = Url::parse(text).ok().filter(Url::has_host) else {
        return Err(ProbeError::Base {
            // The part before an @ may be a password.
            url: text.rsplit('@').next().unwrap_or_default().to_owned(),
            reason: "no URL with a host; write https://host",
        });
    };
    let reason = match url.scheme() {
        _ if without_userinfo(&url) != url => {
            "contains a user name or password, which is never sent"
        }
        "https" => return Ok(url),
        "http" if is_loopback(&url) => return Ok(url),
        _ => "only https is allowed, and http on this machine (loopback)",
    };
    Err(ProbeError::Base {
        url: shown(&url),
        reason,
    })
}

fn header(
    token: &SecretString,
    credential: &Credential,
) -> Result<(HeaderName, HeaderValue), ProbeError> {
    let (name, text) = match credential {
        Credential::Bearer => (
            AUTHORIZATION,
            SecretString::from(format!("Bearer {}", token.expose_secret())),
        ),
        Credential::Header(name) => {
            let parsed = HeaderName::from_bytes(name.as_bytes());
            let name = parsed.map_err(|_| ProbeError::Document {
                reason: format!("its security scheme names the header {name:?}, which is not a valid header name"),
            })?;
            (name, token.clone())
        }
    };
    let mut value = HeaderValue::from_str(text.expose_secret()).map_err(|_| ProbeError::Token)?;
    value.set_sensitive(true);
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_a_service_elsewhere_is_spared() {
        let second = Duration::from_secs(1);
        for (base, expected) in [
            ("https://example.org/api/", second),
            ("https://localhost.example.org", second),
            ("http://127.0.0.1:1", Duration::ZERO),
            ("http://[::1]:1", Duration::ZERO),
        ] {
            let service = Service::new(base, None, &Credential::Bearer, second, second).unwrap();
            assert_eq!(service.interval, expected, "{base}");
        }
    }

    #[test]
    fn the_token_is_in_no_debug_output() {
        let token = SecretString::from("jeton-tres-secret".to_owned());
        let named = Credential::Header("token-connexion".to_owned());
        for credential in [named, Credential::Bearer] {
            let header = header(&token, &credential).unwrap();
            assert!(!format!("{header:?}").contains("jeton"), "{header:?}");
        }
    }
}
