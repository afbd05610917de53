//! The accounts of a walk: which records came, what the service says there are, and what follows.
//!
//! This is the only place that decides whether a walk may end. It sends nothing: it judges one
//! answer after the other, in the order of the pages.

use super::{KeySet, Next, PageLike, PagingError, Progress, Total, WalkOptions};

/// Readings of all pages at most.
const READINGS: u32 = 10;
/// Readings again in a row that bring nothing new, at most.
const FRUITLESS: u32 = 2;
/// Pages in a row that bring nothing new, at most, while records move; fewer if they are the same.
const STALE: u32 = 10;
const SAME: u32 = 3;
/// Empty pages in a row, at most, that announce another without a `total`.
const GAPS: u32 = 3;
/// Pages in a row that are left out, at most: more is an outage.
const SKIPPED: u32 = 5;
/// Pages read at most when the service gives no `total`.
const PAGES_WITHOUT_TOTAL: u64 = 20_000;

/// What follows from an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Continue with the next page.
    Continue,
    /// Request the same page again, after a pause.
    AskAgain,
    /// Read all pages again: see [`Ledger::begin_reading`].
    ReadAgain,
    /// Look whether there is a page 0: see [`Ledger::judge_zero`].
    ProbeZero,
    /// Nothing is missing.
    End,
    Fail(PagingError),
}

/// What an error for a page says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    PastEnd,
    OfPage,
}

pub(super) struct Ledger {
    size: u64,
    asks: u32,
    nonempty: bool,
    verify: bool,
    allow_missing: bool,
    exclude: KeySet,
    start: u32,

    /// The largest page so far: the page size that the service really uses.
    page_len: u64,
    /// The total last announced, unless what came disproved it.
    total: Option<Total>,
    /// Set once more records have come than an unchanging total announced.
    distrusted: bool,
    first_total: Option<u64>,
    /// Whether `total` changed in any reading.
    ever_moved: bool,
    /// Keys of all readings.
    met: KeySet,
    /// Keys of this reading; `None` in the first, where they are `met`.
    reading: Option<KeySet>,
    /// Keys of the reading before.
    previous: Option<KeySet>,
    readings: u32,
    fruitless: u32,
    zero_asked: bool,
    /// The verdict to apply if page 0 does not exist.
    after_zero: Verdict,
    /// Set when continuing later means reading all pages again.
    restart: bool,

    // Of this reading:
    /// Records that are taken to precede the first page of the walk.
    base: u64,
    /// Records that came, counting repeats.
    rows: u64,
    pages: u64,
    begun: bool,
    /// Whether the pages before were read by an earlier walk.
    partial: bool,
    /// Whether `total` changed.
    moved: bool,
    /// Whether records moved in the part of the reading that an earlier walk read.
    owed: bool,
    /// Whether a record came twice.
    reordered: bool,
    /// Whether each page's total was the page's own count.
    local_total: bool,
    /// The fingerprint of the page before; 0 if there is none.
    last_page: u64,
    last_next: Next,
    asked: u32,
    stale: u32,
    gaps: u32,
    skipped: u64,
    skipped_in_a_row: u32,
    /// Whether this reading brought anything that is delivered.
    brought: bool,
}

impl Ledger {
    pub(super) fn new(options: WalkOptions) -> Self {
        let from = options.from;
        let mut met = from.delivered;
        met.extend(from.received.iter());
        let first = from.received.len() == met.len();
        let mut ledger = Ledger {
            size: u64::from(options.size),
            asks: options.asks,
            nonempty: options.nonempty,
            verify: options.verify,
            allow_missing: options.allow_missing,
            exclude: options.exclude,
            start: from.start,
            page_len: u64::from(from.page_len),
            total: from.total.map(Total::Exact),
            distrusted: false,
            first_total: None,
            ever_moved: from.moved,
            met,
            reading: (!first).then_some(from.received),
            previous: None,
            readings: 0,
            fruitless: 0,
            zero_asked: false,
            after_zero: Verdict::End,
            restart: false,
            base: 0,
            rows: 0,
            pages: 0,
            begun: false,
            partial: from.page > from.start,
            moved: false,
            owed: from.moved,
            reordered: from.reordered,
            local_total: true,
            last_page: 0,
            last_next: Next::Silent,
            asked: 0,
            stale: 0,
            gaps: 0,
            skipped: 0,
            skipped_in_a_row: 0,
            brought: false,
        };
        ledger.rows = ledger.seen().len();
        ledger.set_base(ledger.page_len);
        ledger
    }

    /// The total last announced, unless what came disproved it.
    pub(super) fn total(&self) -> Option<u64> {
        self.total.map(Total::value)
    }

    /// Distinct records of this reading, counting those before the first page of the walk.
    pub(super) fn received(&self) -> u64 {
        self.base + self.seen().len()
    }

    /// Whether a page of this reading has come.
    pub(super) fn begun(&self) -> bool {
        self.begun
    }

    /// How often the page at hand has been requested again.
    pub(super) fn asked(&self) -> u32 {
        self.asked
    }

    /// The first page of a reading.
    pub(super) fn start(&self) -> u32 {
        self.start
    }

    pub(super) fn is_first_reading(&self) -> bool {
        self.readings == 0
    }

    /// Whether a page is expected behind `waiting` others that are under way.
    pub(super) fn wants(&self, waiting: usize) -> bool {
        let Some(total) = self.total else {
            return false;
        };
        let page_len = if self.page_len == 0 {
            self.size
        } else {
            self.page_len
        };
        let left = total.value().saturating_sub(self.received());
        let past_end = left % page_len == 0;
        (waiting as u64) < left.div_ceil(page_len) + u64::from(past_end)
    }

    /// How far the walk has come, with `page` to be requested next.
    pub(super) fn progress(&self, page: u32) -> Progress {
        let mut progress = Progress {
            start: self.start,
            page,
            page_len: u32::try_from(self.page_len).unwrap_or(u32::MAX),
            total: self.total(),
            received: self.seen().clone(),
            delivered: self.met.clone(),
            moved: self.moved || self.owed,
            reordered: self.reordered,
        };
        if self.restart {
            progress.page = self.start;
            progress.received = KeySet::default();
            progress.moved = false;
            progress.reordered = false;
        }
        progress
    }

    /// Judges a page: which of its records are to be delivered, and what follows.
    pub(super) fn judge(&mut self, page: &impl PageLike) -> (Vec<bool>, Verdict) {
        let keys: Vec<u64> = (0..page.len()).map(|index| page.key(index)).collect();
        if !self.begun && !self.partial {
            self.note_first(keys.len() as u64, page.total());
        }
        self.note_total(page.total(), keys.len() as u64);
        self.distrust();
        self.skipped_in_a_row = 0;
        let fingerprint = page.fingerprint();
        let repeats = fingerprint == self.last_page;
        if !self.brings_new(page, &keys, repeats) {
            let verdict = self.nothing_new(keys.len(), repeats, page.next());
            self.last_page = fingerprint;
            return (vec![false; keys.len()], verdict);
        }
        let keep: Vec<bool> = keys.iter().map(|&key| self.enter(key)).collect();
        self.brought |= keep.contains(&true);
        self.begun = true;
        self.asked = 0;
        self.stale = 0;
        self.gaps = 0;
        self.pages += 1;
        self.rows += keys.len() as u64;
        let full = self.is_full(keys.len() as u64);
        self.page_len = self.page_len.max(keys.len() as u64);
        self.last_page = fingerprint;
        self.last_next = page.next();
        self.distrust();
        (keep, self.after_page(full))
    }

    /// Judges an error: what follows, if it does not end the walk.
    pub(super) fn judge_error(&mut self, refusal: Refusal) -> Option<Verdict> {
        match refusal {
            Refusal::PastEnd => self.refused(),
            Refusal::OfPage => self.skip(),
        }
    }

    /// Judges page 0, if there is one: what follows.
    pub(super) fn judge_zero<P: PageLike>(&mut self, page: Option<&P>) -> Verdict {
        let is_new = |page: &P| {
            let mut named = (0..page.len()).filter(|&index| !page.is_anonymous(index));
            named.any(|index| !self.met.contains(page.key(index)))
        };
        if page.is_some_and(is_new) {
            return self.fail_anew(PagingError::ZeroBased);
        }
        self.after_zero
    }

    /// Starts another reading of all pages.
    pub(super) fn begin_reading(&mut self) {
        let set = self.reading.replace(KeySet::default());
        self.previous = Some(set.unwrap_or_else(|| self.met.clone()));
        self.readings += 1;
        self.rows = 0;
        self.pages = 0;
        self.begun = false;
        self.partial = false;
        self.moved = false;
        self.owed = false;
        self.reordered = false;
        self.local_total = true;
        self.last_page = 0;
        self.last_next = Next::Silent;
        self.asked = 0;
        self.stale = 0;
        self.gaps = 0;
        self.skipped = 0;
        self.skipped_in_a_row = 0;
        self.brought = false;
    }

    /// Keys of this reading.
    fn seen(&self) -> &KeySet {
        self.reading.as_ref().unwrap_or(&self.met)
    }

    /// Distinct records that count towards `total`. While `total` has never changed, those of
    /// earlier readings count too: they are still there.
    fn known(&self) -> u64 {
        if self.ever_moved || self.verify {
            self.received()
        } else {
            self.base + self.met.len()
        }
    }

    /// Enters a key, and says whether its record is to be delivered.
    fn enter(&mut self, key: u64) -> bool {
        let first_ever = self.met.insert(key);
        let first = match &mut self.reading {
            Some(reading) => reading.insert(key),
            None => first_ever,
        };
        self.reordered |= !first;
        first_ever && !self.exclude.contains(key)
    }

    /// Where the walk starts behind page 1: how many records precede it. Pages as long as asked
    /// for are assumed unless that contradicts `total`.
    fn note_first(&mut self, count: u64, total: Option<Total>) {
        let short = count < self.size
            && total
                .is_some_and(|total| u64::from(self.start - 1) * self.size + count < total.value());
        self.set_base(if short { count } else { self.size });
    }

    fn set_base(&mut self, page_len: u64) {
        self.base = u64::from(self.start.saturating_sub(1)).saturating_mul(page_len);
    }

    fn note_total(&mut self, total: Option<Total>, count: u64) {
        let Some(total) = total.filter(|_| !self.distrusted) else {
            return;
        };
        // The own count of an empty page.
        if count == 0 && total.value() == 0 && self.received() > 0 {
            return;
        }
        self.local_total &= count == 0 || total.value() == count;
        let before = self.total.map(Total::value);
        if before.is_some_and(|before| before != total.value()) {
            self.moved = true;
            self.ever_moved = true;
        }
        self.total = Some(total);
        self.first_total.get_or_insert(total.value());
    }

    /// More has come than the total announces: it is capped, or the page's own count, and says
    /// nothing about the end. One that changed is another matter: there records may have moved.
    fn distrust(&mut self) {
        let local = self.local_total && self.pages > 1;
        let exceeded = self
            .total
            .is_some_and(|total| total.value() < self.known().max(self.received()));
        if exceeded && (!self.moved || local) {
            self.total = None;
            self.distrusted = true;
            self.moved &= !local;
        }
    }

    /// Whether a page is so long that another may follow whatever `total` says. Of the first page
    /// only its length is known: a round number may be a bound on page sizes.
    fn is_full(&self, count: u64) -> bool {
        if self.page_len == 0 {
            count >= self.size || count.is_multiple_of(10) || count.is_multiple_of(25)
        } else {
            count >= self.page_len
        }
    }

    fn after_page(&mut self, full: bool) -> Verdict {
        match self.total {
            Some(Total::Exact(total)) if self.known() >= total => {
                if full || self.last_next == Next::More {
                    Verdict::Continue
                } else {
                    self.conclude()
                }
            }
            Some(_) => {
                let first = self.first_total.unwrap_or_default();
                let most = first.saturating_mul(2).saturating_add(10 * self.size);
                self.unless(self.base + self.rows > most)
            }
            None => self.unless(self.pages >= PAGES_WITHOUT_TOTAL),
        }
    }

    fn unless(&self, endless: bool) -> Verdict {
        if endless {
            Verdict::Fail(PagingError::Endless)
        } else {
            Verdict::Continue
        }
    }

    /// Whether fewer distinct records came than announced, and pages left out do not explain it.
    fn is_short(&self) -> bool {
        let left_out = self.skipped * self.page_len.max(self.size);
        self.total
            .is_some_and(|total| self.known() + left_out < total.value())
    }

    /// Whether as many rows came as announced, be it with repeats.
    fn rows_reached(&self) -> bool {
        self.total
            .is_some_and(|total| self.base + self.rows >= total.value())
    }

    /// Whether a page has a record that this reading has not met. Records without a key say
    /// nothing about that beside others: each is new in its place.
    fn brings_new(&self, page: &impl PageLike, keys: &[u64], repeats: bool) -> bool {
        let unmet = |index: &usize| !self.seen().contains(keys[*index]);
        let (nameless, named): (Vec<usize>, Vec<usize>) =
            (0..keys.len()).partition(|&index| page.is_anonymous(index));
        if named.is_empty() {
            nameless.iter().any(unmet) && !repeats
        } else {
            named.iter().any(unmet)
        }
    }

    /// A page without a record that this reading has not met.
    fn nothing_new(&mut self, count: usize, repeats: bool, next: Next) -> Verdict {
        if count == 0 {
            return self.empty(next);
        }
        let at_end = match self.total {
            Some(_) => !self.is_short(),
            None => repeats && self.last_next == Next::End,
        };
        if at_end {
            return self.conclude();
        }
        if !self.moved && !self.reordered && count > 1 && !self.rows_reached() {
            return self.ask_again_or(Verdict::Fail(PagingError::RepeatedPage));
        }
        self.reordered = true;
        self.begun = true;
        self.rows += count as u64;
        self.stale += 1;
        if self.stale >= if repeats { SAME } else { STALE } {
            self.conclude()
        } else {
            Verdict::Continue
        }
    }

    fn empty(&mut self, next: Next) -> Verdict {
        let announced = match self.total {
            Some(_) => self.is_short() && !self.rows_reached(),
            None => self.last_next == Next::More || next == Next::More,
        };
        // Where `total` changes again, another reading is due, whatever this page would bring.
        let is_waste = self.moved && self.readings > 0;
        if announced && !is_waste && self.asked + 1 < self.asks {
            self.asked += 1;
            return Verdict::AskAgain;
        }
        if announced && self.total.is_none() && next == Next::More {
            // Pages that are filtered after paging may be empty in the middle.
            self.asked = 0;
            self.gaps += 1;
            return if self.gaps >= GAPS {
                Verdict::Fail(PagingError::EmptyPage)
            } else {
                Verdict::Continue
            };
        }
        self.conclude()
    }

    fn ask_again_or(&mut self, otherwise: Verdict) -> Verdict {
        self.asked += 1;
        if self.asked < self.asks {
            Verdict::AskAgain
        } else {
            otherwise
        }
    }

    /// The service refuses a page: the end, if nothing contradicts that.
    fn refused(&mut self) -> Option<Verdict> {
        if self.received() == 0 && !self.begun {
            return None;
        }
        let is_end = match self.total {
            Some(Total::Exact(_)) => !self.is_short() || self.rows_reached(),
            Some(Total::AtLeast(least)) => self.known() > least,
            None => self.last_next != Next::More,
        };
        is_end.then(|| self.conclude())
    }

    /// A page stays unreadable: leave it out, if that is wanted.
    fn skip(&mut self) -> Option<Verdict> {
        if !self.allow_missing || self.skipped_in_a_row >= SKIPPED {
            return None;
        }
        if matches!(self.total, Some(Total::Exact(_))) && !self.is_short() {
            return Some(self.conclude());
        }
        self.asked = 0;
        self.skipped += 1;
        self.skipped_in_a_row += 1;
        Some(Verdict::Continue)
    }

    /// Records came twice, and no total says that all came nevertheless.
    fn order_is_unproven(&self) -> bool {
        self.reordered && !matches!(self.total, Some(Total::Exact(_)))
    }

    /// The reading is at its end: does that prove that nothing is missing?
    fn conclude(&mut self) -> Verdict {
        if self.nonempty && self.known() == 0 && self.skipped == 0 {
            let verdict = self.fail_anew(PagingError::EmptyCatalogue);
            return self.unless_zero_based(verdict);
        }
        // Most of what came is said to be gone: an outage rather than an end.
        if self.total().is_some_and(|total| total < self.met.len() / 2) {
            return self.fail_anew(PagingError::MovingTotal);
        }
        let short = self.is_short();
        let unsettled = self.verify && self.previous.as_ref() != Some(self.seen());
        let doubtful = self.reordered || self.partial;
        if self.moved || self.owed || self.order_is_unproven() || unsettled || (short && doubtful) {
            return self.read_again_or_fail();
        }
        if short {
            return self.unless_zero_based(Verdict::Fail(PagingError::EmptyPage));
        }
        if self.total.is_none() {
            return self.unless_zero_based(Verdict::End);
        }
        Verdict::End
    }

    /// Nothing else says whether a page 0 precedes page 1.
    fn unless_zero_based(&mut self, verdict: Verdict) -> Verdict {
        if self.start != 1 || self.zero_asked {
            return verdict;
        }
        self.zero_asked = true;
        self.after_zero = verdict;
        Verdict::ProbeZero
    }

    fn read_again_or_fail(&mut self) -> Verdict {
        self.fruitless = if self.readings > 0 && !self.brought {
            self.fruitless + 1
        } else {
            0
        };
        if self.fruitless < FRUITLESS && self.readings + 1 < READINGS {
            return Verdict::ReadAgain;
        }
        self.fail_anew(if self.moved {
            PagingError::MovingTotal
        } else {
            PagingError::MovingOrder
        })
    }

    /// Fails where continuing means reading all pages again.
    fn fail_anew(&mut self, error: PagingError) -> Verdict {
        self.restart = true;
        Verdict::Fail(error)
    }
}
