//! Laws of the wire types: no JSON makes them panic, and what they wrote they read back the same.

use certifinfo_sdk::link::Lien;
use certifinfo_sdk::scalar::{LenientBool, LenientDate, LenientInt, LenientText};
use certifinfo_sdk::types::{Certification, ResultCertificationRecherche};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// Scalars as senders write them, and everything else that JSON can hold.
fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        // Two decimals: the JSON reader itself does not keep the last bits of any float.
        any::<i32>().prop_map(|hundredths| json!(f64::from(hundredths) / 100.0)),
        Just(json!(1e300)),
        any::<String>().prop_map(Value::from),
        "[ 0-9OoUuiNnTtruefals/:.+-]{0,12}".prop_map(Value::from),
        "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z?)?".prop_map(Value::from),
    ]
}

/// Any JSON, three levels deep.
fn tree() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{1,8}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A link as a bare code or an object, under each name that its members may have.
fn link() -> impl Strategy<Value = Value> {
    let object = (
        "certifinfo_code|code|id",
        scalar(),
        "certifinfo_intitule|intitule|libelle",
        scalar(),
        "[a-z]{3,8}_",
        tree(),
    );
    let object = object.prop_map(|(code, number, title, text, other, rest)| {
        let members = [(code, number), (title, text), (other, rest)];
        Value::Object(members.into_iter().collect())
    });
    prop_oneof![scalar(), object]
}

/// What is read may be refused, never panic; what was read writes a form that is read as the same
/// value and written as the same form.
///
/// A member that is `null` and one that is absent are one value here: an empty text where an
/// integer stands is written as `null`, which an optional field then reads as absent.
fn stable<T: DeserializeOwned + Serialize>(sent: &Value) -> Result<(), TestCaseError> {
    let Ok(read) = serde_json::from_str::<T>(&sent.to_string()) else {
        return Ok(());
    };
    let written = write(&read);
    let again: T = serde_json::from_str(&written.to_string())
        .map_err(|e| TestCaseError::fail(format!("{sent} -> {written} is not read back: {e}")))?;
    prop_assert_eq!(write(&again), written);
    Ok(())
}

fn write<T: Serialize>(value: &T) -> Value {
    without_nulls(serde_json::to_value(value).expect("it is written"))
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let stated = members.into_iter().filter(|(_, member)| !member.is_null());
            stated
                .map(|(name, member)| (name, without_nulls(member)))
                .collect()
        }
        Value::Array(list) => list.into_iter().map(without_nulls).collect(),
        scalar => scalar,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_json_is_read_or_refused_and_read_back_the_same(sent in tree()) {
        stable::<LenientInt>(&sent)?;
        stable::<LenientText>(&sent)?;
        stable::<LenientBool>(&sent)?;
        stable::<LenientDate>(&sent)?;
        stable::<Certification>(&sent)?;
    }

    #[test]
    fn any_link_is_read_and_read_back_the_same(sent in link()) {
        let read = serde_json::from_str::<Lien>(&sent.to_string());
        prop_assert!(read.is_ok(), "{sent}: {:?}", read.err());
        stable::<Lien>(&sent)?;
    }

    #[test]
    fn any_text_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = serde_json::from_slice::<LenientInt>(&bytes);
        let _ = serde_json::from_slice::<ResultCertificationRecherche>(&bytes);
    }

    /// The promise of the scalars: whatever stands there, the record is read.
    #[test]
    fn no_scalar_costs_the_record(
        code in scalar(), title in scalar(), access in scalar(), day in scalar(), link in scalar(),
    ) {
        let sent = json!({
            "certifinfo_code": code,
            "certifinfo_intitule": title,
            "acc_fi": access,
            "date_maj": day,
            "ancienne_certification": [link],
        });
        let read = serde_json::from_str::<Certification>(&sent.to_string());
        prop_assert!(read.is_ok(), "{sent}: {:?}", read.err());
        stable::<Certification>(&sent)?;
    }

    /// A date is read the same in the three forms it is written in.
    #[test]
    fn the_forms_of_a_day_agree(year in 1000u16..=9999, month in 1u8..=12, day in 1u8..=28) {
        for text in [
            format!("{day:02}/{month:02}/{year}"),
            format!("{year}-{month:02}-{day:02}"),
            format!("{year}-{month:02}-{day:02}T12:00:00"),
        ] {
            prop_assert_eq!(LenientDate::from(text.as_str()).ymd(), Some((year, month, day)));
        }
    }

    /// An integer is the same as a number, as text and in a list of one.
    #[test]
    fn the_forms_of_an_integer_agree(number in any::<i64>()) {
        for sent in [json!(number), json!(number.to_string()), json!([number])] {
            let read: LenientInt = serde_json::from_value(sent).expect("a form of an integer");
            prop_assert_eq!(read.get(), Some(number));
        }
    }
}
