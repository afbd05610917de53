//! The producer's open-data export: one line a certification, or two that differ in RS.

use encoding_rs::WINDOWS_1252;

use crate::record::{Enregistrement, Libelle, Lien, Record, Text, Valideur};

/// The columns that are read, by name; the three of them with an accent as decoded.
const COLUMNS: [&str; 35] = [
    "Code_Diplome",
    "Libelle_Diplome",
    "Libelle_Type_Diplome",
    "Code_Niveau_Europeen",
    "Date_MaJ",
    "Code_FormaCode",
    "Libelle_FormaCode",
    "Code_Rome_1",
    "Code_Rome_2",
    "Code_Rome_3",
    "Code_Rome_4",
    "Code_Rome_5",
    "Code_Nsf",
    "Code_RNCP",
    "Code_RS",
    "Code_Scolarité",
    "valideur",
    "certificateur",
    "Annee_Premiere_Session",
    "Annee_Derniere_Session",
    "Code_Ancien_Diplome",
    "Intitulé_Ancien_Diplome",
    "Code_Ancien_RNCP",
    "Code_Ancien_Scolarité",
    "Etat",
    "Etat_Ancien_Diplome",
    "accessibilite_fi",
    "accessibilite_ca",
    "accessibilite_fc",
    "accessibilite_cp",
    "accessibilite_vae",
    "accessibilite_ind",
    "code_type_diplome",
    "codeIdeo2",
    "Etat_Libelle",
];

const ACCES: [&str; 6] = [
    "accessibilite_fi",
    "accessibilite_ca",
    "accessibilite_fc",
    "accessibilite_cp",
    "accessibilite_vae",
    "accessibilite_ind",
];

const ROME: [&str; 5] = [
    "Code_Rome_1",
    "Code_Rome_2",
    "Code_Rome_3",
    "Code_Rome_4",
    "Code_Rome_5",
];

/// Reads the whole export.
///
/// # Errors
///
/// What is wrong, with its line (the header is line 1).
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Record>, String> {
    // Not strict cp1252: one title of the real file holds 0x81, which only the WHATWG table maps.
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let header = lines.next().ok_or("empty, no header")?.1;
    let names: Vec<&str> = header
        .split(';')
        .map(|name| name.trim_matches('`'))
        .collect();
    for column in COLUMNS {
        if !names.contains(&column) {
            return Err(format!("line 1: no column `{column}` in the header"));
        }
    }
    let mut records: Vec<Record> = Vec::new();
    for (line, row) in lines.filter(|(_, row)| !row.is_empty()) {
        // No field of the export is quoted, and some hold a lone quotation mark.
        let values: Vec<&str> = row.split(';').collect();
        if values.len() != names.len() {
            let (found, wanted) = (values.len(), names.len());
            return Err(format!(
                "line {line}: {found} columns where the header has {wanted}"
            ));
        }
        records.push(
            Row {
                names: &names,
                values: &values,
                line,
            }
            .record()?,
        );
    }
    records.sort_by_key(|record| record.code);
    records.dedup_by(|row, first| row.code == first.code && merge(first, row));
    Ok(records)
}

/// Takes over the registrations that a further row of one certification adds.
fn merge(into: &mut Record, row: &mut Record) -> bool {
    for entry in row.rs.drain(..) {
        if into.rs.iter().all(|known| known.numero != entry.numero) {
            into.rs.push(entry);
        }
    }
    into.rs.sort_by_key(|entry| entry.numero);
    true
}

struct Row<'a> {
    names: &'a [&'a str],
    values: &'a [&'a str],
    line: usize,
}

impl Row<'_> {
    fn record(&self) -> Result<Record, String> {
        let mut acces = [2; 6];
        for (route, column) in acces.iter_mut().zip(ACCES) {
            *route = self.required(column)?;
        }
        Ok(Record {
            code: self.required("Code_Diplome")?,
            intitule: self.text("Libelle_Diplome").unwrap_or_default(),
            niveau: self.number("Code_Niveau_Europeen")?,
            rncp: self.registration("Code_RNCP")?,
            rs: self.registration("Code_RS")?,
            scolarite: self.text("Code_Scolarité"),
            formacode: self.formacode(),
            rome: ROME
                .iter()
                .filter_map(|column| self.text(column))
                .map(bare)
                .collect(),
            nsf: self.text("Code_Nsf").map(bare).into_iter().collect(),
            certificateurs: names(self.value("certificateur")),
            valideurs: names(self.value("valideur"))
                .into_iter()
                .map(|libelle| Valideur {
                    libelle,
                    ..Valideur::default()
                })
                .collect(),
            etat: self.required("Etat")?,
            date_maj: self.text("Date_MaJ").unwrap_or_default(),
            acces,
            annee_premiere: self.number("Annee_Premiere_Session")?,
            annee_derniere: self.number("Annee_Derniere_Session")?,
            type_code: self.required("code_type_diplome")?,
            type_libelle: self.text("Libelle_Type_Diplome").unwrap_or_default(),
            ideo2: names(self.value("codeIdeo2")),
            anciennes: self.ancienne()?.into_iter().collect(),
            ..Record::default()
        })
    }

    fn value(&self, column: &str) -> &str {
        let at = self.names.iter().position(|name| *name == column);
        at.and_then(|at| self.values.get(at))
            .map_or("", |value| value.trim())
    }

    fn text(&self, column: &str) -> Option<Text> {
        let value = self.value(column);
        (!value.is_empty()).then(|| Text::Owned(value.to_owned()))
    }

    fn number<T: std::str::FromStr>(&self, column: &str) -> Result<Option<T>, String> {
        match self.value(column) {
            "" => Ok(None),
            value => value.parse().map(Some).map_err(|_| {
                format!(
                    "line {}: column `{column}`: `{value}` is not a number",
                    self.line
                )
            }),
        }
    }

    fn required<T: std::str::FromStr>(&self, column: &str) -> Result<T, String> {
        self.number(column)?
            .ok_or_else(|| format!("line {}: column `{column}` is empty", self.line))
    }

    /// What the export lists is in force: it leaves archived registrations out.
    fn registration(&self, column: &str) -> Result<Vec<Enregistrement>, String> {
        let numero = self.number(column)?;
        Ok(numero
            .map(|numero| Enregistrement {
                numero,
                actif: true,
                ..Enregistrement::default()
            })
            .into_iter()
            .collect())
    }

    fn formacode(&self) -> Vec<Libelle> {
        let libelle = self.text("Libelle_FormaCode");
        self.text("Code_FormaCode")
            .map(|code| Libelle { code, libelle })
            .into_iter()
            .collect()
    }

    fn ancienne(&self) -> Result<Option<Lien>, String> {
        let Some(code) = self.number("Code_Ancien_Diplome")? else {
            return Ok(None);
        };
        Ok(Some(Lien {
            code,
            intitule: self.text("Intitulé_Ancien_Diplome").unwrap_or_default(),
            rncp: self.number("Code_Ancien_RNCP")?,
            rs: Vec::new(),
            scolarite: self.text("Code_Ancien_Scolarité"),
            etat: self.required("Etat_Ancien_Diplome")?,
        }))
    }
}

fn bare(code: Text) -> Libelle {
    Libelle {
        code,
        libelle: None,
    }
}

/// Splits at each comma that no space follows: names hold `, ` themselves. Some lists begin with
/// an empty name.
fn names(list: &str) -> Vec<Text> {
    let mut names = Vec::new();
    let mut rest = list;
    let mut from = 0;
    while let Some(at) = rest[from..].find(',').map(|at| from + at) {
        if rest[at + 1..].starts_with(' ') {
            from = at + 1;
            continue;
        }
        names.push(&rest[..at]);
        rest = &rest[at + 1..];
        from = 0;
    }
    names.push(rest);
    names
        .into_iter()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Text::Owned(name.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_comma_inside_a_name_does_not_split_it() {
        for (list, parts) in [
            ("", vec![]),
            ("Isograd", vec!["Isograd"]),
            ("A,B", vec!["A", "B"]),
            (
                "Ministère des sports, de la jeunesse,B",
                vec!["Ministère des sports, de la jeunesse", "B"],
            ),
            (",A", vec!["A"]),
        ] {
            assert_eq!(names(list), parts, "{list}");
        }
    }
}
