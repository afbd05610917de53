//! The generated catalogue: its size, its shares, its links, and that it is always the same.

use std::collections::{BTreeMap, BTreeSet};

use certifinfo_sandbox::{Catalogue, Sandbox};
use serde_json::Value;

use crate::client::{codes, http, json};

async fn serve(len: u64, seed: u64) -> Sandbox {
    Sandbox::builder()
        .catalogue(Catalogue::synthetic(len, seed))
        .start()
        .await
        .unwrap()
}

/// Every item, over one connection.
async fn harvest(sandbox: &Sandbox) -> Vec<Value> {
    let client = http();
    let mut items = Vec::new();
    for number in 1.. {
        let url = format!(
            "{}/recherche?page_size=100&page_num={number}",
            sandbox.base_url()
        );
        let request = client.get(url).header("token-connexion", sandbox.token());
        let text = request.send().await.unwrap().text().await.unwrap();
        let mut page: Value = serde_json::from_str(&text).unwrap();
        let Value::Array(data) = page["data"].take() else {
            panic!("{page}")
        };
        items.extend(data);
        if page["pagination"]["next"].is_null() {
            break;
        }
    }
    items
}

fn share(items: &[Value], has: impl Fn(&Value) -> bool) -> f64 {
    items.iter().filter(|item| has(item)).count() as f64 / items.len() as f64
}

fn full(item: &Value, name: &str) -> bool {
    match &item[name] {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        _ => true,
    }
}

/// Shares of 10,095 certifications of the export of 2025-01-01.
#[tokio::test]
async fn shares_are_those_of_the_export() {
    let sandbox = serve(10_000, 42).await;
    let items = harvest(&sandbox).await;
    assert_eq!(items.len(), 10_000);
    let all: BTreeSet<u64> = items
        .iter()
        .map(|item| item["certifinfo_code"].as_u64().unwrap())
        .collect();
    assert_eq!(all.len(), 10_000, "codes are unique");

    let mut rome = BTreeMap::new();
    for item in &items {
        *rome
            .entry(item["rome"].as_array().unwrap().len())
            .or_insert(0.0) += 1.0 / 10_000.0;
    }
    let neither = |item: &Value| !full(item, "rncp_code") && !full(item, "rs_code");
    for (what, got, wanted) in [
        ("RNCP", share(&items, |item| full(item, "rncp_code")), 0.549),
        ("RS", share(&items, |item| full(item, "rs_code")), 0.134),
        ("neither", share(&items, neither), 0.316),
        (
            "level",
            share(&items, |item| full(item, "niveau_europeen_code")),
            0.627,
        ),
        (
            "CFD",
            share(&items, |item| full(item, "scolarite_code")),
            0.384,
        ),
        ("NSF", share(&items, |item| full(item, "nsf")), 0.848),
        (
            "Formacode",
            share(&items, |item| full(item, "formacode")),
            0.999,
        ),
        (
            "two RS",
            share(&items, |item| {
                item["rs_code"].as_array().unwrap().len() == 2
            }),
            0.008,
        ),
        ("etat 4", share(&items, |item| item["etat"] == 4), 0.103),
        (
            "level 8",
            share(&items, |item| item["niveau_europeen_code"] == 8),
            0.002,
        ),
        (
            "not stated",
            share(&items, |item| item["acc_ca"] == 2),
            0.266,
        ),
        ("ROME 0", rome[&0], 0.250),
        ("ROME 1", rome[&1], 0.319),
        ("ROME 2", rome[&2], 0.132),
        ("ROME 3", rome[&3], 0.093),
        ("ROME 4", rome[&4], 0.079),
        ("ROME 5", rome[&5], 0.127),
    ] {
        assert!(
            (got - wanted).abs() < 0.04,
            "{what}: {got:.3}, in the export {wanted}"
        );
    }
    for item in &items {
        let codes: Vec<&str> = item["rome"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["code"].as_str().unwrap())
            .collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
        assert!(
            full(item, "niveau_europeen_code") || !full(item, "rncp_code"),
            "{item}"
        );
        assert!(
            !full(item, "niveau_europeen_code") || !full(item, "rs_code"),
            "{item}"
        );
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_and_another_one_another() {
    let first = harvest(&serve(300, 1).await).await;
    assert_eq!(first, harvest(&serve(300, 1).await).await);
    assert_ne!(first, harvest(&serve(300, 2).await).await);
}

#[tokio::test]
async fn the_millionth_page_costs_as_little_as_the_first() {
    let sandbox = serve(1_000_000, 1).await;
    let (_, page) = json(&sandbox, "/recherche?page_size=100&page_num=10000").await;
    assert_eq!(
        (page["total"].as_u64(), codes(&page).len()),
        (Some(1_000_000), 100)
    );
    assert!(codes(&page).iter().all(|code| *code < 1_000_000_000));
    assert!(page["pagination"]["next"].is_null());
}

#[tokio::test]
async fn filters_find_all_that_match_and_nothing_else() {
    let sandbox = serve(3_000, 1).await;
    let all = harvest(&sandbox).await;
    let wanted: Vec<u64> = all
        .iter()
        .filter(|item| item["niveau_europeen_code"] == 5 && item["acc_vae"] == 1)
        .map(|item| item["certifinfo_code"].as_u64().unwrap())
        .collect();
    let query = "/recherche?niveau_europeen=5&acc_vae=true&page_size=100";
    let (_, first) = json(&sandbox, query).await;
    let (_, second) = json(&sandbox, &format!("{query}&page_num=2")).await;
    assert_eq!(first["total"], wanted.len());
    assert_eq!(
        [codes(&first), codes(&second)].concat(),
        wanted[..wanted.len().min(200)]
    );
}

#[tokio::test]
async fn replacements_are_chains_splits_and_one_cycle() {
    let sandbox = serve(1_000, 1).await;
    let all: Vec<u64> = harvest(&sandbox)
        .await
        .iter()
        .map(|item| item["certifinfo_code"].as_u64().unwrap())
        .collect();
    let links = async |at: usize, name: &str| {
        let (status, body) = json(&sandbox, &format!("/certification?id={}", all[at])).await;
        assert_eq!(status, 200);
        let list = body[name].as_array().cloned().unwrap_or_default();
        list.iter()
            .map(|link| link["certifinfo_code"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(links(0, "nouvelle_certification").await, [all[1]]);
    assert_eq!(links(3, "ancienne_certification").await, [all[2]]);
    assert_eq!(links(6, "nouvelle_certification").await, [all[4]]);
    assert_eq!(links(10, "nouvelle_certification").await, all[11..46]);
    assert_eq!(links(50, "nouvelle_certification").await, all[51..53]);
    let mut lost = 0;
    for at in 400..440 {
        for code in links(at, "ancienne_certification").await {
            assert!(!all.contains(&code));
            assert_eq!(
                json(&sandbox, &format!("/certification?id={code}")).await.0,
                404
            );
            lost += 1;
        }
    }
    assert!(lost > 10, "most predecessors are named and not there");
}

#[tokio::test]
async fn an_empty_catalogue_is_an_empty_page() {
    let sandbox = serve(0, 1).await;
    let (status, page) = json(&sandbox, "/recherche").await;
    assert_eq!(
        (status, page["total"].as_u64(), codes(&page).len()),
        (200, Some(0), 0)
    );
}
