//! The open-data export: read as it is, refused with its place where it is not.

use std::path::{Path, PathBuf};

use certifinfo_sandbox::{Catalogue, Sandbox};
use serde_json::json;

use crate::client::{codes, json};

const HEADER: &str = "Code_Diplome;Libelle_Diplome;Libelle_Type_Diplome;Code_Niveau_Europeen;\
    Date_MaJ;Code_FormaCode;Libelle_FormaCode;Code_Rome_1;Code_Rome_2;Code_Rome_3;Code_Rome_4;\
    Code_Rome_5;Code_Nsf;Code_RNCP;Code_RS;Code_Scolarit\u{e9};valideur;certificateur;\
    Annee_Premiere_Session;Annee_Derniere_Session;Code_Ancien_Diplome;\
    Intitul\u{e9}_Ancien_Diplome;Code_Ancien_RNCP;Code_Ancien_Scolarit\u{e9};`Options`;Etat;\
    Etat_Libelle;Etat_Ancien_Diplome;Etat_Ancien_Diplome_Libelle;accessibilite_fi;\
    accessibilite_ca;accessibilite_fc;accessibilite_cp;accessibilite_vae;accessibilite_ind;\
    code_type_diplome;codeIdeo2";

/// Invented rows with everything the real file has: a quotation mark, an old and a new RS (the
/// newer first), a name with a comma, a lost and a present predecessor.
const ROWS: [&str; 4] = [
    "200;Magist\u{e8}re pour l\"ing\u{e9}nieur;Magist\u{e8}re;7;29/07/2020;11054;Maths;D1102;\
     M1805;;;;114;123;;0100000E;Sports, jeunesse,Autre;,C;1999;2025;;;;;  ;0;Publi\u{e9};;inconnu;\
     1;2;0;1;2;0;110;FOR.1,FOR.2",
    "300;Suite;Habilitation;;01/02/2024;;;;;;;;;;;;;;;;200;Magist\u{e8}re pour l\"ing\u{e9}nieur;\
     123;0100000E;  ;4;x;0;Publi\u{e9};2;2;2;2;2;2;970;",
    "150;Double;Habilitation;;01/02/2024;;;;;;;;;;6316;;;;;;99;Perdue;7;;  ;11;habilitations;3;\
     archiv\u{e9}e;2;2;2;2;2;2;970;",
    "150;Double;Habilitation;;01/02/2024;;;;;;;;;;2754;;;;;;99;Perdue;7;;  ;11;habilitations;3;\
     archiv\u{e9}e;2;2;2;2;2;2;970;",
];

/// A file with these lines in the encoding and with the line ends of the export.
fn file(name: &str, lines: &[&str]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let text = format!("{}\r\n", lines.join("\r\n"));
    let bytes: Vec<u8> = text
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    std::fs::write(&path, bytes).unwrap();
    path
}

#[tokio::test]
async fn rows_become_certifications() {
    let path = file("good.csv", &[HEADER, ROWS[0], ROWS[1], ROWS[2], ROWS[3]]);
    let catalogue = Catalogue::open_data(path).unwrap();
    assert_eq!(catalogue.len(), 3);
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start()
        .await
        .unwrap();
    let (_, page) = json(&sandbox, "/recherche").await;
    assert_eq!(codes(&page), [150, 200, 300]);
    assert_eq!(page["data"][0]["rs_code"], json!(["2754", "6316"]));

    let (_, body) = json(&sandbox, "/certification?id=200").await;
    for (property, value) in [
        ("certifinfo_intitule", json!("Magistère pour l\"ingénieur")),
        ("niveau_europeen_code", json!(7)),
        ("date_maj", json!("29/07/2020")),
        (
            "formacode",
            json!([{ "code": "11054", "libelle": "Maths" }]),
        ),
        ("nsf", json!([{ "code": "114", "libelle": null }])),
        ("scolarite_code", json!("0100000E")),
        ("certificateurs", json!([{ "libelle": "C" }])),
        ("annee_premiere_session", json!(1999)),
        ("annee_derniere_session", json!(2025)),
        ("etat_libelle", json!("Publié")),
        ("acc_fi", json!(1)),
        ("acc_ca", json!(2)),
        ("acc_fc", json!(0)),
        ("acc_cp", json!(1)),
        ("acc_vae", json!(2)),
        ("acc_ind", json!(0)),
        ("type_diplome_code", json!(110)),
        ("ideo2_code", json!("FOR.1,FOR.2")),
        ("ancienne_certification", json!(null)),
    ] {
        assert_eq!(body[property], value, "{property}");
    }
    assert_eq!(body["valideurs"][0]["libelle"], "Sports, jeunesse");
    assert_eq!(body["valideurs"].as_array().unwrap().len(), 2);
    assert_eq!(body["rome"][1]["code"], "M1805");
    assert_eq!(body["nouvelle_certification"][0]["certifinfo_code"], 300);

    let (_, body) = json(&sandbox, "/certification?id=150").await;
    assert_eq!(
        body["ancienne_certification"][0],
        json!({
            "certifinfo_code": 99,
            "certifinfo_intitule": "Perdue",
            "rncp_code": "7",
            "rs_code": [],
            "scolarite_code": null,
            "etat": 3,
            "etat_libelle": "archivée",
        })
    );
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let renamed = HEADER.replace("Date_MaJ", "Date");
    let short = ROWS[0].replace(";110;FOR.1,FOR.2", ";110");
    let word = ROWS[0].replace("200;", "deux;");
    let level = ROWS[0].replace(";7;29/07/2020", ";sept;29/07/2020");
    let nameless = ROWS[0].replace("200;", ";");
    for (lines, words) in [
        (vec![renamed.as_str(), ROWS[0]], vec!["line 1", "Date_MaJ"]),
        (
            vec![HEADER, ROWS[1], &short],
            vec!["line 3", "36 columns", "37"],
        ),
        (vec![HEADER, &word], vec!["line 2", "Code_Diplome", "deux"]),
        (
            vec![HEADER, &level],
            vec!["line 2", "Code_Niveau_Europeen", "sept"],
        ),
        (
            vec![HEADER, &nameless],
            vec!["line 2", "Code_Diplome", "empty"],
        ),
    ] {
        let error = Catalogue::open_data(file("bad.csv", &lines))
            .unwrap_err()
            .to_string();
        for word in ["bad.csv"].iter().chain(&words) {
            assert!(error.contains(word), "no {word} in: {error}");
        }
    }
    let error = Catalogue::open_data("no/such/file.csv")
        .unwrap_err()
        .to_string();
    assert!(error.contains("no/such/file.csv"), "{error}");
}

/// The producer's own file: one certification per code, all of them.
#[tokio::test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
async fn the_sample_of_the_real_file_is_served_whole() {
    let path = std::env::var_os("CERTIFINFO_OPEN_DATA").expect("CERTIFINFO_OPEN_DATA names a file");
    let bytes = std::fs::read(&path).unwrap();
    let wanted: std::collections::BTreeSet<u64> = bytes
        .split(|byte| *byte == b'\n')
        .skip(1)
        .filter_map(|row| {
            std::str::from_utf8(row.split(|byte| *byte == b';').next()?)
                .ok()?
                .parse()
                .ok()
        })
        .collect();
    let catalogue = Catalogue::open_data(&path).unwrap();
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start()
        .await
        .unwrap();
    let mut seen = Vec::new();
    for number in 1..=wanted.len().div_ceil(100) {
        let (_, page) = json(
            &sandbox,
            &format!("/recherche?page_size=100&page_num={number}"),
        )
        .await;
        seen.extend(codes(&page));
    }
    assert!(seen.into_iter().eq(wanted));
}
