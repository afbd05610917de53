//! One attempt: the request with its token, redirects that stay at home, the body in bounds.

use std::time::SystemTime;

use bytes::Bytes;
use certifinfo_sdk::TOKEN_HEADER;
use http::StatusCode;
use http::header::LOCATION;
use reqwest::{Request, Response};
use tokio::time::timeout;
use url::Url;

use super::body::{self, Broken};
use super::{Call, Transport, verdict};
use crate::error::{Error, ErrorKind, Result, shorten};

/// Redirects followed within one attempt.
const REDIRECTS: usize = 5;
/// How much of an error's body is read.
const ERROR_BODY: usize = 64 * 1024;

impl Transport {
    pub(super) async fn attempt<T>(
        &self,
        call: &Call,
        read: &impl Fn(Bytes) -> Result<T>,
    ) -> Result<T> {
        match timeout(self.attempt_timeout, self.exchange(call, read)).await {
            Ok(outcome) => outcome,
            Err(_) => {
                let what = format!("no answer within the timeout of {:?}", self.attempt_timeout);
                Err(Error::new(ErrorKind::Transport, what).transient())
            }
        }
    }

    async fn exchange<T>(&self, call: &Call, read: &impl Fn(Bytes) -> Result<T>) -> Result<T> {
        let mut request = clone(&call.request)?;
        for _ in 0..=REDIRECTS {
            let from = request.url().clone();
            request
                .headers_mut()
                .insert(TOKEN_HEADER, self.token.clone());
            let response = self
                .http
                .execute(request)
                .await
                .map_err(|error| no_answer(&from, error))?;
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
        read: &impl Fn(Bytes) -> Result<T>,
    ) -> Result<T> {
        let status = response.status();
        if !status.is_success() {
            let body = body::start(&mut response, ERROR_BODY).await;
            return Err(verdict::refusal(
                status,
                response.headers(),
                &body,
                SystemTime::now(),
            ));
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
                        .with_help("Raise Builder::max_response_bytes if that is to be expected")
                }
                Broken::CutShort(error) => {
                    Error::new(ErrorKind::Transport, "the answer broke off before its end")
                        .with_source(error.without_url())
                        .transient()
                }
            });
        // The answer's first words are told with any error about it, so that a maintenance page
        // served as a 200 can be recognised.
        let read =
            |body: Bytes| read(body.clone()).map_err(|error| error.with_body(shorten(&body)));
        body.and_then(read)
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

/// No answer at all.
fn no_answer(url: &Url, error: reqwest::Error) -> Error {
    let host = url.origin().ascii_serialization();
    let what = if error.is_connect() {
        format!("cannot connect to {host}")
    } else if error.is_builder() {
        format!("the request to {host} cannot be made")
    } else {
        format!("{host} gave no answer")
    };
    let passes = !error.is_builder();
    let error = Error::new(ErrorKind::Transport, what).with_source(error.without_url());
    if passes { error.transient() } else { error }
}
