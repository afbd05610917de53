//! Whole records: an odd value never costs the record it stands in.

use certifinfo_sdk::types::{Certification, ResultCertificationRecherche};
use serde_json::json;

#[test]
fn a_record_is_read_in_every_form_a_sister_api_sends() {
    let record: Certification = serde_json::from_value(json!({
        "certifinfo_code": "80735",
        "certifinfo_intitule": 2024,
        "niveau_europeen_code": "NR",
        "acc_fi": "Oui",
        "acc_ca": 2,
        "acc_vae": "",
        "date_maj": "",
        "rs_historique": null,
        "nsf": { "code": "221", "libelle": null },
        "formacode": [{ "code": 21538, "libelle": "boulangerie" }],
        "rncp_historique": "",
        "ancienne_certification": 58434,
        "nouvelle_certification": [{ "code": "1" }, 2, null],
        "annee_premiere_session": "2021",
        "a_property_of_tomorrow": { "deep": [1, 2] },
    }))
    .expect("no value costs the record");

    let code = record.certifinfo_code.and_then(|code| code.get());
    assert_eq!(code, Some(80735));
    assert_eq!(record.certifinfo_intitule.as_deref(), Some("2024"));
    let level = record.niveau_europeen_code.as_ref();
    assert_eq!(level.and_then(|level| level.unparsed()), Some("NR"));
    assert_eq!(record.acc_fi.and_then(|yes| yes.get()), Some(true));
    assert_eq!(record.acc_ca.and_then(|yes| yes.get()), None);
    assert_eq!(record.acc_fc, None, "absent stays apart from not stated");
    assert_eq!(record.date_maj.and_then(|day| day.ymd()), None);
    assert!(record.rs_historique.is_none() && record.rncp_historique.is_none());
    assert_eq!(
        record.nsf.map(|list| list.len()),
        Some(1),
        "an object for a list of one"
    );
    let formacode = record.formacode.unwrap_or_default();
    assert_eq!(formacode[0].code.as_deref(), Some("21538"));
    let replaced = record.ancienne_certification.unwrap_or_default();
    assert_eq!(replaced.len(), 1, "a bare code for a list of one");
    assert_eq!(
        record.nouvelle_certification.map(|list| list.len()),
        Some(3)
    );
}

/// "Not found" can be a 200 whose fields are all null, or an empty object.
#[test]
fn a_record_of_nulls_and_an_empty_record_are_read() {
    let every = serde_json::to_value(full()).expect("it is JSON");
    let names: Vec<&String> = every.as_object().expect("an object").keys().collect();
    assert!(names.len() > 30, "the sample holds the record: {names:?}");
    let nulls = names
        .iter()
        .map(|name| ((*name).clone(), json!(null)))
        .collect();
    for sent in [serde_json::Value::Object(nulls), json!({})] {
        let read: Certification = serde_json::from_value(sent).expect("read");
        assert_eq!(read.certifinfo_code, None);
    }
}

/// One value after another is replaced by each form; the record is always read.
#[test]
fn no_form_of_one_value_costs_a_record() {
    let forms = [
        json!(null),
        json!(""),
        json!("texte"),
        json!(3),
        json!(1.5),
        json!(true),
        json!([]),
        json!([null]),
        json!(["a", 2]),
        json!([{ "code": 1 }]),
        json!([{ "code": 1 }, { "code": 2 }]),
        json!([[{ "code": 1 }]]),
        json!({}),
        json!({ "code": { "code": [1] } }),
    ];
    let full = serde_json::to_value(full()).expect("it is JSON");
    let others = |record: &Certification, name: &str| {
        let mut record = serde_json::to_value(record).expect("it is JSON");
        record.as_object_mut().expect("an object").remove(name);
        record
    };
    let expected: Certification = serde_json::from_value(full.clone()).expect("it is read");
    for name in full.as_object().expect("an object").keys() {
        for form in &forms {
            let mut sent = full.clone();
            sent[name] = form.clone();
            let read = serde_json::from_value::<Certification>(sent);
            let read = read.unwrap_or_else(|error| panic!("{name} sent as {form}: {error}"));
            assert_eq!(
                others(&read, name),
                others(&expected, name),
                "{name} sent as {form}"
            );
        }
    }
}

#[test]
fn a_page_is_read_whatever_stands_beside_its_data() {
    for (sent, length) in [
        (
            json!({ "total": "2", "data": [{}, {}], "pagination": null }),
            2,
        ),
        (json!({ "data": { "certifinfo_code": 1 } }), 1),
        (json!({ "data": null, "total": 0 }), 0),
        (json!({ "total": null }), 0),
        (
            json!({ "data": [{}], "pagination": { "next": 2, "previous": false } }),
            1,
        ),
    ] {
        let page: ResultCertificationRecherche =
            serde_json::from_value(sent.clone()).unwrap_or_else(|e| panic!("{sent}: {e}"));
        assert_eq!(page.data.unwrap_or_default().len(), length, "{sent}");
    }
}

/// A record in which every property of the document has a value.
fn full() -> Certification {
    let document = crate::support::repo::json("openapi/effective.json");
    let properties = &document["components"]["schemas"]["Certification"]["properties"];
    let record = properties.as_object().expect("properties").iter();
    let sent = record
        .map(|(name, schema)| {
            let value = match (schema["type"].as_str(), schema["items"]["allOf"].is_array()) {
                (Some("array"), true) => json!([{ "code": "1" }]),
                (Some("array"), false) => json!([1]),
                (Some("integer"), _) => json!(1),
                _ => json!("1"),
            };
            (name.clone(), value)
        })
        .collect();
    serde_json::from_value(serde_json::Value::Object(sent)).expect("of the declared types")
}
