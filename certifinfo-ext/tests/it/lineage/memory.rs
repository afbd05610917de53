//! A registry in memory that counts what it is asked.

use std::collections::BTreeMap;
use std::sync::Mutex;

use certifinfo_ext::codes::{CertifInfoCode, CodeError, FicheCode};
use certifinfo_ext::lineage::{Registry, Subject};
use certifinfo_ext::views::CertificationView;
use certifinfo_sdk::types::Certification;
use serde_json::{Value, json};

/// Certifications by code. What links name and is not here is missing.
#[derive(Default)]
pub(crate) struct Table {
    records: BTreeMap<u32, Value>,
    asked: Mutex<Vec<Subject>>,
}

/// What the table answers with when it fails.
#[derive(Debug)]
pub(crate) struct Failed(pub(crate) String);

impl From<CodeError> for Failed {
    fn from(error: CodeError) -> Self {
        Failed(error.to_string())
    }
}

impl Table {
    /// Archived certifications (état 3), one replaced by the next, on both sides.
    pub(crate) fn chain(codes: &[u32]) -> Self {
        let pairs: Vec<_> = codes.windows(2).map(|pair| (pair[0], pair[1])).collect();
        Self::of(codes, &pairs)
    }

    /// Archived certifications with these replacements, old to new, on both sides of each.
    pub(crate) fn of(codes: &[u32], replaced: &[(u32, u32)]) -> Self {
        let mut table = Self::default();
        for code in codes {
            let old = replaced
                .iter()
                .filter(|(_, new)| new == code)
                .map(|(old, _)| old);
            let new = replaced
                .iter()
                .filter(|(old, _)| old == code)
                .map(|(_, new)| new);
            let record = json!({
                "certifinfo_code": code,
                "certifinfo_intitule": format!("Titre {code}"),
                "etat": 3,
                "ancienne_certification": old.collect::<Vec<_>>(),
                "nouvelle_certification": new.collect::<Vec<_>>(),
            });
            table.records.insert(*code, record);
        }
        table
    }

    /// Changes one property of one certification.
    pub(crate) fn set(mut self, code: u32, property: &str, value: Value) -> Self {
        self.records
            .entry(code)
            .or_insert_with(|| json!({ "certifinfo_code": code }))[property] = value;
        self
    }

    /// Makes certifications published.
    pub(crate) fn published(self, codes: &[u32]) -> Self {
        codes
            .iter()
            .fold(self, |table, code| table.set(*code, "etat", json!(0)))
    }

    /// How often it was asked, and whether twice for the same.
    pub(crate) fn asked(&self) -> (usize, bool) {
        let mut asked = self.asked.lock().unwrap().clone();
        let count = asked.len();
        asked.sort();
        asked.dedup();
        (count, asked.len() < count)
    }

    fn record(&self, code: u32) -> Option<Certification> {
        let record = self.records.get(&code)?;
        Some(serde_json::from_value(record.clone()).unwrap())
    }
}

impl Registry for Table {
    type Error = Failed;

    async fn certification(&self, code: CertifInfoCode) -> Result<Option<Certification>, Failed> {
        self.asked.lock().unwrap().push(code.into());
        // Answers do not come at once: others must have their turn.
        tokio::task::yield_now().await;
        if code.numero() == 500 {
            return Err(Failed("out of order".to_owned()));
        }
        Ok(self.record(code.numero()))
    }

    async fn of_fiche(&self, fiche: FicheCode) -> Result<Vec<CertifInfoCode>, Failed> {
        self.asked.lock().unwrap().push(fiche.into());
        let codes = self.records.keys().copied();
        Ok(codes
            .filter(|code| self.record(*code).unwrap().fiches().contains(&Ok(fiche)))
            .map(super::code)
            .collect())
    }
}
