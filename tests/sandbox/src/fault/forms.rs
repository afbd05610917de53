//! Answers that say the same in another form, or in none that decodes.
//!
//! Apart from those of `spoil`, every change keeps the meaning: a reader of all forms finds the same
//! certifications in them as without the fault.

use serde_json::{Map, Value, json};

use super::claims::{CLAIMS, claim};
use super::letters::{MARK, SPELLINGS};
use super::{Fault, Hits};
use crate::random;

/// The faults that change how an answer is written.
const FORMS: [Fault; 10] = [
    Fault::BadRecord,
    Fault::NoCode,
    Fault::NotANumber,
    Fault::LoneSurrogate,
    Fault::RawTab,
    Fault::TrailingComma,
    Fault::DetailInList,
    Fault::NullArrays,
    Fault::StringScalars,
    Fault::UnknownFields,
];

/// The scalars that are a truth, or not stated.
const TRUTHS: [&str; 7] = [
    "acc_fi", "acc_ca", "acc_fc", "acc_cp", "acc_vae", "acc_ind", "actif",
];

/// The register numbers, with the prefix they can carry.
const PREFIXES: [(&str, &str); 2] = [("rncp_code", "RNCP"), ("rs_code", "RS")];

/// Rewrites a page; `None` where no fault asks for it.
pub(crate) fn alter_page(hits: Hits, number: u64, page: impl FnOnce() -> Value) -> Option<Value> {
    if !hits.any(&FORMS) && !hits.any(&CLAIMS) {
        return None;
    }
    let mut page = page();
    if let Some(records) = page["data"].as_array_mut() {
        let at = records.len().saturating_sub(1).min(3);
        if let Some(record) = records.get_mut(at) {
            spoil(record, hits, number % 2 == 1);
        }
    }
    alter(&mut page, hits);
    claim(&mut page, hits, number);
    Some(page)
}

/// Rewrites one certification; `None` where no fault asks for it.
pub(crate) fn alter_certification(hits: Hits, body: impl FnOnce() -> Value) -> Option<Value> {
    if !hits.any(&FORMS) {
        return None;
    }
    let mut body = body();
    spoil(&mut body, hits, false);
    alter(&mut body, hits);
    if hits.has(Fault::DetailInList) {
        body = json!({ "total": 1, "data": [body] });
    }
    Some(body)
}

/// Every property, and each of them null.
pub(crate) fn not_found(mut body: Value) -> Value {
    if let Some(properties) = body.as_object_mut() {
        properties
            .values_mut()
            .for_each(|value| *value = Value::Null);
    }
    body
}

/// Makes one record bad, as the faults ask.
fn spoil(record: &mut Value, hits: Hits, whole: bool) {
    if let Some(properties) = record.as_object_mut() {
        if hits.has(Fault::NoCode) {
            properties.shift_remove("certifinfo_code");
        }
        if SPELLINGS.iter().any(|(fault, _)| hits.has(*fault)) {
            // A property that is read, and the last one.
            properties.shift_remove("sigle_intitule");
            properties.insert("sigle_intitule".to_owned(), json!(MARK));
        }
    }
    if !hits.has(Fault::BadRecord) {
        return;
    }
    if whole {
        *record = json!("this is no certification");
    } else {
        let sent = record.take();
        *record = json!([sent.clone(), sent]);
    }
}

fn alter(value: &mut Value, hits: Hits) {
    // Forms differ from place to place in one answer, always in the same way.
    let mut turn = 0;
    if hits.has(Fault::StringScalars) {
        scalars(value, &mut turn);
    }
    if hits.has(Fault::NullArrays) {
        arrays(value, &mut turn);
    }
    if hits.has(Fault::UnknownFields) {
        unknown(value);
    }
}

fn scalars(value: &mut Value, turn: &mut u64) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|entry| scalars(entry, turn)),
        Value::Object(properties) => {
            for (name, value) in properties.iter_mut() {
                *turn += 1;
                match PREFIXES.iter().find(|(property, _)| property == name) {
                    Some((_, prefix)) => register(value, prefix),
                    None => scalar(name, value, *turn),
                }
                scalars(value, turn);
            }
        }
        _ => {}
    }
}

fn scalar(name: &str, value: &mut Value, turn: u64) {
    let date = name.starts_with("date_");
    let text = match value {
        Value::Number(_) | Value::Bool(_) if TRUTHS.contains(&name) => {
            *value = truth(value, turn);
            return;
        }
        Value::Number(number) => number.to_string(),
        Value::Null if date => String::new(),
        Value::String(text) if date && heads(turn) => iso(text).unwrap_or_else(|| text.clone()),
        _ => return,
    };
    *value = Value::String(text);
}

/// One of the ways in which a service says yes, no, or nothing.
fn truth(value: &Value, turn: u64) -> Value {
    let state = value
        .as_bool()
        .map_or_else(|| value.as_u64(), |truth| Some(u64::from(truth)));
    let forms = match state {
        Some(1) => [
            json!(true),
            json!("True"),
            json!("Oui"),
            json!(1),
            json!("1"),
        ],
        Some(0) => [
            json!(false),
            json!("False"),
            json!("Non"),
            json!(0),
            json!("0"),
        ],
        _ => [json!(2), json!("2"), Value::Null, json!(""), json!(2)],
    };
    random::pick(&mut random::at(0, turn), &forms).clone()
}

/// With the prefix, or as a number.
fn register(value: &mut Value, prefix: &str) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|entry| register(entry, prefix)),
        Value::String(text) => {
            let number = text.parse::<u64>().ok().filter(|&number| heads(number));
            *value =
                number.map_or_else(|| json!(format!("{prefix}{text}")), |number| json!(number));
        }
        _ => {}
    }
}

/// One of two forms, without the rhythm that counting would have in records of one shape.
fn heads(turn: u64) -> bool {
    random::per_mille(&mut random::at(0, turn), 500)
}

fn iso(date: &str) -> Option<String> {
    let mut parts = date.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("{year}-{month}-{day}"))
}

fn arrays(value: &mut Value, turn: &mut u64) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|entry| arrays(entry, turn)),
        Value::Object(properties) => {
            properties.retain(|_, value| {
                *turn += 1;
                let Value::Array(list) = value else {
                    return true;
                };
                match list.len() {
                    0 if heads(*turn) => return false,
                    0 => *value = Value::Null,
                    1 => *value = list.swap_remove(0),
                    _ => {}
                }
                true
            });
            properties
                .values_mut()
                .for_each(|value| arrays(value, turn));
        }
        _ => {}
    }
}

fn unknown(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(unknown),
        Value::Object(properties) => {
            properties.values_mut().for_each(unknown);
            extend(properties);
        }
        _ => {}
    }
}

fn extend(properties: &mut Map<String, Value>) {
    properties.insert(
        "propriete_nouvelle".to_owned(),
        json!({ "a": [1, null, "b"] }),
    );
    properties.insert("Propriété-2".to_owned(), json!(2.5));
}
