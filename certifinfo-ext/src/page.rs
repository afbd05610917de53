//! `Page`: the records of one page, decoded or with their errors, and the JSON as received.

mod decode;
mod envelope;
mod item;
mod outline;
mod raw;

use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;

pub(crate) use self::decode::{
    decode, decode_any, in_bounds, json_text, says_nothing, without_mark,
};
pub(crate) use self::envelope::message;
pub use self::item::{Item, RecordError};
pub(crate) use self::outline::outline;
use self::raw::Raw;
use crate::error::Result;
use crate::paging::{Next, PageLike, Total};

/// A page of a search.
///
/// A record that does not decode is an `Err` in [`items`](Self::items); the others are unaffected.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page {
    /// The records, in the service's order.
    pub items: Vec<Result<Item, RecordError>>,
    /// The page's number, counted from 1.
    pub number: u32,
    /// The requested page size.
    pub size: u32,
    /// The number of records of the whole search, as the service announces it.
    pub total: Option<u64>,
    announced: Option<Total>,
    next: Next,
    message: Option<String>,
    raw: Arc<Raw>,
}

impl Page {
    /// The JSON of the whole page as received, unknown properties included.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.raw.text()
    }

    /// The JSON of the record at `index` of the page as received; `None` beyond its end.
    #[must_use]
    pub fn raw_record(&self, index: usize) -> Option<&RawValue> {
        self.raw.record(index)
    }

    /// Reads the JSON of page `number`, requested with page size `size`, such as a stored
    /// [`raw`](Self::raw).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is not JSON or not a page.
    pub fn from_json(json: impl Into<Bytes>, number: u32, size: u32) -> Result<Self> {
        let raw = Arc::new(Raw::new(decode::without_mark(json.into()), number));
        let page = decode::page(&raw)?;
        Ok(Page {
            items: page.items,
            number,
            size,
            total: page.total.map(Total::value),
            announced: page.total,
            next: page.next,
            message: page.message,
            raw,
        })
    }

    /// The message of the service on a page without records, if there is one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The keys of the items, in order: see [`PageLike::key`].
    pub(crate) fn keys(&self) -> Vec<u64> {
        (0..self.items.len()).map(|at| self.key(at)).collect()
    }

    /// The index of the item at `at` in the page as received, before delivered items were removed.
    fn index(&self, at: usize) -> usize {
        match self.items.get(at) {
            Some(Ok(item)) => item.index(),
            Some(Err(error)) => error.index(),
            None => at,
        }
    }

    /// FNV-1a: the same in every version of this program, because checkpoints hold it.
    fn digest(bytes: impl IntoIterator<Item = u8>) -> u64 {
        let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, step)
    }
}

impl PageLike for Page {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn total(&self) -> Option<Total> {
        self.announced
    }

    fn next(&self) -> Next {
        self.next
    }

    /// The Certif Info code. For a record without one, a digest of its JSON; for one that does not
    /// decode and has none, of its place, because several may be broken alike. Both have a bit set
    /// that no code reaches.
    fn key(&self, index: usize) -> u64 {
        let place = self.index(index);
        let bytes = || self.raw.record_bytes(place).unwrap_or_default();
        let (code, digest) = match self.items.get(index) {
            Some(Err(error)) => {
                let place = [self.number.to_le_bytes(), (place as u32).to_le_bytes()];
                (
                    error.code_number().map(u64::from),
                    Self::digest(place.concat()),
                )
            }
            Some(Ok(item)) => match item.key() {
                Some(code) => return code,
                None => (None, Self::digest(bytes().iter().copied())),
            },
            None => (None, 0),
        };
        code.unwrap_or(digest | 1 << 63)
    }

    fn is_anonymous(&self, index: usize) -> bool {
        let error = self.items.get(index).and_then(|item| item.as_ref().err());
        error.is_some_and(|error| error.code_number().is_none())
    }

    fn fingerprint(&self) -> u64 {
        let records = (0..self.items.len()).map(|at| self.raw.record_bytes(self.index(at)));
        Self::digest(records.flatten().flatten().copied())
    }

    fn retain(&mut self, keep: &[bool]) {
        let mut flags = keep.iter();
        self.items.retain(|_| flags.next().copied().unwrap_or(true));
    }
}
