//! `certifinfo mirror sql`: runs an SQL query that may only read.

use std::io;

use certifinfo_ext::mirror::SqlValue;

use super::End;
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Format, Rows, Stdout, terminal_width};

/// Run an SQL query on the mirror, which may only read
///
/// The tables and views are described in the mirror itself: `SELECT sql FROM sqlite_schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  certifinfo mirror sql \"SELECT niveau, count(*) AS combien FROM certification GROUP BY niveau\"")]
pub(super) struct Args {
    /// The query
    #[arg(value_name = "QUERY")]
    query: String,
    /// How to write its rows
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<End, Failure> {
    let mirror = super::open(console)?;
    let format = args.format;
    let begin = |columns: &[String]| {
        let columns = columns.iter().map(|name| (name.clone(), true)).collect();
        Rows::of_columns(format, console.lang, columns, Stdout, terminal_width())
    };
    // The columns are known with the first row; the query stops at the first that cannot be written.
    let mut rows: Option<io::Result<Rows<Stdout>>> = None;
    let columns = mirror.query_each(&args.query, |columns, values| {
        let begun = rows.get_or_insert_with(|| begin(columns));
        let Ok(open) = begun else {
            return false;
        };
        let written = if format.is_json() {
            open.write_json(&object(columns, &values))
        } else {
            open.write_cells(values.iter().map(text).collect())
        };
        match written {
            Ok(()) => true,
            Err(error) => {
                *begun = Err(error);
                false
            }
        }
    })?;
    rows.unwrap_or_else(|| begin(&columns))?.finish()?;
    Ok(End::Done)
}

fn text(value: &SqlValue) -> String {
    match value {
        SqlValue::Integer(value) => value.to_string(),
        SqlValue::Real(value) => value.to_string(),
        SqlValue::Text(text) => text.clone(),
        SqlValue::Blob(bytes) => format!("({} bytes)", bytes.len()),
        _ => String::new(),
    }
}

/// A row as a JSON object, its columns in the order of the query.
fn object(columns: &[String], values: &[SqlValue]) -> String {
    let pairs = columns.iter().zip(values);
    let pairs = pairs.map(|(name, value)| {
        let name = serde_json::Value::from(name.as_str());
        let value = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
        format!("{name}:{value}")
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
}
