//! Reads bodies within a size limit, which also applies after decompression.

use std::io::Read;

use bytes::{Bytes, BytesMut};
use flate2::bufread::GzDecoder;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;
use reqwest::Response;

/// The most memory that is reserved because of a `Content-Length`.
const TRUSTED: usize = 1024 * 1024;
/// The first bytes of a gzip member.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Why a body did not arrive.
pub(super) enum Broken {
    TooLarge,
    CutShort(Box<dyn std::error::Error + Send + Sync>),
}

/// The whole body, if it is not larger than `most` bytes.
pub(super) async fn whole(response: &mut Response, most: usize) -> Result<Bytes, Broken> {
    let cut_short = |error: reqwest::Error| Broken::CutShort(error.without_url().into());
    let announced = response.content_length().unwrap_or(0);
    if announced > most as u64 {
        return Err(Broken::TooLarge);
    }
    let Some(first) = response.chunk().await.map_err(cut_short)? else {
        return Ok(Bytes::new());
    };
    let mut body = BytesMut::with_capacity(first.len().max((announced as usize).min(TRUSTED)));
    let mut next = Some(first);
    while let Some(chunk) = next {
        if body.len() + chunk.len() > most {
            return Err(Broken::TooLarge);
        }
        body.extend_from_slice(&chunk);
        next = response.chunk().await.map_err(cut_short)?;
    }
    // A separate task returns the connection to the pool: let it run, so that the next request finds
    // the connection there.
    tokio::task::yield_now().await;
    if is_gzip(response.headers()) {
        let body = inflate(&body, most).map_err(|error| Broken::CutShort(error.into()))?;
        return body.map(Bytes::from).ok_or(Broken::TooLarge);
    }
    Ok(body.freeze())
}

/// The start of the body, at most `most` bytes, also if the connection breaks.
pub(super) async fn start(response: &mut Response, most: usize) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < most {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk[..chunk.len().min(most - body.len())]),
            Ok(None) | Err(_) => break,
        }
    }
    if is_gzip(response.headers()) {
        let mut plain = Vec::new();
        // Broken or not: what can be read is shown.
        let _ = members(&body, most, &mut plain);
        plain.truncate(most);
        return plain;
    }
    body
}

fn is_gzip(headers: &HeaderMap) -> bool {
    let encodings = headers.get_all(CONTENT_ENCODING).iter();
    encodings
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            matches!(
                value.trim().to_ascii_lowercase().as_str(),
                "gzip" | "x-gzip"
            )
        })
}

/// The bytes decompressed; `None` if they are more than `most`. A body without gzip's first bytes
/// is taken as it is: some proxies decompress and leave the header.
fn inflate(body: &[u8], most: usize) -> std::io::Result<Option<Vec<u8>>> {
    if !body.is_empty() && !body.starts_with(GZIP) {
        return Ok(Some(body.to_vec()));
    }
    let mut plain = Vec::new();
    members(body, most, &mut plain)?;
    Ok((plain.len() <= most).then_some(plain))
}

/// Decompresses all gzip members, up to one byte more than `most`. Other bytes after the last member
/// are ignored, as browsers do.
fn members(mut body: &[u8], most: usize, plain: &mut Vec<u8>) -> std::io::Result<()> {
    while body.starts_with(GZIP) && plain.len() <= most {
        let mut member = GzDecoder::new(body);
        let room = (most - plain.len()) as u64 + 1;
        (&mut member).take(room).read_to_end(plain)?;
        if plain.len() > most {
            break;
        }
        body = member.into_inner();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn text(body: &[u8], most: usize) -> Option<String> {
        inflate(body, most)
            .unwrap()
            .map(|plain| String::from_utf8(plain).unwrap())
    }

    #[test]
    fn members_are_read_one_after_the_other_and_what_follows_is_not() {
        let two = [gzip("{\"a\":"), gzip("1}")].concat();
        assert_eq!(text(&two, 100).as_deref(), Some("{\"a\":1}"));
        let padded = [gzip("{}"), vec![0; 9]].concat();
        assert_eq!(text(&padded, 100).as_deref(), Some("{}"));
        assert_eq!(text(b"{}", 100).as_deref(), Some("{}"));
        assert_eq!(text(b"", 100).as_deref(), Some(""));
    }

    #[test]
    fn the_bound_holds_across_members_and_a_cut_is_an_error() {
        let two = [gzip("12345"), gzip("67890")].concat();
        assert_eq!(text(&two, 10).as_deref(), Some("1234567890"));
        for most in [0, 4, 5, 9] {
            assert_eq!(text(&two, most), None, "{most}");
        }
        let whole = gzip("12345");
        for len in 3..whole.len() {
            assert!(inflate(&whole[..len], 100).is_err(), "{len}");
        }
    }
}
