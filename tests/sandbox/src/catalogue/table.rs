//! A catalogue held in memory, sorted by Certif Info code.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Extrait;
use crate::query::Filter;
use crate::record::{Lien, Record};

/// Records by code.
pub(super) struct Table(Vec<Record>);

impl Table {
    /// Sorts the records and gives each one the successors that name it as their predecessor.
    pub(super) fn new(mut records: Vec<Record>) -> Self {
        records.sort_by_key(|record| record.code);
        let mut successors: BTreeMap<u32, Vec<Lien>> = BTreeMap::new();
        for record in &records {
            for ancienne in &record.anciennes {
                successors
                    .entry(ancienne.code)
                    .or_default()
                    .push(record.lien());
            }
        }
        for record in &mut records {
            for lien in successors.remove(&record.code).unwrap_or_default() {
                if record.nouvelles.iter().all(|known| known.code != lien.code) {
                    record.nouvelles.push(lien);
                }
            }
        }
        Table(records)
    }

    pub(super) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    pub(super) fn get(&self, code: u32) -> Option<&Record> {
        self.0
            .binary_search_by_key(&code, |record| record.code)
            .ok()
            .map(|at| &self.0[at])
    }

    /// The record at a position below `len`.
    pub(super) fn nth(&self, position: u64) -> &Record {
        &self.0[usize::try_from(position).unwrap_or(usize::MAX)]
    }

    pub(super) fn page(&self, filter: &Filter, skip: u64, size: u64) -> Extrait<'_> {
        let skip = usize::try_from(skip).unwrap_or(usize::MAX);
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if filter.is_empty() {
            let records = self
                .0
                .iter()
                .skip(skip)
                .take(size)
                .map(Cow::Borrowed)
                .collect();
            return Extrait {
                total: self.len(),
                records,
            };
        }
        let found: Vec<&Record> = self
            .0
            .iter()
            .filter(|record| filter.matches(record))
            .collect();
        Extrait {
            total: found.len() as u64,
            records: found
                .into_iter()
                .skip(skip)
                .take(size)
                .map(Cow::Borrowed)
                .collect(),
        }
    }
}
