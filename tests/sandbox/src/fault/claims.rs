//! What a page says beside its records: `total`, `pagination`, and the form of `data`.

use serde_json::{Map, Value, json};

use super::{Fault, Hits};

/// The faults that change what a page says about the whole.
pub(super) const CLAIMS: [Fault; 11] = [
    Fault::TotalCapped400,
    Fault::TotalCapped10000,
    Fault::TotalOfPage,
    Fault::TotalText,
    Fault::TotalObject,
    Fault::TotalAtLeast,
    Fault::NoTotal,
    Fault::NoTotalNoNext,
    Fault::NextNull,
    Fault::NextAlways,
    Fault::IndexKeyed,
];

/// A bound of search engines, made small.
const CAP: u64 = 400;

/// Rewrites what a page says; its records stay.
pub(super) fn claim(page: &mut Value, hits: Hits, number: u64) {
    let Some(members) = page.as_object_mut() else {
        return;
    };
    for fault in CLAIMS.into_iter().filter(|fault| hits.has(*fault)) {
        distort(members, fault, number);
    }
}

fn distort(members: &mut Map<String, Value>, fault: Fault, number: u64) {
    let total = members["total"].as_u64().unwrap_or_default();
    let count = members["data"].as_array().map_or(0, Vec::len);
    match fault {
        Fault::TotalCapped400 => members["total"] = json!(total.min(CAP)),
        Fault::TotalCapped10000 => members["total"] = json!(total.min(10_000)),
        Fault::TotalOfPage => members["total"] = json!(count),
        Fault::TotalText => members["total"] = json!(total.to_string()),
        Fault::TotalObject => members["total"] = json!({ "value": total, "relation": "eq" }),
        Fault::TotalAtLeast => {
            members["total"] = json!({ "value": total.min(CAP), "relation": "gte" });
        }
        Fault::NoTotal => {
            members.remove("total");
        }
        Fault::NoTotalNoNext => members.retain(|name, _| name == "data"),
        Fault::NextNull => members["pagination"]["next"] = Value::Null,
        Fault::NextAlways => {
            members["pagination"]["next"] = json!(format!("/recherche?page_num={}", number + 1));
        }
        Fault::IndexKeyed => {
            if let Value::Array(records) = members["data"].take() {
                let keyed = records.into_iter().enumerate();
                let keyed = keyed.map(|(index, record)| (index.to_string(), record));
                members["data"] = Value::Object(keyed.collect());
            }
        }
        _ => {}
    }
}
