//! Lineage through the client, over real HTTP.

use certifinfo_ext::lineage::{Answer, Current, Lineage};
use certifinfo_ext::prelude::*;
use certifinfo_ext::{RateLimit, RetryPolicy};
use certifinfo_sandbox::{Catalogue, Fault, Sandbox, When};

use super::{code, day, named};

pub(crate) async fn connect(sandbox: &Sandbox) -> CertifInfo {
    CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .rate_limit(RateLimit::unlimited())
        .retry_policy(RetryPolicy::none())
        .build()
        .unwrap()
}

async fn sandbox() -> (Sandbox, CertifInfo) {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let api = connect(&sandbox).await;
    (sandbox, api)
}

#[tokio::test]
async fn the_longest_chain_is_a_graph_from_any_of_its_links() {
    let (sandbox, api) = sandbox().await;
    let lineage = Lineage::new(&api).on(day("2025-06-01"));
    let graph = lineage.graph(code(118034)).await.unwrap();
    let way = graph.path(code(22089), code(118034)).unwrap();
    assert_eq!(named(way), ["22089", "58434", "118033", "118034"]);
    assert_eq!(sandbox.requests().route("/certification"), 4);
    let graph = lineage.graph(code(22089)).await.unwrap();
    insta::assert_snapshot!("chain", format!("{graph}\n\n{}", graph.to_dot()));
}

#[tokio::test]
async fn splits_and_successors_that_are_not_there() {
    let (_sandbox, api) = sandbox().await;
    let split = api.successors(code(84409)).await.unwrap();
    assert!(
        matches!(&split, Answer::Many(nodes) if nodes.len() == 5),
        "{split:?}"
    );
    let tosa = api.successors(code(84517)).await.unwrap();
    assert_eq!(named(tosa.nodes()), ["112856", "112859", "112863"]);
    let lost = api.successors(code(72001)).await.unwrap();
    assert!(
        matches!(&lost, Answer::Missing(nodes) if named(nodes) == ["72002"]),
        "{lost:?}"
    );
    let unknown = api.predecessors(code(72002)).await.unwrap();
    assert!(matches!(&unknown, Answer::Missing(nodes) if named(nodes) == ["72002"]));
    let one = api.predecessors(code(118034)).await.unwrap();
    assert!(
        matches!(&one, Answer::One(node) if node.code() == Some(code(118033))),
        "{one:?}"
    );
    assert!(matches!(
        api.successors(code(118034)).await.unwrap(),
        Answer::None
    ));
}

#[tokio::test]
async fn from_the_rncp_to_the_rs() {
    let (_sandbox, api) = sandbox().await;
    let on = day("2025-06-01");
    let current = api.current(code(78610), on).await.unwrap();
    assert!(matches!(&current, Current::Replaced(way) if named(way) == ["78610", "115020"]));
    let fiche = api
        .current_fiche(RncpCode::new(19468).unwrap(), on)
        .await
        .unwrap();
    assert_eq!(
        fiche.replaced_by(),
        [FicheCode::from(RsCode::new(6117).unwrap())]
    );
    insta::assert_snapshot!("registers", fiche.to_string());
}

#[tokio::test]
async fn several_replace_the_desserts_and_none_is_chosen() {
    let (_sandbox, api) = sandbox().await;
    let before = api.current(code(58434), day("2024-12-31")).await.unwrap();
    assert!(matches!(before, Current::Active(_)), "{before}");
    let after = api.current(code(58434), day("2025-06-01")).await.unwrap();
    insta::assert_snapshot!("several", after.to_string());
    // Its first sheet ended in 2009, and was renewed under another number.
    let sheet = api
        .current_fiche(RncpCode::new(724).unwrap(), day("2012-01-01"))
        .await
        .unwrap();
    assert_eq!(
        sheet.replaced_by(),
        [FicheCode::from(RncpCode::new(37380).unwrap())]
    );
}

#[tokio::test]
async fn one_sheet_covers_several_certifications() {
    let (sandbox, api) = sandbox().await;
    let sheet = RncpCode::new(4911).unwrap();
    assert_eq!(api.certifications_of(sheet).await.unwrap().len(), 4);
    assert!(
        api.certifications_of(RsCode::new(4911).unwrap())
            .await
            .unwrap()
            .is_empty()
    );
    let before = sandbox.requests().total;
    let current = api.current_fiche(sheet, day("2025-06-01")).await.unwrap();
    assert_eq!(current.certifications().len(), 4);
    assert!(current.validite().is_active() && current.replaced_by().is_empty());
    // Two searches, of which one asks for archived ones, and four certifications.
    assert_eq!(sandbox.requests().total - before, 6);
    let graph = api.lineage(sheet).await.unwrap();
    assert_eq!((graph.starts().len(), graph.roots().count()), (4, 4));
}

#[tokio::test]
async fn every_chain_and_the_one_cycle_of_a_large_catalogue_end() {
    let catalogue = Catalogue::synthetic(1_000, 7);
    let sandbox = Sandbox::builder()
        .catalogue(catalogue)
        .start()
        .await
        .unwrap();
    let api = connect(&sandbox).await;
    let items: Vec<Item> = api
        .recherche(Recherche::new())
        .items()
        .try_collect()
        .await
        .unwrap();
    let at = |position: usize| items[position].code().unwrap();
    let chain = api.lineage(at(0)).await.unwrap();
    assert_eq!(chain.path(at(0), at(3)).unwrap().len(), 4);
    let cycle = api.lineage(at(5)).await.unwrap();
    for (old, new) in [(4, 5), (5, 6), (6, 4)] {
        assert_eq!(named(cycle.successors_of(at(old))), [at(new).to_string()]);
    }
    let split = api.successors(at(10)).await.unwrap();
    assert_eq!(split.nodes().len(), 35);
}

#[tokio::test]
async fn a_failing_service_is_an_error_with_its_kind() {
    let (sandbox, api) = sandbox().await;
    sandbox.set_fault(Fault::Status500, When::After(1));
    let error = api.successors(code(58434)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Server);
}

#[test]
fn the_futures_can_be_spawned() {
    fn spawnable<T: Send>(_: T) {}
    let api = CertifInfo::builder()
        .token("t")
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    spawnable(api.successors(code(1)));
    spawnable(api.lineage(code(1)));
    spawnable(api.current(code(1), day("2025-01-01")));
    spawnable(api.current_fiche(RncpCode::new(1).unwrap(), day("2025-01-01")));
}
