//! Codes as codes.

use certifinfo_ext::codes::CodeErrorKind;
use certifinfo_ext::prelude::*;
use serde_json::{Value, json};

use super::{full, item, shown};

/// Both kinds of record with the same properties.
fn both(json: Value, check: impl Fn(&dyn CertificationView)) {
    check(&full(json.clone()));
    check(&item(json));
}

#[test]
fn the_code_is_read_from_every_form_and_must_be_there() {
    for form in [
        json!(58434),
        json!("58434"),
        json!(" 58434 "),
        json!(58434.0),
        json!([58434]),
    ] {
        both(json!({ "certifinfo_code": form }), |record| {
            assert_eq!(record.code().unwrap().numero(), 58434, "{form}");
        });
    }
    for (form, kind) in [
        (json!(null), CodeErrorKind::Empty),
        (json!(""), CodeErrorKind::Empty),
        (json!(0), CodeErrorKind::Zero),
        (json!("RNCP35419"), CodeErrorKind::WrongKind),
    ] {
        both(json!({ "certifinfo_code": form }), |record| {
            let error = record.code().unwrap_err();
            assert_eq!(
                (error.kind(), error.expected().name),
                (kind, "certif_info"),
                "{form}"
            );
        });
    }
    both(json!({}), |record| {
        assert_eq!(record.code().unwrap_err().kind(), CodeErrorKind::Empty)
    });
}

#[test]
fn single_codes_are_absent_read_or_the_codes_own_error() {
    type Read = fn(&dyn CertificationView) -> Result<Option<String>, CodeError>;
    let niveau: Read = |r| Ok(r.niveau()?.map(|code| code.to_string()));
    let cfd: Read = |r| Ok(r.scolarite()?.map(|code| code.to_string()));
    let genre: Read = |r| Ok(r.type_diplome()?.map(|code| code.to_string()));
    let etat: Read = |r| Ok(r.etat()?.map(|code| code.to_string()));
    for (name, read, good, written, bad) in [
        ("niveau_europeen_code", niveau, json!(3), "3", json!(9)),
        (
            "niveau_europeen_code",
            niveau,
            json!("NIV6"),
            "6",
            json!("VI"),
        ),
        (
            "scolarite_code",
            cfd,
            json!("500 224 27"),
            "50022427",
            json!("abc"),
        ),
        ("type_diplome_code", genre, json!("320"), "320", json!(32)),
        ("etat", etat, json!(11), "11", json!("publié")),
    ] {
        both(json!({ name: good }), |record| {
            assert_eq!(
                read(record).unwrap().as_deref(),
                Some(written),
                "{name} {good}"
            );
        });
        both(json!({ name: bad }), |record| {
            let error = read(record).unwrap_err();
            let sent = bad.as_str().map_or_else(|| bad.to_string(), str::to_owned);
            assert_eq!(error.input(), sent, "{name}");
        });
        for nothing in [json!(null), json!(""), json!("  "), json!("NR")] {
            both(json!({ name: nothing }), |record| {
                assert_eq!(read(record).unwrap(), None, "{name} {nothing}");
            });
        }
        both(json!({}), |record| assert_eq!(read(record).unwrap(), None));
    }
}

#[test]
fn sessions_are_years_of_a_full_record() {
    for (sent, year) in [
        (json!("2021"), Ok(Some(2021))),
        (json!(2027), Ok(Some(2027))),
        (json!(null), Ok(None)),
        (json!("NR"), Ok(None)),
        (json!(21), Err("21")),
        (json!("2026-2027"), Err("2026-2027")),
    ] {
        let record = full(json!({"annee_premiere_session": sent, "annee_derniere_session": sent}));
        for session in [record.premiere_session(), record.derniere_session()] {
            let read = session.map(|session| session.map(|year| year.annee()));
            let read = read.map_err(|error| error.input().to_owned());
            assert_eq!(read, year.map_err(str::to_owned), "{sent}");
        }
    }
}

#[test]
fn one_bad_element_does_not_cost_the_others_and_keeps_its_label() {
    let json = json!({
        "rome": [
            { "code": "D1102", "libelle": "Boulangerie - viennoiserie" },
            { "code": "D11O2", "libelle": "letter for digit" },
            { "code": null, "libelle": "no code" },
            { "code": " d1104 ", "libelle": "" },
            { "code": "", "libelle": null },
        ],
        "nsf": { "code": "221", "libelle": "Agro-alimentaire" },
        "formacode": [{ "code": 21538, "libelle": "Boulangerie" }],
    });
    both(json, |record| {
        let rome = record.rome();
        let labels: Vec<_> = rome.iter().map(|e| e.libelle).collect();
        assert_eq!(
            labels,
            [
                Some("Boulangerie - viennoiserie"),
                Some("letter for digit"),
                Some("no code"),
                None
            ]
        );
        let codes = shown(rome.into_iter().map(|e| e.code));
        assert_eq!(codes[0], "D1102");
        assert!(codes[1].starts_with("! D11O2 BadChar"), "{codes:?}");
        assert_eq!(codes[2], "!  Empty");
        assert_eq!(codes[3], "D1104");
        assert_eq!(shown(record.nsf().into_iter().map(|e| e.code)), ["221"]);
        assert_eq!(
            shown(record.formacodes().into_iter().map(|e| e.code)),
            ["21538"]
        );
    });
    both(json!({ "rome": null }), |record| {
        assert!(
            record.rome().is_empty() && record.nsf().is_empty() && record.formacodes().is_empty()
        );
    });
}

#[test]
fn sheets_come_bare_or_prefixed_one_or_several() {
    let one = item(json!({ "rncp_code": "37537", "rs_code": ["RS5000", "5001", "", "5001"] }));
    assert_eq!(shown(one.rncp()), ["RNCP37537"]);
    assert_eq!(shown(one.rs()), ["RS5000", "RS5001"]);
    assert_eq!(shown(one.fiches()), ["RNCP37537", "RS5000", "RS5001"]);

    let joined = item(json!({ "rncp_code": "RNCP1016|RNCP1015", "rs_code": "RNCP12" }));
    assert_eq!(
        shown(joined.fiches()),
        ["RNCP1016", "RNCP1015", "! RNCP12 WrongRegister"]
    );

    let spaced = item(json!({ "rncp_code": "RNCP 37537" }));
    assert_eq!(shown(spaced.rncp()), ["RNCP37537"]);
    assert!(
        item(json!({ "rncp_code": null, "rs_code": [] }))
            .fiches()
            .is_empty()
    );

    let history = full(json!({
        "rncp": [{ "code": "37380" }],
        "rncp_historique": [{ "code": "RNCP37380" }, { "code": "724" }, { "code": "" }],
        "rs_historique": [{ "code": 2754 }],
    }));
    assert_eq!(shown(history.fiches()), ["RNCP37380", "RNCP724", "RS2754"]);
}

#[test]
fn what_only_a_full_certification_has() {
    let record = full(json!({
        "code_sise": "2500279",
        "ideo2_code": "FOR.5332,FOR.5663, for.5865,,FOR",
        "scolarite_code_historique": ["32031205", { "code": "50022427" }, null, 26031103],
    }));
    assert_eq!(record.sise().unwrap().unwrap().to_string(), "2500279");
    let ideo2 = shown(record.ideo2());
    assert_eq!(ideo2[..3], ["FOR.5332", "FOR.5663", "FOR.5865"]);
    assert!(
        ideo2[3..].iter().all(|code| code.starts_with('!')),
        "{ideo2:?}"
    );
    assert_eq!(
        shown(record.scolarites_anterieures()),
        ["32031205", "50022427", "26031103"]
    );
    assert_eq!(full(json!({})).sise(), Ok(None));
    assert!(full(json!({})).ideo2().is_empty());
    assert!(full(json!({ "code_sise": "x" })).sise().is_err());
}

#[test]
fn access_is_yes_no_or_not_stated_each_way_its_own() {
    let ways = [
        (Acces::FormationInitiale, "acc_fi"),
        (Acces::FormationContinue, "acc_fc"),
        (Acces::Apprentissage, "acc_ca"),
        (Acces::ContratProfessionnalisation, "acc_cp"),
        (Acces::Vae, "acc_vae"),
        (Acces::DemandeIndividuelle, "acc_ind"),
    ];
    for (asked, name) in ways {
        for (form, read) in [
            (json!(1), Accessibilite::Oui),
            (json!("Oui"), Accessibilite::Oui),
            (json!(true), Accessibilite::Oui),
            (json!(0), Accessibilite::Non),
            (json!("False"), Accessibilite::Non),
            (json!(2), Accessibilite::NonPrecise),
            (json!(null), Accessibilite::NonPrecise),
            (json!("peut-être"), Accessibilite::NonPrecise),
        ] {
            both(json!({ name: form }), |record| {
                for (way, _) in ways {
                    let expected = if way == asked {
                        read
                    } else {
                        Accessibilite::NonPrecise
                    };
                    assert_eq!(record.acces(way), expected, "{name} {form} {way:?}");
                }
            });
        }
    }
}
