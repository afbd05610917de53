//! Graphs: shapes, bounds, what is drawn.

use certifinfo_ext::lineage::{Graph, LimitReached, Lineage};
use certifinfo_ext::prelude::*;
use serde_json::json;

use super::memory::Table;
use super::{code, day, named};

async fn graph(table: &Table, of: u32) -> Graph {
    let graph = Lineage::new(table)
        .on(day("2025-06-01"))
        .graph(code(of))
        .await
        .unwrap();
    assert_eq!(graph.requests(), table.asked().0);
    assert!(!table.asked().1, "asked twice");
    graph
}

fn edges(graph: &Graph) -> Vec<String> {
    graph
        .edges()
        .map(|edge| format!("{}>{}", edge.old, edge.new))
        .collect()
}

#[tokio::test]
async fn a_chain_is_found_from_each_of_its_links() {
    for start in 1..=4 {
        let table = Table::chain(&[1, 2, 3, 4]);
        let graph = graph(&table, start).await;
        assert_eq!(edges(&graph), ["1>2", "2>3", "3>4"]);
        assert_eq!(named(graph.roots()), ["1"]);
        assert_eq!(named(graph.leaves()), ["4"]);
        assert_eq!(
            named(graph.path(code(1), code(4)).unwrap()),
            ["1", "2", "3", "4"]
        );
        assert!(graph.path(code(4), code(1)).is_none());
        assert_eq!(named(graph.successors_of(code(2))), ["3"]);
        assert_eq!(named(graph.predecessors_of(code(2))), ["1"]);
        assert!(graph.limits_reached().is_empty());
    }
}

#[tokio::test]
async fn a_diamond_is_walked_once_and_drawn_once() {
    let table = Table::of(&[1, 2, 3, 4, 5], &[(1, 2), (1, 3), (2, 4), (3, 4), (4, 5)]);
    let graph = graph(&table, 1).await;
    assert_eq!(edges(&graph), ["1>2", "1>3", "2>4", "3>4", "4>5"]);
    assert_eq!(graph.requests(), 5);
    insta::assert_snapshot!("diamond", graph.to_string());
}

#[tokio::test]
async fn a_cycle_ends() {
    let table = Table::of(&[1, 2, 3, 4], &[(1, 2), (2, 3), (3, 1), (3, 4)]);
    let graph = graph(&table, 1).await;
    assert_eq!(edges(&graph), ["1>2", "2>3", "3>1", "3>4"]);
    assert_eq!(graph.roots().count(), 0);
    assert_eq!(named(graph.leaves()), ["4"]);
    insta::assert_snapshot!("cycle", graph.to_string());
}

#[tokio::test]
async fn siblings_are_no_ancestors_nor_descendants() {
    let table = Table::of(&[1, 2, 3], &[(1, 2), (1, 3)]);
    assert_eq!(named(graph(&table, 2).await.nodes()), ["1", "2"]);
}

#[tokio::test]
async fn one_sided_links_are_seen_from_their_side() {
    let table = Table::chain(&[1]).set(2, "ancienne_certification", json!([1]));
    assert_eq!(edges(&graph(&table, 2).await), ["1>2"]);
    let table = Table::chain(&[1]).set(2, "ancienne_certification", json!([1]));
    assert_eq!(edges(&graph(&table, 1).await), [""; 0]);
}

#[tokio::test]
async fn thirty_five_successors_are_all_there() {
    let codes: Vec<u32> = (1..=36).collect();
    let pairs: Vec<_> = (2..=36).map(|new| (1, new)).collect();
    let table = Table::of(&codes, &pairs);
    let graph = graph(&table, 1).await;
    assert_eq!((graph.leaves().count(), graph.requests()), (35, 36));
}

#[tokio::test]
async fn depth_is_bounded_and_says_so() {
    let codes: Vec<u32> = (1..=40).collect();
    let table = Table::chain(&codes);
    let all = Lineage::new(&table);
    let near = all.clone().max_depth(2).graph(code(20)).await.unwrap();
    assert_eq!(near.limits_reached(), [LimitReached::Depth(2)]);
    // Two away are asked for, three away are only named.
    assert_eq!(
        named(near.nodes()),
        ["17", "18", "19", "20", "21", "22", "23"]
    );
    let rim = near.nodes().filter(|node| node.is_unfetched());
    assert_eq!(named(rim), ["17", "23"]);
    assert_eq!(near.requests(), 5);
    insta::assert_snapshot!("deep", near.to_string());

    // By default sixteen; and a chain that ends exactly there was not cut.
    let default = all.graph(code(1)).await.unwrap();
    assert_eq!(default.limits_reached(), [LimitReached::Depth(16)]);
    let exact = Table::chain(&codes[..17]);
    assert!(graph(&exact, 1).await.limits_reached().is_empty());
}

#[tokio::test]
async fn depth_limit_behind_a_cycle_is_reported() {
    // 3 is one step away as what 1 replaced, and two steps as what replaced 2; 4 is beyond it.
    let pairs = [(1, 2), (2, 3), (3, 1), (3, 4)];
    let table = Table::of(&[1, 2, 3, 4], &pairs);
    let near = Lineage::new(&table).max_depth(1).graph(code(1)).await;
    let near = near.unwrap();
    assert_eq!(named(near.nodes()), ["1", "2", "3"]);
    assert_eq!(near.limits_reached(), [LimitReached::Depth(1)]);

    // Without 4, all of the line is there.
    let table = Table::of(&[1, 2, 3], &pairs[..3]);
    let all = Lineage::new(&table).max_depth(1).graph(code(1)).await;
    assert!(all.unwrap().limits_reached().is_empty());
}

#[tokio::test]
async fn requests_are_bounded_and_say_so() {
    let codes: Vec<u32> = (1..=36).collect();
    let pairs: Vec<_> = (2..=36).map(|new| (1, new)).collect();
    for most in [0, 1, 2, 35, 36] {
        let table = Table::of(&codes, &pairs);
        let lineage = Lineage::new(&table).max_requests(most);
        let graph = lineage.graph(code(1)).await.unwrap();
        assert_eq!(table.asked().0, most.max(1));
        // Links name the others all the same.
        assert_eq!(graph.nodes().count(), 36);
        let cut = graph.nodes().filter(|node| node.is_unfetched()).count();
        assert_eq!(cut, 36 - most.max(1));
        let said: &[_] = if cut > 0 {
            &[LimitReached::Requests(most.max(1))]
        } else {
            &[]
        };
        assert_eq!(graph.limits_reached(), said);
    }
}

#[tokio::test]
async fn links_cross_registers_by_their_sheets() {
    let table = Table::default()
        .set(1, "rncp", json!([{ "code": "19468" }]))
        .set(
            1,
            "nouvelle_certification",
            json!([{ "rs_code": "RS6117" }]),
        )
        .set(2, "rs", json!([{ "code": "6117" }]))
        .set(
            2,
            "ancienne_certification",
            json!([{ "rncp_code": "RNCP19468" }]),
        );
    for start in ["1", "2"] {
        let start: CertifInfoCode = start.parse().unwrap();
        let graph = Lineage::new(&table).graph(start).await.unwrap();
        assert_eq!(edges(&graph), ["1>2"]);
    }
    let by_sheet = Lineage::new(&table)
        .graph(RsCode::new(6117).unwrap())
        .await
        .unwrap();
    assert_eq!(
        (edges(&by_sheet), named(by_sheet.nodes())),
        (vec!["1>2".into()], vec!["1".into(), "2".into()])
    );
    let nowhere = Lineage::new(&table)
        .graph(RsCode::new(1).unwrap())
        .await
        .unwrap();
    assert!(nowhere.nodes().all(|node| node.is_missing()));
    assert_eq!(named(nowhere.nodes()), ["RS1"]);
}

#[tokio::test]
async fn a_link_that_cannot_be_read_does_not_cost_the_others() {
    let table = Table::chain(&[1, 2]).set(1, "nouvelle_certification", json!(["12x", 2]));
    let graph = graph(&table, 1).await;
    assert_eq!(edges(&graph), ["1>2"]);
    let [(at, error)] = graph.unreadable() else {
        panic!("one")
    };
    assert_eq!((at.numero(), error.input()), (1, "12x"));
    insta::assert_snapshot!("unreadable", graph.to_string());
}

#[tokio::test]
async fn titles_break_neither_the_drawing_nor_the_dot() {
    let table = Table::chain(&[1, 2]).published(&[2]).set(
        1,
        "certifinfo_intitule",
        json!("A \"title\" \\ with\nlines and \u{1b}[31mcolour"),
    );
    let graph = graph(&table, 1).await;
    insta::assert_snapshot!("odd_title", format!("{graph}\n\n{}", graph.to_dot()));
}
