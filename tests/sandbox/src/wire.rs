//! The JSON of the two routes, written straight from a record.
//!
//! Names are those of the catalogue's 66 fields and of the clients that read this API. The forms
//! are those of the open-data export, and inferred: bare register numbers as text, dates as
//! `dd/mm/yyyy`, accessibility as 0, 1 or 2. Other forms are what the faults are for.

use serde::Serialize;

use crate::record::{
    Enregistrement, Libelle, Lien, Record, Text, Valideur, etat_libelle, niveau_libelle,
};

/// `{"message": …}`, the body of every refusal (inferred from the one `message` property).
#[derive(Serialize)]
pub(crate) struct Message {
    pub(crate) message: String,
}

/// The body of `GET /recherche`.
#[derive(Serialize)]
pub(crate) struct Resultat<'a> {
    pub(crate) total: u64,
    pub(crate) pagination: Pagination,
    pub(crate) data: Vec<Element<'a>>,
}

/// Neighbouring pages; hints, as a sister API shows.
#[derive(Serialize)]
pub(crate) struct Pagination {
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
}

/// `CertificationRecherche`, and with `details` everything of `Certification`.
#[derive(Serialize)]
pub(crate) struct Element<'a> {
    certifinfo_code: u32,
    certifinfo_intitule: &'a str,
    sigle_intitule: Option<&'a str>,
    niveau_europeen_code: Option<u8>,
    niveau_europeen_libelle: Option<&'static str>,
    /// Of search items only, as `rs_code`: the catalogue lists both with `CertificationRecherche`,
    /// after `Certification`, whose own names it does not repeat.
    #[serde(skip_serializing_if = "Option::is_none")]
    rncp_code: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rs_code: Option<Vec<String>>,
    type_diplome_code: u16,
    type_diplome_libelle: &'a str,
    scolarite_code: Option<&'a str>,
    etat: u8,
    etat_libelle: &'static str,
    date_maj: &'a str,
    acc_fi: u8,
    acc_ca: u8,
    acc_fc: u8,
    acc_cp: u8,
    acc_vae: u8,
    acc_ind: u8,
    rome: Vec<CodeLibelle<'a>>,
    formacode: Vec<CodeLibelle<'a>>,
    nsf: Vec<CodeLibelle<'a>>,
}

#[derive(Serialize)]
struct CodeLibelle<'a> {
    code: &'a str,
    libelle: Option<&'a str>,
}

/// `Certification`, the body of `GET /certification`.
#[derive(Serialize)]
pub(crate) struct Complete<'a> {
    #[serde(flatten)]
    element: Element<'a>,
    rncp: Vec<Fiche<'a>>,
    rs: Vec<Fiche<'a>>,
    rncp_historique: Vec<Historique<'a>>,
    rs_historique: Vec<Historique<'a>>,
    certificateurs: Vec<Certificateur<'a>>,
    valideurs: Vec<ValideurComplet<'a>>,
    ancienne_certification: Option<Vec<Certif<'a>>>,
    nouvelle_certification: Option<Vec<Certif<'a>>>,
    scolarite_code_historique: Vec<&'a str>,
    annee_premiere_session: Option<u16>,
    annee_derniere_session: Option<u16>,
    ideo2_code: Option<String>,
    ideo2_libelle: Option<&'a str>,
    chapo: Option<&'a str>,
    objectif: Option<&'a str>,
    programme: Option<&'a str>,
    admission: Option<&'a str>,
    poursuite: Option<&'a str>,
    debouches: Option<&'a str>,
    source: &'static str,
    code_sise: Option<&'a str>,
}

#[derive(Serialize)]
struct Fiche<'a> {
    code: String,
    libelle: &'a str,
    actif: bool,
}

#[derive(Serialize)]
struct Historique<'a> {
    code: String,
    libelle: &'a str,
    date_fin_enregistrement: Option<&'a str>,
    type_enregistrement: Option<&'a str>,
    actif: bool,
}

#[derive(Serialize)]
struct Certificateur<'a> {
    libelle: &'a str,
}

#[derive(Serialize)]
struct ValideurComplet<'a> {
    code: Option<&'a str>,
    libelle: &'a str,
    date_premiere_habilitation: Option<&'a str>,
    date_debut_validite: Option<&'a str>,
    date_fin_validite: Option<&'a str>,
}

#[derive(Serialize)]
struct Certif<'a> {
    certifinfo_code: u32,
    certifinfo_intitule: &'a str,
    rncp_code: Option<String>,
    rs_code: Vec<String>,
    scolarite_code: Option<&'a str>,
    etat: u8,
    etat_libelle: &'static str,
}

impl<'a> Element<'a> {
    pub(crate) fn new(record: &'a Record) -> Self {
        let [acc_fi, acc_ca, acc_fc, acc_cp, acc_vae, acc_ind] = record.acces;
        Element {
            certifinfo_code: record.code,
            certifinfo_intitule: &record.intitule,
            sigle_intitule: record.sigle.as_deref(),
            niveau_europeen_code: record.niveau,
            niveau_europeen_libelle: record.niveau.map(niveau_libelle),
            rncp_code: Some(record.rncp.last().map(|entry| entry.numero.to_string())),
            rs_code: Some(
                record
                    .rs
                    .iter()
                    .map(|entry| entry.numero.to_string())
                    .collect(),
            ),
            type_diplome_code: record.type_code,
            type_diplome_libelle: &record.type_libelle,
            scolarite_code: record.scolarite.as_deref(),
            etat: record.etat,
            etat_libelle: etat_libelle(record.etat),
            date_maj: &record.date_maj,
            acc_fi,
            acc_ca,
            acc_fc,
            acc_cp,
            acc_vae,
            acc_ind,
            rome: libelles(&record.rome),
            formacode: libelles(&record.formacode),
            nsf: libelles(&record.nsf),
        }
    }
}

impl<'a> Complete<'a> {
    pub(crate) fn new(record: &'a Record) -> Self {
        let textes = &record.textes;
        let codes: Vec<&str> = record.ideo2.iter().map(AsRef::as_ref).collect();
        Complete {
            element: Element {
                rncp_code: None,
                rs_code: None,
                ..Element::new(record)
            },
            rncp: record
                .rncp
                .iter()
                .map(|entry| fiche(record, entry))
                .collect(),
            rs: record.rs.iter().map(|entry| fiche(record, entry)).collect(),
            rncp_historique: record
                .rncp
                .iter()
                .map(|entry| historique(record, entry))
                .collect(),
            rs_historique: record
                .rs
                .iter()
                .map(|entry| historique(record, entry))
                .collect(),
            certificateurs: record
                .certificateurs
                .iter()
                .map(|libelle| Certificateur { libelle })
                .collect(),
            valideurs: record.valideurs.iter().map(valideur).collect(),
            ancienne_certification: liens(&record.anciennes),
            nouvelle_certification: liens(&record.nouvelles),
            scolarite_code_historique: record
                .scolarite_historique
                .iter()
                .map(AsRef::as_ref)
                .collect(),
            annee_premiere_session: record.annee_premiere,
            annee_derniere_session: record.annee_derniere,
            // Inferred: what Onisep calls it is not in the export.
            ideo2_libelle: (!codes.is_empty()).then_some(&*record.intitule),
            // The export joins several Onisep identifiers with a comma.
            ideo2_code: (!codes.is_empty()).then(|| codes.join(",")),
            chapo: textes.chapo.as_deref(),
            objectif: textes.objectif.as_deref(),
            programme: textes.programme.as_deref(),
            admission: textes.admission.as_deref(),
            poursuite: textes.poursuite.as_deref(),
            debouches: textes.debouches.as_deref(),
            source: "Certif Info",
            // No SISE code is in the export.
            code_sise: None,
        }
    }
}

fn text(value: &Option<Text>) -> Option<&str> {
    value.as_deref()
}

fn libelles(list: &[Libelle]) -> Vec<CodeLibelle<'_>> {
    list.iter()
        .map(|entry| CodeLibelle {
            code: &entry.code,
            libelle: text(&entry.libelle),
        })
        .collect()
}

fn fiche<'a>(record: &'a Record, entry: &Enregistrement) -> Fiche<'a> {
    Fiche {
        code: entry.numero.to_string(),
        libelle: &record.intitule,
        actif: entry.actif,
    }
}

fn historique<'a>(record: &'a Record, entry: &'a Enregistrement) -> Historique<'a> {
    Historique {
        code: entry.numero.to_string(),
        libelle: &record.intitule,
        date_fin_enregistrement: text(&entry.date_fin),
        type_enregistrement: text(&entry.type_enregistrement),
        actif: entry.actif,
    }
}

fn valideur(entry: &Valideur) -> ValideurComplet<'_> {
    ValideurComplet {
        // No code of a certifying body is in any evidence.
        code: None,
        libelle: &entry.libelle,
        date_premiere_habilitation: text(&entry.date_premiere_habilitation),
        date_debut_validite: text(&entry.date_debut_validite),
        date_fin_validite: text(&entry.date_fin_validite),
    }
}

/// An array, or null when there is none: what a sister API does.
fn liens(list: &[Lien]) -> Option<Vec<Certif<'_>>> {
    (!list.is_empty()).then(|| {
        list.iter()
            .map(|lien| Certif {
                certifinfo_code: lien.code,
                certifinfo_intitule: &lien.intitule,
                rncp_code: lien.rncp.map(|numero| numero.to_string()),
                rs_code: lien.rs.iter().map(u32::to_string).collect(),
                scolarite_code: text(&lien.scolarite),
                etat: lien.etat,
                etat_libelle: etat_libelle(lien.etat),
            })
            .collect()
    })
}
