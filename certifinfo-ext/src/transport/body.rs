//! Bodies in bounds: read piece by piece, counted after decompression.

use bytes::{Bytes, BytesMut};
use reqwest::Response;

/// How much is set aside on the word of a `Content-Length`.
const TRUSTED: usize = 1024 * 1024;

/// Why a body did not arrive.
pub(super) enum Broken {
    TooLarge,
    CutShort(reqwest::Error),
}

/// The whole body, if it is not larger than `most` bytes.
pub(super) async fn whole(response: &mut Response, most: usize) -> Result<Bytes, Broken> {
    let announced = response.content_length().unwrap_or(0);
    if announced > most as u64 {
        return Err(Broken::TooLarge);
    }
    let Some(first) = response.chunk().await.map_err(Broken::CutShort)? else {
        return Ok(Bytes::new());
    };
    let mut body = BytesMut::with_capacity(first.len().max((announced as usize).min(TRUSTED)));
    let mut next = Some(first);
    while let Some(chunk) = next {
        if body.len() + chunk.len() > most {
            return Err(Broken::TooLarge);
        }
        body.extend_from_slice(&chunk);
        next = response.chunk().await.map_err(Broken::CutShort)?;
    }
    // The connection goes back to the pool in a task of its own: let it, before the next request
    // looks there and opens another.
    tokio::task::yield_now().await;
    Ok(body.freeze())
}

/// The body's start, at most `most` bytes; what came before it broke, if it did.
pub(super) async fn start(response: &mut Response, most: usize) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < most {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk[..chunk.len().min(most - body.len())]),
            Ok(None) | Err(_) => break,
        }
    }
    body
}
