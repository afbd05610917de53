//! What somebody would write by hand for the answers at hand: the fields of the SDK's records, each
//! with the narrowest type that fits what the sandbox sends. Any other form is an error.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Lien {
    pub(crate) certifinfo_code: u32,
    pub(crate) certifinfo_intitule: Option<String>,
    pub(crate) rncp_code: Option<String>,
    pub(crate) rs_code: Vec<String>,
    pub(crate) scolarite_code: Option<String>,
    pub(crate) etat: u8,
    pub(crate) etat_libelle: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Certificateur {
    pub(crate) code: Option<String>,
    pub(crate) libelle: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Certification {
    pub(crate) acc_ca: Option<u8>,
    pub(crate) acc_cp: Option<u8>,
    pub(crate) acc_fc: Option<u8>,
    pub(crate) acc_fi: Option<u8>,
    pub(crate) acc_ind: Option<u8>,
    pub(crate) acc_vae: Option<u8>,
    pub(crate) admission: Option<String>,
    pub(crate) ancienne_certification: Option<Vec<Lien>>,
    pub(crate) annee_derniere_session: Option<u16>,
    pub(crate) annee_premiere_session: Option<u16>,
    pub(crate) certificateurs: Option<Vec<Certificateur>>,
    pub(crate) certifinfo_code: Option<u32>,
    pub(crate) certifinfo_intitule: Option<String>,
    pub(crate) chapo: Option<String>,
    pub(crate) code_sise: Option<String>,
    pub(crate) date_maj: Option<String>,
    pub(crate) debouches: Option<String>,
    pub(crate) etat: Option<u8>,
    pub(crate) etat_libelle: Option<String>,
    pub(crate) formacode: Option<Vec<Formacode>>,
    pub(crate) ideo2_code: Option<String>,
    pub(crate) ideo2_libelle: Option<String>,
    pub(crate) niveau_europeen_code: Option<u8>,
    pub(crate) niveau_europeen_libelle: Option<String>,
    pub(crate) nouvelle_certification: Option<Vec<Lien>>,
    pub(crate) nsf: Option<Vec<Nsf>>,
    pub(crate) objectif: Option<String>,
    pub(crate) poursuite: Option<String>,
    pub(crate) programme: Option<String>,
    pub(crate) rncp: Option<Vec<HistoriqueRncp>>,
    pub(crate) rncp_historique: Option<Vec<HistoriqueRncp>>,
    pub(crate) rome: Option<Vec<Rome>>,
    pub(crate) rs: Option<Vec<HistoriqueRs>>,
    pub(crate) rs_historique: Option<Vec<HistoriqueRs>>,
    pub(crate) scolarite_code: Option<String>,
    pub(crate) scolarite_code_historique: Option<Vec<String>>,
    pub(crate) sigle_intitule: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) type_diplome_code: Option<u16>,
    pub(crate) type_diplome_libelle: Option<String>,
    pub(crate) valideurs: Option<Vec<Valideur>>,
}

#[derive(Deserialize)]
pub(crate) struct CertificationRecherche {
    pub(crate) acc_ca: Option<u8>,
    pub(crate) acc_cp: Option<u8>,
    pub(crate) acc_fc: Option<u8>,
    pub(crate) acc_fi: Option<u8>,
    pub(crate) acc_ind: Option<u8>,
    pub(crate) acc_vae: Option<u8>,
    pub(crate) annee_derniere_session: Option<u16>,
    pub(crate) annee_premiere_session: Option<u16>,
    pub(crate) certificateurs: Option<Vec<Certificateur>>,
    pub(crate) certifinfo_code: Option<u32>,
    pub(crate) certifinfo_intitule: Option<String>,
    pub(crate) date_maj: Option<String>,
    pub(crate) etat: Option<u8>,
    pub(crate) etat_libelle: Option<String>,
    pub(crate) formacode: Option<Vec<Formacode>>,
    pub(crate) niveau_europeen_code: Option<u8>,
    pub(crate) niveau_europeen_libelle: Option<String>,
    pub(crate) nsf: Option<Vec<Nsf>>,
    pub(crate) rncp_code: Option<String>,
    pub(crate) rome: Option<Vec<Rome>>,
    pub(crate) rs_code: Option<Vec<String>>,
    pub(crate) scolarite_code: Option<String>,
    pub(crate) sigle_intitule: Option<String>,
    pub(crate) type_diplome_code: Option<u16>,
    pub(crate) type_diplome_libelle: Option<String>,
    pub(crate) valideurs: Option<Vec<Valideur>>,
}

#[derive(Deserialize)]
pub(crate) struct Formacode {
    pub(crate) code: Option<String>,
    pub(crate) libelle: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct HistoriqueRncp {
    pub(crate) actif: Option<bool>,
    pub(crate) code: Option<String>,
    pub(crate) date_fin_enregistrement: Option<String>,
    pub(crate) libelle: Option<String>,
    pub(crate) type_enregistrement: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct HistoriqueRs {
    pub(crate) actif: Option<bool>,
    pub(crate) code: Option<String>,
    pub(crate) date_fin_enregistrement: Option<String>,
    pub(crate) libelle: Option<String>,
    pub(crate) type_enregistrement: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Nsf {
    pub(crate) code: Option<String>,
    pub(crate) libelle: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Pagination {
    pub(crate) next: Option<String>,
    pub(crate) previous: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct ResultCertificationRecherche {
    pub(crate) data: Option<Vec<CertificationRecherche>>,
    pub(crate) pagination: Option<Pagination>,
    pub(crate) total: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Rome {
    pub(crate) code: Option<String>,
    pub(crate) libelle: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Valideur {
    pub(crate) code: Option<String>,
    pub(crate) date_debut_validite: Option<String>,
    pub(crate) date_fin_validite: Option<String>,
    pub(crate) date_premiere_habilitation: Option<String>,
    pub(crate) libelle: Option<String>,
}
