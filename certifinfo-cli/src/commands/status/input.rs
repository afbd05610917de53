//! Codes out of a file: a line each, or a column of a table.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

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
    let text = decoded(&bytes);
    match column {
        None => Ok(text.lines().map(str::to_owned).collect()),
        Some(column) => cells(text.as_bytes(), column)
            .map_err(|why| Failure::usage(format!("--file {name}: {why}"))),
    }
}

/// The text of a file: as its byte order mark says, otherwise UTF-8, otherwise what a French Excel
/// calls CSV, windows-1252.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0
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
                    "the column `{column}` does not exist; the first line has {}",
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
    fn text_is_read_in_any_usual_encoding() {
        let utf16: Vec<u8> = "\u{feff}Intitulé"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            "Intitulé".as_bytes(),
            "\u{feff}Intitulé".as_bytes(),
            b"Intitul\xe9",
            &utf16,
        ] {
            assert_eq!(decoded(bytes), "Intitulé");
        }
    }
}
