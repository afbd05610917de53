//! The 66 names that the catalogue entry of the API lists, in its order.
//!
//! Source: a third party's catalogue entry, a capture of the published document. It prints
//! parameters first (with type and text), then properties behind the name of their schema, and
//! leaves out names already seen.

/// A parameter: name, type, text.
pub(super) type Parameter = (&'static str, &'static str, &'static str);

/// The 18 parameters.
pub(super) const PARAMETERS: [Parameter; 18] = [
    ("id", "integer", "Code Certif Info"),
    ("intitule", "string", "Intitulé de la certification"),
    ("rome", "array", "Code ROME"),
    ("rncp", "string", "Code RNCP (sous la forme 'RNCPxxxx')"),
    ("rs", "string", "Code RS (sous la forme 'RSxxxx')"),
    ("proa_codes", "array", "Codes branche Pro-A"),
    ("proa", "boolean", "Certifications éligibles à la Pro-A"),
    ("niveau_europeen", "integer", "Code niveau européen"),
    ("archive", "boolean", "Archivé"),
    ("acc_fi", "boolean", "Accessibilité Formation Initiale"),
    ("acc_fc", "boolean", "Accessibilité Formation Continue"),
    ("acc_ca", "boolean", "Accessibilité Apprentissage"),
    (
        "acc_cp",
        "boolean",
        "Accessibilité Contrat de professionalisation",
    ),
    ("acc_vae", "boolean", "Accessibilité VAE"),
    ("acc_ind", "boolean", "Accessibilité Demande individuelle"),
    ("formacodes", "array", "Codes Formacode"),
    ("page_num", "integer", "Numéro de la page"),
    (
        "page_size",
        "integer",
        "Nombre de résultat par page (100 maximum)",
    ),
];

/// Calls a macro with the 48 properties, by schema. The catalogue gives the error schema no
/// name; `Erreur` is ours.
macro_rules! properties {
    ($then:ident) => {
        $then! {
            Certification {
                certifinfo_code certifinfo_intitule sigle_intitule niveau_europeen_code
                niveau_europeen_libelle rncp_historique rs_historique formacode nsf certificateurs
                valideurs etat etat_libelle ancienne_certification nouvelle_certification date_maj
                scolarite_code scolarite_code_historique annee_premiere_session
                annee_derniere_session type_diplome_code type_diplome_libelle ideo2_code
                ideo2_libelle chapo objectif programme admission poursuite debouches source
                code_sise
            }
            CertificationRecherche { rncp_code rs_code }
            Formacode { code libelle }
            HistoriqueRncp { date_fin_enregistrement type_enregistrement actif }
            Erreur { message }
            ResultCertificationRecherche { total pagination data }
            Valideur { date_premiere_habilitation date_debut_validite date_fin_validite }
            Pagination { previous next }
        }
    };
}

pub(super) use properties;
