//! Direct successors and predecessors: none, one, many, missing.

use certifinfo_ext::lineage::{Answer, Lineage};
use serde_json::{Value, json};

use super::memory::Table;
use super::{code, named};

async fn successors(table: &Table, of: u32) -> Answer {
    Lineage::new(table).successors(code(of)).await.unwrap()
}

/// The variant, with what it holds.
fn said(answer: &Answer) -> (&'static str, Vec<String>) {
    let variant = match answer {
        Answer::None => "none",
        Answer::One(_) => "one",
        Answer::Many(_) => "many",
        Answer::Missing(_) => "missing",
    };
    (variant, named(answer.nodes()))
}

#[tokio::test]
async fn every_number_of_successors_has_its_answer() {
    let many: Vec<u32> = (101..=135).rev().collect();
    let table = Table::chain(&[1, 2])
        .set(3, "nouvelle_certification", json!([4, 1]))
        .set(5, "nouvelle_certification", json!([6]))
        .set(7, "nouvelle_certification", json!([8, 9]))
        .set(10, "nouvelle_certification", json!(many));
    let table = many
        .iter()
        .fold(table, |table, code| table.set(*code, "etat", json!(11)));
    for (of, variant, nodes) in [
        (1, "one", vec![2]),
        (2, "none", vec![]),
        // One of two is known: there are still two.
        (3, "many", vec![4, 1]),
        // What the link points to is not known.
        (5, "missing", vec![6]),
        (7, "missing", vec![8, 9]),
        // The certification itself is not known.
        (99, "missing", vec![99]),
        // In the service's order, which is not that of the codes.
        (10, "many", many.clone()),
    ] {
        let nodes: Vec<_> = nodes.iter().map(u32::to_string).collect();
        assert_eq!(
            said(&successors(&table, of).await),
            (variant, nodes),
            "{of}"
        );
    }
}

#[tokio::test]
async fn predecessors_are_the_other_way() {
    let table = Table::of(&[1, 2, 3], &[(1, 3), (2, 3)]);
    let lineage = Lineage::new(&table);
    let both = lineage.predecessors(code(3)).await.unwrap();
    assert_eq!(said(&both), ("many", vec!["1".into(), "2".into()]));
    let none = lineage.predecessors(code(1)).await.unwrap();
    assert_eq!(said(&none), ("none", vec![]));
}

#[tokio::test]
async fn links_come_in_every_form() {
    let forms: [(Value, &str, &[&str]); 11] = [
        (json!(null), "none", &[]),
        (json!([]), "none", &[]),
        (
            json!([{}, "", null, { "code": null, "rs_code": [], "etat": "" }]),
            "none",
            &[],
        ),
        (json!(2), "one", &["2"]),
        (json!("2"), "one", &["2"]),
        (json!({ "certifinfo_code": 2 }), "one", &["2"]),
        (
            json!([{ "code": "2", "libelle": "Two" }, { "id": 2 }]),
            "one",
            &["2"],
        ),
        // To itself: says nothing.
        (json!([1]), "none", &[]),
        // By a sheet alone: of one certification, of two, of none.
        (json!([{ "rncp_code": "RNCP20" }]), "one", &["2"]),
        (
            json!([{ "rs_code": ["30"] }, "RNCP20"]),
            "many",
            &["3", "4", "2"],
        ),
        (
            json!({ "rs_code": 31, "certifinfo_code": null }),
            "missing",
            &["RS31"],
        ),
    ];
    for (form, variant, nodes) in forms {
        let table = Table::default()
            .set(1, "nouvelle_certification", form.clone())
            .set(2, "rncp", json!([{ "code": "20" }]))
            .set(3, "rs", json!([{ "code": "RS30" }]))
            .set(4, "rs_historique", json!([{ "code": "30" }]));
        let (said, named) = said(&successors(&table, 1).await);
        assert_eq!(
            (said, named),
            (variant, nodes.iter().map(|n| n.to_string()).collect()),
            "{form}"
        );
        assert!(!table.asked().1, "{form}: asked twice");
    }
}

#[tokio::test]
async fn a_link_that_cannot_be_read_is_an_error_not_an_omission() {
    for (link, said) in [
        (json!("12x"), "`12x` is not a Certif Info code"),
        (
            json!({ "certifinfo_code": "", "libelle": "Lost" }),
            "`` is not a Certif Info code",
        ),
        (
            json!({ "certifinfo_code": { "numero": 2 } }),
            "`` is not a Certif Info code",
        ),
        (json!({ "rncp_code": "RS1" }), "`RS1` is not an RNCP number"),
    ] {
        let table = Table::chain(&[1, 2]).set(1, "nouvelle_certification", json!([2, link]));
        let error = Lineage::new(&table).successors(code(1)).await.unwrap_err();
        assert!(error.0.starts_with(said), "{}", error.0);
    }
}

#[tokio::test]
async fn a_failing_request_is_an_error_not_a_missing_certification() {
    let table = Table::chain(&[1, 500]);
    let error = Lineage::new(&table).successors(code(1)).await.unwrap_err();
    assert_eq!(error.0, "out of order");
}

#[tokio::test]
async fn what_a_link_says_is_kept_of_what_is_missing() {
    let link = json!([{
        "certifinfo_code": 2, "certifinfo_intitule": "Lost", "etat": 3, "rncp_code": "35000",
    }]);
    let table = Table::default().set(1, "nouvelle_certification", link);
    let answer = successors(&table, 1).await;
    let [lost] = answer.nodes() else {
        panic!("one")
    };
    assert!(lost.is_missing() && lost.certification().is_none());
    assert_eq!(
        (lost.intitule(), lost.etat().unwrap().numero()),
        (Some("Lost"), 3)
    );
    assert_eq!(lost.fiches()[0].to_string(), "RNCP35000");
    insta::assert_snapshot!("missing", answer.to_string());
}
