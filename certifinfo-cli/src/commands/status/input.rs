//! Codes out of a file: a line each, or a column of a table.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use crate::failure::Failure;

/// How large a file of codes may be: more than any catalogue, and no accident.
const MAX_BYTES: u64 = 64 << 20;

/// The codes of a file, or of standard input (`-`).
pub(super) fn codes(file: &Path, column: Option<&str>) -> Result<Vec<String>, Failure> {
    let name = file.display();
    let failed =
        |error: io::Error| Failure::usage(format!("--file {name} cannot be read: {error}"));
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin()
            .lock()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
    }
    .map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        let text = format!("--file {name} has more than {MAX_BYTES} bytes");
        return Err(Failure::usage(text));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Failure::usage(format!(
            "--file {name} is a spreadsheet: save it as CSV first"
        )));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Failure::usage(format!(
            "--file {name} is in UTF-16: save it as CSV UTF-8 first"
        )));
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    match column {
        None => lines(text).map_err(failed),
        Some(column) => {
            cells(text, column).map_err(|why| Failure::usage(format!("--file {name}: {why}")))
        }
    }
}

/// Each line, empty ones included. What is not UTF-8 is no code, and is said to be none.
fn lines(text: &[u8]) -> io::Result<Vec<String>> {
    let lines = BufReader::new(text).split(b'\n');
    lines
        .map(|line| Ok(String::from_utf8_lossy(&line?).into_owned()))
        .collect()
}

/// Each cell of a column. A column by its name leaves out the first line, where its name is.
fn cells(text: &[u8], column: &str) -> Result<Vec<String>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let mut record = csv::ByteRecord::new();
    let mut next = |record: &mut csv::ByteRecord| {
        reader
            .read_byte_record(record)
            .map_err(|error| error.to_string())
    };
    let text_of = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let at = match column.parse::<usize>() {
        Ok(0) => return Err("columns are counted from 1".to_owned()),
        Ok(number) => number - 1,
        Err(_) => {
            next(&mut record)?;
            let names: Vec<_> = record
                .iter()
                .map(|cell| text_of(cell).trim().to_owned())
                .collect();
            let found = names
                .iter()
                .position(|name| name.eq_ignore_ascii_case(column.trim()));
            found.ok_or_else(|| {
                format!(
                    "there is no column `{column}`; the first line names {}",
                    names.join(", ")
                )
            })?
        }
    };
    let mut cells = Vec::new();
    while next(&mut record)? {
        cells.push(record.get(at).map(text_of).unwrap_or_default());
    }
    Ok(cells)
}

/// The separator that the first line has most of.
fn delimiter(text: &[u8]) -> u8 {
    let first = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first.iter().filter(|&&byte| byte == mark).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|&mark| count(mark))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_is_found_by_number_or_name_whatever_the_separator() {
        for mark in [',', ';', '\t'] {
            let table = format!("nom{mark}Code RNCP\na{mark}RNCP1\nb{mark}\nc\nd{mark}\"RNCP2\"\n");
            let named = cells(table.as_bytes(), "code rncp").unwrap();
            assert_eq!(named, ["RNCP1", "", "", "RNCP2"]);
            let numbered = cells(table.as_bytes(), "2").unwrap();
            assert_eq!(numbered, ["Code RNCP", "RNCP1", "", "", "RNCP2"]);
        }
        assert!(cells(b"a,b\n", "c").unwrap_err().contains("a, b"));
        assert!(cells(b"a,b\n", "0").unwrap_err().contains("from 1"));
    }

    #[test]
    fn every_line_is_kept() {
        assert_eq!(lines(b"RNCP1\r\n\nRS2").unwrap(), ["RNCP1\r", "", "RS2"]);
        assert_eq!(lines(b"").unwrap(), Vec::<String>::new());
    }
}
