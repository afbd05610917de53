//! Faults of form: the same certifications, written in other ways.

use certifinfo_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use crate::client::json;

const WHOLE: &str = "/recherche?page_size=100";

async fn pair(fault: Fault, path: &str) -> (Value, Value) {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let plain = json(&sandbox, path).await;
    sandbox.set_fault(fault, 1.0);
    let altered = json(&sandbox, path).await;
    assert_eq!((plain.0, altered.0), (200, 200));
    (plain.1, altered.1)
}

fn records(page: &Value) -> &Vec<Value> {
    page["data"].as_array().unwrap()
}

#[tokio::test]
async fn one_record_of_a_page_does_not_decode() {
    for (number, bad) in [(1, 3), (2, 3)] {
        let path = format!("/recherche?page_num={number}");
        let (plain, altered) = pair(Fault::BadRecord, &path).await;
        for (at, (before, after)) in records(&plain).iter().zip(records(&altered)).enumerate() {
            assert_eq!(before != after, at == bad, "page {number}, record {at}");
        }
        let record = &records(&plain)[3];
        match number {
            1 => assert!(records(&altered)[3].is_string()),
            _ => assert_eq!(records(&altered)[3], json!([record, record])),
        }
    }
    let (_, altered) = pair(Fault::BadRecord, "/certification?id=118034").await;
    assert!(altered.is_array());
}

#[tokio::test]
async fn empty_arrays_are_null_or_absent_and_single_ones_bare() {
    let (plain, altered) = pair(Fault::NullArrays, WHOLE).await;
    let (mut null, mut absent, mut bare, mut kept) = (0, 0, 0, 0);
    for (before, after) in records(&plain).iter().zip(records(&altered)) {
        for name in ["rome", "nsf", "formacode", "rs_code"] {
            let list = before[name].as_array().unwrap();
            match (list.as_slice(), after.get(name)) {
                ([], None) => absent += 1,
                ([], Some(Value::Null)) => null += 1,
                ([one], Some(value)) if one == value => bare += 1,
                (_, Some(Value::Array(same))) if same == list && list.len() > 1 => kept += 1,
                (list, other) => panic!("{list:?} became {other:?}"),
            }
        }
    }
    assert!(
        null > 0 && absent > 0 && bare > 0 && kept > 0,
        "{null} {absent} {bare} {kept}"
    );

    let (_, empty) = pair(Fault::NullArrays, "/recherche?page_num=999").await;
    assert!(empty.get("data").is_none_or(Value::is_null));
    let (_, single) = pair(Fault::NullArrays, "/recherche?niveau_europeen=8").await;
    assert_eq!(single["data"]["certifinfo_code"], 106_721);
    let (_, certification) = pair(Fault::NullArrays, "/certification?id=118034").await;
    assert_eq!(
        certification["ancienne_certification"]["certifinfo_code"],
        118_033
    );
}

/// What any form of a scalar means, read by the rules of the evidence.
fn meaning(name: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let digits = |text: &str| {
        text.trim_start_matches(|c: char| !c.is_ascii_digit())
            .to_owned()
    };
    match name {
        _ if name.starts_with("acc_") || name == "actif" => match text.to_lowercase().as_str() {
            "true" | "oui" | "1" => "1".to_owned(),
            "false" | "non" | "0" => "0".to_owned(),
            "2" | "" => "2".to_owned(),
            other => panic!("{other}"),
        },
        "rncp_code" | "rs_code" => digits(&text),
        _ if name.starts_with("date_") && text.contains('-') => {
            text.split('-').rev().collect::<Vec<_>>().join("/")
        }
        _ => text,
    }
}

fn means_the_same(name: &str, before: &Value, after: &Value, forms: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            assert!(before.keys().eq(after.keys()));
            for (name, value) in before {
                means_the_same(name, value, &after[name], forms);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before.len(), after.len());
            before
                .iter()
                .zip(after)
                .for_each(|(b, a)| means_the_same(name, b, a, forms));
        }
        _ => {
            assert_eq!(
                meaning(name, before),
                meaning(name, after),
                "{name}: {after}"
            );
            if before != after {
                forms.push(after.to_string());
            }
        }
    }
}

#[tokio::test]
async fn scalars_change_their_form_and_keep_their_meaning() {
    let mut forms = Vec::new();
    for path in [WHOLE, "/certification?id=106290", "/certification?id=48047"] {
        let (plain, altered) = pair(Fault::StringScalars, path).await;
        means_the_same("", &plain, &altered, &mut forms);
    }
    for form in [
        r#""118034""#,
        "true",
        r#""True""#,
        r#""Oui""#,
        r#""1""#,
        "false",
        r#""False""#,
        r#""Non""#,
        r#""0""#,
        r#""""#,
        r#""2024-11-20""#,
    ] {
        assert!(forms.iter().any(|seen| seen == form), "{form} never occurs");
    }
    for prefix in ["\"RNCP", "\"RS"] {
        let prefixed = forms.iter().any(|seen| seen.starts_with(prefix));
        assert!(prefixed, "no register number has its prefix {prefix}");
    }
    let register = |seen: &String| seen.parse::<u32>().is_ok_and(|number| number > 100);
    assert!(forms.iter().any(register), "no register number is a number");
}

#[tokio::test]
async fn every_object_has_undocumented_properties() {
    fn strip(value: &mut Value) -> usize {
        match value {
            Value::Array(list) => list.iter_mut().map(strip).sum(),
            Value::Object(properties) => {
                let found = ["propriete_nouvelle", "Propriété-2"]
                    .iter()
                    .filter(|name| properties.remove(**name).is_some())
                    .count();
                assert_eq!(found, 2, "{properties:?}");
                1 + properties.values_mut().map(strip).sum::<usize>()
            }
            _ => 0,
        }
    }
    for path in [WHOLE, "/certification?id=58434"] {
        let (plain, mut altered) = pair(Fault::UnknownFields, path).await;
        assert!(strip(&mut altered) > 5);
        assert_eq!(altered, plain);
    }
}

#[tokio::test]
async fn what_is_not_found_can_be_200_and_null() {
    let sandbox = Sandbox::builder()
        .fault(Fault::NotFound200, 1.0)
        .start()
        .await
        .unwrap();
    let (status, nothing) = json(&sandbox, "/certification?id=72002").await;
    assert_eq!(status, 200);
    let properties = nothing.as_object().unwrap();
    assert!(
        properties.len() > 40 && properties.values().all(Value::is_null),
        "{nothing}"
    );
    let (_, something) = json(&sandbox, "/certification?id=118034").await;
    assert_eq!(something["certifinfo_code"], 118_034);
}
