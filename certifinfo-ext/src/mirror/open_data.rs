//! The producer's open-data export: one line per certification, or two that differ in RS.
//!
//! The file is windows-1252 with oddities: one title has bytes that only the WHATWG table maps, no
//! field is quoted, and some hold a lone quotation mark. A copy that a tool saved as UTF-8 is read
//! as well: the header has accents, which tell.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use certifinfo_sdk::link::Lien;
use certifinfo_sdk::types::{
    Certificateur, Certification, Formacode, HistoriqueRncp, HistoriqueRs, Nsf, Rome, Valideur,
};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde::de::Deserialize;
use serde::de::{IntoDeserializer, value::StrDeserializer};

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
    pub(super) record: Certification,
}

/// Takes over the sheets that another line of the same certification adds.
pub(super) fn merge(record: &mut Certification, other: Certification) {
    let rncp = record.rncp.get_or_insert_default();
    for sheet in other.rncp.into_iter().flatten() {
        if rncp.iter().all(|known| known.code != sheet.code) {
            rncp.push(sheet);
        }
    }
    let rs = record.rs.get_or_insert_default();
    for sheet in other.rs.into_iter().flatten() {
        if rs.iter().all(|known| known.code != sheet.code) {
            rs.push(sheet);
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

    #[allow(
        clippy::needless_update,
        reason = "the published document may give a record more properties than the contract"
    )]
    fn line(&self) -> MirrorResult<Line> {
        // Line 1 of the reader stands for the header of the file.
        let at = self.row.position().map_or(0, csv::Position::line) + self.behind;
        let columns = &self.columns;
        let text = |column: usize| self.text(column);
        let code = CertifInfoCode::parse_lenient(&text(columns.code))
            .map_err(|error| odd(at, &format!("column `Code_Diplome`: {error}")))?;
        let rome = [
            columns.rome_1,
            columns.rome_2,
            columns.rome_3,
            columns.rome_4,
            columns.rome_5,
        ];
        let rome = rome.into_iter().filter_map(|column| {
            let code = Some(self.scalar(column)?);
            Some(Rome {
                code,
                ..Rome::default()
            })
        });
        let nsf = self.scalar(columns.nsf).map(|code| Nsf {
            code: Some(code),
            ..Nsf::default()
        });
        let formacode = self.scalar(columns.formacode).map(|code| Formacode {
            code: Some(code),
            libelle: self.scalar(columns.formacode_libelle),
            ..Formacode::default()
        });
        // The export leaves registrations out that are no longer in force.
        let rncp = self.scalar(columns.rncp).map(|code| HistoriqueRncp {
            code: Some(code),
            actif: Some(true.into()),
            ..HistoriqueRncp::default()
        });
        let rs = self.scalar(columns.rs).map(|code| HistoriqueRs {
            code: Some(code),
            actif: Some(true.into()),
            ..HistoriqueRs::default()
        });
        let certificateurs = names(&text(columns.certificateur)).map(|nom| Certificateur {
            libelle: Some(nom.into()),
            ..Certificateur::default()
        });
        let valideurs = names(&text(columns.valideur)).map(|nom| Valideur {
            libelle: Some(nom.into()),
            ..Valideur::default()
        });
        let record = Certification {
            certifinfo_code: Some(i64::from(code.numero()).into()),
            certifinfo_intitule: self.scalar(columns.intitule),
            niveau_europeen_code: self.scalar(columns.niveau),
            type_diplome_code: self.scalar(columns.type_code),
            type_diplome_libelle: self.scalar(columns.type_libelle),
            scolarite_code: self.scalar(columns.scolarite),
            etat: self.scalar(columns.etat),
            etat_libelle: self.scalar(columns.etat_libelle),
            date_maj: self.scalar(columns.date_maj),
            acc_fi: self.scalar(columns.acc_fi),
            acc_ca: self.scalar(columns.acc_ca),
            acc_fc: self.scalar(columns.acc_fc),
            acc_cp: self.scalar(columns.acc_cp),
            acc_vae: self.scalar(columns.acc_vae),
            acc_ind: self.scalar(columns.acc_ind),
            annee_premiere_session: self.scalar(columns.premiere_session),
            annee_derniere_session: self.scalar(columns.derniere_session),
            ideo2_code: self.scalar(columns.ideo2),
            rncp: list(rncp),
            rs: list(rs),
            rome: list(rome),
            nsf: list(nsf),
            formacode: list(formacode),
            certificateurs: list(certificateurs),
            valideurs: list(valideurs),
            ancienne_certification: list(self.predecessor()),
            ..Certification::default()
        };
        let date = DateMaj::parse_lenient(&text(columns.date_maj)).ok();
        Ok(Line { code, date, record })
    }

    /// What the certification replaces, if the line names it.
    fn predecessor(&self) -> Option<Lien> {
        let columns = &self.columns;
        let mut lien = Lien {
            certifinfo_code: Some(self.scalar(columns.ancien)?),
            certifinfo_intitule: self.scalar(columns.ancien_intitule),
            ..Lien::default()
        };
        for (name, column) in [
            ("rncp_code", columns.ancien_rncp),
            ("scolarite_code", columns.ancien_scolarite),
            ("etat", columns.ancien_etat),
            ("etat_libelle", columns.ancien_etat_libelle),
        ] {
            let text = self.text(column);
            if !text.is_empty() {
                lien.others
                    .insert(name.to_owned(), text.into_owned().into());
            }
        }
        Some(lien)
    }

    /// A value in the lenient form that the service's records have; `None` for an empty cell.
    fn scalar<T: for<'de> Deserialize<'de>>(&self, column: usize) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let text: StrDeserializer<'_, serde::de::value::Error> = text.as_ref().into_deserializer();
        T::deserialize(text).ok()
    }

    fn text(&self, column: usize) -> Cow<'_, str> {
        let bytes = self.row.get(column).unwrap_or_default().trim_ascii();
        self.encoding.decode_without_bom_handling(bytes).0
    }
}

/// Splits at each comma that no space follows: names contain `, ` themselves. Some lists begin
/// with an empty name.
fn names(list: &str) -> impl Iterator<Item = String> + use<> {
    let mut names: Vec<String> = Vec::new();
    for (nth, part) in list.split(',').enumerate() {
        match names.last_mut() {
            Some(last) if nth > 0 && part.starts_with(' ') => {
                last.push(',');
                last.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
    }
    let names = names.into_iter().map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty())
}

/// A list as a record has it: nothing in place of an empty one.
fn list<T: From<U>, U>(items: impl IntoIterator<Item = U>) -> Option<Vec<T>> {
    let items: Vec<T> = items.into_iter().map(T::from).collect();
    (!items.is_empty()).then_some(items)
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
            let names: Vec<_> = names(list).collect();
            assert_eq!(names, parts, "{list}");
        }
    }
}
