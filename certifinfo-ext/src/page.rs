//! One page of results: every record kept, readable or not, with the JSON as it came.

mod decode;
mod item;
mod raw;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;

pub(crate) use self::decode::{decode, json_text};
pub use self::item::{Item, RecordError};
use self::raw::Raw;
use crate::error::Result;
use crate::paging::PageLike;

/// A page of a search.
///
/// A record that does not decode is handed over as the error of that record, in its place; the
/// others arrive.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page {
    /// The records, in the service's order.
    pub items: Vec<Result<Item, RecordError>>,
    /// The page's number, counted from 1.
    pub number: u32,
    /// How many records a page was asked to have.
    pub size: u32,
    /// How many records the service says the search has in all.
    pub total: Option<u64>,
    raw: Arc<Raw>,
}

impl Page {
    /// The JSON of the whole page as it came, unknown properties included.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.raw.text()
    }

    /// The JSON of the record at `index` of the page as it came; `None` beyond its end.
    #[must_use]
    pub fn raw_record(&self, index: usize) -> Option<&RawValue> {
        self.raw.record(index)
    }

    /// Reads the JSON of page `number`, asked for with `size` records: what every answer goes
    /// through, and pages that were stored.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is no page, or no JSON.
    pub fn from_json(json: impl Into<Bytes>, number: u32, size: u32) -> Result<Self> {
        let raw = Arc::new(Raw::new(json.into(), number));
        let (total, items) = decode::page(&raw)?;
        Ok(Page {
            items,
            number,
            size,
            total,
            raw,
        })
    }

    /// The place of the item at `at` in the page as it came: items delivered before may have been
    /// left out.
    fn index(&self, at: usize) -> usize {
        match self.items.get(at) {
            Some(Ok(item)) => item.index(),
            Some(Err(error)) => error.index(),
            None => at,
        }
    }

    fn digest(&self, at: usize) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.raw_record(self.index(at))
            .map(RawValue::get)
            .hash(&mut hasher);
        hasher.finish()
    }
}

impl PageLike for Page {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn total(&self) -> Option<u64> {
        self.total
    }

    /// The Certif Info code; for a record without one, a digest of its JSON, with a bit set that
    /// no code reaches.
    fn key(&self, index: usize) -> u64 {
        let code = self
            .items
            .get(index)
            .and_then(|item| item.as_ref().ok())
            .and_then(Item::key);
        code.unwrap_or_else(|| self.digest(index) | 1 << 63)
    }

    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (0..self.items.len()).for_each(|index| self.digest(index).hash(&mut hasher));
        hasher.finish()
    }

    fn retain(&mut self, keep: &[bool]) {
        let mut flags = keep.iter();
        self.items.retain(|_| flags.next().copied().unwrap_or(true));
    }
}
