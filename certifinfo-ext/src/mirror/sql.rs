//! SQL queries of the user, which may only read.

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};
use serde::Serialize;

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};

/// A value of a query's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum SqlValue {
    /// No value.
    Null,
    /// An integer, or a boolean as 0 or 1.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// A text, or a day or time in ISO form.
    Text(String),
    /// Bytes; the mirror stores none.
    Blob(Vec<u8>),
}

impl From<ValueRef<'_>> for SqlValue {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(value) => Self::Integer(value),
            ValueRef::Real(value) => Self::Real(value),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }
}

/// The result of a query.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SqlTable {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, with one value per column.
    pub rows: Vec<Vec<SqlValue>>,
}

/// Runs one query and hands each row over with the names of the columns.
pub(super) fn query_each(
    connection: &Connection,
    sql: &str,
    mut each: impl FnMut(&[String], Vec<SqlValue>) -> bool,
) -> MirrorResult<Vec<String>> {
    connection.authorizer(Some(only_reading))?;
    let mut statement = connection.prepare(sql).map_err(wrong)?;
    if !statement.readonly() {
        return Err(refused());
    }
    if statement.column_count() == 0 {
        let what = "the query has no result: it is empty";
        return Err(MirrorError::new(MirrorErrorKind::Query, what));
    }
    let columns: Vec<String> = statement
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut rows = statement.query([]).map_err(wrong)?;
    while let Some(row) = rows.next().map_err(wrong)? {
        let values = (0..columns.len()).map(|at| row.get_ref(at).map(SqlValue::from));
        if !each(&columns, values.collect::<Result<_, _>>()?) {
            break;
        }
    }
    Ok(columns)
}

/// Allows what reads the mirror itself: no other file can be attached, and no setting changed.
fn only_reading(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => {
            Authorization::Allow
        }
        AuthAction::Function { function_name } if function_name != "load_extension" => {
            Authorization::Allow
        }
        AuthAction::Pragma {
            pragma_name,
            pragma_value: _,
        } if ["table_info", "table_list", "index_list", "table_xinfo"].contains(&pragma_name) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

fn refused() -> MirrorError {
    let what = "the query would do more than read the mirror";
    MirrorError::new(MirrorErrorKind::Query, what)
}

/// The database's own words about a query, unless the mirror itself failed.
fn wrong(error: rusqlite::Error) -> MirrorError {
    match error.sqlite_error_code() {
        Some(ErrorCode::AuthorizationForStatementDenied) => refused(),
        Some(ErrorCode::Unknown) | None => {
            let what = match &error {
                rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
                rusqlite::Error::SqlInputError {
                    msg, sql, offset, ..
                } => {
                    let at = usize::try_from(*offset).ok();
                    let rest = at.and_then(|at| sql.get(at..)).unwrap_or_default();
                    let near: String = rest.chars().take(30).collect();
                    if near.is_empty() {
                        msg.clone()
                    } else {
                        format!("{msg}, at `{near}`")
                    }
                }
                rusqlite::Error::MultipleStatement => "it has more than one statement".to_owned(),
                other => other.to_string(),
            };
            MirrorError::new(
                MirrorErrorKind::Query,
                format!("the query is wrong: {what}"),
            )
        }
        Some(_) => error.into(),
    }
}
