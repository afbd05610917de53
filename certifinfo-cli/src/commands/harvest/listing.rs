//! The list of all certifications, archived ones among them.

use std::collections::BTreeSet;

use certifinfo_ext::prelude::*;
use certifinfo_ext::{Items, RechercheRequest};

/// All certifications: a search without conditions, and then, where the service hides archived
/// certifications from it, a search for those that it did not have.
pub(super) struct Listing<'a, O> {
    api: &'a CertifInfo,
    options: O,
    items: Items,
    /// What was delivered, by earlier runs as well.
    listed: BTreeSet<CertifInfoCode>,
    /// How many were, when this search began.
    before: u64,
    /// No search follows.
    is_last: bool,
    /// The last item was an error: the search may have ended with it.
    failed: bool,
}

/// An item, the place before it (saved once the item is on disk, so never ahead of it), and the
/// number of certifications as far as it is known.
pub(super) type Listed = (
    certifinfo_ext::Result<Item>,
    Option<Checkpoint>,
    Option<u64>,
);

impl<'a, O: Fn(RechercheRequest) -> RechercheRequest> Listing<'a, O> {
    /// From the start, or from where an earlier run stopped; `delivered` is left out.
    pub(super) fn new(
        api: &'a CertifInfo,
        checkpoint: Option<Checkpoint>,
        delivered: Vec<CertifInfoCode>,
        options: O,
    ) -> Self {
        let is_last = checkpoint
            .as_ref()
            .is_some_and(|place| *place.query() == archived());
        let request = match checkpoint {
            Some(checkpoint) => api.resume(checkpoint),
            None => api.recherche(Recherche::new()),
        };
        let listed: BTreeSet<_> = delivered.into_iter().collect();
        Self {
            api,
            items: options(request.exclude(listed.iter().copied())).items(),
            options,
            listed,
            before: 0,
            is_last,
            failed: false,
        }
    }

    pub(super) async fn next(&mut self) -> Option<Listed> {
        loop {
            let place = self.items.resume();
            if let Some(item) = self.items.next().await {
                let code = item.as_ref().ok().and_then(|item| item.code().ok());
                self.listed.extend(code);
                self.failed = item.is_err();
                let total = self
                    .items
                    .total()
                    .map(|total| self.before.saturating_add(total));
                return Some((item, place, total));
            }
            if self.is_last || self.failed {
                return None;
            }
            self.is_last = true;
            match self.api.hides_archived().await {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some((Err(error), place, None)),
            }
            self.before = self.listed.len() as u64;
            let request = self.api.recherche(archived());
            let request = request.exclude(self.listed.iter().copied());
            self.items = (self.options)(request).items();
        }
    }
}

fn archived() -> Recherche {
    Recherche::new().archive(true)
}
