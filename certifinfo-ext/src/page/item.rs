//! `Item` and `RecordError`: a record of a page, or why it does not decode.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use certifinfo_sdk::types::CertificationRecherche;
use serde_json::value::RawValue;

use super::raw::Raw;
use crate::codes::CertifInfoCode;

/// A search item: the generated record ([`CertificationRecherche`], through `Deref`) and its JSON.
#[derive(Clone)]
pub struct Item {
    record: CertificationRecherche,
    page: Arc<Raw>,
    index: usize,
}

impl Item {
    pub(super) fn new(record: CertificationRecherche, page: &Arc<Raw>, index: usize) -> Self {
        Item {
            record,
            page: Arc::clone(page),
            index,
        }
    }

    /// Returns the generated record and drops the JSON.
    #[must_use]
    pub fn into_record(self) -> CertificationRecherche {
        self.record
    }

    /// The JSON of the record as received, unknown properties included. The item keeps the whole
    /// page in memory for this. `serde_json` reads a stored text back as a
    /// [`CertificationRecherche`], which has the same views.
    #[must_use]
    pub fn raw(&self) -> &RawValue {
        // The record was decoded from there, so it exists.
        self.page.record(self.index).unwrap_or(RawValue::NULL)
    }

    /// The number of its page, counted from 1.
    #[must_use]
    pub fn page(&self) -> u32 {
        self.page.number()
    }

    /// Its index on that page, counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    pub(super) fn key(&self) -> Option<u64> {
        self.record.certifinfo_code.as_ref()?.get()?.try_into().ok()
    }
}

impl Deref for Item {
    type Target = CertificationRecherche;

    fn deref(&self) -> &CertificationRecherche {
        &self.record
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record.fmt(f)
    }
}

/// The error of a record that does not decode: where it is, what is wrong, and its JSON.
#[derive(Clone)]
pub struct RecordError(Box<Misfit>);

#[derive(Clone)]
struct Misfit {
    page: u32,
    index: usize,
    path: String,
    reason: String,
    raw: String,
    code: Option<u32>,
}

impl RecordError {
    pub(super) fn new(
        page: u32,
        index: usize,
        path: String,
        reason: String,
        raw: String,
        code: Option<u32>,
    ) -> Self {
        RecordError(Box::new(Misfit {
            page,
            index,
            path,
            reason,
            raw,
            code,
        }))
    }

    /// The Certif Info code of the record, if that can be read.
    #[must_use]
    pub fn code(&self) -> Option<CertifInfoCode> {
        CertifInfoCode::new(self.0.code?).ok()
    }

    pub(super) fn code_number(&self) -> Option<u32> {
        self.0.code
    }

    /// The number of the page, counted from 1.
    #[must_use]
    pub fn page(&self) -> u32 {
        self.0.page
    }

    /// The index of the record on the page, counted from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.0.index
    }

    /// The path of the wrong value within the record, such as `rs_code[1].code`; `.` for the record
    /// itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The record as received; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0.raw
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misfit {
            page,
            index,
            path,
            reason,
            ..
        } = &*self.0;
        write!(f, "page {page}: `data[{index}]")?;
        match path.as_str() {
            "" | "." => {}
            path if path.starts_with('[') => f.write_str(path)?,
            path => write!(f, ".{path}")?,
        }
        write!(f, "` does not decode: {reason}")
    }
}

impl fmt::Debug for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordError")
            .field("page", &self.0.page)
            .field("index", &self.0.index)
            .field("path", &self.0.path)
            .field("reason", &self.0.reason)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for RecordError {}
