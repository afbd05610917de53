//! The types that the generator makes of `openapi/published.json` without the overlay: a copy of
//! what progenitor 0.15.1 wrote, short of docs, of builders and of what no answer holds.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Certificateur {
    pub(crate) code: Option<String>,
    pub(crate) libelle: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Certification {
    pub(crate) acc_ca: Option<i64>,
    pub(crate) acc_cp: Option<i64>,
    pub(crate) acc_fc: Option<i64>,
    pub(crate) acc_fi: Option<i64>,
    pub(crate) acc_ind: Option<i64>,
    pub(crate) acc_vae: Option<i64>,
    pub(crate) admission: Option<String>,
    pub(crate) ancienne_certification: Option<Vec<serde_json::Value>>,
    pub(crate) annee_derniere_session: Option<i64>,
    pub(crate) annee_premiere_session: Option<i64>,
    pub(crate) certificateurs: Option<Vec<Certificateur>>,
    pub(crate) certifinfo_code: Option<i64>,
    pub(crate) certifinfo_intitule: Option<String>,
    pub(crate) chapo: Option<String>,
    pub(crate) code_sise: Option<String>,
    pub(crate) date_maj: Option<String>,
    pub(crate) debouches: Option<String>,
    pub(crate) etat: Option<i64>,
    pub(crate) etat_libelle: Option<String>,
    pub(crate) formacode: Option<Vec<Formacode>>,
    pub(crate) ideo2_code: Option<String>,
    pub(crate) ideo2_libelle: Option<String>,
    pub(crate) niveau_europeen_code: Option<i64>,
    pub(crate) niveau_europeen_libelle: Option<String>,
    pub(crate) nouvelle_certification: Option<Vec<serde_json::Value>>,
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
    pub(crate) scolarite_code_historique: Option<Vec<serde_json::Value>>,
    pub(crate) sigle_intitule: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) type_diplome_code: Option<i64>,
    pub(crate) type_diplome_libelle: Option<String>,
    pub(crate) valideurs: Option<Vec<Valideur>>,
}

#[derive(Deserialize)]
pub(crate) struct CertificationRecherche {
    pub(crate) acc_ca: Option<i64>,
    pub(crate) acc_cp: Option<i64>,
    pub(crate) acc_fc: Option<i64>,
    pub(crate) acc_fi: Option<i64>,
    pub(crate) acc_ind: Option<i64>,
    pub(crate) acc_vae: Option<i64>,
    pub(crate) annee_derniere_session: Option<i64>,
    pub(crate) annee_premiere_session: Option<i64>,
    pub(crate) certificateurs: Option<Vec<Certificateur>>,
    pub(crate) certifinfo_code: Option<i64>,
    pub(crate) certifinfo_intitule: Option<String>,
    pub(crate) date_maj: Option<String>,
    pub(crate) etat: Option<i64>,
    pub(crate) etat_libelle: Option<String>,
    pub(crate) formacode: Option<Vec<Formacode>>,
    pub(crate) niveau_europeen_code: Option<i64>,
    pub(crate) niveau_europeen_libelle: Option<String>,
    pub(crate) nsf: Option<Vec<Nsf>>,
    pub(crate) rncp_code: Option<String>,
    pub(crate) rome: Option<Vec<Rome>>,
    pub(crate) rs_code: Option<Vec<String>>,
    pub(crate) scolarite_code: Option<String>,
    pub(crate) sigle_intitule: Option<String>,
    pub(crate) type_diplome_code: Option<i64>,
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
    pub(crate) total: Option<i64>,
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
