//! `certifinfo lineage`: the tree, the rows and the pictures.

use crate::run::{command, said};

const DAY: [&str; 2] = ["--on", "01/06/2025"];

fn lineage(arguments: &[&str]) -> String {
    said(&[&["lineage"], arguments, &DAY].concat())
}

/// Standard output alone.
fn drawn(arguments: &[&str]) -> String {
    let output = command(&["lineage"])
        .args(arguments)
        .args(DAY)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn tree_says_what_is_in_force() {
    let said = [
        lineage(&["58434"]),
        lineage(&["58434", "--lang", "fr"]),
        lineage(&["rncp", "19468", "--lang", "fr"]),
        lineage(&["22089", "--depth", "1"]),
        lineage(&["72002"]),
        lineage(&["RS99999"]),
        lineage(&["58434x"]),
    ];
    insta::assert_snapshot!("tree", said.join("\n"));
}

#[test]
fn rows_have_a_line_for_each_certification() {
    let said =
        ["table", "csv", "csv-excel", "json"].map(|format| drawn(&["58434", "--format", format]));
    insta::assert_snapshot!("rows", said.join("\n"));
}

#[test]
fn pictures_have_every_card_with_its_state() {
    for format in ["mermaid", "dot", "svg"] {
        insta::assert_snapshot!(
            format,
            drawn(&["58434", "--format", format, "--lang", "fr"])
        );
    }
}

#[test]
fn fan_has_a_card_and_an_arrow_for_each_successor() {
    let svg = drawn(&["84409", "--format", "svg"]);
    assert_eq!(
        svg.matches("<rect ").count(),
        1 + 6,
        "the background and the cards"
    );
    assert_eq!(svg.matches("marker-end").count(), 5);
}
