//! A page's bytes, and where in them each record lies: found only when somebody asks.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::decode::{Envelope, json_text};

pub(super) struct Raw {
    bytes: Bytes,
    number: u32,
    records: OnceLock<Vec<Range<usize>>>,
}

impl Raw {
    pub(super) fn new(bytes: Bytes, number: u32) -> Self {
        Raw {
            bytes,
            number,
            records: OnceLock::new(),
        }
    }

    pub(super) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    pub(super) fn text(&self) -> &str {
        json_text(&self.bytes)
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn record(&self, index: usize) -> Option<&RawValue> {
        let ranges = self.records.get_or_init(|| self.scan());
        let record = self.bytes.get(ranges.get(index)?.clone())?;
        serde_json::from_slice(record).ok()
    }

    fn scan(&self) -> Vec<Range<usize>> {
        let start = self.bytes.as_ptr() as usize;
        let range = |record: &&RawValue| {
            let at = record.get().as_ptr() as usize - start;
            at..at + record.get().len()
        };
        let records = Envelope::read(&self.bytes).and_then(|envelope| envelope.records());
        records
            .map(|records| records.iter().map(range).collect())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes.len())
    }
}
