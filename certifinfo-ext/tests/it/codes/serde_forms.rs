//! What codes look like in JSON.

#[cfg(feature = "schemars")]
use std::collections::BTreeMap;

use certifinfo_ext::codes::{
    self, CertifInfoCode, Code, DateMaj, Etat, FicheCode, Niveau, RncpCode, RomeCode,
};
use serde::de::{Error, Visitor};
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

/// What was written, in a format that does not say what it holds: it must be asked for.
struct Binary(serde_json::Value);

impl<'de> serde::Deserializer<'de> for Binary {
    type Error = serde::de::value::Error;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("the format does not describe itself"))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_str(self.0.as_str().expect("text was written"))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_u64(self.0.as_u64().expect("a number was written"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u64 f32 f64 char string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn binary_formats_read_back_what_they_wrote() {
    macro_rules! check {
        ($($code:ident),*) => {$({
            let code: codes::$code = codes::$code::KIND.example.parse().expect("an example");
            let written = to_value(code).expect("JSON");
            assert_eq!(codes::$code::deserialize(Binary(written)), Ok(code));
        })*};
    }
    certifinfo_ext::for_each_code!(check);
}

#[cfg(feature = "schemars")]
#[test]
fn schemas() {
    macro_rules! schemas {
        ($($code:ident),*) => {
            json!({$((stringify!($code)): schemars::schema_for!(codes::$code)),*})
        };
    }
    // By name, whatever order the features of `serde_json` give an object.
    let schemas: BTreeMap<String, BTreeMap<String, serde_json::Value>> =
        from_value(certifinfo_ext::for_each_code!(schemas)).expect("an object of objects");
    insta::assert_snapshot!(serde_json::to_string_pretty(&schemas).expect("JSON"));
}
