//! One certification as the mirror holds it: up to three documents, read as one record.

use std::borrow::Cow;
use std::fmt;

use certifinfo_sdk::types;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value};

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use crate::certification::Certification;
use crate::codes::{CertifInfoCode, Code};

/// What a record of the mirror was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The item of a search: no links, no ends of registration.
    List,
    /// Lines of the open-data export: no texts, no ends of registration.
    Export,
    /// The full record of the service.
    Full,
    /// Links of other records alone: the mirror has no record with this code.
    Link,
}

impl Origin {
    /// The row of its document among those of a certification.
    pub(super) fn id(self, at: CertifInfoCode) -> i64 {
        let [first, _] = ids(at);
        first + self as i64
    }

    /// The name that the database uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Export => "export",
            Self::Full => "full",
            Self::Link => "link",
        }
    }

    pub(super) fn parse(name: &str) -> MirrorResult<Self> {
        let all = [Self::List, Self::Export, Self::Full, Self::Link];
        all.into_iter()
            .find(|origin| origin.name() == name)
            .ok_or_else(|| {
                let what = format!("the mirror has a record of the unknown origin `{name}`");
                MirrorError::new(MirrorErrorKind::Corrupt, what)
            })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A document: JSON as it came, with the day its record was last written.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) json: String,
    pub(super) date_maj: Option<String>,
}

/// The documents of one certification.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    pub(super) list: Option<Document>,
    pub(super) export: Option<Document>,
    pub(super) full: Option<Document>,
    /// The list item changed after the full record was fetched.
    pub(super) detail_due: bool,
    /// The catalogue no longer has it.
    pub(super) is_gone: bool,
}

impl Documents {
    pub(super) fn load(
        connection: &Connection,
        code: CertifInfoCode,
    ) -> MirrorResult<Option<Self>> {
        let sql = "SELECT detail_due, gone_since IS NOT NULL FROM certification WHERE code = ?1";
        let state = connection
            .prepare_cached(sql)?
            .query_row([code.numero()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((detail_due, is_gone)) = state else {
            return Ok(None);
        };
        let mut documents = Documents {
            detail_due,
            is_gone,
            ..Documents::default()
        };
        let sql = "SELECT origin, json, date_maj FROM document WHERE id BETWEEN ?1 AND ?2";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(ids(code))?;
        while let Some(row) = rows.next()? {
            let document = Document {
                json: row.get(1)?,
                date_maj: row.get(2)?,
            };
            *documents.of(Origin::parse(row.get_ref(0)?.as_str().unwrap_or_default())?) =
                Some(document);
        }
        Ok(Some(documents))
    }

    pub(super) fn of(&mut self, origin: Origin) -> &mut Option<Document> {
        match origin {
            Origin::Export => &mut self.export,
            Origin::Full => &mut self.full,
            Origin::List | Origin::Link => &mut self.list,
        }
    }

    /// The record in one piece, and what it was mainly read from.
    ///
    /// The full record comes first, unless the export is of a later day; then the export; then the
    /// list item. A list item that is newer than the record replaces the properties that it has.
    /// The JSON of a single document is handed over as it came.
    pub(super) fn record(&self) -> MirrorResult<(Origin, Cow<'_, str>)> {
        let later = |a: &Document, b: &Document| a.date_maj > b.date_maj;
        let base = match (&self.full, &self.export) {
            (Some(full), Some(export)) if later(export, full) => Some((Origin::Export, export)),
            (Some(full), _) => Some((Origin::Full, full)),
            (None, Some(export)) => Some((Origin::Export, export)),
            (None, None) => None,
        };
        let list = self.list.as_ref().filter(|list| match base {
            Some((Origin::Full, _)) => self.detail_due,
            Some((_, base)) => !later(base, list),
            None => true,
        });
        let (origin, mut merged) = match (base, list) {
            (Some((origin, base)), None) => return Ok((origin, Cow::Borrowed(&base.json))),
            (Some((origin, base)), Some(_)) => (origin, object(&base.json)?),
            (None, _) => (Origin::List, Map::new()),
        };
        if let Some(list) = list {
            merged.extend(object(&list.json)?);
        }
        add_sheets(&mut merged, "rncp_code", "rncp", "rncp_historique");
        add_sheets(&mut merged, "rs_code", "rs", "rs_historique");
        Ok((origin, Cow::Owned(Value::Object(merged).to_string())))
    }

    /// The record in the form of a search item: the list item as it came, if it is the newest.
    pub(super) fn item(&self) -> MirrorResult<Cow<'_, str>> {
        let newer = |document: &Option<Document>, than: &Document| {
            let document = document.as_ref();
            document.is_some_and(|document| document.date_maj > than.date_maj)
        };
        if let Some(list) = &self.list
            && !newer(&self.export, list)
            && !newer(&self.full, list)
        {
            return Ok(Cow::Borrowed(&list.json));
        }
        let (_, record) = self.record()?;
        let mut record = object(&record)?;
        if !record.contains_key("rncp_code") {
            let codes = sheets_of(&record, "rncp");
            let code = codes.into_iter().next_back().unwrap_or_default();
            record.insert("rncp_code".to_owned(), code);
        }
        if !record.contains_key("rs_code") {
            let codes = sheets_of(&record, "rs");
            record.insert("rs_code".to_owned(), Value::Array(codes));
        }
        Ok(Cow::Owned(Value::Object(record).to_string()))
    }
}

/// A document as an object; documents are checked before they are stored.
fn object(json: &str) -> MirrorResult<Map<String, Value>> {
    serde_json::from_str(json).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> MirrorError {
    let what = format!("a document of the mirror is not the JSON of a record: {error}");
    MirrorError::new(MirrorErrorKind::Corrupt, what)
}

/// A list item names its sheets in `rncp_code` and `rs_code`, a record in `rncp` and `rs`: adds
/// those that the record lacks.
fn add_sheets(record: &mut Map<String, Value>, from: &str, to: &str, past: &str) {
    let codes: Vec<Value> = match record.get(from) {
        Some(Value::Array(codes)) => codes.clone(),
        Some(code @ (Value::String(_) | Value::Number(_))) => vec![code.clone()],
        _ => Vec::new(),
    };
    let digits = |value: &Value| -> String {
        let text = value.to_string();
        text.chars().filter(char::is_ascii_digit).collect()
    };
    let known: Vec<String> = [sheets_of(record, to), sheets_of(record, past)]
        .iter()
        .flatten()
        .map(digits)
        .collect();
    let new: Vec<Value> = codes
        .into_iter()
        .filter(|code| !digits(code).is_empty() && !known.contains(&digits(code)))
        .map(|code| serde_json::json!({ "code": code }))
        .collect();
    if new.is_empty() {
        return;
    }
    let list = record.entry(to).or_insert(Value::Null);
    match list {
        Value::Array(list) => list.extend(new),
        Value::Null => *list = Value::Array(new),
        one => {
            let first = one.take();
            *one = Value::Array(std::iter::once(first).chain(new).collect());
        }
    }
}

/// The codes of a list of sheets, as they came.
fn sheets_of(record: &Map<String, Value>, list: &str) -> Vec<Value> {
    let entries = match record.get(list) {
        Some(Value::Array(entries)) => entries.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    let codes = entries.iter().filter_map(|entry| entry.get("code"));
    codes.cloned().collect()
}

/// Reads a stored document.
pub(super) fn certification(json: &str) -> MirrorResult<Certification> {
    Certification::from_json(json.to_owned()).map_err(|error| {
        let what = "a document of the mirror is not a certification";
        MirrorError::new(MirrorErrorKind::Corrupt, what).with_source(error)
    })
}

pub(super) fn generated(json: &str) -> MirrorResult<types::Certification> {
    serde_json::from_str(json).map_err(|error| unreadable(&error))
}

/// A certification of the mirror, and where it comes from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stored {
    /// The record. When the list item is newer than the full record or the export, its properties
    /// replace theirs; otherwise the JSON is as it came. For [`Origin::Link`], it holds what links
    /// say.
    pub certification: Certification,
    /// What it was mainly read from.
    pub origin: Origin,
    /// When its document was received, in UTC (`2025-01-31 08:15:00`); `None` for
    /// [`Origin::Link`].
    pub seen_at: Option<String>,
    /// The day the producer last wrote it.
    pub date_maj: Option<Date>,
    /// Since when the catalogue no longer has it, in UTC.
    pub gone_since: Option<String>,
}

/// The rows of a certification in the tables that have several per certification.
const RANKS: i64 = 1 << 20;

/// The first and the last row that a certification can have in such a table.
pub(super) fn ids(at: CertifInfoCode) -> [i64; 2] {
    let first = i64::from(at.numero()) * RANKS;
    [first, first + RANKS - 1]
}

/// A code out of the database.
pub(super) fn code(number: i64) -> MirrorResult<CertifInfoCode> {
    Ok(CertifInfoCode::parse_lenient(&number.to_string())?)
}

/// A code as the database writes it.
pub(super) fn written(code: impl Code) -> String {
    code.to_string()
}
