//! `Checkpoint`: how far a search has come, as data.

use serde::{Deserialize, Deserializer, Serialize};

use super::Recherche;
use crate::paging::{KeySet, MAX_STORED, Progress};

/// How far a search has come. [`CertifInfo::resume`](crate::CertifInfo::resume) continues from it,
/// also in another process: it can be stored as JSON.
///
/// It holds the codes of the records that were received. The continued search therefore repeats
/// none, and can still prove that none is missing. A checkpoint without these codes (of an earlier
/// version, or of more than two million records) starts again at the first page; use
/// [`RechercheRequest::exclude`](super::RechercheRequest::exclude) to leave out what you have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    query: Recherche,
    page: u32,
    size: u32,
    /// The total last announced.
    total: Option<u64>,
    /// The first page of the walk.
    #[serde(default = "first_page", skip_serializing_if = "is_first_page")]
    start: u32,
    /// The largest page that came.
    #[serde(default)]
    page_len: u32,
    /// Keys received in the reading at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    received: Option<KeySet>,
    /// Keys received in any reading, where those are more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schemars", schemars(with = "Option<String>"))]
    delivered: Option<KeySet>,
    /// Whether the total changed, so that another reading is due.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    /// Whether a record came twice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    reordered: bool,
    /// Written by earlier versions, which counted rows of a page.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schemars", schemars(skip))]
    skip: Ignored,
}

/// A value that is read and ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Ignored;

impl<'de> Deserialize<'de> for Ignored {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Ignored)
    }
}

fn first_page() -> u32 {
    1
}

fn is_first_page(page: &u32) -> bool {
    *page == first_page()
}

impl Checkpoint {
    pub(super) fn new(query: Recherche, size: u32, progress: Progress) -> Self {
        let Progress {
            start,
            page,
            page_len,
            total,
            received,
            delivered,
            moved,
            reordered,
        } = progress;
        let stored = delivered.len() <= MAX_STORED;
        let more = stored && delivered.len() != received.len();
        Checkpoint {
            query,
            page,
            size,
            total,
            start,
            page_len,
            received: stored.then_some(received),
            delivered: more.then_some(delivered),
            moved,
            reordered,
            skip: Ignored,
        }
    }

    /// Where the walk continues: at its first page if the received keys are not known.
    pub(super) fn into_progress(self) -> Progress {
        match self.received {
            Some(received) => Progress {
                start: self.start,
                page: self.page,
                page_len: self.page_len,
                total: self.total,
                delivered: self.delivered.unwrap_or_else(|| received.clone()),
                received,
                moved: self.moved,
                reordered: self.reordered,
            },
            None => Progress {
                total: self.total,
                delivered: self.delivered.unwrap_or_default(),
                ..Progress::starting_at(self.start)
            },
        }
    }

    /// The search.
    pub fn query(&self) -> &Recherche {
        &self.query
    }

    /// The next page to request, counted from 1.
    #[must_use]
    pub fn page(&self) -> u32 {
        self.page
    }

    /// How many records are requested per page.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.size
    }

    /// The last total that the service announced, unless the records received disprove it.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// How many distinct records were received; `None` for a checkpoint without their codes.
    #[must_use]
    pub fn received(&self) -> Option<u64> {
        let all = self.delivered.as_ref().or(self.received.as_ref());
        all.map(KeySet::len)
    }
}
