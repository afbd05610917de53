//! Certifying bodies, and the history of registrations.

use certifinfo_ext::prelude::*;
use serde_json::json;

use super::full;

#[test]
fn bodies_have_names_and_the_days_of_their_habilitation() {
    let record = full(json!({
        "certificateurs": [{ "libelle": " Ministère " }, { "code": 12, "libelle": "" }],
        "valideurs": [{
            "libelle": "CCI",
            "date_premiere_habilitation": "01/09/2020",
            "date_debut_validite": "",
            "date_fin_validite": "jamais",
        }],
    }));
    let bodies = record.certificateurs();
    assert_eq!((bodies[0].nom, bodies[0].code), (Some("Ministère"), None));
    assert_eq!((bodies[1].nom, bodies[1].code), (None, Some("12")));
    let [cci] = &record.valideurs()[..] else {
        panic!("one")
    };
    assert_eq!(cci.nom, Some("CCI"));
    assert_eq!(
        cci.premiere_habilitation,
        Ok(Some("2020-09-01".parse().unwrap()))
    );
    assert_eq!(cci.debut_validite, Ok(None));
    assert_eq!(cci.fin_validite.as_ref().unwrap_err().input(), "jamais");
    assert!(full(json!({})).valideurs().is_empty());
}

#[test]
fn a_sheet_in_both_lists_stands_once_with_what_either_says() {
    let record = full(json!({
        "rncp": [{ "code": "37380", "libelle": "Now", "actif": true }],
        "rncp_historique": [
            { "code": "RNCP724", "actif": 0, "date_fin_enregistrement": "01/09/2009" },
            {
                "code": "RNCP37380", "libelle": "Then", "actif": false,
                "date_fin_enregistrement": "31/08/2028",
                "type_enregistrement": "Enregistrement de droit",
            },
        ],
        "rs": { "code": "RS2754", "date_fin_enregistrement": "soon" },
        "rs_historique": [{ "code": "?" }],
    }));
    let shown: Vec<_> = record
        .enregistrements()
        .iter()
        .map(|e| {
            let fiche = e.fiche.as_ref().map_or("?".into(), ToString::to_string);
            let fin = match &e.fin {
                Ok(fin) => fin.map(|day| day.to_string()),
                Err(error) => Some(format!("! {}", error.input())),
            };
            (fiche, e.libelle, e.actif, fin, e.type_enregistrement)
        })
        .collect();
    let droit = Some("Enregistrement de droit");
    assert_eq!(
        shown,
        [
            (
                "RNCP37380".into(),
                Some("Now"),
                Some(true),
                Some("2028-08-31".into()),
                droit
            ),
            (
                "RNCP724".into(),
                None,
                Some(false),
                Some("2009-09-01".into()),
                None
            ),
            ("RS2754".into(), None, None, Some("! soon".into()), None),
            ("?".into(), None, None, None, None),
        ]
    );
}
