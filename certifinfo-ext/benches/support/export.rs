//! Open-data exports: the producer's own if it is there, and generated ones of any size.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The producer's sample beside the checkout, or where `CERTIFINFO_OPEN_DATA` says.
pub(crate) fn sample() -> Option<Vec<u8>> {
    let beside = "../../shared/data/opendata-certifinfo-sample.csv";
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join(beside);
    let path = std::env::var_os("CERTIFINFO_OPEN_DATA").map_or_else(beside, PathBuf::from);
    std::fs::read(path).ok()
}

const HEADER: &str = "Code_Diplome;Libelle_Diplome;Libelle_Type_Diplome;Code_Niveau_Europeen;\
    Date_MaJ;Code_FormaCode;Libelle_FormaCode;Code_Rome_1;Code_Rome_2;Code_Rome_3;Code_Rome_4;\
    Code_Rome_5;Code_Nsf;Code_RNCP;Code_RS;Code_Scolarité;valideur;certificateur;\
    Annee_Premiere_Session;Annee_Derniere_Session;Code_Ancien_Diplome;Intitulé_Ancien_Diplome;\
    Code_Ancien_RNCP;Code_Ancien_Scolarité;`Options`;Etat;Etat_Libelle;Etat_Ancien_Diplome;\
    Etat_Ancien_Diplome_Libelle;accessibilite_fi;accessibilite_ca;accessibilite_fc;\
    accessibilite_cp;accessibilite_vae;accessibilite_ind;code_type_diplome;codeIdeo2";

/// An export of `count` certifications with the shares of the producer's: half replace another
/// that is archived, in chains and in splits of 20; each has two jobs and three bodies.
pub(crate) fn generated(count: u32) -> Vec<u8> {
    let mut text = format!("{HEADER}\r\n");
    for nth in 0..count {
        let code = 20_000 + 2 * nth;
        let old = match nth % 4 {
            0 => Some((code - 1, 3)),
            1 if nth % 100 == 1 => Some((code - 2, 0)),
            2 => Some((20_001 + 2 * (nth / 80), 3)),
            _ => None,
        };
        let _ = write!(
            text,
            "{code};Titre professionnel de la certification numéro {code};Titre professionnel;{};\
             {:02}/{:02}/2024;{};Domaine de formation;{};{};;;;{};{};;{};\
             Ministère du travail, de l'emploi,Académie de Rennes;Chambre de commerce numéro {};;;",
            3 + nth % 6,
            1 + nth % 28,
            1 + nth % 12,
            11_000 + nth % 1_500,
            format_args!("{}1{:03}", char::from(b'A' + (nth % 14) as u8), nth % 700),
            format_args!(
                "{}1{:03}",
                char::from(b'A' + (nth % 14) as u8),
                nth % 700 + 1
            ),
            200 + nth % 30,
            10_000 + nth % 30_000,
            format_args!("{}{:05}", 500, 22_100 + nth % 900),
            nth % 900,
        );
        match old {
            Some((old, etat)) => {
                let sheet = 1_000 + nth % 8_000;
                let _ = write!(
                    text,
                    "{old};Titre ancien {old};{sheet};;  ;0;Publié;{etat};"
                );
            }
            None => text.push_str(";;;;  ;0;Publié;;inconnu"),
        }
        if old.is_some() {
            text.push_str("archivée");
        }
        let _ = write!(
            text,
            ";1;{};1;1;1;{};501;FOR.{}\r\n",
            nth % 3,
            nth % 2,
            1 + nth % 9_000
        );
    }
    text.chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?'))
        .collect()
}
