//! Is it still delivered, and if not, what replaces it: each answer, and none chosen silently.

use certifinfo_ext::lineage::{Current, Lineage, Node};
use serde_json::json;

use super::memory::Table;
use super::{code, day, named};

/// The variant, and the codes of each way.
fn said(current: &Current) -> (&'static str, Vec<String>) {
    let variant = match current {
        Current::Active(_) => "active",
        Current::Replaced(_) => "replaced",
        Current::Ambiguous(_) => "several",
        Current::Ended(_) => "ended",
        Current::Missing(_) => "missing",
        Current::Unknown(_) => "unknown",
        _ => "another",
    };
    let ways = current.paths();
    (
        variant,
        ways.into_iter().map(|way| named(way).join(">")).collect(),
    )
}

#[tokio::test]
async fn every_case_has_its_answer() {
    let split = || Table::of(&[1, 2, 3, 4], &[(1, 2), (1, 3), (3, 4)]);
    for (table, variant, ways) in [
        (Table::chain(&[1]).published(&[1]), "active", vec!["1"]),
        // Active although something is to replace it.
        (
            Table::chain(&[1, 2]).published(&[1, 2]),
            "active",
            vec!["1"],
        ),
        (
            Table::chain(&[1, 2, 3]).published(&[3]),
            "replaced",
            vec!["1>2>3"],
        ),
        // The first that is delivered, not the last of the chain.
        (
            Table::chain(&[1, 2, 3]).published(&[2, 3]),
            "replaced",
            vec!["1>2"],
        ),
        (split().published(&[2, 4]), "several", vec!["1>2", "1>3>4"]),
        // One branch ended: it is no candidate.
        (split().published(&[2]), "replaced", vec!["1>2"]),
        (split(), "ended", vec!["1"]),
        (Table::chain(&[1]), "ended", vec!["1"]),
        // One branch is not known: the other is not chosen.
        (
            Table::of(&[1, 2], &[(1, 2), (1, 9)]).published(&[2]),
            "several",
            vec!["1>2", "1>9"],
        ),
        (
            Table::of(&[1, 2], &[(1, 2), (1, 9)]),
            "missing",
            vec!["1>9"],
        ),
        (
            Table::of(&[1], &[(1, 8), (1, 9)]),
            "missing",
            vec!["1>8", "1>9"],
        ),
        (Table::default(), "missing", vec!["1"]),
        // The record does not tell.
        (
            Table::chain(&[1, 2]).set(1, "etat", json!(77)),
            "unknown",
            vec!["1"],
        ),
        (
            Table::chain(&[1, 2]).set(2, "etat", json!(77)),
            "unknown",
            vec!["1>2"],
        ),
        (
            Table::of(&[1, 2], &[(1, 2), (1, 9)]).set(2, "etat", json!(7)),
            "unknown",
            vec!["1>2", "1>9"],
        ),
        // A cycle of what has ended.
        (
            Table::of(&[1, 2, 3], &[(1, 2), (2, 3), (3, 1)]),
            "ended",
            vec!["1"],
        ),
        // Two ways to the same one: it is one, by the shorter.
        (
            Table::of(&[1, 2, 3], &[(1, 2), (1, 3), (2, 3)]).published(&[3]),
            "replaced",
            vec!["1>3"],
        ),
    ] {
        let current = Lineage::new(&table).current(code(1)).await.unwrap();
        let ways: Vec<String> = ways.iter().map(ToString::to_string).collect();
        assert_eq!(said(&current), (variant, ways));
        assert!(!table.asked().1, "asked twice");
    }
}

#[tokio::test]
async fn the_answer_depends_on_the_day() {
    let table =
        Table::chain(&[1, 2])
            .published(&[1, 2])
            .set(1, "annee_derniere_session", json!(2024));
    for (on, variant) in [("2024-12-31", "active"), ("2025-01-01", "replaced")] {
        let current = Lineage::new(&table)
            .on(day(on))
            .current(code(1))
            .await
            .unwrap();
        assert_eq!(said(&current).0, variant, "{on}");
    }
}

#[tokio::test]
async fn what_is_delivered_costs_one_request() {
    let table = Table::chain(&[1, 2, 3]).published(&[1, 2, 3]);
    Lineage::new(&table).current(code(1)).await.unwrap();
    assert_eq!(table.asked().0, 1);
}

#[tokio::test]
async fn a_bound_leaves_it_unknown() {
    let codes: Vec<u32> = (1..=9).collect();
    let table = Table::chain(&codes).published(&[9]);
    let lineage = Lineage::new(&table);
    for lineage in [lineage.clone().max_depth(3), lineage.max_requests(4)] {
        let current = lineage.current(code(1)).await.unwrap();
        assert_eq!(said(&current), ("unknown", vec!["1>2>3>4>5".into()]));
        assert!(current.paths()[0].last().is_some_and(Node::is_unfetched));
    }
}

#[tokio::test]
async fn a_link_that_cannot_be_read_on_the_way_is_an_error() {
    let table = Table::chain(&[1, 2, 3]).set(2, "nouvelle_certification", json!("?"));
    let error = Lineage::new(&table).current(code(1)).await.unwrap_err();
    assert!(
        error.0.contains("`?` is not a Certif Info code"),
        "{}",
        error.0
    );
}

#[tokio::test]
async fn each_answer_is_said_in_words() {
    let mut said = Vec::new();
    for table in [
        Table::chain(&[1]).published(&[1]),
        Table::chain(&[1, 2, 3]).published(&[3]),
        Table::of(&[1, 2], &[(1, 2), (1, 9)]).published(&[2]),
        Table::chain(&[1]),
        Table::of(&[1], &[(1, 9)]),
        Table::default(),
        Table::chain(&[1, 2]).set(1, "etat", json!(77)),
        Table::chain(&[1, 2]).set(2, "etat", json!(77)),
    ] {
        let lineage = Lineage::new(&table).on(day("2025-06-01"));
        said.push(lineage.current(code(1)).await.unwrap().to_string());
    }
    insta::assert_snapshot!("current", said.join("\n\n"));
}
