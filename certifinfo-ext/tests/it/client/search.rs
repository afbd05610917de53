//! What a search sends, and what the sandbox makes of it.

use certifinfo_ext::prelude::*;
use certifinfo_sandbox::Sandbox;

use crate::client::fake::{Fake, page};

/// A search with every condition set.
fn everything() -> Recherche {
    Recherche::new()
        .intitule("boulanger & pâtissier")
        .rome(["D1102".parse().unwrap(), "D1104".parse().unwrap()])
        .rncp("RNCP37537".parse().unwrap())
        .rs("RS5000".parse().unwrap())
        .proa_codes(["3".parse().unwrap()])
        .proa(true)
        .niveau_europeen(Niveau::N3)
        .archive(false)
        .acces(Acces::FormationInitiale, true)
        .acces(Acces::FormationContinue, false)
        .acces(Acces::Apprentissage, true)
        .acces(Acces::ContratProfessionnalisation, false)
        .acces(Acces::Vae, true)
        .acces(Acces::DemandeIndividuelle, false)
        .formacodes(["21538".parse().unwrap()])
}

#[tokio::test]
async fn all_seventeen_parameters_are_sent_as_the_service_wants_them() {
    let fake = Fake::start(|_, _| page(0, [])).await;
    fake.api()
        .recherche(everything())
        .page_size(10)
        .page(2)
        .await
        .unwrap();
    let asked = fake.asked();
    let line = asked[0].lines().next().unwrap();
    let url = reqwest::Url::parse(&format!("http://x{}", line.split(' ').nth(1).unwrap())).unwrap();
    let sent: Vec<String> = url
        .query_pairs()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    insta::assert_snapshot!("parameters", sent.join("\n"));
    let mut names: Vec<_> = url
        .query_pairs()
        .map(|(name, _)| name.into_owned())
        .collect();
    names.dedup();
    assert_eq!(names.len(), 17);
    assert!(
        !asked[0].contains("api-version"),
        "a header nobody asked for"
    );
}

#[tokio::test]
async fn what_is_not_set_is_not_sent() {
    let fake = Fake::start(|_, _| page(0, [])).await;
    fake.api()
        .recherche(Recherche::new().rome([]))
        .page(1)
        .await
        .unwrap();
    assert!(
        fake.asked()[0].contains("?page_num=1&page_size=100 HTTP/1.1"),
        "{:?}",
        fake.asked()
    );
}

#[test]
fn a_search_is_data() {
    let query = everything();
    let stored = serde_json::to_string_pretty(&query).unwrap();
    insta::assert_snapshot!("stored", stored);
    assert_eq!(serde_json::from_str::<Recherche>(&stored).unwrap(), query);
    assert!(
        serde_json::from_str::<Recherche>(r#"{"rome":["boulanger"]}"#).is_err(),
        "codes are codes"
    );
    assert!(
        serde_json::from_str::<Recherche>(r#"{"romes":["D1102"]}"#).is_err(),
        "no condition is dropped"
    );
}

#[tokio::test]
async fn a_search_box_costs_one_request() {
    let fake = Fake::start(|_, _| page(1_000, 0..10)).await;
    let found: Vec<_> = fake
        .api()
        .recherche(Recherche::new())
        .page_size(10)
        .concurrency(8)
        .items()
        .take(10)
        .collect()
        .await;
    assert_eq!((found.len(), fake.asked().len()), (10, 1));
}

#[tokio::test]
async fn the_sandbox_is_searched_walked_and_looked_up() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let api = CertifInfo::builder()
        .token(sandbox.token())
        .base_url(sandbox.base_url())
        .rate_limit(certifinfo_ext::RateLimit::unlimited())
        .build()
        .unwrap();
    let total = api.recherche(Recherche::new()).total().await.unwrap();
    let mut walks = Vec::new();
    for (size, concurrency) in [(100, 1), (1, 1), (3, 4), (7, 8)] {
        let items: Vec<Item> = api
            .recherche(Recherche::new())
            .page_size(size)
            .concurrency(concurrency)
            .items()
            .try_collect()
            .await
            .unwrap();
        assert_eq!(items.len() as u64, total);
        walks.push(
            items
                .iter()
                .map(|item| item.raw().get().to_owned())
                .collect::<Vec<_>>(),
        );
    }
    assert!(
        walks.windows(2).all(|pair| pair[0] == pair[1]),
        "the same records in the same order"
    );
    let code = CertifInfoCode::new(118034).unwrap();
    let found = api.certification(code).await.unwrap();
    assert_eq!(
        found.certifinfo_code.as_ref().and_then(|code| code.get()),
        Some(118034)
    );
    let missing = api
        .certification(CertifInfoCode::new(999_999).unwrap())
        .await
        .unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);
    let wrong = CertifInfo::builder()
        .token("wrong token")
        .base_url(sandbox.base_url())
        .build()
        .unwrap();
    assert_eq!(
        wrong.certification(code).await.unwrap_err().kind(),
        ErrorKind::Unauthorized
    );
}
