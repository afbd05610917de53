//! A harvest of the producer's own export says what the export says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use certifinfo_sandbox::{Catalogue, Sandbox};
use serde_json::Value;

use super::support::Harvest;
use crate::export;

/// What a certification's rows say: scalars by column, and the lists.
#[derive(Debug, Default)]
struct Rows {
    columns: BTreeMap<String, String>,
    rome: Vec<String>,
    rs: BTreeSet<String>,
}

/// The export's certifications, read without regard to how the sandbox reads them.
fn certifications(path: &Path) -> BTreeMap<u64, Rows> {
    let bytes = std::fs::read(path).unwrap();
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(&bytes);
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(';').collect();
    let mut found: BTreeMap<u64, Rows> = BTreeMap::new();
    for line in lines {
        let row: BTreeMap<String, String> = names
            .iter()
            .zip(line.split(';'))
            .map(|(name, cell)| ((*name).to_owned(), cell.to_owned()))
            .collect();
        let rows = found
            .entry(row["Code_Diplome"].parse().unwrap())
            .or_default();
        rows.rs
            .extend(Some(row["Code_RS"].clone()).filter(|rs| !rs.is_empty()));
        rows.rome = (1..=5)
            .map(|n| row[&format!("Code_Rome_{n}")].clone())
            .filter(|code| !code.is_empty())
            .collect();
        rows.columns = row;
    }
    found
}

/// A scalar of a line as the export would write it.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Codes of a list, whether its elements are codes or objects with one.
fn list(value: &Value) -> Vec<String> {
    let code = |element: &Value| text(element.get("code").unwrap_or(element));
    value.as_array().into_iter().flatten().map(code).collect()
}

fn compare(lines: &[Value], expected: &BTreeMap<u64, Rows>) {
    let codes: Vec<u64> = lines
        .iter()
        .map(|l| l["certifinfo_code"].as_u64().unwrap())
        .collect();
    let once: BTreeSet<u64> = codes.iter().copied().collect();
    assert_eq!(codes.len(), once.len(), "a certification came twice");
    assert!(
        once.iter().eq(expected.keys()),
        "not the certifications of the file"
    );
    for line in lines {
        let rows = &expected[&line["certifinfo_code"].as_u64().unwrap()];
        for (column, property) in [
            ("Libelle_Diplome", "certifinfo_intitule"),
            ("Code_Niveau_Europeen", "niveau_europeen_code"),
            ("Date_MaJ", "date_maj"),
            ("Etat", "etat"),
            ("code_type_diplome", "type_diplome_code"),
            ("Code_Scolarité", "scolarite_code"),
            ("accessibilite_fi", "acc_fi"),
            ("accessibilite_ca", "acc_ca"),
            ("accessibilite_fc", "acc_fc"),
            ("accessibilite_cp", "acc_cp"),
            ("accessibilite_vae", "acc_vae"),
            ("accessibilite_ind", "acc_ind"),
        ] {
            let code = &line["certifinfo_code"];
            assert_eq!(
                text(&line[property]),
                rows.columns[column],
                "{property} of {code}"
            );
        }
        assert_eq!(
            list(&line["rome"]),
            rows.rome,
            "ROME of {}",
            line["certifinfo_code"]
        );
        // A search item has the codes, a certification the records.
        let rs = line.get("rs_code").or_else(|| line.get("rs")).unwrap();
        let rs: BTreeSet<String> = list(rs).into_iter().collect();
        assert_eq!(rs, rows.rs, "RS of {}", line["certifinfo_code"]);
    }
}

#[test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
fn every_certification_of_the_export_exactly_once_as_the_file_has_it() {
    let path = export::file();
    let expected = certifications(&path);
    let catalogue = Catalogue::open_data(&path).unwrap();
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start_blocking()
        .unwrap();
    for arguments in [&[][..], &["--details"]] {
        let harvest = Harvest::new();
        let (code, said) = harvest.run(&sandbox, arguments);
        assert_eq!(code, 0, "{said}");
        compare(&harvest.lines(), &expected);
    }
}
