//! The transport hooks that the generator leaves open.
//!
//! They correct two faults of the generated code: a header that the service does not know, and
//! error pages that hide the HTTP status.

use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Request, Response};
use serde_json::Value;

use crate::Client;

/// The header that the generator sets to the document's version. The service does not know it, but a
/// proxy might.
const API_VERSION: &str = "api-version";

/// How much of an error page is read.
const ERROR_BODY: usize = 64 * 1024;

/// How much of an error page's text becomes the message.
const MESSAGE: usize = 500;

impl ClientHooks<()> for Client {
    async fn pre<E>(&self, request: &mut Request, _: &OperationInfo) -> Result<(), Error<E>> {
        prepare(request);
        Ok(())
    }

    async fn exec(&self, request: Request, info: &OperationInfo) -> reqwest::Result<Response> {
        let watch = Watch::start(info);
        let response = self.client().execute(request).await?;
        watch.stop(&response);
        readable(response).await
    }
}

/// Prepares every request before it is sent.
pub(crate) fn prepare(request: &mut Request) {
    request.headers_mut().remove(API_VERSION);
}

/// Replaces the body of an error response by a JSON object if it is not one.
///
/// The generated code decodes that body as a JSON object. If a proxy or the server sends HTML, a
/// list or an incomplete object, decoding fails and the HTTP status is lost.
async fn readable(mut response: Response) -> reqwest::Result<Response> {
    if response.status().is_success() {
        return Ok(response);
    }
    let mut page = Vec::new();
    while page.len() < ERROR_BODY {
        match response.chunk().await {
            Ok(Some(chunk)) => page.extend_from_slice(&chunk),
            // If the connection broke, the bytes before that are used: the status matters more.
            Ok(None) | Err(_) => break,
        }
    }
    page.truncate(ERROR_BODY);
    let body = match serde_json::from_slice::<Value>(&page) {
        Ok(object @ Value::Object(_)) => object,
        _ => serde_json::json!({ "message": excerpt(&String::from_utf8_lossy(&page)) }),
    };

    let mut replaced = http::Response::new(body.to_string());
    *replaced.status_mut() = response.status();
    *replaced.version_mut() = response.version();
    *replaced.headers_mut() = response.headers().clone();
    replaced
        .headers_mut()
        .remove(reqwest::header::CONTENT_LENGTH);
    replaced
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(replaced.into())
}

/// The first words of a page, on one line, without its tags.
fn excerpt(page: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in page.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(MESSAGE).collect()
}

/// Measures a request for `tracing`. Does nothing without that feature.
struct Watch {
    #[cfg(feature = "tracing")]
    operation: &'static str,
    #[cfg(feature = "tracing")]
    started: std::time::Instant,
}

impl Watch {
    #[cfg_attr(
        not(feature = "tracing"),
        allow(unused_variables, reason = "nothing to time")
    )]
    fn start(info: &OperationInfo) -> Self {
        Self {
            #[cfg(feature = "tracing")]
            operation: info.operation_id,
            #[cfg(feature = "tracing")]
            started: std::time::Instant::now(),
        }
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(unused_variables, reason = "nothing to report")
    )]
    fn stop(self, response: &Response) {
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = self.operation,
            status = response.status().as_u16(),
            milliseconds = self.started.elapsed().as_millis() as u64,
            "certifinfo request",
        );
    }
}
