//! Which records a page shows when paging itself goes wrong.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Fault, Hits};
use crate::catalogue::{Catalogue, Extrait};
use crate::query::Recherche;

/// How many certifications a moving total hides at most.
const HIDDEN: u64 = 150;

/// How many of them each search shows or hides.
const MOVED: u64 = 10;

/// How often a moving total has moved since the sandbox started.
#[derive(Default)]
pub(crate) struct Motion {
    shown: AtomicU64,
    hidden: AtomicU64,
}

/// A page as it will be written.
pub(crate) struct Shown<'a> {
    pub(crate) page: Extrait<'a>,
    pub(crate) wrong_next: bool,
}

/// The page that a search gets to see.
pub(crate) async fn shown<'a>(
    catalogue: &'a Catalogue,
    asked: &Recherche,
    hits: Hits,
    motion: &Motion,
) -> Shown<'a> {
    let later = asked.page_num > 1;
    let behind = u64::from(later && hits.has(Fault::RepeatPage));
    let size = asked.page_size;
    let skip = (asked.page_num - 1 - behind).saturating_mul(size);
    let mut page = if hits.has(Fault::Endless) {
        let records = catalogue.endless(skip, size);
        Extrait {
            total: (asked.page_num + 1).saturating_mul(size),
            records,
        }
    } else {
        catalogue.page(&asked.filter, skip, size).await
    };
    let most = HIDDEN.min(page.total / 2);
    let mut hidden = 0;
    if hits.has(Fault::MovingTotal) {
        let times = motion.shown.fetch_add(1, Ordering::Relaxed);
        hidden = most.saturating_sub(times.saturating_mul(MOVED));
    }
    if hits.has(Fault::ShrinkingTotal) {
        let times = motion.hidden.fetch_add(1, Ordering::Relaxed);
        hidden = hidden.max(most.min(times.saturating_mul(MOVED)));
    }
    page.total -= hidden;
    let left = usize::try_from(page.total.saturating_sub(skip)).unwrap_or(usize::MAX);
    page.records.truncate(left);
    if later && hits.has(Fault::EmptyPage) {
        page.records.clear();
    }
    Shown {
        page,
        wrong_next: hits.has(Fault::WrongNext),
    }
}
