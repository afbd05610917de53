//! Where a walk over pages had got to, as data.

use serde::{Deserialize, Serialize};

use super::Recherche;

/// Where a search had got to: give it to [`CertifInfo::resume`](crate::CertifInfo::resume) to go
/// on from there, in another process if need be.
///
/// If the total is no longer the one seen, records may have moved across the pages already read.
/// The walk then reads its pages once more at the end and leaves out what it has delivered itself;
/// tell it what was delivered before with
/// [`RechercheRequest::exclude`](super::RechercheRequest::exclude), and it looks at all pages
/// and repeats nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    pub(super) query: Recherche,
    pub(super) page: u32,
    pub(super) size: u32,
    /// The total as last announced.
    pub(super) total: Option<u64>,
    /// Records of that page that have been delivered.
    #[serde(default)]
    pub(super) skip: usize,
    /// Whether the total had changed, so that another reading is due.
    #[serde(default)]
    pub(super) moved: bool,
}

impl Checkpoint {
    /// The search.
    pub fn query(&self) -> &Recherche {
        &self.query
    }

    /// The next page to ask for, counted from 1.
    #[must_use]
    pub fn page(&self) -> u32 {
        self.page
    }

    /// Records asked for a page.
    #[must_use]
    pub fn size(&self) -> u32 {
        self.size
    }

    /// The total that the service had last announced, if it had.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }
}
