//! What changed in the catalogue, and when it was seen.

use jiff::civil::Date;
use rusqlite::{Connection, params};
use serde_json::Value;

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use super::record::code;
use crate::codes::CertifInfoCode;

/// What kind of change was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// The catalogue has a certification that it did not have.
    Appeared,
    /// A property of a record changed: see [`Change::field`].
    Changed,
    /// A certification that was in force has ended.
    Ended,
    /// A certification was replaced: [`Change::to`] is the code of what replaces it.
    Replaced,
    /// The catalogue no longer has a certification.
    Disappeared,
}

impl ChangeKind {
    const ALL: [Self; 5] = [
        Self::Appeared,
        Self::Changed,
        Self::Ended,
        Self::Replaced,
        Self::Disappeared,
    ];

    /// The name that the database uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Appeared => "appeared",
            Self::Changed => "changed",
            Self::Ended => "ended",
            Self::Replaced => "replaced",
            Self::Disappeared => "disappeared",
        }
    }
}

/// A change that a refresh or an import saw.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The certification that changed.
    pub code: CertifInfoCode,
    /// Its title, if the mirror has a record of it.
    pub intitule: Option<String>,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// The property that changed, under the service's name; of a changed record alone.
    pub field: Option<String>,
    /// What the property was.
    pub from: Option<Value>,
    /// What the property is now; of a replaced certification, the code of what replaces it.
    pub to: Option<Value>,
    /// The day it was seen, in Paris.
    pub day: Date,
}

/// What was seen on this day or later, oldest first.
pub(super) fn since(connection: &Connection, day: Date) -> MirrorResult<Vec<Change>> {
    let sql = "SELECT ch.certification, c.intitule, ch.kind, ch.field, ch.old_value, \
               ch.new_value, ch.day FROM change ch \
               LEFT JOIN certification c ON c.code = ch.certification \
               WHERE ch.day >= ?1 ORDER BY ch.id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![day.to_string()])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let odd = |what: &str| {
            let what = format!("the table of changes has an unknown {what}");
            MirrorError::new(MirrorErrorKind::Corrupt, what)
        };
        let value = |json: Option<String>| match json {
            Some(json) => serde_json::from_str(&json)
                .map(Some)
                .map_err(|_| odd("value")),
            None => Ok(None),
        };
        let kind: String = row.get(2)?;
        let kind = ChangeKind::ALL.into_iter().find(|one| one.name() == kind);
        let day: String = row.get(6)?;
        changes.push(Change {
            code: code(row.get(0)?)?,
            intitule: row.get(1)?,
            kind: kind.ok_or_else(|| odd("kind"))?,
            field: row.get(3)?,
            from: value(row.get(4)?)?,
            to: value(row.get(5)?)?,
            day: day.parse().map_err(|_| odd("day"))?,
        });
    }
    Ok(changes)
}
