//! What certifinfo-ext sends is what `openapi/contract.yaml` says.

use std::collections::BTreeSet;

use certifinfo_ext::prelude::*;
use serde_json::Value;

use crate::support::repo;
use crate::support::wire::CannedServer;

/// A parameter that the contract has and the search does not set would be out of reach.
#[tokio::test]
async fn search_that_sets_everything_sends_every_parameter_of_the_contract() {
    let contract: Value =
        serde_saphyr::from_str(&repo::read("openapi/contract.yaml")).expect("the contract is YAML");
    let parameters = &contract["operations"]["recherche"]["parameters"];
    let expected = parameters.as_object().expect("a map").keys().cloned();

    let mut query = Recherche::new()
        .intitule("boulanger")
        .rome(["D1102".parse().expect("a code")])
        .rncp("RNCP37537".parse().expect("a code"))
        .rs("RS5000".parse().expect("a code"))
        .proa_codes(["3".parse().expect("a code")])
        .proa(true)
        .niveau_europeen(Niveau::N3)
        .archive(true)
        .formacodes(["21538".parse().expect("a code")]);
    for &acces in Acces::ALL {
        query = query.acces(acces, true);
    }
    let server = CannedServer::answering("200 OK", "application/json", r#"{"total":0,"data":[]}"#);
    let api = CertifInfo::builder()
        .token("t")
        .base_url(server.url())
        .build();
    let page = api.expect("it is complete").recherche(query).page(1).await;
    page.expect("an empty page");

    let heard = server.heard();
    let target = heard[0].split(' ').nth(1).expect("a request line");
    let url = reqwest::Url::parse(&format!("http://127.0.0.1{target}")).expect("a URL");
    let sent: BTreeSet<String> = url
        .query_pairs()
        .map(|(name, _)| name.into_owned())
        .collect();
    assert_eq!(sent, expected.collect());
}
