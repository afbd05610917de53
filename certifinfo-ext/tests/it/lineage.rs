//! Lineage: every shape of replacement, in memory and over real HTTP.

mod answers;
mod current;
mod examples;
mod fiches;
mod graphs;
mod laws;
mod memory;
mod open_data;
mod service;

use certifinfo_ext::codes::CertifInfoCode;
use certifinfo_ext::lineage::Node;
use certifinfo_ext::paris::Date;

fn code(number: u32) -> CertifInfoCode {
    CertifInfoCode::new(number).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The codes, or sheets, of nodes.
fn named<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Vec<String> {
    nodes
        .into_iter()
        .map(|node| node.subject().to_string())
        .collect()
}
