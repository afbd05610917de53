//! The certifications to serve: hand-written, from the open-data export, or generated.

mod default;
mod draw;
mod kin;
mod open_data;
mod synthetic;
mod table;
mod types;
mod words;

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::query::Filter;
use crate::record::Record;
use synthetic::Synthetic;
use table::Table;

/// The certifications that a sandbox serves. Cloning is cheap.
#[derive(Clone)]
pub struct Catalogue(Arc<Source>);

enum Source {
    Table(Table),
    Synthetic(Synthetic),
}

/// The part of a search's answer that a page shows.
pub(crate) struct Extrait<'a> {
    pub(crate) total: u64,
    pub(crate) records: Vec<Cow<'a, Record>>,
}

/// Why a catalogue could not be read: the file, the line where there is one, and the reason.
#[derive(Debug)]
pub struct CatalogueError(String);

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CatalogueError {}

impl Default for Catalogue {
    /// The hand-written certifications: a few dozen, chosen for what makes them difficult.
    fn default() -> Self {
        Catalogue(Arc::new(Source::Table(default::table())))
    }
}

impl Catalogue {
    /// The open-data export of the producer (`;`, windows-1252), as published on data.gouv.fr.
    ///
    /// Rows of one certification are one certification with several RS. The predecessor a row
    /// names becomes its `ancienne_certification`; where the predecessor is a row too, it gets
    /// the inverse.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, a column is missing, or a row does not have the shape of
    /// the header; the message names the file, the column and the line.
    pub fn open_data(path: impl AsRef<Path>) -> Result<Self, CatalogueError> {
        let path = path.as_ref();
        let place = |reason| CatalogueError(format!("{}: {reason}", path.display()));
        let bytes = std::fs::read(path).map_err(|error| place(error.to_string()))?;
        let records = open_data::read(&bytes).map_err(place)?;
        Ok(Catalogue(Arc::new(Source::Table(Table::new(records)))))
    }

    /// `len` generated certifications, the same for the same seed: their shapes and shares are
    /// those of the open-data export, their titles and numbers invented.
    ///
    /// They are not held in memory; a search with filters generates every one. The first ones have
    /// special links, by position from 0: 0 to 3 is a chain, 4 to 6 a cycle, 10
    /// is replaced by 11 to 45, 50 by 51 and 52. Most predecessors are only named by a link.
    #[must_use]
    pub fn synthetic(len: u64, seed: u64) -> Self {
        Catalogue(Arc::new(Source::Synthetic(Synthetic::new(len, seed))))
    }

    /// How many certifications there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        match &*self.0 {
            Source::Table(table) => table.len(),
            Source::Synthetic(synthetic) => synthetic.len(),
        }
    }

    /// Whether there is nothing to serve.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One certification.
    pub(crate) fn get(&self, code: u32) -> Option<Cow<'_, Record>> {
        match &*self.0 {
            Source::Table(table) => table.get(code).map(Cow::Borrowed),
            Source::Synthetic(synthetic) => synthetic.get(code).map(Cow::Owned),
        }
    }

    /// What matches, in the order of the Certif Info codes: `size` records after `skip`.
    pub(crate) async fn page(&self, filter: &Filter, skip: u64, size: u64) -> Extrait<'_> {
        match &*self.0 {
            Source::Table(table) => table.page(filter, skip, size),
            Source::Synthetic(synthetic) => synthetic.page(filter, skip, size).await,
        }
    }

    /// An endless catalogue: the certifications again and again, under growing codes.
    pub(crate) fn endless(&self, skip: u64, size: u64) -> Vec<Cow<'_, Record>> {
        let Some(last) = self.len().checked_sub(1) else {
            return Vec::new();
        };
        let lap = u64::from(self.nth(last).code) + 1;
        let copy = |position: u64| {
            let mut record = self.nth(position % (last + 1)).into_owned();
            let code = u64::from(record.code) + position / (last + 1) * lap;
            // Nine digits are what a code has at most.
            record.code = u32::try_from(code % 1_000_000_000).unwrap_or(record.code);
            Cow::Owned(record)
        };
        (skip..skip.saturating_add(size)).map(copy).collect()
    }

    /// The certification at a position from 0; there must be one.
    pub(crate) fn nth(&self, position: u64) -> Cow<'_, Record> {
        match &*self.0 {
            Source::Table(table) => Cow::Borrowed(table.nth(position)),
            Source::Synthetic(synthetic) => Cow::Owned(synthetic.record(position)),
        }
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Catalogue({} certifications)", self.len())
    }
}
