//! A certification as the sandbox holds it, before it takes any form on the wire.

use std::borrow::Cow;

/// Text that is mostly constant in the synthetic catalogue and owned elsewhere.
pub(crate) type Text = Cow<'static, str>;

/// One certification with everything that either route can say about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) code: u32,
    pub(crate) intitule: Text,
    pub(crate) sigle: Option<Text>,
    pub(crate) niveau: Option<u8>,
    /// Registrations, oldest first; the last one is the current one.
    pub(crate) rncp: Vec<Enregistrement>,
    pub(crate) rs: Vec<Enregistrement>,
    pub(crate) scolarite: Option<Text>,
    pub(crate) scolarite_historique: Vec<Text>,
    pub(crate) formacode: Vec<Libelle>,
    pub(crate) rome: Vec<Libelle>,
    pub(crate) nsf: Vec<Libelle>,
    pub(crate) certificateurs: Vec<Text>,
    pub(crate) valideurs: Vec<Valideur>,
    pub(crate) etat: u8,
    /// `dd/mm/yyyy`, the form of the open-data export.
    pub(crate) date_maj: Text,
    /// fi, ca, fc, cp, vae, ind; each 0 no, 1 yes, 2 not stated.
    pub(crate) acces: [u8; 6],
    pub(crate) annee_premiere: Option<u16>,
    pub(crate) annee_derniere: Option<u16>,
    pub(crate) type_code: u16,
    pub(crate) type_libelle: Text,
    pub(crate) ideo2: Vec<Text>,
    /// Only searched by: no evidence says that responses carry it.
    pub(crate) proa: Vec<Text>,
    pub(crate) anciennes: Vec<Lien>,
    pub(crate) nouvelles: Vec<Lien>,
    pub(crate) textes: Textes,
}

/// A code and what it means, when that is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Libelle {
    pub(crate) code: Text,
    pub(crate) libelle: Option<Text>,
}

/// An entry in the RNCP or the RS.
#[derive(Clone, Debug, Default)]
pub(crate) struct Enregistrement {
    pub(crate) numero: u32,
    pub(crate) actif: bool,
    pub(crate) date_fin: Option<Text>,
    pub(crate) type_enregistrement: Option<Text>,
}

/// A body that validates the certification.
#[derive(Clone, Debug, Default)]
pub(crate) struct Valideur {
    pub(crate) libelle: Text,
    pub(crate) date_premiere_habilitation: Option<Text>,
    pub(crate) date_debut_validite: Option<Text>,
    pub(crate) date_fin_validite: Option<Text>,
}

/// A certification as its predecessor or successor names it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lien {
    pub(crate) code: u32,
    pub(crate) intitule: Text,
    pub(crate) rncp: Option<u32>,
    pub(crate) rs: Vec<u32>,
    pub(crate) scolarite: Option<Text>,
    pub(crate) etat: u8,
}

/// The long texts of Onisep's side of the record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Textes {
    pub(crate) chapo: Option<Text>,
    pub(crate) objectif: Option<Text>,
    pub(crate) programme: Option<Text>,
    pub(crate) admission: Option<Text>,
    pub(crate) poursuite: Option<Text>,
    pub(crate) debouches: Option<Text>,
}

impl Record {
    /// Archived, so absent from the open-data export (etat 3).
    pub(crate) fn archivee(&self) -> bool {
        self.etat == 3
    }

    /// How another certification refers to this one.
    pub(crate) fn lien(&self) -> Lien {
        Lien {
            code: self.code,
            intitule: self.intitule.clone(),
            rncp: self.rncp.last().map(|entry| entry.numero),
            rs: self.rs.iter().map(|entry| entry.numero).collect(),
            scolarite: self.scolarite.clone(),
            etat: self.etat,
        }
    }
}

/// The label of an `etat` code, as the open-data export spells it.
pub(crate) fn etat_libelle(etat: u8) -> &'static str {
    match etat {
        0 => "Publié",
        2 => "erronée",
        3 => "archivée",
        4 => "formations préparatoires et non certifiantes",
        11 => "habilitations",
        12 => "formation préparatoire, non certifiante supprimée",
        _ => "inconnu",
    }
}

/// The label of a European level.
pub(crate) fn niveau_libelle(niveau: u8) -> &'static str {
    const LIBELLES: [&str; 9] = [
        "", "Niveau 1", "Niveau 2", "Niveau 3", "Niveau 4", "Niveau 5", "Niveau 6", "Niveau 7",
        "Niveau 8",
    ];
    LIBELLES.get(usize::from(niveau)).copied().unwrap_or("")
}
