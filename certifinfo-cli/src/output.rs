//! Rows on standard output or in a file: a table for people, CSV, JSON.

mod excel;

use std::error::Error;
use std::fmt;
use std::io::{self, BufWriter, Write};

use certifinfo_ext::jiff::civil::Date;
use clap::ValueEnum;
use comfy_table::{ContentArrangement, Table, presets};

use crate::lang::Lang;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns for people
    Table,
    /// Comma-separated values for programs: stable column names, ISO dates
    Csv,
    /// For French Excel: semicolons, byte order mark, nothing read as a formula
    CsvExcel,
    /// One JSON array
    Json,
    /// One JSON object per line
    Ndjson,
}

impl Format {
    /// Whether rows are JSON, and not cells.
    pub(crate) fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Ndjson)
    }

    /// The end of a file's name.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Table => "txt",
            Self::Csv | Self::CsvExcel => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
        }
    }

    /// The words in cells: people's, or those that programs compare.
    fn words(self, lang: Lang) -> Words {
        match self {
            Self::Table | Self::CsvExcel => Words::People(lang),
            Self::Csv | Self::Json | Self::Ndjson => Words::Programs,
        }
    }
}

/// For whom a cell is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Words {
    /// In their language, days as they write them.
    People(Lang),
    /// The same in every language, days as ISO.
    Programs,
}

impl Words {
    pub(crate) fn day(self, day: Date) -> String {
        match self {
            Self::People(lang) => lang.day(day),
            Self::Programs => day.to_string(),
        }
    }
}

/// A column of a row.
pub(crate) struct Column {
    /// Its name for programs.
    key: &'static str,
    /// Its name for people.
    heading: fn(Lang) -> &'static str,
    /// Whether a table has room for it. A column without any text is left out of a table as well.
    in_table: bool,
}

impl Column {
    pub(crate) const fn new(key: &'static str, heading: fn(Lang) -> &'static str) -> Self {
        Self {
            key,
            heading,
            in_table: true,
        }
    }

    /// A column that a table has no room for.
    pub(crate) const fn wide(key: &'static str, heading: fn(Lang) -> &'static str) -> Self {
        Self {
            in_table: false,
            ..Self::new(key, heading)
        }
    }
}

/// A row: one cell for each column, and one JSON object.
pub(crate) trait Row {
    const COLUMNS: &'static [Column];

    fn cells(&self, words: Words) -> Vec<String>;

    fn json(&self) -> Result<String, serde_json::Error>;
}

/// Writes rows. [`finish`](Self::finish) writes what is left, and fails if that does.
pub(crate) struct Rows<W: Write> {
    format: Format,
    lang: Lang,
    /// The names of the columns, and whether a table has room for each.
    columns: Vec<(String, bool)>,
    sink: Sink<W>,
    count: u64,
}

enum Sink<W: Write> {
    Table(Vec<Vec<String>>, BufWriter<W>, Option<u16>),
    Csv(Box<csv::Writer<W>>),
    Json(BufWriter<W>),
}

impl Rows<Stdout> {
    /// On standard output; a table fits the terminal, if that is one.
    pub(crate) fn to_stdout<R: Row>(format: Format, lang: Lang) -> io::Result<Self> {
        Self::new::<R>(format, lang, Stdout, terminal_width())
    }
}

impl<W: Write> Rows<W> {
    pub(crate) fn new<R: Row>(
        format: Format,
        lang: Lang,
        out: W,
        width: Option<u16>,
    ) -> io::Result<Self> {
        let name = |column: &Column| match format.words(lang) {
            Words::People(lang) => (column.heading)(lang),
            Words::Programs => column.key,
        };
        let columns = R::COLUMNS.iter();
        let columns = columns.map(|column| (name(column).to_owned(), column.in_table));
        Self::of_columns(format, lang, columns.collect(), out, width)
    }

    /// For columns that only a query knows.
    pub(crate) fn of_columns(
        format: Format,
        lang: Lang,
        columns: Vec<(String, bool)>,
        mut out: W,
        width: Option<u16>,
    ) -> io::Result<Self> {
        let sink = match format {
            Format::Table => Sink::Table(Vec::new(), BufWriter::new(out), width),
            Format::Json | Format::Ndjson => Sink::Json(BufWriter::new(out)),
            Format::Csv => Sink::Csv(Box::new(csv::Writer::from_writer(out))),
            Format::CsvExcel => {
                out.write_all(excel::BYTE_ORDER_MARK)?;
                Sink::Csv(Box::new(excel::writer(out)))
            }
        };
        let mut rows = Self {
            format,
            lang,
            columns,
            sink,
            count: 0,
        };
        if let Sink::Csv(csv) = &mut rows.sink {
            csv.write_record(rows.columns.iter().map(|(name, _)| name))
                .map_err(of_csv)?;
        }
        Ok(rows)
    }

    pub(crate) fn write<R: Row>(&mut self, row: &R) -> io::Result<()> {
        if let Sink::Json(_) = self.sink {
            let json = row.json()?;
            return self.write_json(&json);
        }
        self.write_cells(row.cells(self.format.words(self.lang)))
    }

    /// A row of a table or of CSV.
    pub(crate) fn write_cells(&mut self, cells: Vec<String>) -> io::Result<()> {
        match &mut self.sink {
            Sink::Table(rows, ..) => {
                let cells = cells.iter().zip(&self.columns);
                let shown = cells.filter(|(_, (_, in_table))| *in_table);
                rows.push(shown.map(|(cell, _)| one_line(cell)).collect());
            }
            Sink::Csv(csv) if self.format == Format::CsvExcel => {
                csv.write_record(cells.into_iter().map(excel::cell))
                    .map_err(of_csv)?;
            }
            Sink::Csv(csv) => csv.write_record(cells).map_err(of_csv)?,
            Sink::Json(_) => {}
        }
        self.count += 1;
        Ok(())
    }

    /// A row of JSON.
    pub(crate) fn write_json(&mut self, json: &str) -> io::Result<()> {
        if let Sink::Json(out) = &mut self.sink {
            match (self.format, self.count) {
                (Format::Json, 0) => out.write_all(b"[\n")?,
                (Format::Json, _) => out.write_all(b",\n")?,
                _ => {}
            }
            // Line feeds in received JSON can only be white space.
            json.split(['\n', '\r'])
                .try_for_each(|piece| out.write_all(piece.as_bytes()))?;
            if self.format == Format::Ndjson {
                out.write_all(b"\n")?;
            }
        }
        self.count += 1;
        Ok(())
    }

    /// Flushes what has been written so far.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Table(..) => Ok(()),
            Sink::Csv(csv) => csv.flush(),
            Sink::Json(out) => out.flush(),
        }
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Table(rows, ..) if rows.is_empty() => {}
            Sink::Table(rows, out, width) => {
                let shown = self.columns.iter().filter(|(_, in_table)| *in_table);
                let headings: Vec<_> = shown.map(|(name, _)| name.as_str()).collect();
                let filled: Vec<bool> = (0..headings.len())
                    .map(|at| rows.iter().any(|row| !row[at].is_empty()))
                    .collect();
                let mut table = table(*width);
                table.set_header(only(&filled, headings));
                for row in std::mem::take(rows) {
                    table.add_row(only(&filled, row));
                }
                set_gaps(&mut table);
                writeln!(out, "{}", table.trim_fmt())?;
                out.flush()?;
            }
            Sink::Json(out) if self.format == Format::Json => {
                out.write_all(if self.count == 0 { b"[]\n" } else { b"\n]\n" })?;
            }
            Sink::Csv(_) | Sink::Json(_) => {}
        }
        self.flush()
    }
}

/// The cells of the columns that are kept.
fn only<T>(kept: &[bool], cells: Vec<T>) -> Vec<T> {
    let cells = cells.into_iter().zip(kept);
    cells
        .filter(|(_, kept)| **kept)
        .map(|(cell, _)| cell)
        .collect()
}

/// How wide the terminal is; `None` when standard output is something else.
pub(crate) fn terminal_width() -> Option<u16> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0)
}

/// A table without lines, as wide as the terminal at most.
pub(crate) fn table(width: Option<u16>) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    if let Some(width) = width {
        table
            .set_width(width)
            .set_content_arrangement(ContentArrangement::Dynamic);
    }
    table
}

/// Two blanks between columns, none before the first.
pub(crate) fn set_gaps(table: &mut Table) {
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
}

/// A text from outside on one line, without characters that control a terminal.
pub(crate) fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect()
}

/// The error of what CSV was written to.
fn of_csv(error: csv::Error) -> io::Error {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other(text),
    }
}

/// Standard output. Unlike `print!`, nothing panics when the reader is gone: the error is a
/// [`ReaderGone`].
pub(crate) struct Stdout;

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes).map_err(of_stdout)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush().map_err(of_stdout)
    }
}

fn of_stdout(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::BrokenPipe => io::Error::other(ReaderGone),
        io::ErrorKind::Interrupted => error,
        kind => io::Error::new(kind, format!("standard output cannot be written: {error}")),
    }
}

/// The reader of standard output has closed it.
#[derive(Debug)]
pub(crate) struct ReaderGone;

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("whoever reads the output has closed it")
    }
}

impl Error for ReaderGone {}
