//! The bytes of a page, and the position of each record in them, found on first use.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::outline::{Span, outline};

pub(super) struct Raw {
    bytes: Bytes,
    number: u32,
    records: OnceLock<Vec<Span>>,
    /// The text, where the bytes are not UTF-8.
    text: OnceLock<String>,
}

impl Raw {
    pub(super) fn new(bytes: Bytes, number: u32) -> Self {
        Raw {
            bytes,
            number,
            records: OnceLock::new(),
            text: OnceLock::new(),
        }
    }

    pub(super) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_else(|_| {
            self.text
                .get_or_init(|| String::from_utf8_lossy(&self.bytes).into_owned())
        })
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn record(&self, index: usize) -> Option<&RawValue> {
        serde_json::from_slice(self.record_bytes(index)?).ok()
    }

    pub(super) fn record_bytes(&self, index: usize) -> Option<&[u8]> {
        let spans = self.records.get_or_init(|| self.spans());
        self.bytes.get(spans.get(index)?.clone())
    }

    /// The record as text; bytes that are not UTF-8 are replaced.
    pub(super) fn record_text(&self, index: usize) -> Cow<'_, str> {
        String::from_utf8_lossy(self.record_bytes(index).unwrap_or_default())
    }

    fn spans(&self) -> Vec<Span> {
        outline(&self.bytes)
            .map(|outline| outline.records)
            .unwrap_or_default()
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes.len())
    }
}
