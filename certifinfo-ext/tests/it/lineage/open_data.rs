//! Every replacement of the producer's own export.

use certifinfo_ext::lineage::Answer;
use certifinfo_ext::prelude::*;
use certifinfo_sandbox::{Catalogue, Sandbox};

use super::service::connect;
use crate::support::open_data;

#[tokio::test]
#[ignore = "reads the open-data export that CERTIFINFO_OPEN_DATA names"]
async fn every_line_of_the_export_is_walked_to_its_ends() {
    let path = open_data::file();
    let catalogue = Catalogue::open_data(path).unwrap();
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start()
        .await
        .unwrap();
    let api = connect(&sandbox).await;
    let mut items = api.recherche(Recherche::new()).items();
    let (mut there, mut missing, mut longest) = (0, 0, 0);
    while let Some(item) = items.try_next().await.unwrap() {
        let code = item.code().unwrap();
        // The export has at most one predecessor for each, and most are archived and absent.
        match api.predecessors(code).await.unwrap() {
            Answer::None => continue,
            Answer::One(_) => there += 1,
            Answer::Missing(nodes) if nodes.len() == 1 => missing += 1,
            other => panic!("{code}: {other}"),
        }
        let graph = api.lineage(code).await.unwrap();
        assert!(graph.limits_reached().is_empty() && graph.unreadable().is_empty());
        for root in graph.roots() {
            let way = graph.path(root.subject(), code).map_or(0, |way| way.len());
            longest = longest.max(way);
        }
    }
    println!(
        "predecessors: {there} in the export, {missing} absent; the longest line has {longest}"
    );
    assert!(there > 0 && missing > there && (2..=4).contains(&longest));
}
