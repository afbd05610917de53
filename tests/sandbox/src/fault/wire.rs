//! Bodies that do not arrive as they should.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;

/// How many pieces a body that trickles is cut into.
const PIECES: usize = 90;

/// Announces the whole body, sends half of it, and closes the connection.
pub(crate) async fn truncate(response: Response) -> Response {
    cut_up(response, |body| {
        let half = body.slice(..body.len() / 2);
        let steps = stream::unfold(Some(half), |half| async move {
            match half {
                Some(half) => Some((Ok(half), None)),
                None => {
                    // Let the half go out before the connection is torn down.
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    Some((Err(io::Error::from(io::ErrorKind::BrokenPipe)), None))
                }
            }
        });
        Body::from_stream(steps)
    })
    .await
}

/// Sends the body in small pieces, evenly over the time given.
pub(crate) async fn drip(response: Response, over: Duration) -> Response {
    cut_up(response, |body| {
        let size = body.len().div_ceil(PIECES).max(1);
        let pause = over / u32::try_from(PIECES).unwrap_or(1);
        let steps = stream::unfold(body, move |mut body| async move {
            if body.is_empty() {
                return None;
            }
            tokio::time::sleep(pause).await;
            let piece = body.split_to(size.min(body.len()));
            Some((Ok::<_, io::Error>(piece), body))
        });
        Body::from_stream(steps)
    })
    .await
}

async fn cut_up(response: Response, cut: impl FnOnce(Bytes) -> Body) -> Response {
    let (mut parts, body) = response.into_parts();
    // The bodies are our own and in memory already: nothing to bound, nothing that fails.
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    Response::from_parts(parts, cut(bytes))
}
