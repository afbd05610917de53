//! The hand-written certifications of `data/default.json`.
//!
//! Codes, titles, levels, types and dates are facts of the public open-data export of
//! 2025-01-01 unless an entry's `invente` lists them; what cannot be known from it (archived
//! records in full, ends of registration, Onisep's texts, Pro-A branches) is invented and says so.

use serde::Deserialize;

use super::table::Table;
use crate::record::{Enregistrement, Libelle, Lien, Record, Text, Textes, Valideur};

/// One entry of the file; what is left out is absent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: u32,
    intitule: String,
    #[serde(default)]
    sigle: Option<String>,
    #[serde(rename = "type")]
    type_diplome: (u16, String),
    #[serde(default)]
    niveau: Option<u8>,
    etat: u8,
    maj: String,
    /// fi, ca, fc, cp, vae, ind as in `111110`.
    acces: String,
    #[serde(default)]
    rncp: Vec<Registration>,
    #[serde(default)]
    rs: Vec<Registration>,
    #[serde(default)]
    cfd: Option<String>,
    #[serde(default)]
    cfd_historique: Vec<String>,
    #[serde(default)]
    formacode: Vec<(String, Option<String>)>,
    #[serde(default)]
    rome: Vec<(String, Option<String>)>,
    #[serde(default)]
    nsf: Vec<(String, Option<String>)>,
    #[serde(default)]
    valideurs: Vec<(String, Option<String>, Option<String>)>,
    #[serde(default)]
    certificateurs: Vec<String>,
    #[serde(default)]
    sessions: (Option<u16>, Option<u16>),
    #[serde(default)]
    ideo2: Vec<String>,
    #[serde(default)]
    proa: Vec<String>,
    /// Predecessors; a code alone is looked up in the file.
    #[serde(default)]
    ancienne: Vec<Reference>,
    /// Successors that no entry names as its predecessor.
    #[serde(default)]
    nouvelle: Vec<Reference>,
    #[serde(default)]
    textes: Option<Texts>,
    /// What of this entry is not a fact.
    #[serde(default, rename = "invente")]
    _invente: Vec<String>,
    /// What the entry is there for.
    #[serde(rename = "raison")]
    _raison: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registration {
    numero: u32,
    actif: bool,
    #[serde(default)]
    fin: Option<String>,
    /// A term of France compétences.
    #[serde(default)]
    enregistrement: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Reference {
    Code(u32),
    Named {
        code: u32,
        intitule: String,
        etat: u8,
        rncp: Option<u32>,
    },
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Texts {
    chapo: Option<String>,
    objectif: Option<String>,
    programme: Option<String>,
    admission: Option<String>,
    poursuite: Option<String>,
    debouches: Option<String>,
}

/// The table of the embedded file.
pub(super) fn table() -> Table {
    // A test reads the file; were it broken all the same, the catalogue would be empty.
    let entries: Vec<Entry> =
        serde_json::from_str(include_str!("../../data/default.json")).unwrap_or_default();
    let mut records: Vec<Record> = entries.iter().map(record).collect();
    for (at, entry) in entries.iter().enumerate() {
        let anciennes = entry
            .ancienne
            .iter()
            .map(|reference| lien(reference, &records))
            .collect();
        let nouvelles = entry
            .nouvelle
            .iter()
            .map(|reference| lien(reference, &records))
            .collect();
        records[at].anciennes = anciennes;
        records[at].nouvelles = nouvelles;
    }
    Table::new(records)
}

fn record(entry: &Entry) -> Record {
    let mut acces = [2; 6];
    for (route, state) in acces.iter_mut().zip(entry.acces.bytes()) {
        *route = state.saturating_sub(b'0');
    }
    Record {
        code: entry.code,
        intitule: Text::Owned(entry.intitule.clone()),
        sigle: text(&entry.sigle),
        niveau: entry.niveau,
        rncp: entry.rncp.iter().map(registration).collect(),
        rs: entry.rs.iter().map(registration).collect(),
        scolarite: text(&entry.cfd),
        scolarite_historique: texts(&entry.cfd_historique),
        formacode: entry.formacode.iter().map(libelle).collect(),
        rome: entry.rome.iter().map(libelle).collect(),
        nsf: entry.nsf.iter().map(libelle).collect(),
        certificateurs: texts(&entry.certificateurs),
        valideurs: entry.valideurs.iter().map(valideur).collect(),
        etat: entry.etat,
        date_maj: Text::Owned(entry.maj.clone()),
        acces,
        annee_premiere: entry.sessions.0,
        annee_derniere: entry.sessions.1,
        type_code: entry.type_diplome.0,
        type_libelle: Text::Owned(entry.type_diplome.1.clone()),
        ideo2: texts(&entry.ideo2),
        proa: texts(&entry.proa),
        textes: entry.textes.as_ref().map(textes).unwrap_or_default(),
        ..Record::default()
    }
}

fn text(value: &Option<String>) -> Option<Text> {
    value.clone().map(Text::Owned)
}

fn texts(values: &[String]) -> Vec<Text> {
    values.iter().cloned().map(Text::Owned).collect()
}

fn registration(entry: &Registration) -> Enregistrement {
    Enregistrement {
        numero: entry.numero,
        actif: entry.actif,
        date_fin: text(&entry.fin),
        type_enregistrement: text(&entry.enregistrement),
    }
}

fn libelle((code, libelle): &(String, Option<String>)) -> Libelle {
    Libelle {
        code: Text::Owned(code.clone()),
        libelle: text(libelle),
    }
}

fn valideur((libelle, debut, fin): &(String, Option<String>, Option<String>)) -> Valideur {
    Valideur {
        libelle: Text::Owned(libelle.clone()),
        date_premiere_habilitation: text(debut),
        date_debut_validite: text(debut),
        date_fin_validite: text(fin),
    }
}

fn lien(reference: &Reference, records: &[Record]) -> Lien {
    match reference {
        Reference::Named {
            code,
            intitule,
            etat,
            rncp,
        } => Lien {
            code: *code,
            intitule: Text::Owned(intitule.clone()),
            rncp: *rncp,
            etat: *etat,
            ..Lien::default()
        },
        Reference::Code(code) => records
            .iter()
            .find(|record| record.code == *code)
            .map_or_else(
                || Lien {
                    code: *code,
                    ..Lien::default()
                },
                Record::lien,
            ),
    }
}

fn textes(texts: &Texts) -> Textes {
    Textes {
        chapo: text(&texts.chapo),
        objectif: text(&texts.objectif),
        programme: text(&texts.programme),
        admission: text(&texts.admission),
        poursuite: text(&texts.poursuite),
        debouches: text(&texts.debouches),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn entries() -> Vec<Entry> {
        serde_json::from_str(include_str!("../../data/default.json")).unwrap()
    }

    #[test]
    fn the_file_reads_and_its_codes_differ() {
        let entries = entries();
        let codes: BTreeSet<u32> = entries.iter().map(|entry| entry.code).collect();
        assert!(entries.len() >= 36, "a few dozen, not {}", entries.len());
        assert_eq!(codes.len(), entries.len());
        assert_eq!(table().len(), entries.len() as u64);
    }

    #[test]
    fn accessibility_is_six_states() {
        for entry in entries() {
            let states = entry
                .acces
                .bytes()
                .filter(|state| (b'0'..=b'2').contains(state))
                .count();
            assert_eq!((entry.acces.len(), states), (6, 6), "{}", entry.code);
        }
    }

    #[test]
    fn a_reference_by_code_alone_names_an_entry() {
        let entries = entries();
        for entry in &entries {
            for reference in entry.ancienne.iter().chain(&entry.nouvelle) {
                if let Reference::Code(code) = reference {
                    assert!(entries.iter().any(|other| other.code == *code), "{code}");
                }
            }
        }
    }
}
