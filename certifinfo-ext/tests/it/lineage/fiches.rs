//! The question about a sheet.

use certifinfo_ext::lineage::{CurrentFiche, Lineage};
use certifinfo_ext::prelude::*;
use serde_json::{Value, json};

use super::memory::Table;
use super::{code, day};

fn sheet(code: u32, actif: bool, fin: &str) -> Value {
    json!({ "code": code, "actif": actif, "date_fin_enregistrement": fin })
}

async fn ask(table: &Table, rncp: u32) -> CurrentFiche {
    let lineage = Lineage::new(table).on(day("2025-06-01"));
    let answer = lineage
        .current_fiche(RncpCode::new(rncp).unwrap())
        .await
        .unwrap();
    assert!(!table.asked().1, "asked twice");
    answer
}

fn replaced_by(answer: &CurrentFiche) -> Vec<String> {
    answer
        .replaced_by()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[tokio::test]
async fn a_sheet_in_force_is_replaced_by_nothing() {
    let table = Table::chain(&[1, 2]).published(&[1, 2]).set(
        1,
        "rncp",
        json!([sheet(10, true, "31/08/2028")]),
    );
    let answer = ask(&table, 10).await;
    assert!(answer.validite().is_active());
    assert!(replaced_by(&answer).is_empty());
}

#[tokio::test]
async fn a_renewed_sheet_is_replaced_by_the_new_one_of_the_same_certification() {
    let history = json!([
        sheet(724, false, "01/09/2009"),
        sheet(37380, true, "31/08/2028")
    ]);
    let table = Table::chain(&[1])
        .published(&[1])
        .set(1, "rncp_historique", history);
    let answer = ask(&table, 724).await;
    assert_eq!(
        answer.validite().to_string(),
        "ended since 2009-09-02 (RNCP724 until 2009-09-01)"
    );
    assert_eq!(replaced_by(&answer), ["RNCP37380"]);
}

#[tokio::test]
async fn a_sheet_of_several_certifications_is_followed_for_each_across_registers() {
    let old = || json!([sheet(19468, false, "07/12/2019")]);
    let table = Table::of(&[1, 2, 3, 4, 5], &[(1, 4), (2, 5)])
        .published(&[4, 5])
        .set(1, "rncp", old())
        .set(2, "rncp", old())
        .set(3, "rncp", old())
        .set(4, "rs", json!([{ "code": 6117, "actif": true }]))
        .set(5, "rncp", json!([sheet(40000, true, "31/12/2027")]));
    let answer = ask(&table, 19468).await;
    assert_eq!(answer.certifications().len(), 3);
    assert_eq!(replaced_by(&answer), ["RNCP40000", "RS6117"]);
    insta::assert_snapshot!("fiche", answer.to_string());
}

#[tokio::test]
async fn one_certification_that_says_it_is_in_force_is_enough_and_doubt_is_kept() {
    let says = |first: Value, second: Value| {
        Table::chain(&[1, 2])
            .set(1, "rncp", json!([first]))
            .set(2, "rncp", json!([second]))
    };
    let (over, on, odd) = (
        sheet(10, false, "01/01/2020"),
        sheet(10, true, "01/01/2030"),
        sheet(10, true, "bientôt"),
    );
    for (table, said) in [
        (says(over.clone(), on), "active (RNCP10 until 2030-01-01)"),
        (
            says(over.clone(), odd.clone()),
            "unknown (RNCP10, last day unknown)",
        ),
        (
            says(odd, over.clone()),
            "unknown (RNCP10, last day unknown)",
        ),
        (
            says(over.clone(), over),
            "ended since 2020-01-02 (RNCP10 until 2020-01-01)",
        ),
    ] {
        assert_eq!(ask(&table, 10).await.validite().to_string(), said);
    }
}

#[tokio::test]
async fn a_sheet_that_covers_nothing_is_missing() {
    let answer = ask(&Table::chain(&[1]), 35419).await;
    assert!(answer.is_missing());
    assert_eq!(answer.to_string(), "RNCP35419: not known to the service");
}

#[tokio::test]
async fn its_certifications_are_asked_once_each() {
    let codes: Vec<u32> = (1..=48).collect();
    let table = codes.iter().fold(Table::chain(&[]), |table, code| {
        table.set(*code, "rncp", json!([sheet(4911, true, "")]))
    });
    let answer = ask(&table.published(&codes), 4911).await;
    assert_eq!(answer.certifications().len(), 48);
    assert_eq!(answer.certifications()[0].0.code(), Some(code(1)));
}
