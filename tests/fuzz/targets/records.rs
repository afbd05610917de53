//! Pages, certifications and their views, scalars and stored searches from any JSON.

#![no_main]

use certifinfo_ext::views::{CertificationDetail, CertificationView};
use certifinfo_ext::{Acces, Certification, Checkpoint, Page, Recherche};
use certifinfo_fuzz::tree::{self, Words};
use certifinfo_sdk::link::Lien;
use certifinfo_sdk::scalar::{LenientBool, LenientDate, LenientInt, LenientText};
use certifinfo_sdk::types;
use jiff::civil::date;
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

fuzz_target!(|bytes: &[u8]| {
    // One input in two is the JSON itself, the other says how to grow one.
    match bytes {
        [0..=127, ..] => read(bytes),
        [_, rest @ ..] => {
            let mut entropy = Unstructured::new(rest);
            let record = tree::value(&mut entropy, &WORDS, 5);
            read(record.to_string().as_bytes());
            let page = serde_json::json!({"total": 2, "data": [record, {}]});
            read(page.to_string().as_bytes());
        }
        [] => {}
    }
});

/// What the fields of the document are called, and the odd forms that the service writes.
static WORDS: Words = Words {
    keys: certifinfo_fuzz::words::fields,
    texts: certifinfo_fuzz::words::SCALARS,
};

fn read(json: &[u8]) {
    page(json);
    if let Ok(certification) = Certification::from_json(json.to_vec()) {
        assert_eq!(certification.raw().as_bytes(), json);
        view(&*certification);
        detail(&*certification);
    }
    again::<types::Certification>(json);
    again::<types::ResultCertificationRecherche>(json);
    again::<Lien>(json);
    again::<LenientInt>(json);
    again::<LenientBool>(json);
    again::<LenientDate>(json);
    again::<LenientText>(json);
    again::<Recherche>(json);
    again::<Checkpoint>(json);
}

fn page(json: &[u8]) {
    let page = match Page::from_json(json.to_vec(), 1, 100) {
        Ok(page) => page,
        Err(error) => {
            // A message is for a person: it does not repeat megabytes.
            assert!(format!("{error} {error:?}").len() < 20_000);
            return;
        }
    };
    assert_eq!(page.raw().as_bytes(), json);
    for (at, item) in page.items.iter().enumerate() {
        match item {
            Ok(item) => {
                assert_eq!(item.index(), at);
                let raw = item.raw().get();
                assert!(
                    page.raw_record(at)
                        .is_some_and(|record| record.get() == raw)
                );
                view(&**item);
                let _ = format!("{item:?}");
            }
            Err(error) => {
                assert_eq!(error.index(), at);
                let _ = format!("{error} {error:?} {}", error.path());
            }
        }
    }
    assert!(
        page.raw_record(page.items.len()).is_none(),
        "no record is lost"
    );
}

fn view(record: &impl CertificationView) {
    let _ = (record.code(), record.intitule());
    let _ = (record.rncp(), record.rs(), record.fiches());
    let _ = (record.rome(), record.nsf(), record.formacodes());
    let _ = (record.scolarite(), record.niveau(), record.type_diplome());
    let _ = (
        record.etat(),
        record.acces(Acces::Apprentissage),
        record.date_maj(),
    );
}

fn detail(record: &impl CertificationDetail) {
    let day = date(2025, 1, 1);
    let _ = (record.premiere_session(), record.derniere_session());
    let _ = (record.certificateurs(), record.valideurs());
    let validite = record.validite(day);
    assert_eq!(validite.is_active(), record.is_active_on(day));
    assert!(!(validite.is_active() && validite.is_ended()));
    for enregistrement in record.enregistrements() {
        let _ = enregistrement.is_active_on(day);
    }
    let _ = (
        record.sise(),
        record.ideo2(),
        record.scolarites_anterieures(),
    );
}

/// What was read is written in a form that is read, and written the same.
fn again<T: Serialize + DeserializeOwned>(json: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(json) else {
        return;
    };
    let once = serde_json::to_value(&value).expect("what was read is written");
    let text = once.to_string();
    let read: T = serde_json::from_str(&text).expect("what was written is read");
    let twice = serde_json::to_value(&read).expect("what was read is written");
    assert!(alike(&once, &twice), "{once}\n{twice}");
}

/// Whether two values are the same: a member that is `null` and one that is absent are one, and
/// the JSON reader does not keep the last bits of every float.
fn alike(one: &Value, other: &Value) -> bool {
    let members = |map: &'_ Map<String, Value>| map.values().filter(|v| !v.is_null()).count();
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            members(one) == members(other)
                && one
                    .iter()
                    .all(|(key, value)| alike(value, other.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Number(one), Value::Number(other)) if one.is_f64() && other.is_f64() => {
            let (Some(one), Some(other)) = (one.as_f64(), other.as_f64()) else {
                return false;
            };
            (one - other).abs() <= one.abs() * 1e-9
        }
        (one, other) => one == other,
    }
}
