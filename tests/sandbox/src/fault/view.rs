//! Which records a page shows when paging itself goes wrong.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Fault, Hits};
use crate::catalogue::{Catalogue, Extrait};
use crate::query::{Filter, Recherche};

/// How many certifications a moving total hides at most.
const HIDDEN: u64 = 150;

/// How many of them each search shows or hides.
const MOVED: u64 = 10;

/// How many searches read the catalogue in one order, where the order is unstable.
const STABLE: u64 = 7;

/// How many searches see the catalogue before a certification moves.
const UNMOVED: u64 = 2;

/// How often each fault that moves something has struck since the sandbox started.
#[derive(Default)]
pub(crate) struct Motion {
    shown: AtomicU64,
    hidden: AtomicU64,
    ordered: AtomicU64,
}

/// A page as it will be written.
pub(crate) struct Shown<'a> {
    pub(crate) page: Extrait<'a>,
    /// The size of a page.
    pub(crate) size: u64,
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
    let caps = [(Fault::PageCap20, 20), (Fault::PageCap50, 50)];
    let caps = caps.into_iter().filter(|(fault, _)| hits.has(*fault));
    let size = caps.map(|(_, cap)| cap).fold(asked.page_size, u64::min);
    let overlap = u64::from(hits.has(Fault::OverlappingPages) && size > 1);
    let skip = (asked.page_num - 1 - behind).saturating_mul(size - overlap);
    let mut filter = asked.filter.clone();
    if hits.has(Fault::ArchivedHidden) {
        filter.hide_archived();
    }
    let mut page = if hits.has(Fault::Endless) {
        let records = catalogue.endless(skip, size);
        Extrait {
            total: (asked.page_num + 1).saturating_mul(size),
            records,
        }
    } else {
        let turned = turn(hits, motion);
        turned.page(catalogue, &filter, skip, size).await
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
        size: size - overlap,
    }
}

/// Where the order begins: all orders but the first are the first, turned.
enum Turn {
    None,
    Half,
    /// The first certification is the last.
    Forward,
    /// The last certification is the first.
    Back,
}

fn turn(hits: Hits, motion: &Motion) -> Turn {
    let turns = [Fault::UnstableOrder, Fault::MovedToEnd, Fault::MovedToStart];
    if !hits.any(&turns) {
        return Turn::None;
    }
    let times = motion.ordered.fetch_add(1, Ordering::Relaxed);
    if hits.has(Fault::UnstableOrder) && times / STABLE % 2 == 1 {
        Turn::Half
    } else if hits.has(Fault::MovedToEnd) && times >= UNMOVED {
        Turn::Forward
    } else if hits.has(Fault::MovedToStart) && times >= UNMOVED {
        Turn::Back
    } else {
        Turn::None
    }
}

impl Turn {
    /// A page of the catalogue in this order.
    async fn page<'a>(
        &self,
        catalogue: &'a Catalogue,
        filter: &Filter,
        skip: u64,
        size: u64,
    ) -> Extrait<'a> {
        let mut page = catalogue.page(filter, skip, size).await;
        let total = page.total;
        let by = match self {
            Turn::None => return page,
            // Not at the border of a page.
            Turn::Half => total / 2 + 7,
            Turn::Forward => 1,
            Turn::Back => total.saturating_sub(1),
        };
        let count = size.min(total.saturating_sub(skip));
        let from = (skip + by) % total.max(1);
        let first = count.min(total - from);
        page.records = catalogue.page(filter, from, first).await.records;
        let rest = catalogue.page(filter, 0, count - first).await.records;
        page.records.extend(rest);
        page
    }
}
