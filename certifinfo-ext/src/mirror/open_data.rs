//! The producer's open-data export: one line per certification, or two that differ in RS.
//!
//! The file is windows-1252 with oddities: one title has bytes that only the WHATWG table maps, no
//! field is quoted, and some hold a lone quotation mark. A copy that a tool saved as UTF-8 is read
//! as well: the header has accents, which tell.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::{MirrorError, MirrorErrorKind, MirrorResult};
use crate::codes::{CertifInfoCode, DateMaj};

/// The longest header or line that is read: lines of the export have 4,000 bytes at most.
const MAX_LINE: u64 = 1 << 20;

macro_rules! columns {
    ($($name:ident $header:literal,)*) => {
        /// Where the columns are.
        struct Columns {
            $($name: usize,)*
        }

        impl Columns {
            fn find(header: &[String]) -> MirrorResult<Self> {
                let find = |wanted: &str| {
                    header.iter().position(|name| name == wanted).ok_or_else(|| {
                        odd(1, &format!("the header has no column `{wanted}`"))
                    })
                };
                Ok(Self { $($name: find($header)?,)* })
            }
        }
    };
}

columns! {
    code "Code_Diplome",
    intitule "Libelle_Diplome",
    type_libelle "Libelle_Type_Diplome",
    niveau "Code_Niveau_Europeen",
    date_maj "Date_MaJ",
    formacode "Code_FormaCode",
    formacode_libelle "Libelle_FormaCode",
    rome_1 "Code_Rome_1",
    rome_2 "Code_Rome_2",
    rome_3 "Code_Rome_3",
    rome_4 "Code_Rome_4",
    rome_5 "Code_Rome_5",
    nsf "Code_Nsf",
    rncp "Code_RNCP",
    rs "Code_RS",
    scolarite "Code_Scolarité",
    valideur "valideur",
    certificateur "certificateur",
    premiere_session "Annee_Premiere_Session",
    derniere_session "Annee_Derniere_Session",
    ancien "Code_Ancien_Diplome",
    ancien_intitule "Intitulé_Ancien_Diplome",
    ancien_rncp "Code_Ancien_RNCP",
    ancien_scolarite "Code_Ancien_Scolarité",
    etat "Etat",
    etat_libelle "Etat_Libelle",
    ancien_etat "Etat_Ancien_Diplome",
    ancien_etat_libelle "Etat_Ancien_Diplome_Libelle",
    acc_fi "accessibilite_fi",
    acc_ca "accessibilite_ca",
    acc_fc "accessibilite_fc",
    acc_cp "accessibilite_cp",
    acc_vae "accessibilite_vae",
    acc_ind "accessibilite_ind",
    type_code "code_type_diplome",
    ideo2 "codeIdeo2",
}

/// A line of the export, or several of one certification.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) code: CertifInfoCode,
    pub(super) date: Option<DateMaj>,
    pub(super) record: Record,
}

/// A certification of the export, under the service's property names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    certifinfo_code: u32,
    certifinfo_intitule: String,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    niveau_europeen_code: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    rncp_code: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rs_code: Vec<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rncp: Vec<Sheet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rs: Vec<Sheet>,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    type_diplome_code: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    type_diplome_libelle: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    scolarite_code: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    etat: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    etat_libelle: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    date_maj: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    acc_fi: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    acc_ca: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    acc_fc: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    acc_cp: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    acc_vae: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    acc_ind: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rome: Vec<Labelled>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    formacode: Vec<Labelled>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    nsf: Vec<Labelled>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    certificateurs: Vec<Body>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    valideurs: Vec<Body>,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    annee_premiere_session: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    annee_derniere_session: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    ideo2_code: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ancienne_certification: Vec<Predecessor>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sheet {
    code: Value,
    /// The export leaves registrations out that are no longer in force.
    actif: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Labelled {
    code: String,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    libelle: Value,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Body {
    libelle: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Predecessor {
    #[serde(default, skip_serializing_if = "Value::is_null")]
    certifinfo_code: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    certifinfo_intitule: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    rncp_code: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    scolarite_code: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    etat: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    etat_libelle: Value,
}

impl Record {
    /// Takes over the sheets that another line of the same certification adds.
    pub(super) fn merge(&mut self, other: Record) {
        for sheet in other.rncp {
            if !self.rncp.contains(&sheet) {
                self.rncp_code = sheet.code.clone();
                self.rncp.push(sheet);
            }
        }
        for sheet in other.rs {
            if !self.rs.contains(&sheet) {
                self.rs_code.push(sheet.code.clone());
                self.rs.push(sheet);
            }
        }
    }
}

/// The lines of an export, one after the other: only one is in memory.
pub(super) struct Lines<R> {
    reader: csv::Reader<R>,
    encoding: &'static Encoding,
    columns: Columns,
    row: ByteRecord,
    /// The reader counts a line that ends with CRLF when it reads the next one.
    behind: u64,
}

/// Opens an export: reads its header.
pub(super) fn open<R: Read>(source: R) -> MirrorResult<Lines<impl Read>> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let mut header = Vec::new();
    let mut start = (&mut source).take(MAX_LINE);
    start.read_until(b'\n', &mut header).map_err(unreadable)?;
    if header.is_empty() {
        return Err(odd(1, "the file is empty"));
    }
    let bytes = header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&header);
    let encoding = match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_ascii() => UTF_8,
        _ => WINDOWS_1252,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let names: Vec<String> = text
        .trim_end_matches(['\r', '\n'])
        .split(';')
        .map(|name| name.trim_matches(['`', '"', ' ']).to_owned())
        .collect();
    let columns = Columns::find(&names)?;
    let is_crlf = header.ends_with(b"\r\n");
    // The reader learns the number of columns from a first line of its own.
    let mut first = b";".repeat(names.len() - 1);
    first.extend_from_slice(if is_crlf { b"\r\n" } else { b"\n" });
    let source = io::Cursor::new(first).chain(Bounded::new(source));
    let mut reader = ReaderBuilder::new()
        .delimiter(b';')
        .quoting(false)
        .has_headers(true)
        .from_reader(source);
    let behind = u64::from(is_crlf);
    reader
        .byte_headers()
        .map_err(|error| broken(error, behind))?;
    Ok(Lines {
        reader,
        encoding,
        columns,
        row: ByteRecord::new(),
        behind,
    })
}

/// Stops at a line that no export has, before memory is filled with it.
struct Bounded<R> {
    source: R,
    since_line: u64,
}

impl<R> Bounded<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            since_line: 0,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        let got = buffer.get(..count).unwrap_or_default();
        match got.iter().rposition(|byte| *byte == b'\n') {
            Some(at) => self.since_line = (count - at) as u64,
            None => self.since_line += count as u64,
        }
        if self.since_line > MAX_LINE {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a line is longer than 1 MiB",
            ));
        }
        Ok(count)
    }
}

impl<R: Read> Lines<R> {
    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> MirrorResult<Option<Line>> {
        loop {
            let read = self.reader.read_byte_record(&mut self.row);
            if !read.map_err(|error| broken(error, self.behind))? {
                return Ok(None);
            }
            if self.row.iter().any(|field| !field.trim_ascii().is_empty()) {
                return self.line().map(Some);
            }
        }
    }

    fn line(&self) -> MirrorResult<Line> {
        // Line 1 of the reader stands for the header of the file.
        let at = self.row.position().map_or(0, csv::Position::line) + self.behind;
        let columns = &self.columns;
        let text = |column: usize| self.text(column);
        let value = |column: usize| match text(column) {
            text if text.is_empty() => Value::Null,
            text => Value::from(text.into_owned()),
        };
        let number = |column: usize| match text(column) {
            text if text.is_empty() => Value::Null,
            text => match text.parse::<u32>() {
                Ok(number) if !text.starts_with('0') || text.len() == 1 => number.into(),
                _ => text.into_owned().into(),
            },
        };
        let code = CertifInfoCode::parse_lenient(&text(columns.code))
            .map_err(|error| odd(at, &format!("column `Code_Diplome`: {error}")))?;
        let sheets = |column: usize| {
            let code = value(column);
            let sheet = (!code.is_null()).then_some(Sheet { code, actif: true });
            sheet.into_iter().collect::<Vec<_>>()
        };
        let rome = [
            columns.rome_1,
            columns.rome_2,
            columns.rome_3,
            columns.rome_4,
            columns.rome_5,
        ];
        let labelled = |column: usize, libelle: Value| {
            let code = text(column).into_owned();
            (!code.is_empty()).then_some(Labelled { code, libelle })
        };
        let ancien = number(columns.ancien);
        let predecessor = (!ancien.is_null()).then(|| Predecessor {
            certifinfo_code: ancien,
            certifinfo_intitule: value(columns.ancien_intitule),
            rncp_code: value(columns.ancien_rncp),
            scolarite_code: value(columns.ancien_scolarite),
            etat: number(columns.ancien_etat),
            etat_libelle: value(columns.ancien_etat_libelle),
        });
        let rs = sheets(columns.rs);
        let record = Record {
            certifinfo_code: code.numero(),
            certifinfo_intitule: text(columns.intitule).into_owned(),
            niveau_europeen_code: number(columns.niveau),
            rncp_code: value(columns.rncp),
            rs_code: rs.iter().map(|sheet| sheet.code.clone()).collect(),
            rncp: sheets(columns.rncp),
            rs,
            type_diplome_code: number(columns.type_code),
            type_diplome_libelle: value(columns.type_libelle),
            scolarite_code: value(columns.scolarite),
            etat: number(columns.etat),
            etat_libelle: value(columns.etat_libelle),
            date_maj: value(columns.date_maj),
            acc_fi: number(columns.acc_fi),
            acc_ca: number(columns.acc_ca),
            acc_fc: number(columns.acc_fc),
            acc_cp: number(columns.acc_cp),
            acc_vae: number(columns.acc_vae),
            acc_ind: number(columns.acc_ind),
            rome: rome
                .into_iter()
                .filter_map(|column| labelled(column, Value::Null))
                .collect(),
            formacode: labelled(columns.formacode, value(columns.formacode_libelle))
                .into_iter()
                .collect(),
            nsf: labelled(columns.nsf, Value::Null).into_iter().collect(),
            certificateurs: names(&text(columns.certificateur)),
            valideurs: names(&text(columns.valideur)),
            annee_premiere_session: number(columns.premiere_session),
            annee_derniere_session: number(columns.derniere_session),
            ideo2_code: value(columns.ideo2),
            ancienne_certification: predecessor.into_iter().collect(),
        };
        let date = DateMaj::parse_lenient(&text(columns.date_maj)).ok();
        Ok(Line { code, date, record })
    }

    fn text(&self, column: usize) -> Cow<'_, str> {
        let bytes = self.row.get(column).unwrap_or_default().trim_ascii();
        self.encoding.decode_without_bom_handling(bytes).0
    }
}

/// Splits at each comma that no space follows: names contain `, ` themselves. Some lists begin
/// with an empty name.
fn names(list: &str) -> Vec<Body> {
    let mut names: Vec<String> = Vec::new();
    let mut open = false;
    for part in list.split(',') {
        match names.last_mut() {
            Some(last) if open && part.starts_with(' ') => {
                last.push(',');
                last.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
        open = true;
    }
    names
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .map(|name| Body {
            libelle: name.to_owned(),
        })
        .collect()
}

fn odd(line: u64, what: &str) -> MirrorError {
    MirrorError::new(
        MirrorErrorKind::Export,
        format!("the open-data export, line {line}: {what}"),
    )
}

fn broken(error: csv::Error, behind: u64) -> MirrorError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => unreadable(error),
        csv::ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => {
            let line = pos.map_or(0, |pos| pos.line()) + behind;
            odd(
                line,
                &format!("{len} columns, and the header has {expected_len}"),
            )
        }
        other => odd(0, &format!("{other:?}")),
    }
}

fn unreadable(error: io::Error) -> MirrorError {
    let what = "the open-data export cannot be read";
    MirrorError::new(MirrorErrorKind::Export, what).with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comma_before_a_space_does_not_split_names() {
        for (list, parts) in [
            ("", vec![]),
            ("Isograd", vec!["Isograd"]),
            ("A,B", vec!["A", "B"]),
            (
                "Ministère des sports, de la jeunesse,B",
                vec!["Ministère des sports, de la jeunesse", "B"],
            ),
            (",A", vec!["A"]),
            ("A, b, c", vec!["A, b, c"]),
        ] {
            let names: Vec<_> = names(list).into_iter().map(|body| body.libelle).collect();
            assert_eq!(names, parts, "{list}");
        }
    }
}
