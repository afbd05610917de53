//! Answers whose bytes are not quite JSON, or not quite what their headers say.

use std::io::Write as _;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Fault, Hits};

/// A property's value that [`respell`] replaces: a text that nothing else holds.
pub(super) const MARK: &str = "@respell@";

/// What stands in a record that is not JSON, in the place of a value that ends it.
pub(super) const SPELLINGS: [(Fault, &str); 4] = [
    (Fault::NotANumber, "NaN"),
    (Fault::LoneSurrogate, r#""\ud800""#),
    (Fault::RawTab, "\"a\tb\""),
    (Fault::TrailingComma, "1,"),
];

/// Rewrites the bytes of an answer, if a fault asks for it.
pub(crate) async fn respell(hits: Hits, response: Response) -> Response {
    let spelling = SPELLINGS.iter().find(|(fault, _)| hits.has(*fault));
    let others = [Fault::DataTwice, Fault::ByteOrderMark, Fault::GzipMembers];
    if !response.status().is_success() || (spelling.is_none() && !hits.any(&others)) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // The bodies are our own and in memory already: nothing to bound, nothing that fails.
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if let Some((_, spelling)) = spelling {
        text = text.replace(&format!("\"{MARK}\""), spelling);
    }
    if hits.has(Fault::DataTwice) && text.contains(r#""data":"#) {
        text = text.replacen('{', r#"{"data":[],"#, 1);
    }
    if hits.has(Fault::ByteOrderMark) {
        text.insert(0, '\u{feff}');
    }
    let mut body = Bytes::from(text);
    if hits.has(Fault::GzipMembers) {
        let (start, end) = body.split_at(body.len() / 2);
        body = Bytes::from([gzip(start), gzip(end)].concat());
        let encoding = HeaderValue::from_static("gzip");
        parts.headers.insert(header::CONTENT_ENCODING, encoding);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail; were it to, a test would see a broken stream.
    let _ = encoder.write_all(text);
    encoder.finish().unwrap_or_default()
}
