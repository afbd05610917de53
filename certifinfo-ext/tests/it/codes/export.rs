//! Every code of the open-data export.

use std::collections::BTreeMap;

use crate::codes::kinds::{Mode, reader};

/// Column (as the header spells it) and kind.
const COLUMNS: &[(&str, &str)] = &[
    ("Code_Diplome", "certif_info"),
    ("Code_Ancien_Diplome", "certif_info"),
    ("Code_Niveau_Europeen", "niveau"),
    ("Date_MaJ", "date_maj"),
    ("Code_FormaCode", "formacode"),
    ("Code_Rome_1", "rome"),
    ("Code_Rome_2", "rome"),
    ("Code_Rome_3", "rome"),
    ("Code_Rome_4", "rome"),
    ("Code_Rome_5", "rome"),
    ("Code_Nsf", "nsf"),
    ("Code_RNCP", "rncp"),
    ("Code_Ancien_RNCP", "rncp"),
    ("Code_RS", "rs"),
    ("Code_Scolarité", "cfd"),
    ("Code_Ancien_Scolarité", "cfd"),
    ("Annee_Premiere_Session", "annee_session"),
    ("Annee_Derniere_Session", "annee_session"),
    ("Etat", "etat"),
    ("Etat_Ancien_Diplome", "etat"),
    ("accessibilite_fi", "accessibilite"),
    ("accessibilite_ca", "accessibilite"),
    ("accessibilite_fc", "accessibilite"),
    ("accessibilite_cp", "accessibilite"),
    ("accessibilite_vae", "accessibilite"),
    ("accessibilite_ind", "accessibilite"),
    ("code_type_diplome", "type_diplome"),
    ("codeIdeo2", "ideo2"),
];

#[test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
fn every_code_of_the_export_is_strict() {
    let path = crate::support::open_data::file();
    let bytes = std::fs::read(&path).expect("the file can be read");
    // WHATWG's table: the strict one has no 0x81, which the export has.
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&bytes);
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(';').collect();
    let columns: Vec<_> = COLUMNS
        .iter()
        .map(|(name, kind)| {
            let at = header.iter().position(|column| column == name).expect(name);
            (at, *kind, reader(kind).expect(kind))
        })
        .collect();

    let mut read = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(';').collect();
        assert_eq!(cells.len(), header.len(), "{line}");
        for (at, kind, reader) in &columns {
            // One column holds lists.
            for code in cells[*at].split(',').filter(|code| !code.is_empty()) {
                if let Err(message) = reader(code, Mode::Strict) {
                    panic!("{}: {message}\n{line}", header[*at]);
                }
                *read.entry(*kind).or_insert(0) += 1;
            }
        }
    }
    println!("codes read, a kind: {read:?}");
    assert_eq!(read.len(), 14, "each kind of the export was met: {read:?}");
}
