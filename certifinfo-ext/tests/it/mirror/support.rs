//! A mirror in a folder of its own, exports made line by line, and the service that serves them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use certifinfo_ext::mirror::{ImportOptions, ImportReport, Mirror, MirrorResult, RefreshOptions};
use certifinfo_ext::prelude::*;
use certifinfo_ext::{RateLimit, RetryPolicy};
use certifinfo_sandbox::{Catalogue, Sandbox};
use rusqlite::Connection;
use tempfile::TempDir;

/// The header of the producer's export, as decoded.
pub(crate) const HEADER: &str = "Code_Diplome;Libelle_Diplome;Libelle_Type_Diplome;\
    Code_Niveau_Europeen;Date_MaJ;Code_FormaCode;Libelle_FormaCode;Code_Rome_1;Code_Rome_2;\
    Code_Rome_3;Code_Rome_4;Code_Rome_5;Code_Nsf;Code_RNCP;Code_RS;Code_Scolarité;valideur;\
    certificateur;Annee_Premiere_Session;Annee_Derniere_Session;Code_Ancien_Diplome;\
    Intitulé_Ancien_Diplome;Code_Ancien_RNCP;Code_Ancien_Scolarité;`Options`;Etat;Etat_Libelle;\
    Etat_Ancien_Diplome;Etat_Ancien_Diplome_Libelle;accessibilite_fi;accessibilite_ca;\
    accessibilite_fc;accessibilite_cp;accessibilite_vae;accessibilite_ind;code_type_diplome;\
    codeIdeo2";

/// A line of an export; columns that are not set have a plain value.
#[derive(Clone)]
pub(crate) struct Line(BTreeMap<&'static str, String>);

impl Line {
    pub(crate) fn new(code: u32, title: &str) -> Self {
        let line = Line(BTreeMap::new());
        let line = line.set("Code_Diplome", code).set("Libelle_Diplome", title);
        let line = line.set("Date_MaJ", "20/12/2024").set("Etat", 0);
        let line = line
            .set("Etat_Libelle", "Publié")
            .set("code_type_diplome", 500);
        let ways = ["fi", "ca", "fc", "cp", "vae", "ind"];
        let names = [
            "accessibilite_fi",
            "accessibilite_ca",
            "accessibilite_fc",
            "accessibilite_cp",
            "accessibilite_vae",
            "accessibilite_ind",
        ];
        assert_eq!(ways.len(), names.len());
        names.into_iter().fold(line, |line, name| line.set(name, 2))
    }

    pub(crate) fn set(mut self, column: &'static str, value: impl ToString) -> Self {
        self.0.insert(column, value.to_string());
        self
    }

    /// Names what it replaces, as an archived certification.
    pub(crate) fn replaces(self, code: u32, title: &str, rncp: &str) -> Self {
        self.set("Code_Ancien_Diplome", code)
            .set("Intitulé_Ancien_Diplome", title)
            .set("Code_Ancien_RNCP", rncp)
            .set("Etat_Ancien_Diplome", 3)
            .set("Etat_Ancien_Diplome_Libelle", "archivée")
    }
}

/// The bytes of an export, in windows-1252.
pub(crate) fn csv(lines: &[Line]) -> Vec<u8> {
    let mut text = format!("{HEADER}\r\n");
    for Line(values) in lines {
        let row: Vec<&str> = HEADER
            .split(';')
            .map(|column| {
                values
                    .get(column.trim_matches('`'))
                    .map_or("", String::as_str)
            })
            .collect();
        text.push_str(&row.join(";"));
        text.push_str("\r\n");
    }
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

/// Certifications 101, 102, … with a title each.
pub(crate) fn lines(count: u32) -> Vec<Line> {
    (101..101 + count)
        .map(|code| Line::new(code, &format!("Titre {code}")))
        .collect()
}

/// A folder with room for a mirror and for exports.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.path().join("certifinfo.db")
    }

    pub(crate) fn mirror(&self) -> Mirror {
        Mirror::open(self.file()).unwrap()
    }

    /// The database itself, for looks behind the library.
    pub(crate) fn database(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }

    /// A service that has these certifications.
    pub(crate) fn service(&self, lines: &[Line]) -> Sandbox {
        self.service_at(0, lines)
    }

    /// The same on a port that was free a moment ago.
    pub(crate) fn service_at(&self, port: u16, lines: &[Line]) -> Sandbox {
        let path = self.0.path().join("service.csv");
        std::fs::write(&path, csv(lines)).unwrap();
        let catalogue = Catalogue::open_data(path).unwrap();
        let sandbox = Sandbox::builder().catalogue(catalogue).port(port);
        sandbox.start_blocking().unwrap()
    }
}

/// A client without pauses.
pub(crate) fn client(sandbox: &Sandbox) -> CertifInfo {
    client_of(&sandbox.base_url())
}

/// The same by the address of a sandbox with the usual token.
pub(crate) fn client_of(url: &str) -> CertifInfo {
    CertifInfo::builder()
        .token(certifinfo_sandbox::DEFAULT_TOKEN)
        .base_url(url)
        .rate_limit(RateLimit::unlimited())
        .retry_policy(RetryPolicy::none())
        .build()
        .unwrap()
}

pub(crate) fn options() -> RefreshOptions {
    RefreshOptions::new()
}

pub(crate) fn import(mirror: &Mirror, lines: &[Line]) -> MirrorResult<ImportReport> {
    mirror.import_open_data(&csv(lines)[..], ImportOptions::new("export.csv"))
}

pub(crate) fn code(number: u32) -> CertifInfoCode {
    CertifInfoCode::new(number).unwrap()
}

/// How many rows a query has, whatever they hold.
pub(crate) fn rows(mirror: &Mirror, sql: &str) -> usize {
    mirror.query(sql).unwrap().rows.len()
}
