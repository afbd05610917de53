//! Imports of the open-data export: its oddities, its repeats, and what is refused.

use std::sync::{Arc, Mutex};

use certifinfo_ext::codes::Etat;
use certifinfo_ext::mirror::{ChangeKind, ImportOptions, MirrorErrorKind, Origin};
use certifinfo_ext::prelude::*;

use super::support::{HEADER, Line, Place, client, code, csv, import, lines, options, rows};
use crate::support::open_data;

#[test]
fn line_becomes_a_record_with_its_codes() {
    let place = Place::new();
    let mirror = place.mirror();
    let line = Line::new(80735, "CAP Pâtissier d’œuvre")
        .set("Code_Niveau_Europeen", 3)
        .set("Code_FormaCode", 21528)
        .set("Libelle_FormaCode", "Pâtisserie")
        .set("Code_Rome_1", "D1102")
        .set("Code_Rome_2", "D1104")
        .set("Code_Nsf", 221)
        .set("Code_RNCP", 38765)
        .set("Code_Scolarité", "26E31103")
        .set("certificateur", ",Ministère A, B et C,Autre")
        .set("accessibilite_ca", 1)
        .set("accessibilite_fi", 0)
        .set("codeIdeo2", "FOR.423,FOR.424")
        .replaces(37, "CAP Pâtissier ancien", "500");
    let report = import(&mirror, &[line]).unwrap();
    assert_eq!((report.lines, report.certifications, report.new), (1, 1, 1));
    assert_eq!(report.as_of.unwrap().to_string(), "2024-12-20");
    let stored = mirror.certification(code(80735)).unwrap().unwrap();
    assert_eq!(stored.origin, Origin::Export);
    let record = stored.certification;
    assert_eq!(record.intitule(), Some("CAP Pâtissier d’œuvre"));
    assert_eq!(record.niveau().unwrap(), Some(Niveau::N3));
    assert_eq!(record.acces(Acces::Apprentissage), Accessibilite::Oui);
    assert_eq!(record.acces(Acces::FormationInitiale), Accessibilite::Non);
    assert_eq!(record.acces(Acces::Vae), Accessibilite::NonPrecise);
    assert_eq!(record.etat().unwrap(), Some(Etat::PUBLIE));
    assert_eq!(record.scolarite().unwrap().unwrap().to_string(), "26E31103");
    let rome: Vec<_> = record
        .rome()
        .into_iter()
        .map(|rome| rome.code.unwrap().to_string())
        .collect();
    assert_eq!(rome, ["D1102", "D1104"]);
    let bodies: Vec<_> = record
        .certificateurs()
        .iter()
        .map(|body| body.nom.unwrap().to_owned())
        .collect();
    assert_eq!(bodies, ["Ministère A, B et C", "Autre"]);
    assert_eq!(record.ideo2().len(), 2);
    assert_eq!(record.fiches(), [Ok("RNCP38765".parse().unwrap())]);
    assert!(record.is_active_on("2025-01-01".parse().unwrap()));
    // A number is never made of a code that looks like one.
    let cfd = mirror.query("SELECT scolarite_code, typeof(scolarite_code) FROM certification");
    assert_eq!(
        format!("{:?}", cfd.unwrap().rows[0]),
        r#"[Text("26E31103"), Text("text")]"#
    );
}

#[test]
fn lines_of_one_certification_are_one_with_several_rs() {
    let place = Place::new();
    let mirror = place.mirror();
    let line = |rs: u32| {
        Line::new(48047, "Habilitation")
            .set("Etat", 11)
            .set("Code_RS", rs)
    };
    let other = Line::new(48050, "Autre");
    // Side by side as in the real file, and apart.
    for all in [
        vec![line(2754), line(6316), other.clone()],
        vec![line(2754), other.clone(), line(6316)],
    ] {
        let report = import(&mirror, &all).unwrap();
        assert_eq!((report.lines, report.certifications), (3, 2));
        let stored = mirror.certification(code(48047)).unwrap().unwrap();
        let rs: Vec<_> = stored
            .certification
            .rs()
            .into_iter()
            .map(|rs| rs.unwrap().numero())
            .collect();
        assert_eq!(rs, [2754, 6316]);
        assert_eq!(
            mirror
                .certifications_of("RS6316".parse::<RsCode>().unwrap())
                .unwrap()
                .len(),
            1
        );
    }
}

#[test]
fn odd_bytes_and_quotes_are_read_as_they_are() {
    let place = Place::new();
    let mirror = place.mirror();
    let mut bytes = csv(&[
        Line::new(1, "Magistère pour l\"ingénieur"),
        Line::new(2, "X"),
        Line::new(3, "Y"),
    ]);
    // 0x81 has no meaning in strict windows-1252.
    let at = bytes.iter().position(|byte| *byte == b'X').unwrap();
    bytes.splice(at..=at, *b"e\xCC\x81tude");
    bytes.extend_from_slice(b"\r\n;;;\r\n".strip_suffix(b";;;\r\n").unwrap());
    mirror
        .import_open_data(&bytes[..], ImportOptions::new("odd"))
        .unwrap();
    let title = |at| {
        mirror
            .certification(code(at))
            .unwrap()
            .unwrap()
            .certification
            .intitule()
            .unwrap()
            .to_owned()
    };
    assert_eq!(title(1), "Magistère pour l\"ingénieur");
    assert_eq!(title(2), "eÌ\u{81}tude");
}

#[test]
fn copy_saved_as_utf8_is_read_too() {
    let place = Place::new();
    let mirror = place.mirror();
    let text = encoding_rs::WINDOWS_1252
        .decode(&csv(&[Line::new(1, "Études")]))
        .0
        .into_owned();
    for text in [
        text.clone(),
        format!("\u{feff}{text}"),
        text.replace("\r\n", "\n"),
    ] {
        mirror
            .import_open_data(text.as_bytes(), ImportOptions::new("utf8"))
            .unwrap();
        let stored = mirror.certification(code(1)).unwrap().unwrap();
        assert_eq!(stored.certification.intitule(), Some("Études"));
    }
}

#[test]
fn broken_files_name_the_line_and_change_nothing() {
    let place = Place::new();
    let mirror = place.mirror();
    import(&mirror, &lines(10)).unwrap();
    let good = csv(&lines(10));
    let header_end = good.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "line 1: the file is empty"),
        (
            b"PK\x03\x04 not a table".to_vec(),
            "line 1: the header has no column `Code_Diplome`",
        ),
        (good[..header_end].to_vec(), "has a header and no line"),
        (
            [&good[..], b"1;2;3\r\n"].concat(),
            "line 12: 3 columns, and the header has 37",
        ),
        (good[..good.len() - 30].to_vec(), "line 11: "),
        (
            csv(&[
                Line::new(5, "A"),
                Line::new(6, "B").set("Code_Diplome", "x6"),
            ]),
            "line 3: column `Code_Diplome`: `x6`",
        ),
        (
            String::from_utf8_lossy(&good).into_owned().into_bytes(),
            "the header has no column `Code_Scolarité`",
        ),
        (
            [&good[..], &vec![b'a'; 3 << 20]].concat(),
            "the open-data export cannot be read",
        ),
    ];
    for (bytes, message) in cases {
        let error = mirror
            .import_open_data(&bytes[..], ImportOptions::new("broken"))
            .unwrap_err();
        assert_eq!(error.kind(), MirrorErrorKind::Export, "{error}");
        assert!(error.to_string().contains(message), "{error}");
        let status = mirror.status().unwrap();
        assert_eq!((status.certifications, status.changes), (10, 0));
        assert_eq!(rows(&mirror, "SELECT * FROM run"), 1);
    }
    assert_eq!(HEADER.split(';').count(), 37);
}

#[test]
fn next_export_notes_what_changed() {
    let place = Place::new();
    let mirror = place.mirror();
    let mut all = lines(100);
    import(&mirror, &all).unwrap();
    all.remove(50);
    all[3] = all[3].clone().set("Libelle_Diplome", "Autre titre");
    all.push(
        Line::new(900, "Nouveau")
            .replaces(151, "Titre 151", "")
            .set("Date_MaJ", "02/01/2025"),
    );
    let report = import(&mirror, &all).unwrap();
    assert_eq!((report.new, report.changed, report.gone), (1, 1, 1));
    let changes: Vec<_> = mirror
        .changes_since(paris::today())
        .unwrap()
        .into_iter()
        .map(|change| (change.code.numero(), change.kind))
        .collect();
    assert_eq!(
        changes,
        [
            (104, ChangeKind::Changed),
            (900, ChangeKind::Appeared),
            (151, ChangeKind::Disappeared),
        ]
    );
}

#[test]
fn export_that_lacks_too_much_or_is_older_is_refused() {
    let place = Place::new();
    let mirror = place.mirror();
    let all = lines(100);
    import(&mirror, &all).unwrap();
    let error = import(&mirror, &all[..50]).unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Shrunk);
    let older: Vec<_> = all
        .iter()
        .map(|line| line.clone().set("Date_MaJ", "01/12/2024"))
        .collect();
    let error = import(&mirror, &older).unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::OlderExport);
    assert!(
        error
            .to_string()
            .contains("is of 2024-12-01, and one of 2024-12-20"),
        "{error}"
    );
    assert_eq!(mirror.status().unwrap().certifications, 100);
    let allowed = ImportOptions::new("older").allow_older(true).max_loss(1.0);
    mirror
        .import_open_data(&csv(&older[..50])[..], allowed)
        .unwrap();
    assert_eq!(mirror.status().unwrap().certifications, 50);
}

#[test]
fn lines_without_their_titles_do_not_replace_those_with_them() {
    let place = Place::new();
    let mirror = place.mirror();
    let mut all = lines(100);
    import(&mirror, &all).unwrap();
    all[1] = all[1].clone().set("Libelle_Diplome", " ");
    let report = import(&mirror, &all).unwrap();
    assert_eq!((report.changed, report.gone), (0, 0));
    let title = mirror.query("SELECT intitule FROM certification WHERE code = 102");
    assert_eq!(
        format!("{:?}", title.unwrap().rows),
        r#"[[Text("Titre 102")]]"#
    );
    let empty: Vec<_> = all
        .iter()
        .map(|line| line.clone().set("Libelle_Diplome", ""))
        .collect();
    let error = import(&mirror, &empty).unwrap_err();
    assert_eq!(error.kind(), MirrorErrorKind::Shrunk);
}

#[tokio::test]
async fn full_records_stay_unless_the_export_is_later() {
    let place = Place::new();
    let mirror = place.mirror();
    let mut all = lines(20);
    let sandbox = place.service(&all);
    mirror.refresh(&client(&sandbox), options()).await.unwrap();
    all[0] = all[0]
        .clone()
        .set("Libelle_Diplome", "Plus tard")
        .set("Date_MaJ", "31/12/2024");
    import(&mirror, &all).unwrap();
    let later = mirror.certification(code(101)).unwrap().unwrap();
    assert_eq!(
        (later.origin, later.certification.intitule()),
        (Origin::Export, Some("Plus tard"))
    );
    let same = mirror.certification(code(102)).unwrap().unwrap();
    assert_eq!(same.origin, Origin::Full);
    assert_eq!(mirror.status().unwrap().certifications, 20);
    // And the list of the service replaces neither the links nor the sheets of the export.
    let other = Place::new();
    let mirror = other.mirror();
    all[0] = all[0]
        .clone()
        .set("Code_RNCP", 5000)
        .replaces(7, "Ancien", "77");
    import(&mirror, &all).unwrap();
    let sandbox = other.service(&all);
    let none = certifinfo_ext::mirror::Details::None;
    mirror
        .refresh(&client(&sandbox), options().details(none))
        .await
        .unwrap();
    let merged = mirror.certification(code(101)).unwrap().unwrap();
    assert_eq!(merged.origin, Origin::Export);
    assert_eq!(merged.certification.fiches().len(), 1);
    assert_eq!(
        merged
            .certification
            .ancienne_certification
            .as_ref()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn progress_is_told() {
    let place = Place::new();
    let told = Arc::new(Mutex::new(0));
    let tell = Arc::clone(&told);
    let options = ImportOptions::new("many").on_progress(move |_| *tell.lock().unwrap() += 1);
    place
        .mirror()
        .import_open_data(&csv(&lines(1100))[..], options)
        .unwrap();
    assert_eq!(*told.lock().unwrap(), 2);
}

#[test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
fn producers_own_export_is_read_whole() {
    let path = open_data::file();
    let place = Place::new();
    let mirror = place.mirror();
    let file = std::fs::File::open(path).unwrap();
    let report = mirror
        .import_open_data(file, ImportOptions::new("sample"))
        .unwrap();
    println!("{report:?}");
    assert!(report.certifications > 2_000 && report.certifications < report.lines);
    // Every code is readable, so every one has its row.
    for (table, from) in [("rome", "rome"), ("formacode", "formacode"), ("nsf", "nsf")] {
        let stated =
            format!("SELECT e.value ->> 'code' FROM document d, json_each(d.json, '$.{from}') e");
        let kept = format!("SELECT code FROM {table}");
        assert_eq!(rows(&mirror, &stated), rows(&mirror, &kept), "{table}");
    }
    let bare =
        "SELECT * FROM certification WHERE intitule IS NULL OR date_maj IS NULL OR etat IS NULL";
    assert_eq!(rows(&mirror, bare), 0);
    mirror.check().unwrap();
}
