//! What codes look like in JSON.

use certifinfo_ext::codes::{
    self, CertifInfoCode, DateMaj, Etat, FicheCode, Niveau, RncpCode, RomeCode,
};
use serde::{Deserialize, Serialize};
use serde_json::{from_value, json, to_value};

#[test]
fn the_canonical_form_goes_out() {
    let value = |text: &str| to_value(text.parse::<RncpCode>().expect(text)).expect("JSON");
    assert_eq!(value("35419"), json!("RNCP35419"));
    assert_eq!(
        to_value(CertifInfoCode::new_const(112_928)).expect("JSON"),
        json!(112_928)
    );
    assert_eq!(to_value(Niveau::N6).expect("JSON"), json!(6));
    assert_eq!(to_value(Etat::HABILITATION).expect("JSON"), json!("11"));
    assert_eq!(
        to_value("29/07/2020".parse::<DateMaj>().expect("a date")).expect("JSON"),
        json!("29/07/2020")
    );
}

#[test]
fn the_strict_forms_come_in() {
    assert_eq!(
        from_value::<CertifInfoCode>(json!("112928")).expect("text"),
        CertifInfoCode::new_const(112_928)
    );
    assert_eq!(
        from_value::<CertifInfoCode>(json!(112_928)).expect("a number"),
        CertifInfoCode::new_const(112_928)
    );
    assert_eq!(from_value::<Niveau>(json!("6")).expect("text"), Niveau::N6);
    assert_eq!(
        from_value::<RncpCode>(json!(35_419)).expect("a number"),
        RncpCode::new_const(35_419)
    );
    for wrong in [
        json!("rncp 35419"),
        json!(-1),
        json!(0),
        json!(1.5),
        json!(u64::MAX),
        json!(null),
        json!([35_419]),
    ] {
        assert!(from_value::<RncpCode>(wrong.clone()).is_err(), "{wrong}");
    }
    // A number that is a CFD has lost its text form, and maybe a zero.
    assert!(from_value::<codes::CfdCode>(json!(50_022_427)).is_err());
}

#[test]
fn the_reason_comes_through() {
    let error = from_value::<FicheCode>(json!(35_419))
        .expect_err("ambiguous")
        .to_string();
    assert!(error.contains("it may be RNCP35419 or RS35419"), "{error}");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    #[serde(with = "codes::serde::bare")]
    rncp: RncpCode,
    #[serde(with = "codes::serde::bare", default)]
    ancien: Option<RncpCode>,
    #[serde(with = "codes::serde::lenient")]
    rome: RomeCode,
    #[serde(with = "codes::serde::lenient", default)]
    autre: Option<RomeCode>,
    #[serde(with = "codes::serde::lenient", default)]
    niveau: Option<Niveau>,
}

#[test]
fn adapters_read_and_write_the_other_forms() {
    let row: Row = from_value(json!({
        "rncp": "RNCP35419", "ancien": "183", "rome": " m 1805 ", "autre": "d1102", "niveau": 5
    }))
    .expect("a row");
    assert_eq!(
        to_value(&row).expect("JSON"),
        json!({"rncp": "35419", "ancien": "183", "rome": "M1805", "autre": "D1102", "niveau": 5})
    );
}

#[test]
fn adapters_know_what_is_absent() {
    for absent in [
        json!(null),
        json!(""),
        json!(" "),
        json!("NR"),
        json!("SQWQ"),
        json!("null"),
    ] {
        let row: Row = from_value(json!({
            "rncp": "35419", "ancien": null, "rome": "M1805", "autre": absent, "niveau": absent
        }))
        .expect("a row");
        assert_eq!(
            (row.ancien, row.autre, row.niveau),
            (None, None, None),
            "{absent}"
        );
    }
    // Only the lenient adapter: a strict column has no words for absence.
    let wrong = json!({"rncp": "35419", "ancien": "NR", "rome": "M1805"});
    assert!(from_value::<Row>(wrong).is_err());
}

#[cfg(feature = "schemars")]
#[test]
fn schemas() {
    macro_rules! schemas {
        ($($code:ident),*) => {
            json!({$((stringify!($code)): schemars::schema_for!(codes::$code)),*})
        };
    }
    macro_rules! print {
        ($($code:ident),*) => { serde_json::to_string_pretty(&schemas!($($code),*)).expect("JSON") };
    }
    insta::assert_snapshot!(crate::kinds::for_each_kind!(print));
}
