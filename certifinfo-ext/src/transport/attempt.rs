//! One attempt: the request with its token, redirects within the same host, the bounded body.

use std::borrow::Cow;
use std::time::SystemTime;

use bytes::Bytes;
use certifinfo_sdk::TOKEN_HEADER;
use http::header::{ACCEPT_ENCODING, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};
use reqwest::{Request, Response};
use tokio::time::timeout;
use url::Url;

use super::body::{self, Broken};
use super::{Call, Transport, connection, verdict};
use crate::error::{Error, ErrorKind, Result, causes, shorten};

/// Redirects followed within one attempt.
const REDIRECTS: usize = 5;
/// How much of an error's body is read.
const ERROR_BODY: usize = 64 * 1024;

/// A success: its status, headers and body. The body is free of the token.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Transport {
    pub(super) async fn attempt<T>(
        &self,
        call: &Call,
        read: &impl Fn(&Answer) -> Result<T>,
    ) -> Result<T> {
        match timeout(self.attempt_timeout, self.exchange(call, read)).await {
            Ok(outcome) => outcome,
            Err(_) => {
                let what = format!("no answer within the timeout of {:?}", self.attempt_timeout);
                Err(Error::new(ErrorKind::Transport, what).timed_out())
            }
        }
    }

    async fn exchange<T>(&self, call: &Call, read: &impl Fn(&Answer) -> Result<T>) -> Result<T> {
        let mut request = clone(&call.request)?;
        for _ in 0..=REDIRECTS {
            let from = request.url().clone();
            let headers = request.headers_mut();
            headers.insert(TOKEN_HEADER, self.token.clone());
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
            let (outcome, reused) = connection::note_reuse(self.http.execute(request)).await;
            let response = outcome.map_err(|error| no_answer(&from, error, reused))?;
            if !is_redirect(response.status()) {
                return self.answer(response, read).await;
            }
            // Redirects are followed here, not by reqwest: it strips `Authorization` when one
            // leads to another host, but would carry `token-connexion` there.
            let to = same_origin(&from, &response)?;
            request = clone(&call.request)?;
            *request.url_mut() = to;
        }
        let what = format!("the service redirected more than {REDIRECTS} times");
        Err(Error::new(ErrorKind::Transport, what))
    }

    async fn answer<T>(
        &self,
        mut response: Response,
        read: &impl Fn(&Answer) -> Result<T>,
    ) -> Result<T> {
        let status = response.status();
        if !status.is_success() {
            let body = body::start(&mut response, ERROR_BODY).await;
            let body = self.redactor.strike_bytes(&body);
            let now = SystemTime::now();
            return Err(verdict::refusal(status, response.headers(), &body, now));
        }
        let body = body::whole(&mut response, self.max_response_bytes)
            .await
            .map_err(|broken| match broken {
                Broken::TooLarge => {
                    let most = self.max_response_bytes;
                    let what = format!(
                        "the answer is larger than {most} bytes (decompressed), the most allowed"
                    );
                    Error::new(ErrorKind::Decode, what)
                        .with_help("If such an answer is to be expected, allow it with Builder::max_response_bytes")
                }
                Broken::CutShort(error) => {
                    Error::new(ErrorKind::Transport, "the answer broke off before its end")
                        .with_source(error)
                        .transient()
                }
            });
        body.and_then(|body| {
            // First of all, so that no error, record or log contains the token.
            let body = match self.redactor.strike_bytes(&body) {
                Cow::Borrowed(_) => body,
                Cow::Owned(struck) => struck.into(),
            };
            let answer = Answer {
                status,
                headers: std::mem::take(response.headers_mut()),
                body,
            };
            // Errors about the answer include its first words, so that a maintenance page sent with
            // status 200 can be recognised.
            read(&answer).map_err(|error| error.with_body(shorten(&answer.body)))
        })
        .map_err(|error| error.with_status(status))
    }
}

/// Every request of this client can be cloned: none has a body.
fn clone(request: &Request) -> Result<Request> {
    request
        .try_clone()
        .ok_or_else(|| Error::config("a request with a streamed body cannot be sent"))
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads, if that has the same scheme, host and port.
fn same_origin(from: &Url, response: &Response) -> Result<Url> {
    let status = response.status();
    let refuse = |what: String| {
        let error = Error::new(ErrorKind::Transport, what).with_status(status);
        Err(error.with_help("If the service has moved, set its new address with Builder::base_url"))
    };
    let location = response
        .headers()
        .get(LOCATION)
        .and_then(|value| value.to_str().ok());
    match location.and_then(|location| from.join(location).ok()) {
        None => refuse(format!(
            "the service answered {status} without saying where to go"
        )),
        Some(to) if to.origin() == from.origin() => Ok(to),
        Some(to) => refuse(format!(
            "the service answered {status} to {}, which is not followed: the token would go there",
            to.origin().ascii_serialization()
        )),
    }
}

/// The error for a request without an answer. If it was sent on a connection that was already open,
/// the connection is at fault, and the request is sent again.
fn no_answer(url: &Url, error: reqwest::Error, reused: bool) -> Error {
    let host = url.origin().ascii_serialization();
    let chain = causes(&error).to_ascii_lowercase();
    let (timed_out, unmade) = (error.is_timeout(), error.is_builder());
    let dns = chain.contains("dns error");
    let certificate = chain.contains("certificate");
    let (what, help) = if dns {
        let help = "Check the name in the base URL, the network and the proxy";
        (format!("the name of {host} cannot be resolved"), Some(help))
    } else if certificate {
        let help = "Check this machine's clock and certificates, and any proxy that opens TLS";
        (
            format!("the certificate of {host} is not accepted"),
            Some(help),
        )
    } else if error.is_connect() {
        (format!("cannot connect to {host}"), None)
    } else if unmade {
        (format!("the request to {host} cannot be made"), None)
    } else {
        (format!("{host} gave no answer"), None)
    };
    let stale = reused && !timed_out && !error.is_connect() && !unmade;
    let mut no_answer = Error::new(ErrorKind::Transport, what).with_source(error.without_url());
    if let Some(help) = help {
        no_answer = no_answer.with_help(help);
    }
    if stale {
        no_answer = no_answer.on_stale_connection();
    }
    // The name and the certificate would be the same the next time.
    match (timed_out, unmade || dns || certificate) {
        (true, _) => no_answer.timed_out(),
        (false, true) => no_answer,
        (false, false) => no_answer.transient(),
    }
}
