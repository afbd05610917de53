//! The answer to a raw GET.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::page::{decode_any, without_mark};
use crate::transport::Answer;

/// The undecoded answer to [`CertifInfo::get`](crate::CertifInfo::get).
#[derive(Clone)]
pub struct RawAnswer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawAnswer {
    pub(super) fn new(answer: &Answer) -> Self {
        RawAnswer {
            status: answer.status,
            headers: answer.headers.clone(),
            body: answer.body.clone(),
        }
    }

    /// The HTTP status, which is 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The header `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The body as received, after decompression.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is not JSON of this type; the message
    /// shows where.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        decode_any(&without_mark(self.body.clone()))
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
